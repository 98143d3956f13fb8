"""The units of a language: authored words, symbols all languages share, and the names of currencies that CLDR knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any, cast

from footnoted.languages.entries import fraction, phrases
from footnoted.languages.lexicon import Unit, UnitKind, Units
from footnoted.languages.phrases import Phrase, Phrases
from footnoted.languages.sources import Sources

__all__ = ["families", "units"]

_MEGAWATTS = {
    "watt": Fraction(1, 10**6),
    "kilowatt": Fraction(1, 1000),
    "megawatt": Fraction(1),
    "gigawatt": Fraction(1000),
}


def families(sources: Sources) -> dict[str, str | None]:
    """Each family of currencies and the one usually meant, None where there is none."""
    return {entry["family"]: entry.get("usual") for entry in sources.entries("currencies", "families")}


def units(sources: Sources) -> Units:
    """Read the sections `[currencies]` and `[units]` and add CLDR's names and signs."""
    usual = families(sources)
    members = {family: frozenset(_members(sources, family)) for family in usual}
    words = list(_words(sources, usual, members))
    signs = list(_signs(sources, usual, members))
    codes = {code: Unit("money", currency=code) for code in sources.currencies.get("digits", {})}
    spoken = {code for entry in sources.entries("currencies", "code_words") for code in entry["forms"]}
    written = [Phrase(code, unit, exact=True) for code, unit in codes.items()]
    other = [*_measures(sources), *_named_power(sources)]
    return Units(
        behind=Phrases([*words, *signs, *other, *written, *_named(sources)]),
        ahead=Phrases([*signs, *(phrase for phrase in written if phrase.form not in spoken)], backwards=True),
        words_ahead=Phrases(words, backwards=True),
        codes=codes,
        signs=frozenset(phrase.form[-1] for phrase in signs),
        prefixed={
            form: fraction(entry["value"])
            for entry in sources.entries("currencies", "prefixes")
            for form in entry["forms"]
        },
        joiners=Phrases(phrases(sources.entries("currencies", "joiners"), lambda _: True)),
        minor_joiners=Phrases(phrases(sources.entries("currencies", "minor_joiners"), lambda _: True)),
        members=members,
        sign_members=frozenset(sources.currencies.get("dollar_signs", {})),
    )


def _words(
    sources: Sources, usual: Mapping[str, str | None], members: Mapping[str, frozenset[str]]
) -> Iterator[Phrase[Unit]]:
    """The authored words of currencies and of their parts."""

    def money(entry: Mapping[str, Any]) -> Unit:
        factor, family = fraction(entry.get("value", 1)), entry.get("family")
        if family is None:
            return Unit("money", factor, entry["currency"])
        region = sources.region_currency
        candidate: str | None = region if region in members[family] else entry.get("usual", usual[family])
        return Unit("money", factor, candidate, family)

    for name in ("words", "minor"):
        yield from phrases(sources.entries("currencies", name), money)


def _members(sources: Sources, family: str) -> Iterator[str]:
    """The currencies that share the family's words or sign in this language, from CLDR's names."""
    heads = set(_family_forms(sources, family))
    tender = sources.currencies.get("tender", {})
    for code, names in sources.generated("names").items():
        if code in tender and any(word.lower() in heads for name in names for word in name.split()):
            yield code
    for entry in sources.entries("currencies", "families"):
        if entry["family"] == family:
            yield from entry.get("members", ())
            yield from (entry["usual"],) if "usual" in entry else ()


def _family_forms(sources: Sources, family: str) -> Iterator[str]:
    for name in ("words", "minor"):
        for entry in sources.entries("currencies", name):
            if entry.get("family") == family:
                yield from (form.lower() for form in entry["forms"])


def _worded(sources: Sources) -> frozenset[str]:
    """The families that have words of whole units, unlike cents."""
    return frozenset(entry["family"] for entry in sources.entries("currencies", "words") if "family" in entry)


def _signs(
    sources: Sources, usual: Mapping[str, str | None], members: Mapping[str, frozenset[str]]
) -> Iterator[Phrase[Unit]]:
    """Signs before or behind a number: shared ones with the region's candidate, then those of one currency."""
    own, region = sources.regional("region_signs"), sources.region_currency
    # "$" in Mexico is a peso before it is a dollar.
    at_home = next(
        (family for family, codes in members.items() if region in codes and family in _worded(sources)), None
    )
    for entry in sources.entries("currencies", "signs"):
        family = entry.get("family")
        for form in entry["forms"]:
            if family and own == form:
                yield Phrase(form, Unit("money", currency=region, family=at_home or family), exact=True)
            else:
                code = entry.get("currency") or usual.get(family or "")
                yield Phrase(form, Unit("money", currency=code, family=family), exact=True)
    if own and region:
        yield Phrase(own, Unit("money", currency=region), exact=True)
    for form, code in sources.currencies.get("signs", {}).items():
        yield Phrase(form, Unit("money", currency=code), exact=True)
    for code in sources.currencies.get("dollar_signs", {}):
        yield from (Phrase(f"{letters}$", Unit("money", currency=code), exact=True) for letters in (code, code.lower()))


def _named(sources: Sources) -> Iterator[Phrase[Unit]]:
    """CLDR's names of the currencies, declined where the language declines them."""
    endings = sources.own.get("currencies", {}).get("declension", [])
    for code, names in sources.generated("names").items():
        unit = Unit("money", currency=code)
        for name in names:
            yield from (Phrase(form, unit) for form in _declined(name.split(), endings))


def _declined(words: list[str], endings: list[str]) -> Iterator[str]:
    variants = [list(_endings(word, endings)) for word in words[:-1]]
    variants.append([words[-1], *(words[-1] + ending for ending in endings if ending == "s")])
    yield from (" ".join(choice) for choice in product(*variants))


def _endings(word: str, endings: list[str]) -> Iterator[str]:
    yield word
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending):
            yield from (word.removesuffix(ending) + other for other in endings)
            return


def _measures(sources: Sources) -> Iterator[Phrase[Unit]]:
    for kind in ("percent", "power", "refused"):

        def unit(entry: Mapping[str, Any], kind: str = kind) -> Unit:
            return Unit(cast("UnitKind", kind), fraction(entry.get("value", 1)))

        yield from phrases(sources.entries("units", kind), unit)


def _named_power(sources: Sources) -> Iterator[Phrase[Unit]]:
    for name, forms in sources.generated("power").items():
        unit = Unit("power", _MEGAWATTS[name])
        # A symbol's case tells mega from milli; a word's case tells nothing.
        yield from (Phrase(form, unit, exact=not form[1:].islower()) for form in forms)
