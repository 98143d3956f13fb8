"""Load a language for its tag: the data file of the primary subtag, what all languages share, and CLDR's regions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from footnoted.errors import LanguageError
from footnoted.language_files import available, sections
from footnoted.languages.currencies import families, units
from footnoted.languages.entries import Sections, folded, phrases
from footnoted.languages.lexicon import Calendar, Connector, Hedge, Hedges, Language, Opener, Ranges
from footnoted.languages.number_words import numbers
from footnoted.languages.phrases import Phrase, Phrases, tokens_of_form
from footnoted.languages.sources import Sources, region_of
from footnoted.languages.tokens import HYPHENS

__all__ = ["build", "common", "currency_families", "generated", "load"]


@cache
def load(tag: str) -> Language:
    """The language of a tag (BCP 47), such as "es", "de-CH" or "es-MX", with what its region does otherwise.

    An unknown region changes nothing. Raises `LanguageError` for a language without a data file.
    """
    code = tag.partition("-")[0].lower()
    if code not in available():
        raise LanguageError(f"no data for the language {tag!r}", f"known languages: {', '.join(available())}")
    own, cldr = sections(code), generated(code)
    return build(Sources(own, common(), cldr, generated("currencies"), region_of(tag)), tag)


@cache
def common() -> Sections:
    """What all languages share: signs, symbols, the families of currencies."""
    return tomli.loads(files(__package__).joinpath("common.toml").read_text("utf-8"))


def currency_families() -> tuple[str, ...]:
    """The families of currencies that share a word or a sign: what a source may make an assumption about."""
    return tuple(sorted(entry["family"] for entry in common()["currencies"]["families"]))


@cache
def generated(name: str) -> Mapping[str, Any]:
    """A generated file (`footnoted.languages.cldr`); empty where there is none."""
    path = files(__package__).joinpath("generated", f"{name}.json")
    found: Mapping[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found


def build(sources: Sources, tag: str) -> Language:
    """Put a language together from its files; a language of one's own needs no more than a data file."""
    own = sources.own
    words, measures = numbers(sources), units(sources)
    marks = sources.regional("marks") or own["marks"]
    return Language(
        code=own["language"],
        tag=tag,
        region=sources.region,
        name=own["name"],
        decimal=marks["decimal"],
        numbers=words,
        units=measures,
        hedges=_hedges(sources),
        ranges=_ranges(sources),
        calendar=_calendar(sources),
        families=families(sources),
        function_words=frozenset(own.get("segments", {}).get("function_words", ())),
        elided=frozenset(own.get("segments", {}).get("elided", ())),
        after_article=words.terms.starts() | measures.behind.starts() | HYPHENS,
    )


def _hedges(sources: Sources) -> Hedges:
    def hedge(entry: Mapping[str, Any]) -> Hedge:
        return Hedge(
            entry["means"],
            tuple(entry.get("unless_after", ())),
            frozenset(entry.get("unless_through", ())),
            frozenset(entry.get("unless_before", ())),
            entry.get("glued", False),
        )

    return Hedges(
        ahead=Phrases(phrases(sources.entries("hedges", "before"), hedge), backwards=True),
        behind=Phrases(phrases(sources.entries("hedges", "behind"), hedge)),
        fillers=frozenset(_tokens(sources.entries("hedges", "fillers"))),
    )


def _tokens(entries: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """All tokens of the entries' forms: "l'" is two."""
    for entry in entries:
        for form in entry["forms"]:
            yield from tokens_of_form(form).low[:-1]


def _ranges(sources: Sources) -> Ranges:
    def opener(entry: Mapping[str, Any]) -> Opener:
        return Opener(frozenset(entry["with"]))

    def connector(entry: Mapping[str, Any]) -> Connector:
        return Connector(entry.get("change", False))

    return Ranges(
        openers=Phrases(phrases(sources.entries("ranges", "openers"), opener), backwards=True),
        connectors=Phrases(phrases(sources.entries("ranges", "connectors"), connector)),
        coordinators=Phrases(
            phrases(sources.entries("ranges", "coordinators"), lambda entry: bool(entry.get("origin", False)))
        ),
        changes=folded(sources.entries("ranges", "changes")),
        origins=folded(sources.entries("ranges", "origins")),
    )


def _calendar(sources: Sources) -> Calendar:
    authored = phrases(sources.entries("dates", "months"), lambda entry: int(entry["month"]))
    # A month written with a capital must have it: "may 2024" is no date in English.
    named = (
        Phrase(form, int(month), exact=form != form.lower())
        for month, forms in sources.generated("months").items()
        for form in forms
    )
    dates = sources.own.get("dates", {})
    regional = sources.regional("date_order")
    return Calendar(
        months=Phrases([*authored, *named], backwards=True),
        cues=Phrases(phrases(sources.entries("dates", "cues"), lambda _: True), backwards=True),
        joiners=folded(sources.entries("dates", "joiners")),
        ordinals=Phrases(phrases(sources.entries("dates", "ordinals"), lambda _: True), backwards=True),
        order=regional or dates.get("order", "dmy"),
        order_certain=regional is not None or dates.get("order_certain", True),
        year_begins_sentence=dates.get("year_begins_sentence", False),
        nouns_capitalised=dates.get("nouns_capitalised", False),
    )
