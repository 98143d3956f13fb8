"""Frame of stakes: a percentage that somebody holds, held or will hold of a company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from footnoted.extract.memory import Meant, Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.quotes import company_cell
from footnoted.extract.scenes import Scene
from footnoted.extract.terms import Terms
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["stake_rows"]

_CLAUSE = 90
_OF = 7
_NOISE = 60
_SHAREHOLDING = "shareholding"
_FIRST = ("former", "planned")


def stake_rows(scenes: Iterable[Scene], memory: Memory, terms: Terms) -> Iterator[DraftRow]:
    """A row for each percentage with a holder, a company and a word for a stake or for holding one."""
    for scene in scenes:
        for reading in scene.figures("percent"):
            if row := _row(scene, reading, memory, terms):
                yield row


def _row(scene: Scene, reading: Reading, memory: Memory, terms: Terms) -> DraftRow | None:
    at, around = reading.span, _around(scene, reading)
    nouns, verbs = scene.found(scene.pack["stake_words"], around), scene.found(scene.pack["stake_verbs"], around)
    of = _of(scene, at)
    if not (nouns or verbs) or _is_noise(scene, at):
        return None
    holder = _holder(scene, at, of)
    company = of or _owned(scene, at, holder, memory)
    if holder is None or company is None or holder.entity == company.entity:
        return None
    event = nearest([*nouns, *verbs], at)
    cells = {
        "holder_id": company_cell(holder),
        "company_id": company_cell(company),
        "interest": terms.near("interest", around, at) or DraftCell(event, _SHAREHOLDING),
        "share_percent": DraftCell(at),
    }
    if status := terms.near("stake_status", around, at):
        cells["status"] = status
    if standing := terms.near("standing", around, at):
        cells["standing"] = standing
    if terms.term("stake_status", status) == "planned" and (change := terms.near("stake_change", around, at)):
        cells["change"] = change
    return DraftRow("stakes", f"{holder.entity.name} {company.entity.name}", cells)


def _around(scene: Scene, reading: Reading) -> Span:
    """The words around a figure up to the next percentage on either side, and no further than a clause."""
    low, high = max(scene.span.start, reading.span.start - _CLAUSE), min(scene.span.end, reading.span.end + _CLAUSE)
    for other in scene.quantities:
        if other.reader == "percent" and other.span.end <= reading.span.start:
            low = max(low, other.span.end)
        if other.reader == "percent" and other.span.start >= reading.span.end:
            high = min(high, other.span.start)
    text = scene.document.text
    for mark in (";", ":"):
        low = max(low, text.rfind(mark, low, reading.span.start) + 1)
        end = text.find(mark, reading.span.end, high)
        high = end if end >= 0 else high
    return Span(low, high)


def _is_noise(scene: Scene, at: Span) -> bool:
    low, high = max(scene.span.start, at.start - _NOISE), min(scene.span.end, at.end + _NOISE // 2)
    text = scene.document.text
    low = max(low, text.rfind(",", low, at.start) + 1, text.rfind(";", low, at.start) + 1)
    end = min((p for mark in ",;" if (p := text.find(mark, at.end, high)) >= 0), default=high)
    return bool(scene.found(scene.pack["noise"], Span(low, end)))


def _of(scene: Scene, at: Span) -> Meant | None:
    """The company of "45 percent of X": behind the figure and a word for of, with no comma between."""
    behind = [meant for meant in scene.after(at.end) if scene.gap(at.end, meant.span.start) <= _OF]
    if not behind:
        return None
    between = scene.document.text[at.end : behind[0].span.start]
    words = between.lower().split()
    joined = bool(words) and (words[-1] in scene.own.of_words or any(word in scene.own.of_words for word in words[-3:]))
    return behind[0] if joined and not set(between) & set(",;:.()") else None


def _holder(scene: Scene, at: Span, of: Meant | None) -> Meant | None:
    """Who holds: the company last named before the figure, or behind "in the hands of"."""
    text = scene.document.text
    for cue in scene.found(scene.pack["stake_after_holder"], Span(at.start, scene.span.end)):
        behind = scene.after(cue.end)
        if behind and scene.gap(cue.end, behind[0].span.start) <= _OF:
            return behind[0]
    clause = max(text.rfind(";", scene.span.start, at.start), scene.span.start)
    before = [meant for meant in scene.before(at.start) if meant.span.start >= clause and meant is not of]
    if before:
        return before[-1] if scene.own.noun_capitals is False and len(before) == 1 else before[0]
    behind = [meant for meant in scene.after(at.end) if meant is not of]
    near = behind and scene.gap(at.end, behind[0].span.start) <= 4  # noqa: PLR2004 - an article and an adjective
    return behind[0] if near and not set(text[at.end : behind[0].span.start]) & set(",;:.") else None


def _owned(scene: Scene, at: Span, holder: Meant | None, memory: Memory) -> Meant | None:
    """Of whom, where the figure's own words do not say: another company of the sentence, or the one spoken of."""
    if holder is None:
        return None
    others = [meant for meant in scene.before(at.start) if meant.entity != holder.entity]
    if others:
        return None
    found = memory.resolve(at)
    if found and found.entity != holder.entity:
        return found
    topic = memory.topic
    return Meant(topic, at, memory.last(at.start, topic)) if topic and topic != holder.entity else None


def nearest(spans: list[Span], at: Span) -> Span:
    """The span nearest to `at`."""
    return min(spans, key=lambda span: (abs(span.start - at.start), span.start))
