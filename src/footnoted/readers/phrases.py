"""Whole-word phrases in a text: the longest at a place wins, in time linear in the text's length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Lexicon", "Phrases", "Words", "folded_words_of", "matches", "words_of"]

Meaning = TypeVar("Meaning")

_TOKEN = re.compile(r"\w+|[^\w\s]")
_STAR = "*"


# Compared by identity (eq=False): what was asked of the words of a text is kept for as long as they live.
@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words and signs of a document as parallel lists, closed by an empty one so that a look ahead is safe.

    `keys` are the words with a space before those that white space parts from the one before them; the first of a
    paragraph has a line break there, which no phrase has: none reaches across paragraphs. `starts` and `ends` are their
    offsets in the text. `places` are the indices at which each word stands, without the space before it. `runs` are
    the words of neighbouring clauses of one language: its tag, the index of the first and that behind the last.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: Mapping[str, Sequence[int]]
    runs: tuple[tuple[str, int, int], ...]
    _parts: dict[tuple[int | None, int | None], Mapping[str, Sequence[str]]] = field(default_factory=dict)
    _stems: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def parts(self, start: int | None, end: int | None) -> Mapping[str, Sequence[str]]:
        """The words by the part of them from `start` to `end`, as a slice counts."""
        if (start, end) not in self._parts:
            self._parts[start, end] = _by(self.places, lambda word: word[start:end])
        return self._parts[start, end]

    def stems(self, ending: str) -> Mapping[str, Sequence[str]]:
        """The words with an ending, by what stands before it."""
        if ending not in self._stems:
            ended = (word for word in self.places if word.endswith(ending))
            self._stems[ending] = _by(ended, lambda word: word[: -len(ending)])
        return self._stems[ending]


def _by(words: Iterable[str], part: Callable[[str], str]) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        found[part(word)].append(word)
    return found


@lru_cache(maxsize=4)
def words_of(document: Document) -> Words:
    """The words and signs of `document`."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for paragraph in document.paragraphs:
        gap, end = "\n", paragraph.start
        for match in _TOKEN.finditer(document.text, paragraph.start, paragraph.end):
            start, stop = match.span()
            keys.append((" " if start > end else gap) + match.group())
            gap, end = "", stop
            starts.append(start)
            ends.append(stop)
    length = len(document.text)
    starts.append(length)
    return _words((*keys, "\n"), tuple(starts), (*ends, length), tuple(_runs(document, starts)))


@lru_cache(maxsize=4)
def folded_words_of(document: Document) -> Words:
    """The words and signs of `document`, their case no longer told apart."""
    words = words_of(document)
    return _words(tuple([key.casefold() for key in words.keys]), words.starts, words.ends, words.runs)


def _words(
    keys: tuple[str, ...], starts: tuple[int, ...], ends: tuple[int, ...], runs: tuple[tuple[str, int, int], ...]
) -> Words:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys[:-1]):
        places[key.lstrip("\n ")].append(index)
    return Words(keys, starts, ends, dict(places), runs)


