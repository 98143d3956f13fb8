"""Rows of stakes: each share that a company holds, held or will hold of another one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from footnoted.extract.dating import date_cells
from footnoted.extract.entities import Entity
from footnoted.extract.events import Event, Sentence
from footnoted.extract.ledger import Deal
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.moods import Mood
from footnoted.extract.quotes import company_cell
from footnoted.extract.scenes import Scene
from footnoted.extract.shares import Share, shares_of
from footnoted.extract.status import status_of
from footnoted.extract.terms import Terms

__all__ = ["stake_rows"]

_SHAREHOLDING = "shareholding"
_CHANGES = {"rise": "increase", "fall": "decrease", "hold": "decrease"}
_BY_DEAL = {"completed": "held", "planned": "planned", "considered": "planned", "in_progress": "planned"}
_REACH = 50
_STILL = 4
_OWNING = frozenset({"acquisition", "funding"})
_PURCHASES = frozenset({"acquire", "enter", "sell", "pass", "bid"})


@dataclass(frozen=True, slots=True)
class _Stake:
    """Who holds how much of whom, and how far that is."""

    share: Share
    holder: Meant
    company: Meant
    status: str
    change: str | None = None


@dataclass(slots=True)
class _Teller:
    """Reads the shares of one article beside its deals; `spoken` is the company of the share before, told in `scene`.

    `index` counts the sentences; `priced` is whose market value the sentence before tells.
    """

    deals: Sequence[Deal]
    memory: Memory
    terms: Terms
    spoken: Meant | None = None
    scene: Scene | None = None
    index: int = 0
    priced: Entity | None = None
    by_event: dict[tuple[int, int], Deal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for deal in reversed(self.deals):
            self.by_event[deal.event.scene.span.start, deal.event.low] = deal

    def stakes(self, share: Share) -> Iterator[_Stake]:
        """The stakes that one share tells of: a sale tells of the seller's and of the buyer's."""
        if share.event.frame in _PURCHASES:
            yield from self._bought(share)
        elif share.holder and share.event.mood is not Mood.DENIED and (company := self._company(share)):
            status = self._kept(share, company) or _status(share)
            change = _change(share.event) if status == "planned" else None
            yield _Stake(share, share.holder, company, status, change)

    def _kept(self, share: Share, company: Meant) -> str | None:
        """What is left of a stake after a sale that is only planned is planned too."""
        event = share.event
        if (
            event.mood is not Mood.PRESENT
            or event.span.of(event.scene.document.text) not in event.scene.pack["keep_words"]
        ):
            return None
        for deal in reversed(self.before(event.scene)):
            if deal.kind == "acquisition" and deal.investee and deal.investee.entity is company.entity:
                said = self.terms.term("investment_status", status_of(deal, self.terms))
                return "planned" if said == "planned" else None
        return None

    def _bought(self, share: Share) -> Iterator[_Stake]:
        event = share.event
        if share.is_more:
            return
        deal = self.by_event.get((event.scene.span.start, event.low))
        company = deal.investee if deal and deal.investee else share.company
        if company is None or (deal is None and event.mood is not Mood.DENIED):
            yield from self._taken(share)
            return
        said = self.terms.term("investment_status", status_of(deal, self.terms)) if deal else None
        status = _BY_DEAL.get(said or "planned")
        offer = deal.offer if deal else None
        seller = event.part("seller") if event.frame == "sell" else offer.seller if offer else None
        if seller and event.mood is Mood.DONE and status in {"held", None}:
            yield _Stake(share, seller, company, "former")
        elif seller and offer and offer.whole and status == "planned":
            yield _Stake(share, seller, company, status, "exit")
        if deal and deal.investor and status:
            yield _Stake(share, deal.investor, company, status, "increase" if status == "planned" else None)

    def _taken(self, share: Share) -> Iterator[_Stake]:
        """A share that somebody takes without a purchase that is told."""
        company = self._company(share)
        event = share.event
        taken = event.span.of(event.scene.document.text) in event.scene.pack["taking_words"]
        taken = taken or (company is not None and self._has_paid(share, company))
        if share.holder and company and taken and share.word != event.span:
            done = share.event.mood in {Mood.DONE, Mood.PRESENT, Mood.UNDER_WAY}
            yield _Stake(share, share.holder, company, "held" if done else "planned", None if done else "increase")

    def _has_paid(self, share: Share, company: Meant) -> bool:
        """Whether the holder has put money into the company just before: the share is what it gets for that."""
        holder = share.holder.entity if share.holder else None
        told = (deal.parties for deal in self.before(share.event.scene) if deal.kind == "funding")
        return (holder, company.entity) in told

    def _company(self, share: Share) -> Meant | None:
        """The company that a share is of: named, or that of the share or the deal told of just before, or the topic."""
        holder = share.holder.entity if share.holder else None
        if share.company and (share.company.entity is not holder or share.company.antecedent is None):
            return share.company
        spoken = self.spoken if self.scene is share.event.scene else None
        if (spoken and not spoken.is_company) or _is_of_somebody(share) or _belongs_to_others(share):
            return None
        if share.owner and share.owner is not holder:
            return self._taken_for_granted(share, share.owner)
        if share.owner:
            # "X, which holds 15 per cent of its shares": those of the other company that the text speaks of.
            scene = share.event.scene
            named = (one.entity for one in reversed(scene.before(share.span.start)))
            other = next((one for one in (*named, scene.focus) if one is not holder), None)
            return self._taken_for_granted(share, other) if other else None
        told = (self.priced,) if share.is_listed else (self._dealt(share), self._sold(share))
        for entity in (spoken.entity if spoken else None, *told, self.memory.about):
            if entity is not None and entity is not holder and entity.mentions[0].start < share.span.start:
                return self._taken_for_granted(share, entity)
        return None

    def _taken_for_granted(self, share: Share, entity: Entity) -> Meant:
        return Meant(entity, share.word, self.memory.last(share.span.start, entity))

    def before(self, scene: Scene) -> Sequence[Deal]:
        """The deals that are told of up to a sentence."""
        high = bisect_right(self.deals, scene.span.start, key=lambda deal: deal.event.scene.span.start)
        return self.deals[max(0, high - _REACH) : high]

    def _dealt(self, share: Share) -> Entity | None:
        """Who is bought in the deal that was told of just before, or in the same sentence."""
        scene = share.event.scene
        near = {scene.span, *([scene.previous.span] if scene.previous else [])}
        for deal in reversed(self.before(scene)):
            if deal.kind in _OWNING and deal.investee and deal.event.scene.span in near:
                return deal.investee.entity
        return None

    def _sold(self, share: Share) -> Entity | None:
        """Of whom the seller has shares: of the company of the purchase that was told of some sentences before."""
        if not share.event.scene.found(share.event.scene.pack["seller_words"]):
            return None
        told = (deal for deal in reversed(self.before(share.event.scene)) if deal.kind == "acquisition")
        last = next(told, None)
        return last.investee.entity if last and last.investee and self.index - last.told <= _STILL else None


def _belongs_to_others(share: Share) -> bool:
    """Whether something else is what belongs: "La mina pertenece en un 30 % a X", where the figure is no subject."""
    event = share.event
    return event.frame == "belong" and not event.is_elided and event.span.end <= share.span.start


def _is_of_somebody(share: Share) -> bool:
    """Whether the clause says of what it is a share, in words that nobody can tell: "a holding in the project"."""
    return any(
        phrase.meant.entity.kind in {"nobody", "unknown"} and phrase.marks & {"in", "of"}
        for phrase in share.event.phrases
        if phrase.low not in range(share.event.low, share.event.high)
    )


def stake_rows(
    sentences: Iterable[Sentence], deals: Sequence[Deal], memory: Memory, terms: Terms
) -> Iterator[DraftRow]:
    """A row for each stake, told again only once."""
    told: set[tuple[Entity, Entity, object]] = set()
    teller = _Teller(deals, memory, terms)
    for sentence in sentences:
        teller.index += 1
        for share in shares_of(sentence.scene, sentence.events):
            for stake in teller.stakes(share):
                key = (stake.holder.entity, stake.company.entity, share.reading.values.get("value"))
                teller.spoken, teller.scene = stake.company, sentence.scene
                if key not in told and _is_stake(stake):
                    told.add(key)
                    yield _row(stake, terms)
        teller.priced = _priced(sentence)


def _priced(sentence: Sentence) -> Entity | None:
    """Whose value on the market a sentence tells."""
    worth = next((event for event in sentence.events if event.frame == "worth"), None)
    if worth is None:
        return None
    company = worth.part("company")
    return company.entity if company and company.is_company else sentence.scene.about


def _is_stake(stake: _Stake) -> bool:
    known = stake.holder.is_company and stake.company.is_company
    return known and stake.holder.entity is not stake.company.entity


def _change(event: Event) -> str | None:
    """Which way a planned stake goes: one that is kept is what is left of more."""
    if event.frame == "hold" and event.span.of(event.scene.document.text) not in event.scene.pack["keep_words"]:
        return None
    return _CHANGES.get(event.frame)


def _status(share: Share) -> str:
    event = share.event
    if share.before:
        return "held" if event.mood in {Mood.PLANNED, Mood.CONSIDERED} else "former"
    if event.mood in {Mood.PLANNED, Mood.CONSIDERED}:
        return "planned"
    if event.frame in {"hold", "belong"} and event.mood is Mood.DONE and event.trigger.is_verb and not share.after:
        return "former" if event.voice == "active" else "held"
    return "held"


def _row(stake: _Stake, terms: Terms) -> DraftRow:
    share = stake.share
    # "Sold" says that the seller had it, "will raise from" what is planned: of the other stake its figure tells.
    other = share.event.frame in {"sell", "pass"} and stake.status != "former"
    at = share.span if other or (share.before and stake.status != "former") else share.event.span
    cells = {
        "holder_id": company_cell(stake.holder),
        "company_id": company_cell(stake.company),
        "interest": terms.near("interest", share.around, share.span) or DraftCell(share.word, _SHAREHOLDING),
        "status": terms.as_term("stake_status", stake.status, at),
        "share_percent": DraftCell(share.reading.span),
    }
    if stake.status != "planned" and not share.before:
        cells |= date_cells(share.event.scene, share.event.clause if share.after else share.around, share.span)
    if standing := terms.near("standing", share.around, share.span):
        cells["standing"] = standing
    if stake.change:
        cells["change"] = terms.as_term("stake_change", stake.change, at)
    core = ("holder_id", "company_id", "share_percent")
    return DraftRow("stakes", f"{stake.holder.entity.name} {stake.company.entity.name}", cells, core)
