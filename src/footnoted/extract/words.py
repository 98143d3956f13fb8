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

# Signs that a sentence, or a quotation, may begin behind.
_OPENING = frozenset('«“„"»:‘‚—(.?!')

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

    def places(self, word: str) -> Sequence[int]:
        """The indices at which a word (in lower case) stands."""
        return self._placed().get(word, ())

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
    text, pattern, elided = document.text, *_pattern(document.language)
    spans = [match.span() for match in pattern.finditer(text)]
    raw = [text[start:end] for start, end in spans]
    if elided and "’" in text:
        raw = [word.replace("’", "'") if elided.fullmatch(word) else word for word in raw]
    starts = tuple([start for start, _ in spans])
    firsts = {bisect_left(starts, sentence.start) for sentence in document.sentences}
    firsts.update([index for index, word in enumerate(raw, 1) if word in _OPENING])
    low, ends = tuple([word.lower() for word in raw]), tuple([end for _, end in spans])
    return Words(text, tuple(raw), low, starts, ends, frozenset(firsts))


@lru_cache
def _pattern(tag: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """What matches a word, and one that an apostrophe ties to the next: data files write it with a plain one."""
    elided = "|".join(map(re.escape, sorted(elided_words(tag), key=len, reverse=True)))
    tied = rf"(?i:{elided})['’]"
    return (re.compile(rf"\b{tied}(?=[^\W_])|{_WORD}"), re.compile(tied)) if elided else (re.compile(_WORD), None)
