"""Rows of valuations: what a company is said to be worth, on an exchange, in a round or in a deal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from footnoted.extract.dating import date_cells
from footnoted.extract.entities import Entity
from footnoted.extract.events import Event, Sentence
from footnoted.extract.ledger import Deal
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.quotes import company_cell
from footnoted.extract.terms import Terms
from footnoted.extract.worth import valued
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["valuation_rows"]

_THINGS = frozenset({"acquire", "sell", "bid", "build", "cost", "fund", "loan", "plan", "ally"})
_BUYING = frozenset({"acquire", "enter", "bid", "raise"})
_AROUND = 80
_NEAR = 6
_REACH = 50


def valuation_rows(
    sentences: Iterable[Sentence], deals: Sequence[Deal], memory: Memory, terms: Terms
) -> Iterator[DraftRow]:
    """A row for each sum that a company is said to be worth, told again only once."""
    told: set[tuple[Entity, object]] = set()
    for sentence in sentences:
        for event, reading in valued(sentence):
            company = event.part("company") or _dealt(sentence, event, deals) or _before(event)
            if _is_of_thing(sentence, event, company):
                continue
            company = company or _recalled(event, deals, memory)
            if company is None or not company.is_company:
                continue
            key = (company.entity, reading.values.get("value"))
            if key not in told:
                told.add(key)
                yield _row(event, reading, company, terms)


def _is_of_thing(sentence: Sentence, event: Event, company: Meant | None) -> bool:
    """Whether a verb puts its figure on a site or a deal: "una planta valorada en", "die Investition beziffert".

    A participle without an auxiliary belongs to what stands right before it; where no company is near, any site or deal
    in the verb's clause is meant.
    """
    scene = event.scene
    if not event.trigger.is_verb or (company and (company.span.start >= event.span.end or _has_auxiliary(event))):
        return False
    low = max(event.clause.start, company.span.end) if company else event.clause.start
    high = event.span.start if company or event.voice == "passive" else event.clause.end
    inside = Span(min(low, high), high)
    things = (one for one in sentence.events if one.frame in _THINGS and one.voice == "noun")
    return bool(scene.found(scene.own.facility_nouns, inside)) or any(inside.covers(one.span) for one in things)


def _has_auxiliary(event: Event) -> bool:
    """Whether the verb is finite, by itself or by what helps it in its clause: "is valued at"."""
    words, pack = event.scene.words, event.scene.pack
    final = event.scene.own.noun_capitals
    near = words.inside(event.clause) if final else range(max(0, event.low - _NEAR // 2), event.low)
    helped = any(words.low[i] in pack["passive_words"] or words.low[i] in pack["perfect_words"] for i in near)
    return helped or "participle" not in event.trigger.tenses


def _dealt(sentence: Sentence, event: Event, deals: Sequence[Deal]) -> Meant | None:
    """The company of the deal in whose clause a valuation stands: "bought 10% of X at a valuation of"."""
    low = bisect_left(deals, event.scene.span.start, key=lambda deal: deal.event.scene.span.start)
    high = bisect_right(deals, event.scene.span.start, key=lambda deal: deal.event.scene.span.start)
    here = [deal.investee for deal in deals[low:high] if deal.event.clause == event.clause]
    here += [one.part("investee") for one in sentence.events if one.frame in _BUYING and one.clause == event.clause]
    return next((one for one in here if one), None) if event.voice == "noun" else None


def _before(event: Event) -> Meant | None:
    """The company last named before the word in its clause: "X, valued at", "gives X a valuation of"."""
    scene = event.scene
    if event.voice == "active":
        return None
    free = event.voice == "passive"
    ahead = [
        phrase
        for phrase in scene.phrases
        if phrase.high <= event.low
        and (phrase.is_subject or (free and event.low - phrase.high <= _NEAR))
        and (free or event.clause.covers(phrase.meant.span))
    ]
    return ahead[-1].meant if ahead else None


def _recalled(event: Event, deals: Sequence[Deal], memory: Memory) -> Meant | None:
    """Whose value it is where the clause does not say: the company of the deal told just before, else the topic."""
    scene = event.scene
    if event.span.of(scene.document.text) in scene.pack["small_words"]:
        return None
    near = {scene.span, *([scene.previous.span] if scene.previous else [])}
    high = bisect_right(deals, scene.span.start, key=lambda deal: deal.event.scene.span.start)
    told = reversed(deals[max(0, high - _REACH) : high])
    others = {phrase.meant.entity for phrase in scene.phrases if "by" in phrase.marks}
    dealt = (deal.investee.entity for deal in told if deal.investee and deal.event.scene.span in near)
    for entity in (*dealt, memory.about):
        if entity is not None and entity not in others and entity.mentions[0].start < event.span.start:
            return Meant(entity, event.span, memory.last(event.span.start, entity))
    return None


def _row(event: Event, reading: Reading, company: Meant, terms: Terms) -> DraftRow:
    cells = {"company_id": company_cell(company), "amount": DraftCell(reading.span)}
    scene = event.scene
    low, high = min(event.span.start, reading.span.start), max(event.span.end, reading.span.end)
    around = Span(max(scene.span.start, low - _AROUND), min(scene.span.end, high + _AROUND))
    if basis := terms.near("valuation_basis", around, event.span):
        cells["basis"] = basis
    elif usual := event.trigger.frame.terms.get("basis"):
        cells["basis"] = DraftCell(event.span, usual)
    if event.frame != "worth":  # what a market says is of now
        cells |= date_cells(scene, event.clause, event.span)
    return DraftRow("valuations", company.entity.name, cells, ("company_id", "amount"))
