"""Where a site is: its town, the towns that an enumeration adds, and the countries and regions named near it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from footnoted import readers
from footnoted.extract.scenes import Scene
from footnoted.extract.site_nouns import Named
from footnoted.language_files import available, sections
from footnoted.languages.loader import common
from footnoted.readers import Reading, in_place
from footnoted.text import Span

__all__ = ["enumerated", "places_of", "town_of"]

_BESIDE = 3
_SEAT = 4
_BEHIND = 9
_BEFORE = 14
_WHERE = 16


def enumerated(scene: Scene, last: Span, named: Named) -> list[Span]:
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
        if not _is_region(scene, span):
            found.append(span)
        if joined:
            return found
        last = span
    return []


def town_of(scene: Scene, at: Span, name: Span | None, reach: Span, inside: Named) -> Span | None:
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
            told = told and gap <= _BEFORE and span.start >= reach.start and entity.kind == "place"
            if (told and not _is_seat(scene, span)) or beside:
                before.append((gap, span))
    if behind:
        return min(behind)[1]
    return min(before)[1] if before else None


def _is_seat(scene: Scene, town: Span) -> bool:
    """Whether a town is where the company right before it is: "X, based in Norwich, bought"."""
    words = scene.words
    for meant in scene.companies:
        between = words.low[words.at(meant.span.end) : words.inside(town).start]
        if meant.span.end < town.start and len(between) <= _SEAT:
            return not any(word in scene.pack.verbs for word in between)
    return False


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


def places_of(scene: Scene, at: Span, *, town: bool) -> Iterator[Reading]:
    """The countries and regions that the sentence names near the site, the ones behind it first."""
    found = [r for r in in_place(readers.places(scene.document), scene.span) if "country" in r.values]
    found = [r for r in found if not (_is_town(r) and r.span == at)]
    near = [r for r in found if r.span.start >= at.end and scene.gap(at.end, r.span.start) <= _WHERE]
    if near or town:
        yield from near
        return
    yield from (r for r in found if r.span.end <= at.start and scene.gap(r.span.end, at.start) <= _BEFORE)
