"""The choice reader: a vocabulary's terms by their cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from weakref import WeakKeyDictionary

from footnoted.languages import Document
from footnoted.languages.segment_data import primary
from footnoted.readers.phrases import Lexicon, Phrases, folded_words_of, matches
from footnoted.readers.reading import Reader, Reading

__all__ = ["choices"]


def choices(terms: Mapping[str, Mapping[str, Sequence[str]]]) -> Reader:
    """A reader of the terms of one vocabulary: `terms` maps language -> term -> cues.

    A cue is read whatever its case, as whole words, in clauses of its language; the longest at a place wins
    ("volumen de inversión" over "inversión"). A word of a cue that ends in `*` stands for all words with that beginning
    ("beteilig*"), one that starts with `*` for all with that end ("*anleihe"). A reading has the value `term` and the
    part "cue"; a cue of several terms gives one that is `ambiguous` and has no value.
    """

    @cache
    def lexicon(language: str) -> Lexicon[frozenset[str]] | None:
        cues = terms.get(language)
        return None if cues is None else _lexicon(tuple((term, tuple(each)) for term, each in cues.items()))

    kept: WeakKeyDictionary[Document, tuple[Reading, ...]] = WeakKeyDictionary()

    def read(document: Document) -> tuple[Reading, ...]:
        found = kept.get(document)
        if found is None:
            found = kept[document] = tuple(_readings(document, lexicon))
        return found

    return read


@lru_cache(maxsize=512)
def _lexicon(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon[frozenset[str]]:
    # Kept by what it holds: who checks a dataset again and again has read the same vocabularies anew.
    owners: dict[str, set[str]] = {}
    for term, cues in terms:
        for cue in cues:
            owners.setdefault(cue.casefold(), set()).add(term)
    return Lexicon(Phrases({cue: frozenset(own) for cue, own in owners.items()}, open_words=True))


def _readings(document: Document, lexicon: Callable[[str], Lexicon[frozenset[str]] | None]) -> Iterator[Reading]:
    words = folded_words_of(document)
    for span, terms in matches(words, lambda tag: lexicon(primary(tag))):
        values = {"term": next(iter(terms))} if len(terms) == 1 else {}
        yield Reading("choice", span, values, (("cue", span),), ambiguous=len(terms) != 1)
