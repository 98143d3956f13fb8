"""Rows of facilities: the mentions of each site gathered over the article, with its operator, status and power."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from footnoted.extract.entities import Entity
from footnoted.extract.lexicon import Lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.quotes import company_cell
from footnoted.extract.scenes import Scene
from footnoted.extract.site_status import status_of_site
from footnoted.extract.sites import Site, lends, sites, told_before
from footnoted.extract.terms import Terms
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["facility_rows"]

_NEAR, _BESIDE = 110, 2
_RECENT = 6
_KIND, _BASIS = "facility_kind", "power_basis"
_FACTORY = "factory"


@dataclass(slots=True)
class _Facility:
    """A site and all that the article says of it."""

    mentions: list[Site] = field(default_factory=list)
    powers: list[tuple[Scene, Reading]] = field(default_factory=list)

    @property
    def name(self) -> Span | None:
        return next((site.name for site in self.mentions if site.name), None)

    @property
    def town(self) -> Span | None:
        return next((site.town for site in self.mentions if site.town), None)

    def nouns(self, text: str) -> set[str]:
        """The last words of the nouns for it."""
        return {site.noun.of(text).split()[-1].lower() for site in self.mentions if site.noun}


def facility_rows(
    scenes: Iterable[Scene], entities: Sequence[Entity], memory: Memory, terms: Terms
) -> Iterator[DraftRow]:
    """A row for each site that has a name, or a town, a country or a power and an operator; each site once."""
    named = sorted(((span, entity) for entity in entities for span in entity.mentions), key=itemgetter(0))
    found: list[_Facility] = []
    previous: _Facility | None = None
    for scene in scenes:
        told = [_placed(site, found) for site in sites(scene, named)]
        placed = [(site, one) for site, one in told if one is not None]
        if not told and previous:
            # "It will need 60 MW": of the site that the sentence before tells of.
            for reading in scene.figures("power"):
                previous.powers.append((scene, reading))
        _give_powers(scene, placed)
        previous = placed[0][1] if len({id(one) for _, one in placed}) == 1 else None
    for one in found:
        if row := _row(one, memory, terms):
            yield row


def _placed(site: Site, found: list[_Facility]) -> tuple[Site, _Facility | None]:
    """The facility that a mention belongs to, a new one where it is told of for the first time."""
    text = site.scene.document.text
    one = _same(site, found, text)
    if one is None:
        if site.name is None and site.town is None and site.known and not site.places:
            return site, None
        one = _Facility()
        found.append(one)
    one.mentions.append(site)
    return site, one


def _same(site: Site, found: Sequence[_Facility], text: str) -> _Facility | None:
    """The facility that is meant: of the same name, in the same town, or the one last spoken of so."""
    noun = site.noun.of(text).split()[-1] if site.noun else ""
    if site.name:
        same = [one for one in found if one.name and one.name.of(text) == site.name.of(text)]
        return same[0] if same else None
    if site.town:
        same = [one for one in found if one.town and one.town.of(text) == site.town.of(text)]
        fitting = [one for one in same if not one.nouns(text) or _fits(noun, one.nouns(text), site.scene.own)]
        return fitting[-1] if fitting else None
    if not site.known:
        return None
    for one in reversed(found[-_RECENT:]):
        if _fits(noun, one.nouns(text), site.scene.own):
            return one
    return None


def _fits(noun: str, nouns: set[str], own: Lexicon) -> bool:
    return noun.lower() in nouns or noun in own.plain_site_nouns or any(one in own.plain_site_nouns for one in nouns)


def _give_powers(scene: Scene, told: Sequence[tuple[Site, _Facility]]) -> None:
    """Each power of the sentence to the site nearest to it, the one before it first."""
    given: dict[int, list[tuple[int, Reading]]] = {}
    for reading in scene.figures("power"):
        near = [(_distance(scene, site.at, reading.span), index) for index, (site, _) in enumerate(told)]
        if near and (len(told) == 1 or min(near)[0] <= _NEAR):
            given.setdefault(min(near)[1], []).append((min(near)[0], reading))
    for index, found in given.items():
        told[index][1].powers += [(scene, reading) for _, reading in sorted(found, key=itemgetter(0))]


def _distance(scene: Scene, at: Span, figure: Span) -> int:
    """How far a power stands from a site: one before it is near only right before: "a 50 MW wind farm"."""
    if figure.start >= at.end:
        return figure.start - at.end
    beside = scene.gap(figure.end, at.start) <= _BESIDE
    return at.start - figure.end if beside else _NEAR + at.start - figure.end


def _row(one: _Facility, memory: Memory, terms: Terms) -> DraftRow | None:
    cells: dict[str, DraftCell] = {}
    first = one.mentions[0]
    text = first.scene.document.text
    operator = _operator(one, memory)
    if one.name:
        cells["name"] = DraftCell(one.name)
    if kind := next((cell for site in one.mentions if (cell := _kind(site, terms))), None):
        cells["kind"] = kind
    if operator:
        cells["operator_id"] = company_cell(operator)
    if one.town:
        cells["locality"] = DraftCell(one.town)
    _where(one, cells)
    if status := next((cell for site in one.mentions if (cell := status_of_site(site, terms))), None):
        cells["status"] = status
    _power(one, terms, cells)
    if not _is_told(one, cells):
        return None
    where = (one.name or one.town or first.at).of(text)
    who = operator.entity.name if operator and not one.name else ""
    where_else = () if one.town else ("power_mw", "country")
    core = ("name",) if one.name else ("operator_id", *[c for c in ("locality", *where_else) if c in cells][:1])
    return DraftRow("facilities", f"{who} {where}".strip(), cells, core)


def _is_told(one: _Facility, cells: dict[str, DraftCell]) -> bool:
    """Whether enough is said of a site to tell it from others."""
    if "name" in cells:
        return any(site.noun for site in one.mentions) or "power_mw" in cells
    if "operator_id" not in cells:
        return False
    own = one.mentions[0].scene.own
    loose = all(
        site.noun and site.noun.of(site.scene.document.text) in own.loose_facility_nouns for site in one.mentions
    )
    if "locality" in cells:
        return not loose or "status" in cells or "power_mw" in cells
    return "power_mw" in cells or ("country" in cells and "kind" in cells and "status" in cells)


def _kind(site: Site, terms: Terms) -> DraftCell | None:
    """The kind by a cue in the noun for the site; of "plant" and the like, that goods are made there is judged."""
    if site.noun is None:
        return None
    made = site.noun.of(site.scene.document.text) in site.scene.pack["factory_nouns"]
    return terms.near(_KIND, site.noun, site.noun) or (DraftCell(site.noun, _FACTORY) if made else None)


def _operator(one: _Facility, memory: Memory) -> Meant | None:
    """Who builds or runs it: by its own words in any sentence, else the subject of the sentence that tells of it."""
    name = one.name.of(one.mentions[0].scene.document.text) if one.name else None
    for site in one.mentions:
        if site.operator and name not in site.operator.entity.names:
            return site.operator
    for site in one.mentions:
        if (meant := _subject(site)) and name not in meant.entity.names:
            return meant
    for site in one.mentions:
        if (meant := _spoken_of(site, memory)) and name not in meant.entity.names:
            return meant
    first = one.mentions[0]
    if _is_somebodys(first):
        return None
    return memory.of_topic(first.noun or first.at) if memory.topic is memory.opening else None


def _is_somebodys(site: Site) -> bool:
    """Whether the subject of the sentence is somebody whom nobody can tell: "die Tochter besitzt ein Terminal"."""
    ahead = [phrase for phrase in site.scene.phrases if phrase.meant.span.end <= site.at.start]
    return any(phrase.is_subject and phrase.meant.entity.kind in {"nobody", "unknown"} for phrase in ahead)


def _subject(site: Site) -> Meant | None:
    """The company in the site's sentence that may be the subject: what it is about, else the nearest one before."""
    scene = site.scene
    acting = [phrase.meant for phrase in scene.phrases if phrase.is_subject or phrase.owner or "by" in phrase.marks]
    acting = [meant for meant in acting if meant.is_company]
    before = [meant for meant in acting if meant.span.end <= site.at.start]
    subject = [meant for meant in before if meant.entity == scene.about]
    if subject or before:
        return subject[-1] if subject else before[-1]
    return next((meant for meant in acting if meant.entity == scene.about), None)


def _spoken_of(site: Site, memory: Memory) -> Meant | None:
    """Whom the sentence before was about, where it told of a site too and that of the site names nobody."""
    entity, at = told_before(site.scene), site.noun or site.at
    if entity is None or lends(site.scene, entity):
        return None
    return Meant(entity, at, memory.last(at.start, entity))


def _where(one: _Facility, cells: dict[str, DraftCell]) -> None:
    """Country and region, from the first mention that names one."""
    places = next((site.places for site in one.mentions if site.places), ())
    if places:
        cells["country"] = DraftCell(places[0].span)
        region = next((place for place in places if "region" in place.values), None)
        if region and region.values["country"] == places[0].values["country"]:
            cells["region"] = DraftCell(region.span)


def _power(one: _Facility, terms: Terms, cells: dict[str, DraftCell]) -> None:
    if not one.powers:
        return
    scene, reading = one.powers[0]
    cells["power_mw"] = DraftCell(reading.span)
    if basis := terms.near(_BASIS, scene.span, reading.span):
        cells["power_basis"] = basis
