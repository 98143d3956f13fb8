"""The number words of a language from its data file: terms, and the tokens and compound pieces they start with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from footnoted.languages.entries import folded, fraction, phrases
from footnoted.languages.lexicon import Numbers, NumberTerm, TermKind
from footnoted.languages.phrases import Phrase, Phrases
from footnoted.languages.sources import Sources

__all__ = ["numbers"]

_KINDS: Mapping[str, TermKind] = {
    "words": "word",
    "scales": "scale",
    "fractions": "fraction",
    "tails": "tail",
    "joiners": "joiner",
    "points": "point",
    "over": "over",
    "articles": "article",
}
"""Lists of the section and what their entries are; of two entries with one form the first in this order counts."""


def numbers(sources: Sources) -> Numbers:
    """Read the section `[numbers]`."""
    terms = list(_terms(sources))
    pieces = frozenset(_pieces(sources, terms))
    shortest = min(map(len, pieces), default=0)
    return Numbers(
        terms=Phrases(terms),
        fraction_of=Phrases(phrases(sources.entries("numbers", "fraction_of"), lambda _: True)),
        signs=Phrases(phrases(sources.entries("numbers", "signs"), lambda entry: int(entry["value"])), backwards=True),
        labels=Phrases(phrases(sources.entries("numbers", "labels"), lambda _: True), backwards=True),
        share_of=folded(sources.entries("numbers", "share_of")),
        not_share=folded(sources.entries("numbers", "not_share")),
        not_share_after=folded(sources.entries("numbers", "not_share_after")),
        articles=folded(sources.entries("numbers", "articles")),
        starts=Phrases(phrase for phrase in terms if _starts(phrase.meaning)).starts(),
        pieces=pieces,
        prefixes=frozenset(piece[:shortest] for piece in pieces),
        shortest=shortest,
        longest=max(map(len, pieces), default=0),
    )


def _terms(sources: Sources) -> Iterator[Phrase[NumberTerm]]:
    for name, kind in _KINDS.items():

        def term(entry: Mapping[str, Any], kind: TermKind = kind) -> NumberTerm:
            return NumberTerm(
                kind=kind,
                value=fraction(entry.get("value", 1)),
                alone=entry.get("alone", False) or entry.get("units", False),
                money=entry.get("money", False),
                share=entry.get("share", "never"),
                joins=tuple((left, right) for left, right in entry.get("joins", ())),
            )

        yield from phrases(sources.entries("numbers", name), term)
    yield from _denominators(sources)


def _denominators(sources: Sources) -> Iterator[Phrase[NumberTerm]]:
    """Fractions that are a number word with an ending: "doceavos", "treintavo"; a vowel may go before the ending."""
    for ending in sources.entries("numbers", "denominators"):
        for entry in sources.entries("numbers", "words"):
            below = fraction(entry["value"]) * ending.get("value", 1)
            if entry["value"] > 1:
                term = NumberTerm("fraction", 1 / below, share="always")
                stems = {stem for form in entry["forms"] for stem in (form, form[:-1])}
                yield from (Phrase(stem + form, term) for stem in sorted(stems) for form in ending["forms"])


def _starts(term: NumberTerm) -> bool:
    return term.kind in ("word", "article") or (term.kind in ("scale", "fraction") and term.alone)


def _pieces(sources: Sources, terms: list[Phrase[NumberTerm]]) -> Iterator[str]:
    """The words that a compound may be made of, where the language writes numbers in one word."""
    if not sources.own.get("numbers", {}).get("compounds", False):
        return
    for phrase in terms:
        if phrase.form.isalpha() and not phrase.exact:
            yield phrase.form.lower()
    for entry in sources.entries("units", "percent"):
        if entry.get("compound", False):
            yield from (form.lower() for form in entry["forms"])
