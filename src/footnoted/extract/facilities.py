"""Frame of facilities: a word for a site with a name, a place, a power or somebody who builds or runs it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from footnoted import readers
from footnoted.extract.entities import Entity
from footnoted.extract.memory import Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.quotes import company_cell
from footnoted.extract.scenes import Scene
from footnoted.extract.terms import Terms
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["facility_rows"]

_PLACE = 6
_NAME = 2
_FIRST = ("cancelled",)


def facility_rows(
    scenes: Iterable[Scene], entities: Sequence[Entity], memory: Memory, terms: Terms
) -> Iterator[DraftRow]:
    """A row for each site that has a name, or a place or a power and an operator; each site once."""
    named = sorted(((span, entity) for entity in entities for span in entity.mentions), key=itemgetter(0))
    told: set[str] = set()
    for scene in scenes:
        low = bisect_left(named, scene.span.start, key=lambda each: each[0].start)
        high = bisect_left(named, scene.span.end, low, key=lambda each: each[0].start)
        for word in scene.found(scene.pack["facility_words"]):
            row = _row(scene, word, named[low:high], memory, terms)
            if row and row.key not in told:
                told.add(row.key)
                yield row


def _row(
    scene: Scene, word: Span, named: Sequence[tuple[Span, Entity]], memory: Memory, terms: Terms
) -> DraftRow | None:
    text = scene.document.text
    cells: dict[str, DraftCell] = {}
    name = _name(scene, word, named)
    locality = None if name else _locality(scene, word, named)
    power = [r for r in scene.figures("power") if abs(r.span.start - word.end) <= 120]  # noqa: PLR2004 - a clause
    if name is None and locality is None and not power:
        return None
    if name:
        cells["name"] = DraftCell(name)
    if kind := terms.near("facility_kind", word, word):
        cells["kind"] = kind
    before = scene.before(word.start)
    operator = before[0] if before else (memory.resolve(word) if name is None else None)
    if operator:
        cells["operator_id"] = company_cell(operator)
    elif name is None:
        return None
    if locality:
        cells["locality"] = DraftCell(locality)
    _where(scene, word, cells)
    if status := terms.near("facility_status", scene.span, word, _FIRST):
        cells["status"] = status
    if len(power) == 1:
        cells["power_mw"] = DraftCell(power[0].span)
        if basis := terms.near("power_basis", scene.span, power[0].span):
            cells["power_basis"] = basis
    where = name.of(text) if name else locality.of(text) if locality else scene.own.language
    who = operator.entity.name if operator and not name else ""
    return DraftRow("facilities", f"{who} {where}".strip(), cells)


def _name(scene: Scene, word: Span, named: Sequence[tuple[Span, Entity]]) -> Span | None:
    """The proper name right behind the word: "Windpark X", "the wind farm X", "parque eólico X"."""
    if word.of(scene.document.text) not in scene.pack["facility_names"]:
        return None
    for span, entity in named:
        if span.start >= word.end and span.start - word.end <= _NAME and entity.kind != "person":
            return span if not scene.document.text[word.end : span.start].strip() else None
    return None


def _locality(scene: Scene, word: Span, named: Sequence[tuple[Span, Entity]]) -> Span | None:
    """The town behind "in" near the word: a name that is no company, person, country or region."""
    near: list[tuple[int, Span]] = []
    for span, entity in named:
        if entity.kind not in {"place", "none"}:
            continue
        low, high = sorted((word, span))
        distance = scene.gap(low.end, high.start)
        before = scene.words.before(span.start, 1)
        told = bool(before) and before[0].lower() in scene.own.in_words
        if told and distance <= _PLACE and not in_place(readers.places(scene.document), span):
            # Behind the word is nearer than before it: "in X, where it builds a hall".
            near.append((distance + _PLACE * (span.start < word.start), span))
    return min(near)[1] if near else None


def _where(scene: Scene, word: Span, cells: dict[str, DraftCell]) -> None:
    """Country and region that the sentence names behind the word."""
    inside = [r for r in in_place(readers.places(scene.document), scene.span) if r.span.start >= word.end]
    near = [r for r in inside if scene.gap(word.end, r.span.start) <= 2 * _PLACE and "country" in r.values]
    if near:
        cells["country"] = DraftCell(near[0].span)
        if "region" in near[0].values:
            cells["region"] = DraftCell(near[0].span)
