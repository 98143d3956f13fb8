"""The short forms that a name may have: its first or last words, a person's surname, letters in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from footnoted.extract.lexicon import Lexicon
from footnoted.text import Span

__all__ = ["abbreviations", "short_forms", "small"]

_SEVERAL = 3


def short_forms(name: str, own: Lexicon | None, *, person: bool) -> Iterator[str]:
    """A name's first words and its last; of a person any behind the first: "Tafur" is Álvaro Tafur Lozano."""
    words = name.split()
    for length in range(1, len(words)):
        yield " ".join(words[:length])
        yield small(" ".join(words[-length:]), own)
    if person and len(words) >= _SEVERAL:
        for low in range(1, len(words) - 1):
            yield from (small(" ".join(words[low:high]), own) for high in range(low + 1, len(words)))


def small(name: str, own: Lexicon | None) -> str:
    """A name with a small letter where it begins with a particle, as sentences write it with a capital: "Van Rijk"."""
    first, space, rest = name.partition(" ")
    return first.lower() + space + rest if space and own and first in own.name_particles else name


def abbreviations(mentions: Mapping[str, Sequence[Span]], text: str) -> dict[str, str]:
    """Names in capitals that stand in brackets behind a name whose letters they take: "Renta Ibérica Bolsa (RIB)".

    `mentions` are the places of each name in `text`. Returned is the long form of each short one.
    """
    ends = {span.end: name for name, spans in mentions.items() for span in spans}
    found = {}
    for short in (name for name in mentions if name.isupper() and name.isalpha()):
        for span in mentions[short]:
            long = ends.get(span.start - 2, "") if text[span.start - 2 : span.start] == " (" else ""
            if long and text[span.end : span.end + 1] == ")" and _abbreviates(short, long):
                found[short] = long
    return found


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of `short` are the first and some further ones of `long`, in their order."""
    letters = iter(long.upper())
    return short[0] == long[0].upper() and len(short) < len(long) and all(letter in letters for letter in short)
