"""Frame of valuations: an amount beside a word for what a company is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from footnoted.extract.memory import Meant, Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.quotes import company_cell
from footnoted.extract.scenes import Scene
from footnoted.extract.terms import Terms
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["valuation_rows", "valued_amounts"]

_NEAR = 9
_BEHIND = 6
_BARE = 4
_OBJECT = 8


def valuation_rows(scenes: Iterable[Scene], memory: Memory, terms: Terms) -> Iterator[DraftRow]:
    """A row for each amount that a company is said to be worth."""
    for scene in scenes:
        for reading, cue, is_verb in valued_amounts(scene):
            company = _valued(scene, reading, cue, memory, is_verb=is_verb)
            if company is None:
                continue
            cells = {"company_id": company_cell(company), "amount": DraftCell(reading.span)}
            around = Span(max(scene.span.start, cue.start - 80), min(scene.span.end, reading.span.end + 60))
            if basis := terms.near("valuation_basis", around, reading.span):
                cells["basis"] = basis
            yield DraftRow("valuations", company.entity.name, cells)


def valued_amounts(scene: Scene) -> Iterator[tuple[Reading, Span, bool]]:
    """Each amount of a scene with the word that makes it a value, and whether that is a verb with an object."""
    nouns = scene.found(scene.pack["valuation_of"])
    verbs = scene.found(scene.pack["valuation_object"])
    figures = scene.figures("money")
    for cue in sorted({*nouns, *verbs}):
        is_verb = cue in verbs
        behind = [
            r for r in figures if r.span.start >= cue.end and scene.gap(cue.end, r.span.start) <= _NEAR + 3 * is_verb
        ]
        bare = any(word[0].isdigit() for word in scene.words.after(cue.end, _BARE))
        ahead = [r for r in figures if r.span.end <= cue.start and scene.gap(r.span.end, cue.start) <= _BEHIND]
        if behind:
            yield behind[0], cue, is_verb
        elif ahead and not is_verb and not bare:
            yield ahead[-1], cue, is_verb


def _valued(scene: Scene, reading: Reading, cue: Span, memory: Memory, *, is_verb: bool) -> Meant | None:
    before = scene.before(min(cue.start, reading.span.start))
    between = [meant for meant in scene.after(cue.end) if meant.span.end <= reading.span.start]
    if is_verb:
        near = [meant for meant in scene.after(cue.end) if scene.gap(cue.end, meant.span.start) <= _OBJECT]
        return near[0] if near else None
    if between:
        return between[0]
    if reading.span.end <= cue.start:
        inside = [meant for meant in scene.companies if meant.span.end <= cue.start]
        return inside[-1] if inside else None
    if before:
        return before[-1]
    return memory.resolve(cue)