def _runs(document: Document, starts: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    first = 0
    for language, group in groupby(document.clauses, key=lambda clause: clause.language):
        end = deque(group, maxlen=1).pop().span.end
        last = bisect_left(starts, end, first, len(starts) - 1)
        yield language, first, last
        first = last


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    words: dict[str, _Node[Meaning]] = field(default_factory=dict)
    # Length of a stem -> the words that begin (end) with it.
    heads: dict[int, dict[str, _Node[Meaning]]] = field(default_factory=dict)
    tails: dict[int, dict[str, _Node[Meaning]]] = field(default_factory=dict)
    meaning: Meaning | None = None


Step = tuple[_Node[Meaning], int]
"""Where a word leads, and the length of the ending that was cut off for it."""


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

    __slots__ = ("_root",)

    def __init__(self, phrases: Mapping[str, Meaning], *, open_words: bool = False) -> None:
        self._root: _Node[Meaning] = _Node()
        for phrase, meaning in phrases.items():
            node = self._root
            for key in _keys(phrase, open_words=open_words):
                node = _child(node, key) if open_words else node.words.setdefault(key, _Node())
            if node is not self._root:
                node.meaning = meaning

    def openings(self, words: Words, endings: Sequence[str] = ()) -> Mapping[str, list[Step[Meaning]]]:
        """The words with which a phrase may begin, and where each leads.

        They are found from the smaller of the two, the text or the phrases.
        """
        root = self._root
        found = {word: [(root.words[word], 0)] for word in root.words.keys() & words.places.keys()}
        told = [(words.stems(ending), root.words, len(ending)) for ending in endings]
        told += [(words.parts(None, length), stems, 0) for length, stems in root.heads.items()]
        told += [(words.parts(-length, None), stems, 0) for length, stems in root.tails.items()]
        for parts, stems, cut in told:
            for stem in parts.keys() & stems.keys():
                for word in parts[stem]:
                    found.setdefault(word, []).append((stems[stem], cut))
        return found


def _longest(
    words: Words, index: int, steps: Iterable[Step[Meaning]], endings: Sequence[str]
) -> tuple[Match, Meaning] | None:
    """The longest phrase that begins with word `index`, and what it means; `steps` is where that word leads.

    Its last word may carry one of `endings`, which is then no part of it; the phrase as it stands comes first.
    """
    best: tuple[Match, Meaning] | None = None
    reached = [(steps, index)]
    while reached:
        steps, at = reached.pop()
        for child, cut in steps:
            if child.meaning is not None and (best is None or (at + 1, -cut) > (best[0].last, -best[0].cut)):
                best = Match(index, at + 1, cut), child.meaning
            if not cut and (child.words or child.heads or child.tails):
                reached.append((_children(child, words.keys[at + 1], endings), at + 1))
    return best


class Lexicon(NamedTuple, Generic[Meaning]):
    """Phrases of one language, and the endings that their last word may carry in it."""

    phrases: Phrases[Meaning]
    endings: tuple[str, ...] = ()


def matches(words: Words, lexicon_of: Callable[[str], Lexicon[Meaning] | None]) -> Iterator[tuple[Span, Meaning]]:
    """The places of all phrases in a document's `words`, from the left, none overlapping, and what they mean.

    `lexicon_of` gives the phrases for a language's tag: those of the clause in which a phrase begins.
    """
    behind = 0
    known: dict[str, tuple[Lexicon[Meaning], Sequence[Opening[Meaning]]] | None] = {}
    for language, first, last in words.runs:
        if language not in known:
            lexicon = lexicon_of(language)
            known[language] = (lexicon, _openings(words, lexicon)) if lexicon else None
        if (told := known[language]) is None:
            continue
        lexicon, opened = told
        for index, steps in opened[bisect_left(opened, max(first, behind), key=_index) :]:
            if index >= last:
                break
            found = _longest(words, index, steps, lexicon.endings) if index >= behind else None
            if found is not None:
                match, meaning = found
                behind = match.last
                yield Span(words.starts[match.first], words.ends[match.last - 1] - match.cut), meaning


Opening = tuple[int, list[Step[Meaning]]]
"""The index of a word with which a phrase may begin, and where it leads."""

_index: Callable[[Opening[Any]], int] = itemgetter(0)


def _openings(words: Words, lexicon: Lexicon[Meaning]) -> Sequence[Opening[Meaning]]:
    """Where a phrase may begin, ascending: a text is looked at there and nowhere else."""
    opened = lexicon.phrases.openings(words, lexicon.endings)
    return sorted([(index, steps) for word, steps in opened.items() for index in words.places[word]], key=_index)


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


def _children(node: _Node[Meaning], key: str, endings: Sequence[str]) -> list[Step[Meaning]]:
    """Where the word `key` leads from a node."""
    found = [] if (child := node.words.get(key)) is None else [(child, 0)]
    found += [
        (child, len(ending))
        for ending in endings
        if key.endswith(ending) and (child := node.words.get(key[: -len(ending)])) is not None
    ]
    for length, stems in node.heads.items():
        if (child := stems.get(key[:length])) is not None:
            found.append((child, 0))
    if node.tails:
        gap = " " if key.startswith(" ") else ""
        for length, stems in node.tails.items():
            if (child := stems.get(gap + key[-length:])) is not None:
                found.append((child, 0))
    return found
