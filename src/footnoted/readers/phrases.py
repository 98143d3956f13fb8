"""Whole-word phrases in a text: the longest at a place wins, in time linear in the text's length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Lexicon", "Phrases", "Words", "folded_words_of", "matches", "words_of"]

Meaning = TypeVar("Meaning")

_TOKEN = re.compile(r"\w+|[^\w\s]")
_STAR = "*"
# Words of which it is kept whether a phrase begins with them.
_KEPT = 1 << 14


@dataclass(frozen=True, slots=True)
class Words:
    """The words and signs of a document as parallel lists, closed by an empty one so that a look ahead is safe.

    `keys` are the words with a space before those that white space parts from the one before them; the first of a
    paragraph has a line break there, which no phrase has: none reaches across paragraphs. `starts` and `ends` are their
    offsets in the text. `places` are the indices at which each word stands, without the space before it.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: Mapping[str, Sequence[int]]


@lru_cache(maxsize=4)
def words_of(document: Document) -> Words:
    """The words and signs of `document`."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for paragraph in document.paragraphs:
        gap, end = "\n", paragraph.start
        for match in _TOKEN.finditer(document.text, paragraph.start, paragraph.end):
            start = match.start()
            keys.append((" " if start > end else gap) + match.group())
            gap, end = "", match.end()
            starts.append(start)
            ends.append(end)
    length = len(document.text)
    return _words((*keys, "\n"), (*starts, length), (*ends, length))


@lru_cache(maxsize=4)
def folded_words_of(document: Document) -> Words:
    """The words and signs of `document`, their case no longer told apart."""
    words = words_of(document)
    return _words(tuple(key.casefold() for key in words.keys), words.starts, words.ends)


def _words(keys: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...]) -> Words:
    places: dict[str, list[int]] = {}
    for index, key in enumerate(keys[:-1]):
        places.setdefault(key.lstrip("\n "), []).append(index)
    return Words(keys, starts, ends, places)


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    words: dict[str, _Node[Meaning]] = field(default_factory=dict)
    # Length of a stem -> the words that begin (end) with it.
    heads: dict[int, dict[str, _Node[Meaning]]] = field(default_factory=dict)
    tails: dict[int, dict[str, _Node[Meaning]]] = field(default_factory=dict)
    meaning: Meaning | None = None


class Match(NamedTuple):
    """A phrase found: the index of its first word, that behind its last, and the length of the ending that follows."""

    first: int
    last: int
    cut: int


class Phrases(Generic[Meaning]):
    """Phrases and what they mean; built once and not changed afterwards.

    A phrase is matched word by word: where it has white space the text must have some, where it has none (as inside
    "AT&T") the text must have none. With `open_words`, a word that ends in `*` stands for all words that begin with
    what is before it, and one that starts with `*` for all that end with what is behind it.
    """

    __slots__ = ("_opens", "_root")

    def __init__(self, phrases: Mapping[str, Meaning], *, open_words: bool = False) -> None:
        self._root: _Node[Meaning] = _Node()
        self._opens: dict[tuple[str, tuple[str, ...]], bool] = {}
        for phrase, meaning in phrases.items():
            node = self._root
            for key in _keys(phrase, open_words=open_words):
                node = _child(node, key) if open_words else node.words.setdefault(key, _Node())
            if node is not self._root:
                node.meaning = meaning

    def openers(self, words: Iterable[str], endings: tuple[str, ...] = ()) -> Iterator[str]:
        """Those of `words` with which a phrase may begin.

        What was found about a word is kept, since texts share most of their words; how much is kept is bounded.
        """
        if len(self._opens) > _KEPT:
            self._opens.clear()
        for word in words:
            opens = self._opens.get((word, endings))
            if opens is None:
                opens = next(_children(self._root, word, endings), None) is not None
                self._opens[word, endings] = opens
            if opens:
                yield word

    def longest(self, words: Words, index: int, endings: Sequence[str] = ()) -> tuple[Match, Meaning] | None:
        """The longest phrase that begins with word `index`, and what it means.

        Its last word may carry one of `endings`, which is then no part of it; the phrase as it stands comes first.
        """
        first = words.keys[index].lstrip("\n ")
        best: tuple[Match, Meaning] | None = None
        reached = [(self._root, first, index)] if first else []
        while reached:
            node, key, at = reached.pop()
            for child, cut in _children(node, key, endings):
                if child.meaning is not None and (best is None or _is_longer(Match(index, at + 1, cut), best[0])):
                    best = Match(index, at + 1, cut), child.meaning
                if not cut:
                    reached.append((child, words.keys[at + 1], at + 1))
        return best


class Lexicon(NamedTuple, Generic[Meaning]):
    """Phrases of one language, and the endings that their last word may carry in it."""

    phrases: Phrases[Meaning]
    endings: tuple[str, ...] = ()


def matches(
    document: Document, words: Words, lexicon_of: Callable[[str], Lexicon[Meaning] | None]
) -> Iterator[tuple[Span, Meaning]]:
    """The places of all phrases in `document`, from the left, none overlapping, and what they mean.

    `lexicon_of` gives the phrases for a language's tag: those of the clause in which a phrase begins.
    """
    behind = 0
    openings: dict[str, tuple[Lexicon[Meaning] | None, Sequence[int]]] = {}
    for language, first, last in _runs(document, words):
        if language not in openings:
            lexicon = lexicon_of(language)
            openings[language] = lexicon, _openings(words, lexicon)
        lexicon, indices = openings[language]
        for index in indices[bisect_left(indices, max(first, behind)) : bisect_left(indices, last)]:
            found = lexicon.phrases.longest(words, index, lexicon.endings) if lexicon and index >= behind else None
            if found is not None:
                match, meaning = found
                behind = match.last
                yield Span(words.starts[match.first], words.ends[match.last - 1] - match.cut), meaning


def _openings(words: Words, lexicon: Lexicon[Meaning] | None) -> Sequence[int]:
    """The indices at which a phrase may begin, ascending: a text is looked at there and nowhere else."""
    openers = lexicon.phrases.openers(words.places.keys(), lexicon.endings) if lexicon else ()
    return sorted(index for word in openers for index in words.places[word])


def _runs(document: Document, words: Words) -> Iterator[tuple[str, int, int]]:
    """The words of neighbouring clauses of one language: its tag, the index of the first and that behind the last."""
    first = 0
    for language, group in groupby(document.clauses, key=lambda clause: clause.language):
        end = deque(group, maxlen=1).pop().span.end
        last = bisect_left(words.starts, end, first, len(words.starts) - 1)
        yield language, first, last
        first = last


def _keys(phrase: str, *, open_words: bool) -> Iterator[str]:
    """The words of a phrase as `Words.keys` writes them; a star stays with its word."""
    if phrase.isalpha():
        yield phrase
        return
    for number, chunk in enumerate(phrase.split()):
        gap = " " if number else ""
        if open_words and _STAR in (chunk[0], chunk[-1]) and chunk != _STAR:
            yield gap + chunk
            continue
        for match in _TOKEN.finditer(chunk):
            yield gap + match.group()
            gap = ""


def _child(node: _Node[Meaning], key: str) -> _Node[Meaning]:
    if key.endswith(_STAR):
        stem = key[:-1]
        return node.heads.setdefault(len(stem), {}).setdefault(stem, _Node())
    gap, star, stem = key.partition(_STAR)
    if star:
        return node.tails.setdefault(len(stem), {}).setdefault(gap + stem, _Node())
    return node.words.setdefault(key, _Node())


def _children(node: _Node[Meaning], key: str, endings: Sequence[str]) -> Iterator[tuple[_Node[Meaning], int]]:
    """The nodes that the word `key` leads to, each with the length of the ending that was cut off for it."""
    if (child := node.words.get(key)) is not None:
        yield child, 0
    for ending in endings:
        if key.endswith(ending) and (child := node.words.get(key[: -len(ending)])) is not None:
            yield child, len(ending)
    for length, stems in node.heads.items():
        if (child := stems.get(key[:length])) is not None:
            yield child, 0
    gap = " " if key.startswith(" ") else ""
    for length, stems in node.tails.items():
        if (child := stems.get(gap + key[-length:])) is not None:
            yield child, 0


def _is_longer(match: Match, other: Match) -> bool:
    return (match.last, -match.cut) > (other.last, -other.cut)
