"""The name reader: the aliases of a table's rows, as whole words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from footnoted.languages import Document
from footnoted.languages.segment_data import genitive_endings, primary
from footnoted.readers.phrases import Lexicon, Phrases, matches, words_of
from footnoted.readers.reading import Reader, Reading
from footnoted.text import Span

__all__ = ["is_whole_name", "names"]

# What goes on as an address does, and what has one letter and a hyphen before it ("T-Mobile"), is another name.
_ADDRESS = re.compile(r"\.[a-z]")
_LETTER = re.compile(r"(?:\A|\W)\w-\Z|@\Z")


Aliases = Mapping[str, frozenset[str]]
"""Name -> ids of the rows that it may mean."""


def names(aliases: Aliases, spoken: Mapping[str, Aliases] = MappingProxyType({})) -> Reader:
    """A reader of the names in `aliases`, which maps each alias to the ids of the rows that it may mean.

    `spoken` gives the aliases to read instead in clauses of a language (its primary subtag), where it has some of its
    own.

    An alias is read where it stands as written, case and all, as whole words; the longest at a place wins. A compound
    with a hyphen ("Meridian-Aktie") and a possessive ("Meridian's", "Meridians" where the language's data say so) name
    the row too, but a longer word ("Meridianbank") does not, nor does an address ("Meridian.example"), nor what follows
    a single letter and a hyphen ("T-Meridian"). A reading has the value `id` and the part "name"; an alias of several
    rows gives one that is `ambiguous` and has no value.
    """
    everywhere = Phrases(aliases)
    there = {language: Phrases(own) for language, own in spoken.items()}

    def lexicon(tag: str) -> Lexicon[frozenset[str]]:
        return Lexicon(there.get(primary(tag), everywhere), genitive_endings(tag))

    def read(document: Document) -> tuple[Reading, ...]:
        return tuple(_readings(document, lexicon))

    return read


def is_whole_name(text: str, span: Span) -> bool:
    """Whether the words at `span` stand for themselves, and not as part of an address or of a longer name."""
    return not (_ADDRESS.match(text, span.end) or _LETTER.search(text[max(0, span.start - 3) : span.start]))


def _readings(document: Document, lexicon: Callable[[str], Lexicon[frozenset[str]]]) -> Iterator[Reading]:
    for span, ids in matches(words_of(document), lexicon):
        if is_whole_name(document.text, span):
            values = {"id": next(iter(ids))} if len(ids) == 1 else {}
            yield Reading("name", span, values, (("name", span),), ambiguous=len(ids) != 1)
