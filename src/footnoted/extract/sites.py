"""Sites as sentences speak of them: a noun for one or a name, with the town, the country and who has it beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from footnoted import readers
from footnoted.extract.entities import Entity
from footnoted.extract.memory import Meant
from footnoted.extract.scenes import Scene
from footnoted.language_files import available, sections
from footnoted.languages.loader import common
from footnoted.readers import Reading, in_place
from footnoted.text import Span

__all__ = ["Site", "sites", "told_before"]

Named = Sequence[tuple[Span, Entity]]

_BESIDE = 3
_BEHIND = 9
_BEFORE = 14
_WHERE = 16
_APPOSED = 5
_OF = 5


@dataclass(frozen=True, slots=True)
class Site:
    """One mention of a site: `noun` for it, if there is one, and `name`, if it has one.

    `known`: spoken of as something that the reader knows ("the plant"). `operator` is who has it by its own words,
    not by the sentence's subject.
    """

    scene: Scene
    at: Span
    noun: Span | None
    name: Span | None
    town: Span | None
    places: tuple[Reading, ...]
    operator: Meant | None
    known: bool


def sites(scene: Scene, named: Named) -> Iterator[Site]:
    """The sites of one sentence, in text order; `named` are the named things of the article by place."""
    low = bisect_left(named, scene.span.start, key=lambda each: each[0].start)
    high = bisect_left(named, scene.span.end, low, key=lambda each: each[0].start)
    everything = named[low:high]
    inside = [(span, entity) for span, entity in everything if entity.kind != "unknown"]
    nouns = [at for at in _nouns(scene) if not _is_in_name(at, inside) and not _is_company(scene, at)]
    used: set[Span] = set()
    for index, noun in enumerate(nouns):
        stop = nouns[index + 1].start if index + 1 < len(nouns) else scene.span.end
        name = _name(scene, noun, inside)
        if name:
            used.add(name)
        yield from _with_towns(_site(scene, noun, name, Span(scene.span.start, stop), inside), everything)
    for span, entity in inside:
        if entity.kind == "facility" and span not in used and not scene.is_quoted(span):
            yield _site(scene, None, span, scene.span, inside)


def told_before(scene: Scene) -> Entity | None:
    """Whom the sentence before was about, where it told of a site too and this one names nobody."""
    before = scene.previous
    if before is None or scene.companies or not before.found(scene.own.facility_nouns):
        return None
    spoken = [meant.entity for meant in before.companies]
    return scene.focus if scene.focus in spoken else None


def _with_towns(site: Site, named: Named) -> Iterator[Site]:
    """A site, and one more of its kind for each town that an enumeration adds to its own: "works in X, Y and in Z"."""
    yield site
    if site.town and not site.name and site.town.start > site.at.end:
        towns = [town for town in _enumerated(site.scene, site.town, named) if not _is_region(site.scene, town)]
        yield from (replace(site, town=town, places=()) for town in towns)


def _enumerated(scene: Scene, last: Span, named: Named) -> list[Span]:
    """The places that follow a town up to the one behind "and"; a comma alone adds none: "El Marqués, Querétaro"."""
    own, words, found = scene.own, scene.words, []
    for span, entity in named:
        if span.start <= last.end:
            continue
        between = words.raw[words.at(last.end) : words.inside(span).start]
        joined = bool(between) and between[0] in own.and_words
        rest = between[1:] if joined or between[:1] == (",",) else between
        if rest is between or entity.kind not in {"place", "unknown"} or not all(word in own.in_words for word in rest):
            break
        found.append(span)
        if joined:
            return found
        last = span
    return []


def _nouns(scene: Scene) -> list[Span]:
    """The nouns for sites, of "data centre campus" the whole."""
    found: list[Span] = []
    for span in scene.found(scene.own.facility_nouns):
        if _is_first_half(scene, span):
            continue
        if found and not scene.own.adjective_behind and span.start == found[-1].end + 1:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _is_first_half(scene: Scene, noun: Span) -> bool:
    """Whether a noun right behind makes one word of the two that is no site: "battery storage developer"."""
    own, words = scene.own, scene.words
    if own.noun_capitals or own.adjective_behind:
        return False
    at = words.at(noun.end)
    word = words.raw[at] if at < len(words.raw) and words.starts[at] == noun.end + 1 else ""
    somebody = word in own.company_nouns or word in own.person_roles
    return word.islower() and somebody and word not in own.facility_nouns


def _is_company(scene: Scene, noun: Span) -> bool:
    """Whether a noun says what a company is: "Hibiki Metals, the Osaka smelter"."""
    words, own = scene.words, scene.own
    if noun.of(scene.document.text) not in own.company_nouns:
        return False
    low = words.at(noun.start)
    for index in range(low - 1, max(words.inside(scene.span).start, low - 1 - _BESIDE), -1):
        if words.low[index] in own.determiners or words.low[index] in own.indefinite:
            before = words.starts[index - 1]
            return words.raw[index - 1] == "," and any(meant.span.end == before for meant in scene.companies)
    return False


def _is_in_name(noun: Span, inside: Named) -> bool:
    return any(span.covers(noun) and entity.kind in {"company", "person", "other"} for span, entity in inside)


def _site(scene: Scene, noun: Span | None, name: Span | None, reach: Span, inside: Named) -> Site:
    at = noun or name or scene.span
    known, owner = _determined(scene, at)
    town = _town(scene, at, name, reach, inside)
    places = tuple(_places(scene, town or at, town=town is not None))
    return Site(scene, at, noun, name, town, places, owner or _operator(scene, at, reach), known)


def _name(scene: Scene, noun: Span, inside: Named) -> Span | None:
    """The proper name behind a noun ("the wind farm X"), before it ("X wind farm") or with a comma between."""
    text, own = scene.document.text, scene.own
    for span, entity in inside:
        apposed = entity.kind == "company" and text[span.end : noun.start].startswith(",")
        apposed = apposed and noun.of(text) not in own.company_nouns
        if entity.kind in {"person", "place"} or (entity.kind == "company" and not apposed):
            continue
        gap = text[noun.end : span.start] if span.start >= noun.end else text[span.end : noun.start]
        if span.start >= noun.end and gap in {" ", ", ", " „", " «", ' "', " “"}:
            return None if noun.of(text) in own.town_nouns and own.noun_capitals and gap == " " else span
        if span.end <= noun.start and gap == " " and not own.noun_capitals:
            return span if entity.kind == "facility" and noun.of(text) not in own.town_nouns else None
        if span.end <= noun.start and gap.startswith(",") and scene.gap(span.end, noun.start) <= _APPOSED:
            return span if entity.kind in {"facility", "company"} else None
    return None


def _determined(scene: Scene, at: Span) -> tuple[bool, Meant | None]:
    """Whether a definite article stands before, and whose the site is by "its" or a genitive."""
    words, own = scene.words, scene.own
    low = words.at(at.start)
    first = max(words.inside(scene.span).start, low - _BESIDE - 1)
    for index in range(low - 1, first - 1, -1):
        word = words.low[index]
        if word in own.possessives:
            owner = next((meant for meant in scene.owners if meant.span.start == words.starts[index]), None)
            return True, owner
        if index + 1 < low and words.is_tied(index - 1, own.enclitics):
            owner = next((meant for meant in scene.companies if meant.span.end == words.starts[index - 1]), None)
            return True, owner
        if word in own.determiners:
            return True, None
        if word in own.indefinite or not word[0].isalnum():
            return False, None
    return False, None


def _operator(scene: Scene, at: Span, reach: Span) -> Meant | None:
    """Who has it: "the plant of X", "das Werk der X", "the farm that X runs", "operated by X", "the X data centre"."""
    words, own = scene.words, scene.own
    beside = [meant for meant in scene.companies if meant.span.end + 1 == at.start]
    if beside and not own.noun_capitals:
        return beside[0]
    for meant in scene.companies:
        if not at.end <= meant.span.start < reach.end or scene.gap(at.end, meant.span.start) > _BEHIND:
            continue
        index = words.at(meant.span.start)
        between = scene.document.text[at.end : meant.span.start]
        link = words.low[index - 1]
        if link in own.determiners and link not in own.of_words and link not in own.site_relatives:
            link = words.low[index - 2]
        if link in own.of_words or link in own.party_words or link in own.relatives or link in own.site_relatives:
            relative = link in own.relatives or link in own.site_relatives
            far = not relative and scene.gap(at.end, meant.span.start) > _OF
            return None if far or set(between) & set(".;:") else meant
        if meant.antecedent is not None and link in own.things:
            return meant
    return None


def _town(scene: Scene, at: Span, name: Span | None, reach: Span, inside: Named) -> Span | None:
    """The town: behind "in" near the noun, right beside it, or at the sentence's beginning."""
    own, words = scene.own, scene.words
    text = scene.document.text
    behind: list[tuple[int, Span]] = []
    before: list[tuple[int, Span]] = []
    for span, entity in inside:
        if span == name or entity.kind in {"company", "person", "other"} or _is_region(scene, span):
            continue
        link = words.before(span.start, 1)
        told = bool(link) and link[0].lower() in own.in_words
        if span.start >= at.end:
            gap = scene.gap(at.end, span.start)
            beside = gap == 0 and text[at.end : span.start] == " " and at.of(text) in own.town_nouns
            of = bool(link) and link[0].lower() in own.employer_words and (own.adjective_behind or own.noun_capitals)
            of = of and (gap <= _BESIDE or entity.kind == "place")
            if (told or beside or of) and gap <= _BEHIND and span.start < reach.end:
                behind.append((gap, span))
        else:
            gap = scene.gap(span.end, at.start)
            beside = (
                gap <= 1 and not own.noun_capitals and entity.kind in {"place", "facility"} and text[span.end] == " "
            )
            if (told and gap <= _BEFORE and entity.kind == "place") or beside:
                before.append((gap, span))
    if behind:
        return min(behind)[1]
    return min(before)[1] if before else None


def _is_region(scene: Scene, span: Span) -> bool:
    """Whether a name is a country's or a region's, and no region's that is called after its chief town."""
    read = in_place(readers.places(scene.document), span)
    return bool(read) and not all(_is_town(reading) for reading in read)


def _is_town(reading: Reading) -> bool:
    return str(reading.values.get("code", "")) in _town_regions()


@cache
def _town_regions() -> frozenset[str]:
    """The codes of the regions that are called after their chief town."""
    files = (common(), *map(sections, available()))
    return frozenset(code for file in files for code in file.get("mentions", {}).get("town_regions", ()))


def _places(scene: Scene, at: Span, *, town: bool) -> Iterator[Reading]:
    """The countries and regions that the sentence names near the site, the ones behind it first."""
    found = [r for r in in_place(readers.places(scene.document), scene.span) if "country" in r.values]
    found = [r for r in found if not (_is_town(r) and r.span == at)]
    near = [r for r in found if r.span.start >= at.end and scene.gap(at.end, r.span.start) <= _WHERE]
    if near or town:
        yield from near
        return
    yield from (r for r in found if r.span.end <= at.start and scene.gap(r.span.end, at.start) <= _BEFORE)
