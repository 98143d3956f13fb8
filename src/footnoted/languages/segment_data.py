"""What the languages' data files say of sentences, clauses, names and quotations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from footnoted.language_files import available, sections
from footnoted.languages.clauses import conjunction_pattern
from footnoted.languages.sentences import Ending, SentenceRules

__all__ = [
    "attribution_verbs",
    "conjunctions",
    "elided_words",
    "enclitic_words",
    "function_words",
    "genitive_endings",
    "primary",
    "sentence_rules",
]


@lru_cache
def primary(tag: str) -> str:
    """The primary subtag of a language tag: "es" of "es-MX"."""
    return tag.partition("-")[0].lower()


@cache
def function_words() -> Mapping[str, frozenset[str]]:
    """The function words of every language there is a data file for, in lower case."""
    return {language: frozenset(_segments(language)["function_words"]) for language in available()}


def sentence_rules(tag: str) -> SentenceRules:
    """How sentences end in the language of `tag`; with no data file, at every full stop before a capital."""
    return _sentence_rules(primary(tag))


def genitive_endings(tag: str) -> tuple[str, ...]:
    """What a name takes in the genitive, written on to it, in the language of `tag`."""
    return _genitive_endings(primary(tag))


def elided_words(tag: str) -> tuple[str, ...]:
    """The words that an apostrophe ties to the next one in the language of `tag`, without it."""
    return _elided_words(primary(tag))


def enclitic_words(tag: str) -> tuple[str, ...]:
    """The words that an apostrophe ties to the one before in the language of `tag` ("Norvane's")."""
    return _enclitic_words(primary(tag))


def attribution_verbs(tag: str) -> frozenset[str]:
    """The verbs that tell who speaks, as they stand beside a quotation, in the language of `tag`."""
    return _attribution_verbs(primary(tag))


def conjunctions(tag: str) -> re.Pattern[str]:
    """What matches a conjunction of the language of `tag`."""
    return _conjunctions(primary(tag))


@cache
def _sentence_rules(language: str) -> SentenceRules:
    if language not in available():
        return SentenceRules({}, frozenset(), ordinals=False)
    data = _segments(language)
    endings: dict[str, Ending] = {}
    for entry in data["abbreviations"]:
        # A sentence does not end inside an abbreviation of several words, whatever it does behind it.
        *inner, last = entry["text"].split()
        endings.update((word, "no") for word in inner if word not in endings)
        endings[last] = entry["ends"]
    for word, ends in list(endings.items()):
        # "Vgl." as the first word of a sentence.
        endings.setdefault(word[0].upper() + word[1:], ends)
    return SentenceRules(endings, function_words()[language], data["ordinal_full_stop"], elided_words(language))


@cache
def _genitive_endings(language: str) -> tuple[str, ...]:
    return tuple(_segments(language)["genitive_endings"]) if language in available() else ()


@cache
def _elided_words(language: str) -> tuple[str, ...]:
    return tuple(_segments(language).get("elided", ())) if language in available() else ()


@cache
def _enclitic_words(language: str) -> tuple[str, ...]:
    return tuple(_segments(language).get("enclitics", ())) if language in available() else ()


@cache
def _attribution_verbs(language: str) -> frozenset[str]:
    return frozenset(sections(language)["quotations"]["says"]) if language in available() else frozenset()


@cache
def _conjunctions(language: str) -> re.Pattern[str]:
    return conjunction_pattern(_segments(language)["conjunctions"] if language in available() else ())


def _segments(language: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = sections(language)["segments"]
    return data
