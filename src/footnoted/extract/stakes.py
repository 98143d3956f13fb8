"""Rows of stakes: each percentage or standing that a company holds, held or will hold of another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from footnoted.extract.entities import Entity
from footnoted.extract.events import Event, events_of
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.moods import Mood
from footnoted.extract.quotes import company_cell
from footnoted.extract.scenes import Scene
from footnoted.extract.shares import Share, shares_of
from footnoted.extract.terms import Terms
from footnoted.text import Span

__all__ = ["stake_rows"]

_SHAREHOLDING = "shareholding"
_CHANGES = {"acquire": "increase", "enter": "increase", "rise": "increase", "fall": "decrease", "hold": "decrease"}


@dataclass(frozen=True, slots=True)
class _Stake:
    """Who holds how much of whom, by which event, and how far that is."""

    share: Share
    holder: Meant
    company: Meant
    status: str
    change: str | None = None


def stake_rows(scenes: Iterable[Scene], memory: Memory, terms: Terms) -> Iterator[DraftRow]:
    """A row for each stake, told again only once."""
    told: set[tuple[Entity, Entity, object]] = set()
    spoken: Meant | None = None
    for scene in scenes:
        events = events_of(scene)
        for share in shares_of(scene, events):
            for stake in _stakes(share, memory, spoken):
                value = share.reading.values.get("value") if share.reading else None
                key = (stake.holder.entity, stake.company.entity, value)
                spoken = stake.company
                if key not in told and stake.holder.entity is not stake.company.entity:
                    told.add(key)
                    yield _row(stake, terms)


def _stakes(share: Share, memory: Memory, spoken: Meant | None) -> Iterator[_Stake]:
    """The stakes that one share tells: a sale tells of the seller's and of the buyer's."""
    event = share.event
    if event.mood is Mood.DENIED:
        return
    company = share.company or _recalled(share, memory, spoken)
    if company is None:
        return
    if event.frame == "sell":
        yield from _sold(share, company)
        return
    holder = share.holder
    if holder is None:
        return
    if event.frame in {"acquire", "enter"}:
        done = event.mood in {Mood.DONE, Mood.UNDER_WAY}
        yield _Stake(share, holder, company, "held" if done else "planned", None if done else "increase")
        return
    status = _status(share)
    change = _CHANGES.get(event.frame) if status == "planned" else None
    yield _Stake(share, holder, company, status, change)


def _sold(share: Share, company: Meant) -> Iterator[_Stake]:
    event = share.event
    done = event.mood is Mood.DONE
    seller, buyer = event.part("seller"), event.part("investor")
    if seller and seller.entity is not company.entity and done:
        yield _Stake(share, seller, company, "former")
    if buyer and buyer.entity is not company.entity:
        yield _Stake(share, buyer, company, "held" if done else "planned", None if done else "increase")


def _status(share: Share) -> str:
    event = share.event
    if share.before:
        return "former"
    if event.mood in {Mood.PLANNED, Mood.CONSIDERED}:
        return "planned"
    if event.frame in {"hold", "belong"} and event.mood is Mood.DONE and event.trigger.is_verb and not share.after:
        return "former" if event.voice == "active" else "held"
    return "held"


def _recalled(share: Share, memory: Memory, spoken: Meant | None) -> Meant | None:
    """The company that a share is of, where its sentence does not say: the one of the share before, or the topic."""
    holder = share.holder.entity if share.holder else None
    for entity in (spoken.entity if spoken and share.goes_on else None, memory.topic):
        if entity is not None and entity is not holder and entity.mentions[0].start < share.span.start:
            return Meant(entity, share.word, memory.last(share.span.start, entity))
    return None


def _row(stake: _Stake, terms: Terms) -> DraftRow:
    share = stake.share
    cells = {
        "holder_id": company_cell(stake.holder),
        "company_id": company_cell(stake.company),
        "interest": terms.near("interest", share.around, share.span) or DraftCell(share.word, _SHAREHOLDING),
        "status": terms.as_term("stake_status", stake.status, share.event.span, share.event.span),
    }
    if share.reading:
        cells["share_percent"] = DraftCell(share.reading.span)
    if standing := terms.near("standing", share.around, share.span):
        cells["standing"] = standing
    if stake.change:
        cells["change"] = terms.as_term("stake_change", stake.change, share.event.span, share.event.span)
    core = tuple(name for name in ("holder_id", "company_id", "share_percent") if name in cells)
    return DraftRow("stakes", f"{stake.holder.entity.name} {stake.company.entity.name}", cells, core)
