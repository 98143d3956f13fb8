"""Sites as sentences speak of them: a noun for one or a name, with the town, the country and who has it beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from footnoted.extract.entities import Entity
from footnoted.extract.memory import Meant
from footnoted.extract.scenes import Scene
from footnoted.extract.site_nouns import Named, counted, others, segments, site_nouns
from footnoted.extract.site_places import enumerated, places_of, town_of
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["Site", "lends", "sites", "told_before"]

_BESIDE = 3
_BEHIND = 9
_APPOSED = 5
_PAIR = 2
_OF = 5


@dataclass(frozen=True, slots=True)
class Site:
    """One mention of a site: `noun` for it, if there is one, and `name`, if it has one.

    `known`: spoken of as something that the reader knows ("the plant"). `operator` is who has it by its own words,
    not by the sentence's subject. `segment` are the words of its sentence that belong to it and to no other site.
    """

    scene: Scene
    at: Span
    noun: Span | None
    name: Span | None
    town: Span | None
    places: tuple[Reading, ...]
    operator: Meant | None
    known: bool
    segment: Span


def sites(scene: Scene, named: Named) -> Iterator[Site]:
    """The sites of one sentence, in text order; `named` are the named things of the article by place."""
    low = bisect_left(named, scene.span.start, key=lambda each: each[0].start)
    high = bisect_left(named, scene.span.end, low, key=lambda each: each[0].start)
    everything = named[low:high]
    inside = [(span, entity) for span, entity in everything if entity.kind != "unknown"]
    nouns = site_nouns(scene, inside)
    more = others(scene, nouns, inside)
    parts = segments(scene, sorted((*nouns, *more)))
    used: set[Span] = set()
    for noun in nouns:
        stop = min((at.start for at in (*nouns, *more) if at.start > noun.start), default=scene.span.end)
        name = _name(scene, noun, everything)
        if name:
            used.add(name)
        site = _site(scene, noun, name, Span(parts[noun].start, stop), inside)
        each = list(_with_towns(replace(site, segment=parts[noun]), everything))
        # Of "five wind farms in X and Y" nobody can tell one.
        yield from each if counted(scene, noun) <= max(len(each), _PAIR) else ()
    for at, noun in more.items():
        yield replace(_site(scene, at, None, parts[at], inside), noun=noun, segment=parts[at])
    for span, entity in inside:
        if entity.kind == "facility" and not any(name.covers(span) for name in used) and not scene.is_quoted(span):
            yield _site(scene, None, span, scene.span, inside)


def told_before(scene: Scene) -> Entity | None:
    """Whom the sentence before was about, where it told of a site too and this one names nobody."""
    before = scene.previous
    if before is None or scene.companies or not before.found(scene.own.facility_nouns):
        return None
    spoken = [meant.entity for meant in before.companies]
    return scene.focus if scene.focus in spoken else None


def lends(scene: Scene, entity: Entity) -> bool:
    """Whether a company gives money by its name or by what it is called: it runs no site that it is not said to."""
    pack = scene.pack
    named = any(word in pack["investor_names"] or word in pack["lender_words"] for word in entity.name.split())
    return named or any(noun in pack["investor_nouns"] for noun in entity.nouns)


def _with_towns(site: Site, named: Named) -> Iterator[Site]:
    """A site, and one more of its kind for each town that an enumeration adds to its own: "works in X, Y and in Z"."""
    yield site
    if site.town and not site.name and site.town.start > site.at.end:
        yield from (replace(site, town=town, places=()) for town in enumerated(site.scene, site.town, named))


def _site(scene: Scene, noun: Span | None, name: Span | None, reach: Span, inside: Named) -> Site:
    at = noun or name or scene.span
    known, owner = _determined(scene, at)
    town = town_of(scene, at, name, reach, inside)
    places = tuple(r for r in places_of(scene, town or at, town=town is not None) if r.span.start < reach.end)
    operator = _run_by(scene, at, reach) or owner or _operator(scene, at, reach)
    return Site(scene, at, noun, name, town, places, operator, known, scene.span)


def _name(scene: Scene, noun: Span, named: Named) -> Span | None:
    """The proper name behind a noun ("the wind farm X"), before it ("X wind farm") or with a comma between."""
    text, own = scene.document.text, scene.own
    of_town = noun.of(text) in own.town_nouns
    for span, entity in named:
        apposed = entity.kind == "company" and _is_apposed(scene, span, noun)
        if entity.kind in {"person", "place"} or (entity.kind == "company" and not apposed):
            continue
        gap = text[noun.end : span.start] if span.start >= noun.end else text[span.end : noun.start]
        if entity.kind == "unknown" and (gap != " " or of_town):
            continue
        if span.start >= noun.end and gap in {" ", ", ", " „", " «", ' "', " “"}:
            return None if of_town and own.noun_capitals and gap == " " else _whole(scene, span)
        if span.end <= noun.start and gap == " " and not own.noun_capitals:
            return span if entity.kind in {"facility", "unknown"} and not of_town else None
        if span.end <= noun.start and gap.startswith(",") and scene.gap(span.end, noun.start) <= _APPOSED:
            return span if entity.kind in {"facility", "company"} else None
    return None


def _is_apposed(scene: Scene, name: Span, noun: Span) -> bool:
    """Whether a noun for a site says what a company's name is: "X, a solar park", and no "X, which builds a park"."""
    words, own = scene.words, scene.own
    between = words.low[words.at(name.end) : words.inside(noun).start]
    if between[:1] != (",",) or noun.of(scene.document.text) in own.company_nouns:
        return False
    plain = (word for word in between[1:] if word not in own.determiners and word not in own.indefinite)
    return not any(word in scene.pack.verbs or word in own.function_words for word in plain)


def _whole(scene: Scene, name: Span) -> Span:
    """A name with the noun that ends it where nouns have capitals: "Windpark Rauhe Höhe"."""
    words = scene.words
    at = words.at(name.end)
    goes_on = scene.own.noun_capitals and at < len(words.raw) and words.starts[at] == name.end + 1
    return Span(name.start, words.ends[at]) if goes_on and words.raw[at].istitle() else name


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


def _run_by(scene: Scene, at: Span, reach: Span) -> Meant | None:
    """Who is said to run it: "will be operated by X", "soll von X betrieben werden"."""
    behind = Span(at.end, max(at.end, reach.end))
    for word in scene.found(scene.pack["operated_words"], behind):
        by = [phrase.meant for phrase in scene.phrases if "by" in phrase.marks and behind.covers(phrase.meant.span)]
        final = scene.own.noun_capitals
        near = [one for one in by if (one.span.end <= word.start) is final and one.is_company]
        if near:
            return near[-1] if final else near[0]
    return None


def _operator(scene: Scene, at: Span, reach: Span) -> Meant | None:
    """Who has it: "the plant of X", "das Werk der X", "the farm that X runs", "operated by X", "the X data centre"."""
    words, own = scene.words, scene.own
    low = words.at(at.end)
    of = [phrase.meant for phrase in scene.phrases if phrase.low == low and "of" in phrase.marks]
    if of and of[0].is_company:
        return of[0]
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
