"""The place reader: countries and regions by their names, as ISO 3166 codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import zip_longest

from footnoted.languages import Document
from footnoted.languages.places import OTHER_LANGUAGES, place_names
from footnoted.languages.segment_data import genitive_endings, primary
from footnoted.readers.names import is_whole_name
from footnoted.readers.phrases import Lexicon, Phrases, matches, words_of
from footnoted.readers.reading import Reading, Value
from footnoted.text import Span

__all__ = ["places"]

# "Georgia, USA", "Córdoba (Argentina)": the country behind a region tells which one is meant.
_BESIDE = re.compile(r"\s*[,(]\s*")
_CURRENCY_SIGNS = frozenset("$€£")

Codes = tuple[str, ...]


@lru_cache(maxsize=4)
def places(document: Document) -> tuple[Reading, ...]:
    """All countries and regions in `document`, by their names in the clause's language, else in any other.

    Names are read as written, as whole words, the longest at a place ("Nueva Gales del Sur", not "Gales"). A reading
    has the part "place" and the values `code` (ISO 3166-1 alpha-2 for a country, ISO 3166-2 for a region), `country`,
    and for a region `region`. A name of several places (Georgia) is `ambiguous`, unless its country follows ("Georgia,
    USA"): it has no `code`, and a `country` only if they share it.
    """
    found = list(_found(document))
    return tuple(
        _reading(span, _settled(document.text, span, codes, following))
        for (span, codes), following in zip_longest(found, found[1:])
    )


def _found(document: Document) -> Iterator[tuple[Span, Codes]]:
    phrases = _phrases()

    def lexicon(tag: str) -> Lexicon[Mapping[str, Codes]]:
        return Lexicon(phrases, genitive_endings(tag))

    text = document.text
    for span, meaning in matches(words_of(document), lexicon):
        language = primary(document.language_at(span.start))
        codes = meaning.get(language, meaning.get(OTHER_LANGUAGES, ()))
        if codes and is_whole_name(text, span) and text[span.end : span.end + 1] not in _CURRENCY_SIGNS:
            yield span, codes


@cache
def _phrases() -> Phrases[Mapping[str, Codes]]:
    return Phrases(place_names())


def _settled(text: str, span: Span, codes: Codes, following: tuple[Span, Codes] | None) -> Codes:
    if len(codes) == 1 or following is None or not _BESIDE.fullmatch(text, span.end, following[0].start):
        return codes
    beside = [code for code in codes if code[:2] in following[1]]
    return tuple(beside) if len(beside) == 1 else codes


def _reading(span: Span, codes: Sequence[str]) -> Reading:
    countries = {code.partition("-")[0] for code in codes}
    values: dict[str, Value] = {}
    if len(codes) == 1:
        values["code"] = codes[0]
    if len(countries) == 1:
        values["country"] = countries.pop()
    if len(codes) == 1 and "-" in codes[0]:
        values["region"] = codes[0]
    return Reading("place", span, values, (("place", span),), ambiguous=len(codes) > 1)
