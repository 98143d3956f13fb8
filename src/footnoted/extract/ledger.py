"""The deals that an article has told of so far: added once, completed by what later sentences say of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from footnoted.extract.entities import Entity
from footnoted.extract.events import Event, Sentence
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.moods import Mood
from footnoted.extract.offers import Offer
from footnoted.extract.scenes import Scene
from footnoted.extract.sums import assigned
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["Deal", "Ledger"]

_RECENT = 5
_STILL = 3
"""So many sentences later "the price" is still that of a deal."""


@dataclass(slots=True)
class Deal:
    """One investor's part of one deal.

    `event` calls it up, `helper` is the verb that tells how far it is; it was `told` in which sentence, `after` is the
    next one. A `hidden` one is only remembered, since too little is known of it;
    `refusal` is the verb that says that it comes to nothing; it is `alone` where its sentence tells of no other one.
    `serves` is the purchase that it pays for, `first` the number of the sentence that it was first told in; `offer` is
    what was for sale.
    """

    event: Event
    kind: str
    instrument: str | None
    investor: Meant | None
    investee: Meant | None
    amount: Reading | None = None
    scope: str = "deal"
    helper: Event | None = None
    told: int = 0
    after: Scene | None = None
    hidden: bool = False
    refusal: Event | None = None
    alone: bool = True
    serves: Deal | None = None
    first: int = 0
    offer: Offer | None = None

    @property
    def parties(self) -> tuple[Entity | None, Entity | None]:
        """Investor and investee."""
        return (
            self.investor.entity if self.investor else None,
            self.investee.entity if self.investee else None,
        )


@dataclass(slots=True)
class Ledger:
    """The deals in the order told; `sums` are those of the sentence that no deal has taken.

    `left` are the numbers of the sentences in which some were left over, `offer` what the sentence before put up for
    sale without saying who buys it.
    """

    memory: Memory
    deals: list[Deal] = field(default_factory=list)
    sums: list[Reading] = field(default_factory=list)
    near: dict[int, list[Reading]] = field(default_factory=dict)
    alike: dict[tuple[object, ...], list[Deal]] = field(default_factory=dict)
    index: int = 0
    busy: bool = False
    left: set[int] = field(default_factory=set)
    scene: Scene | None = None
    events: Sequence[Event] = ()
    all: Sequence[Event] = ()
    offer: Offer | None = None

    def enter(self, scene: Scene) -> None:
        """Begin a sentence."""
        self.index += 1
        self.busy = False
        self.scene = scene
        for deal in self.deals[-_RECENT:]:
            if deal.event.scene is scene.previous:
                deal.after = scene

    def spread(self, events: Sequence[Event]) -> None:
        """Divide the sums of the sentence among its events that may be about money."""
        self.all = events
        self.events = [event for event in events if event.frame not in _SILENT]
        spread = assigned(self.scene, self.events, self.sums) if self.scene else {}
        self.near = {self.events[index].low: sums for index, sums in spread.items()}

    def take(self, event: Event) -> Reading | None:
        """The first sum that belongs to an event and that no deal has taken."""
        for reading in self.near.get(event.low, ()):
            if reading in self.sums:
                self.sums.remove(reading)
                return reading
        return None

    def take_any(self) -> Reading | None:
        """The only sum left in the sentence."""
        return self.sums.pop() if len(self.sums) == 1 else None

    def last(self, *kinds: str) -> Deal | None:
        """The deal last told of one of the kinds, if that was just now."""
        for deal in reversed(self.deals):
            if self.index - deal.told > _STILL:
                break
            if deal.kind in kinds:
                return deal
        return None

    def latest(self, kind: str) -> Deal | None:
        """The deal of a kind that the article told of last, however long ago."""
        return next((deal for deal in reversed(self.deals) if deal.kind == kind), None)

    def between(self, kind: str, parties: tuple[Entity | None, Entity | None]) -> Deal | None:
        """The deal of a kind that the same parties have made before."""
        return next(
            (deal for deal in reversed(self.deals[-_RECENT:]) if (deal.kind, deal.parties) == (kind, parties)), None
        )

    def recall(self, entity: Entity | None, at: Span) -> Meant | None:
        """`entity` as the words at a place imply it."""
        if entity is None or entity.mentions[0].start > at.start:
            return None
        return Meant(entity, at, self.memory.last(at.start, entity))

    def implied(self, event: Event, without: Collection[Entity], *, sure: bool = False) -> Meant | None:
        """The company that an event takes for granted: whom the article is about, else whom the last sentence was.

        `sure`: only if the article is plainly about it. Nobody where the clause has another subject, known or not.
        """
        if any(phrase.is_subject and phrase.meant.entity.kind in _OTHERS for phrase in event.phrases):
            return None
        before = event.scene.previous
        if before and any(phrase.meant.entity.kind == "nobody" for phrase in before.phrases):
            return None
        spoken = {meant.entity for meant in before.companies} if before else set()
        focus = event.scene.focus if event.scene.focus in spoken else None
        if sure and focus is not self.memory.about:
            focus = None
        for entity in (self.memory.sure if sure else self.memory.opening, focus):
            if entity is not None and entity not in without and (found := self.recall(entity, event.span)):
                return found
        return None

    def add(self, deal: Deal) -> None:
        """Enter a deal, or complete the one with the same parties that is entered already."""
        investor, investee = deal.parties
        if any(meant and not meant.is_company for meant in (deal.investor, deal.investee)):
            return
        if investor is not None and investor is investee and not self._told_apart(deal):
            return
        deal.told, self.busy, deal.first = self.index, True, self.index
        deal.refusal = next(
            (event for event in self.all if event.frame in _REFUSALS and event.mood is not Mood.DENIED), None
        )
        alike = self.alike.setdefault((deal.kind, deal.instrument, *deal.parties), [])
        for other in alike[-_RECENT:]:
            if _is_same(deal, other):
                if other.amount is None and deal.amount is not None:
                    other.amount, other.scope = deal.amount, deal.scope
                other.told = self.index
                other.refusal = other.refusal or deal.refusal
                other.hidden = other.hidden and deal.hidden
                return
        self.deals.append(deal)
        alike.append(deal)

    def _told_apart(self, deal: Deal) -> bool:
        """Whether a reference can mean another company than the one it was taken for, which plays the other part."""
        investor, investee = deal.investor, deal.investee
        if investor is None or investee is None:
            return False
        if investee.antecedent is not None:
            other = self._other(deal.event, investor.entity)
            deal.investee = self.recall(other, investee.span)
            return deal.investee is not None
        return False

    def _other(self, event: Event, entity: Entity) -> Entity | None:
        """Whom else the text was about just before."""
        scene = event.scene
        before = [meant.entity for meant in scene.previous.companies] if scene.previous else []
        return next(
            (one for one in (self.memory.about, scene.focus, *before) if one is not None and one is not entity), None
        )

    def refuse(self, sentence: Sentence) -> None:
        """Let a sentence that tells of no deal of its own refuse the purchase told of just before."""
        refusal = next((event for event in sentence.events if event.frame in _REFUSALS), None)
        spoken = any(event.frame in _PURCHASES and event.voice == "noun" for event in sentence.events)
        last = self.last("acquisition")
        if refusal and spoken and last and last.told == self.index - 1 and refusal.mood is not Mood.DENIED:
            last.refusal = last.refusal or refusal

    def price(self, scene: Scene) -> None:
        """Give the deal just told of the price that this sentence tells."""
        deal = self.last("acquisition")
        own = (
            deal is not None and deal.told == self.index and deal.event.clause.covers(self.sums[0].span)
            if self.sums
            else False
        )
        if not self.sums or not (own or scene.found(scene.pack["price_words"])):
            return
        others = {meant.entity for meant in scene.companies} - set(deal.parties if deal else ())
        if deal and deal.amount is None and len(self.sums) == 1 and not others:
            deal.amount = self.sums.pop()


_REFUSALS = frozenset({"refuse", "withdraw"})
_PURCHASES = frozenset({"acquire", "sell", "bid", "enter"})
_OTHERS = frozenset({"nobody", "unknown"})
_SILENT = frozenset({"hold", "belong", "rise", "fall", "lead", "join", *_REFUSALS})


def _is_same(deal: Deal, other: Deal) -> bool:
    """Whether two deals of the same parties and the same form are one: not if they have two different sums."""
    if deal.kind == "capital_expenditure":
        return bool(deal.amount and other.amount and deal.amount.values == other.amount.values)
    if deal.amount is None or other.amount is None:
        return True
    return deal.amount.values.get("value") == other.amount.values.get("value") or deal.kind == "acquisition"
