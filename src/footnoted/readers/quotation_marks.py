"""Which quotation marks belong together: pairs of all kinds, nested or left open, told from apostrophes and inches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from footnoted.text import Span

__all__ = ["Quoted", "quoted"]

# Opening mark -> the marks that close it, the odd ones of hurried typing too.
_CLOSERS: Mapping[str, str] = {
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "„": "“”\"",
    "“": "”“\"",
    "”": "”",
    '"': '"',
    "‚": "‘’'",
    "‘": "’'",
    "'": "'",
}
_SINGLE = "‚‘’'‹›"
_MARK = re.compile("[«»‹›„“”\"‚‘’']")
# After one of these a mark opens; before one of those, or a letter or digit, too.
_BEFORE_OPENING = "([{—–-/=:¿¡" + "".join(_CLOSERS)
_AFTER_OPENING = "([{¿¡…$€£" + "".join(_CLOSERS)
# A genitive may end in a letter of these and an apostrophe: the apostrophe then closes nothing if a later one can.
_SIBILANTS = "sxzSXZ"
# Marks left open are searched for a partner no deeper than this, so that a text of openers alone costs no more.
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Quoted:
    """Quoted words: `span` with their marks, `inside` without; `closed` is false where no mark closes them.

    `cut`: left open, and ended by the next opening mark of the same kind; where the words end is then a guess.
    """

    span: Span
    inside: Span
    closed: bool
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and what its neighbours allow it to do; `last` is true if no single mark behind it can close."""

    at: int
    sign: str
    opens: bool
    closes: bool
    possessive: bool = False


@dataclass(slots=True)
class _Pair:
    opening: _Mark
    close: int | None = None


def quoted(text: str, paragraphs: Sequence[Span]) -> Iterator[Quoted]:
    """All quoted words of `text`, the outer ones where they are nested, in order and without overlap.

    A quotation left open ends with its paragraph. If the next one starts with the opening mark again, as in quotations
    of several paragraphs, it counts as closed; if the next mark there is the missing closing one, it goes on to it.
    """
    marks = [_marks(text, paragraph) for paragraph in paragraphs]
    pairing = _Pairing()
    for paragraph, here, following in zip(paragraphs, marks, [*marks[1:], []], strict=True):
        for mark in here:
            pairing.add(mark)
        if not (following and pairing.goes_on(following[0])):
            resumed = bool(following) and pairing.resumed(following[0], text[: following[0].at].rstrip(" \t")[-1:])
            yield from _outer(text, pairing.pairs, paragraph.end, resumed=resumed)
            pairing = _Pairing()
