"""An article as words with their places, so that a stage can look left and right of a span."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, KeysView, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from footnoted.languages import Document
from footnoted.languages.segment_data import elided_words
from footnoted.languages.tokens import APOSTROPHES
from footnoted.text import Span

__all__ = ["QUOTES", "Opener", "Words", "words_in", "words_of"]

QUOTES = frozenset("«»„“”\"'‚‘’›‹")
"""Quotation marks of all kinds."""

# Initials with their full stops ("S.A."), or a word with its inner hyphens and apostrophes; an English possessive is a
# word of its own.
_WORD = r"(?:[^\W\d_]\.){2,4}|[^\W_]+(?:['’](?!s\b)[^\W_]+|[-&+/][^\W_]+)*\+?|[^\w\s]"


class Opener(Protocol):
    """Words and phrases that a text is searched for."""

    def openers(self, words: KeysView[str]) -> Iterable[str]:
        """Those of `words` (in lower case) with which one of them may begin."""


# Compared by identity (eq=False): where a list's words stand is looked up once and kept.
@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words and signs of a text: as written and in lower case, where they start and end.

    `first` tells which begin a sentence.
    """

    text: str
    raw: tuple[str, ...]
    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    first: frozenset[int]
    _opened: dict[Opener, Sequence[int]] = field(default_factory=dict)
    _places: dict[str, list[int]] = field(default_factory=dict)

    def opened(self, opener: Opener, inside: range) -> Sequence[int]:
        """The indices in `inside` of the words with which one of an opener's phrases may begin, ascending."""
        found = self._opened.get(opener)
        if found is None:
            places = self._placed()
            words = opener.openers(places.keys())
            found = self._opened[opener] = sorted([index for word in words for index in places[word]])
        return found[bisect_left(found, inside.start) : bisect_left(found, inside.stop)] if found else found

    def _placed(self) -> dict[str, list[int]]:
        if not self._places:
            for index, word in enumerate(self.low):
                self._places.setdefault(word, []).append(index)
        return self._places

    def span(self, low: int, high: int) -> Span:
        """The span of the words from `low` up to, not including, `high`."""
        return Span(self.starts[low], self.ends[high - 1])

    def inside(self, span: Span) -> range:
        """The indices of the words that start in `span`."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def at(self, offset: int) -> int:
        """The index of the first word that ends behind `offset`."""
        return bisect_right(self.ends, offset)

    def is_tied(self, index: int, enclitics: frozenset[str]) -> bool:
        """Whether an apostrophe at `index` ties one of the `enclitics` to the word before it: "Norvane's"."""
        pair = self.low[index : index + 2] if index >= 0 else ()
        return len(pair) > 1 and pair[0] in APOSTROPHES and pair[1] in enclitics

    def before(self, offset: int, count: int) -> tuple[str, ...]:
        """Up to `count` words that end at or before `offset`."""
        high = bisect_right(self.ends, offset)
        return self.raw[max(0, high - count) : high]

    def after(self, offset: int, count: int) -> tuple[str, ...]:
        """Up to `count` words that start at or behind `offset`."""
        low = bisect_left(self.starts, offset)
        return self.raw[low : low + count]


def words_in(text: str) -> tuple[str, ...]:
    """The words and signs of a short text."""
    return tuple(re.findall(_WORD, text))


@lru_cache(maxsize=4)
def words_of(document: Document) -> Words:
    """The words of `document`."""
    found = [(_spelled(match), *match.span()) for match in _pattern(document.language).finditer(document.text)]
    starts = tuple(start for _, start, _ in found)
    firsts = {bisect_left(starts, sentence.start) for sentence in document.sentences}
    firsts |= {index + 1 for index, (word, _, _) in enumerate(found) if word in '«“„"»:‘‚—(.?!'}
    return Words(
        document.text,
        tuple(word for word, _, _ in found),
        tuple(word.lower() for word, _, _ in found),
        starts,
        tuple(end for _, _, end in found),
        frozenset(firsts),
    )


@lru_cache
def _pattern(tag: str) -> re.Pattern[str]:
    """What matches a word: one that an apostrophe ties to the next, with the apostrophe, or any other."""
    elided = "|".join(map(re.escape, sorted(elided_words(tag), key=len, reverse=True)))
    return re.compile(rf"(?P<elided>\b(?i:{elided})['’](?=[^\W_]))|{_WORD}" if elided else _WORD)


def _spelled(match: re.Match[str]) -> str:
    """The word as data files write it: with a plain apostrophe where it is elided."""
    return match.group().replace("’", "'") if match.lastgroup else match.group()
