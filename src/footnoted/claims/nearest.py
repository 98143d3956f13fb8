"""The words of a text that are most like a passage that is not in it: a suggestion, never evidence."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from footnoted.text import Span

__all__ = ["meant", "nearest"]

_ALIKE = 2 / 3
# So much alike, and with the same figures, words are a slip of the pen or of the clipboard.
_SLIP = 0.9
# A comparison takes quadratic time in the passage; of a longer one, nobody reads the suggestion either.
_LONGEST = 1000
_MOST_CANDIDATES = 20
# Words that stand in more places than this say little about where a passage is from.
_MOST_PLACES = 200
_MOST_WORDS = 20_000


class _Words(NamedTuple):
    """The words of a text, and where each stands among them."""

    spans: tuple[Span, ...]
    places: dict[str, list[int]]


@lru_cache(maxsize=2)
def _words(text: str) -> _Words:
    spans = tuple(Span(match.start(), match.end()) for match in re.finditer(r"\S+", text))
    places: dict[str, list[int]] = defaultdict(list)
    for index, span in enumerate(spans):
        places[_folded(span.of(text))].append(index)
    return _Words(spans, places)


def _folded(word: str) -> str:
    return word.strip(".,:;!?\"'()[]«»„“”‚‘’").casefold() or word


def nearest(text: str, passage: str) -> Span | None:
    """The stretch of `text` most like `passage`, at least two thirds alike.

    Looked for where words of the passage stand, so that the time grows with the passage and not with the text.
    """
    if len(passage) > _LONGEST:
        return None
    words, size = _words(text), len(passage.split())
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(passage.casefold())
    best, best_ratio = None, _ALIKE
    for first in _candidates(words, [_folded(word) for word in passage.split()]):
        span = _trimmed(text, passage, words.spans[first : first + size])
        matcher.set_seq1(span.of(text).casefold())
        if matcher.quick_ratio() > best_ratio and (ratio := matcher.ratio()) > best_ratio:
            best, best_ratio = span, ratio
    return best


def meant(passage: str, words: str) -> bool:
    """Whether `passage` is certainly a miscopied `words`: the same figures, and but for a tenth the same letters.

    Case, accents, white space and the shapes of signs do not count.
    """
    one, other = _letters(passage), _letters(words)
    if re.findall(r"\d", one) != re.findall(r"\d", other):
        return False
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SLIP


def _letters(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(character for character in plain if character.isalnum())


def _candidates(words: _Words, passage: list[str]) -> Iterable[int]:
    """The numbers of the words with which a stretch like the passage may begin, the likeliest first."""
    known = [(word, place) for place, word in enumerate(passage) if len(words.places.get(word, ())) in _SOME]
    if not known and len(words.places) <= _MOST_WORDS and passage:
        longest = max(passage, key=len)
        alike = difflib.get_close_matches(longest, list(words.places), n=3, cutoff=_ALIKE)
        known = [(word, passage.index(longest)) for word in alike]
    votes = Counter(max(index - place, 0) for word, place in known for index in words.places[word][:_MOST_PLACES])
    return [first for first, _ in votes.most_common(_MOST_CANDIDATES)]


_SOME = range(1, _MOST_PLACES + 1)


def _trimmed(text: str, passage: str, spans: tuple[Span, ...]) -> Span:
    """The words of `spans` without signs at their ends where the passage has none."""
    start, end = spans[0].start, spans[-1].end
    while end > start + 1 and passage[-1].isalnum() and not text[end - 1].isalnum():
        end -= 1
    while start < end - 1 and passage[0].isalnum() and not text[start].isalnum():
        start += 1
    return Span(start, end)
