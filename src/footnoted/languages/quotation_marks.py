"""Which quotation marks belong together: pairs of all kinds, nested or left open, told from apostrophes and inches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from footnoted.languages.spans import stripped
from footnoted.text import Span

__all__ = ["Quoted", "quoted"]

# Opening mark -> the marks that close it, the odd ones of hurried typing too.
_CLOSERS: Mapping[str, str] = {
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "„": '“”"',
    "“": '”“"',
    "”": "”",
    '"': '"',
    "‚": "‘’'",
    "‘": "’'",
    "'": "'",
}
_SINGLE = "‚‘’'‹›"
_MARKS = re.compile("([«»‹›„“”\"‚‘’'])\\1*")
# So many equal marks in a row are an ornament and quote nothing.
_ORNAMENT = 4
# After one of these a mark opens; before one of those, or a letter or digit, too.
_BEFORE_OPENING = "([{—–-/=:¿¡" + "".join(_CLOSERS)
_AFTER_OPENING = "([{¿¡…$€£" + "".join(_CLOSERS)
# A genitive may end in a letter of these and an apostrophe: the apostrophe then closes nothing if a later one can.
_SIBILANTS = "sxzSXZ"
# A quotation of several paragraphs repeats at the start of each the mark that opened it, or the one that will close it.
_RESUMING: Mapping[str, str] = {"«": "«»", "„": "„", "“": "“", '"': '"', "»": "»"}
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
    """A mark, and whether its neighbours let it open or close; both or neither where they do not tell.

    `possessive`: it may be the apostrophe of a genitive, and a later mark closes.
    """

    at: int
    sign: str
    opens: bool
    closes: bool
    possessive: bool = False

    @property
    def single(self) -> bool:
        return self.sign in _SINGLE

    @property
    def undecided(self) -> bool:
        return self.opens == self.closes


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
    for index, paragraph in enumerate(paragraphs):
        for mark in marks[index]:
            pairing.add(mark)
        left = pairing.left_open()
        following = next((m for m in marks[index + 1] if not m.single), None) if index + 1 < len(marks) else None
        resumed = False
        if left and following:
            if following.sign in _CLOSERS[left.sign] and following.closes and not following.opens:
                continue
            resumed = following.at == paragraphs[index + 1].start and following.sign in _RESUMING.get(left.sign, "")
            if resumed:
                first = marks[index + 1].index(following)
                marks[index + 1][first] = replace(following, sign=left.sign)
        yield from _outer(text, pairing.pairs, paragraph.end, resumed=resumed)
        pairing = _Pairing()


class _Pairing:
    """Pairs the marks it is given one after the other."""

    def __init__(self) -> None:
        self.pairs: list[_Pair] = []
        self._open: list[_Pair] = []

    def add(self, mark: _Mark) -> None:
        """Let `mark` close what it can, else open, else pass it over."""
        depth = None if mark.possessive else self._closable(mark)
        if depth is not None and (mark.closes or mark.undecided):
            self._open[depth].close = mark.at
            del self._open[depth:]
        elif mark.sign in _CLOSERS and (mark.opens or (mark.undecided and not mark.single)):
            pair = _Pair(mark)
            self.pairs.append(pair)
            self._open.append(pair)

    def left_open(self) -> _Mark | None:
        """The outermost mark that nothing has closed; single marks left open are apostrophes."""
        return next((pair.opening for pair in self._open if not pair.opening.single), None)

    def _closable(self, mark: _Mark) -> int | None:
        if mark.single and mark.undecided:
            return None
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 1 - _DEPTH), -1):
            opening = self._open[depth].opening
            if mark.sign in _CLOSERS[opening.sign]:
                # Strictly opening: a quotation begins inside the open one, or the open one is never closed.
                return None if mark.opens and not mark.closes else depth
            if mark.single and not opening.single:
                return None
        return None


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    found: list[_Mark] = []
    closes_later = False
    for at in reversed(_places(text, paragraph)):
        sign = text[at]
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + 1] if at + 1 < paragraph.end else " "
        opens = (before.isspace() or before in _BEFORE_OPENING) and (after.isalnum() or after in _AFTER_OPENING)
        closes = not before.isspace() and before not in "([{¿¡" and not after.isalnum()
        if sign == "'" and after.isdigit():
            opens = False  # the apostrophe of a year
        possessive = sign in "'’" and closes and before in _SIBILANTS and after == " " and closes_later
        found.append(_Mark(at, sign, opens, closes, possessive))
        if sign in _SINGLE and opens != closes:
            closes_later = closes
    return found[::-1]


def _places(text: str, paragraph: Span) -> list[int]:
    runs = _MARKS.finditer(text, paragraph.start, paragraph.end)
    return [at for run in runs if run.end() - run.start() < _ORNAMENT for at in range(*run.span())]


def _outer(text: str, pairs: Sequence[_Pair], end: int, *, resumed: bool) -> Iterator[Quoted]:
    """The pairs that lie in no other one, and the quotation left open with the words up to `end`."""
    pairs = [pair for pair in pairs if pair.close is not None or not pair.opening.single]
    reopened = _next_of_kind(pairs)
    reached = 0
    for pair, next_start in zip(pairs, reopened, strict=True):
        start = pair.opening.at
        if start < reached:
            continue
        if pair.close is not None:
            reached = pair.close + 1
            yield Quoted(Span(start, reached), _inside(text, Span(start + 1, pair.close)), closed=True)
        elif next_start is not None:
            reached = next_start
            inside = stripped(text, Span(start + 1, next_start))
            yield Quoted(Span(start, max(start + 1, inside.end)), inside, closed=False, cut=True)
        else:
            reached = end
            yield Quoted(Span(start, end), stripped(text, Span(start + 1, end)), closed=resumed)


def _inside(text: str, span: Span) -> Span:
    """The words in `span` without doubled marks: ''so'' is one quotation, typed with two single marks."""
    closers = _CLOSERS.get(text[span.start : span.start + 1], "")
    if closers and text[span.end - 1] in closers and text.find(text[span.end - 1], span.start + 1) == span.end - 1:
        span = Span(span.start + 1, span.end - 1)
    return stripped(text, span)


def _next_of_kind(pairs: Sequence[_Pair]) -> list[int | None]:
    """For each pair, where the next one with the same opening mark starts."""
    later: dict[str, int] = {}
    found: list[int | None] = []
    for pair in reversed(pairs):
        found.append(later.get(pair.opening.sign))
        later[pair.opening.sign] = pair.opening.at
    return found[::-1]
