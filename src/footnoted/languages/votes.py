"""A vote of function words: which language a stretch of a text is written in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from footnoted.text import Span

__all__ = ["Votes", "count_votes"]

# So many more votes than the expected language another one needs: a single foreign word ("hat", "no") decides nothing.
_LEAD = 2

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Votes:
    """The function words of a text, counted once, so that any stretch of it can be asked for its language."""

    starts: tuple[int, ...]
    counts: Mapping[str, tuple[int, ...]]

    def language(self, spans: Sequence[Span], expected: str) -> str:
        """The language (primary subtag) most of the function words in `spans` belong to.

        It is `expected` unless another one leads it by two votes and stands alone. Where the words of the expected
        language are not known nothing can outvote it: a neighbour's words would win too often.
        """
        if not self.starts:
            return expected
        ranges = [(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)) for span in spans]
        if sum([high - low for low, high in ranges]) < _LEAD or expected not in self.counts:
            return expected
        votes = {
            language: sum([counts[high] - counts[low] for low, high in ranges])
            for language, counts in self.counts.items()
        }
        best = max(votes.values())
        if best < votes[expected] + _LEAD:
            return expected
        winners = [language for language, count in votes.items() if count == best]
        return winners[0] if len(winners) == 1 else expected


def count_votes(text: str, function_words: Mapping[str, frozenset[str]]) -> Votes:
    """Count the words of `text` that are function words, by language; `function_words` are in lower case."""
    known = frozenset().union(*function_words.values())
    found = [(match.start(), word) for match in _WORD.finditer(text) if (word := match.group().lower()) in known]
    words = [word for _, word in found]
    counts = {
        language: tuple(accumulate([word in own for word in words], initial=0))
        for language, own in function_words.items()
    }
    return Votes(tuple([start for start, _ in found]), counts)
