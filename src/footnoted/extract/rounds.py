"""Frames of rounds: a company raises money; one leads, others join, some put in a sum of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from footnoted.extract.entities import Entity
from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal, Ledger
from footnoted.extract.memory import Meant
from footnoted.extract.moods import Mood
from footnoted.extract.unknown import names_somebody

__all__ = ["rounds"]

_OBJECT = 3
_NOUNS = ("round", "note")


@dataclass(frozen=True, slots=True)
class _Round:
    """What a sentence tells of a round: words for it, verbs of raising, who leads, joins and puts in a sum."""

    nouns: Sequence[Event]
    raises: Sequence[Event]
    leads: Sequence[Meant]
    joined: Sequence[Meant]
    funds: Sequence[Event]
    led: bool = False
    leader: Event | None = None

    @property
    def head(self) -> Event:
        """What calls it up."""
        return (*self.nouns, *self.raises)[0]

    @property
    def investors(self) -> list[Meant]:
        """All that are named, the lead first."""
        return [*self.leads, *self.joined]


def rounds(ledger: Ledger, events: Sequence[Event]) -> Iterator[Deal]:
    """A deal for each investor of a round that the sentence tells of, or of the one told of just before."""
    told = _told(events)
    if told is None:
        return
    nouns = told.nouns
    if told.investors and nouns and not ledger.sums and _is_told(ledger, nouns[0]):
        yield from _later(ledger, told.investors)
    elif nouns or (told.raises and ledger.sums):
        yield from _round(ledger, told)
    elif told.investors:
        yield from _later(ledger, told.investors)
    else:
        yield from _direct(ledger, told.funds)


def _told(events: Sequence[Event]) -> _Round | None:
    nouns = [event for event in events if event.frame in _NOUNS]
    lent = any(event.frame in {"lend", "give"} and event.part("investee") for event in events)
    if lent and any(event.frame == "note" for event in nouns):
        return None
    raises = [
        event
        for event in events
        if event.frame == "raise"
        and not _is_change(event)
        and not _is_building(event)
        and (nouns or _is_raising(event) or _is_summed(event))
    ]
    raising = {meant.entity for event in raises for meant in event.parts("investee")[:1]}
    leads = [meant for meant in _investors(events, "lead") if meant.entity not in raising]
    joined = leads[1:] + [meant for meant in _investors(events, "join") if meant.entity not in raising]
    joined += [one for event in events if event.frame == "enter" and not event.part("investee") for one in _only(event)]
    if nouns and not leads and not joined:
        joined = _backers(nouns[0], raises)
    funds = [event for event in events if event.frame == "fund"]
    leader = next((event for event in events if event.frame == "lead" and event.trigger.is_verb), None)
    led = any(event.frame in {"lead", "join"} for event in events)
    return _Round(nouns, raises, leads[:1], joined, funds, led, leader)


def _round(ledger: Ledger, told: _Round) -> Iterator[Deal]:
    head = told.head
    instrument = head.trigger.frame.terms.get("instrument", "equity")
    named = {meant.entity for meant in told.investors}
    for fund in told.funds:
        if deal := _own(ledger, fund, head, named):
            named |= {deal.investor.entity} if deal.investor else set()
            yield deal
    helper = next(iter(told.raises), told.leader)
    investee = _investee(ledger, head, helper, named)
    if investee is None or (not told.raises and _is_anybodys(head, investee)):
        return
    amount = ledger.take(head) or next((one for each in told.raises if (one := ledger.take(each))), None)
    amount = amount or (ledger.take_any() if (told.leads or told.raises) and not told.funds else None)
    summed = not told.nouns and bool(head.scene.found(head.scene.pack["cumulative_words"], head.clause))
    scope = "cumulative" if summed and not told.investors else "round_total"
    whole = Deal(head, "funding", instrument, None, investee, amount, scope, helper)
    if told.investors:
        yield from _shared(ledger, whole, told.investors)
    elif amount and not told.funds:
        # Who leads it may be told later; a guess of who gives or gets the money is no row.
        yield replace(whole, hidden=not _is_plain(told, investee))


def _is_anybodys(head: Event, investee: Meant) -> bool:
    """Whether no verb says if the subject of a clause about notes issues them or takes them."""
    return head.frame == "note" and head.mood is Mood.OPEN and investee in head.roles.get("subject", ())


def _is_plain(told: _Round, investee: Meant) -> bool:
    """Whether the article names nobody who gives the money, known or not, and it is no guess who gets it."""
    implied = investee.span == told.head.span
    return not implied and not told.led and not any(names_somebody(event) for event in (*told.nouns, *told.raises))


def _own(ledger: Ledger, fund: Event, head: Event, named: Collection[Entity]) -> Deal | None:
    """The sum that one investor puts into a round."""
    investor = fund.part("investor")
    if investor is None or investor.entity in named:
        return None
    implied = ledger.implied(head, named)
    candidates = [*fund.parts("investee"), *head.parts("investee"), *([implied] if implied else [])]
    investee = _first(candidates, {investor.entity})
    if investee is None:
        return None
    instrument = head.trigger.frame.terms.get("instrument", "equity")
    return Deal(head, "funding", instrument, investor, investee, ledger.take(fund) or ledger.take(head), helper=fund)


def _backers(head: Event, raises: Sequence[Event]) -> list[Meant]:
    """Who gives the money by the words around the verb: "raised from X", "issued notes to X"."""
    own = {meant.entity for meant in head.parts("investee")}
    found = [meant for one in raises for meant in one.parts("investor")]
    found += [meant for one in raises for meant in one.roles.get("to", ())] if head.frame == "note" else []
    return [meant for meant in found if meant.is_company and meant.entity not in own]


def _shared(ledger: Ledger, whole: Deal, investors: Sequence[Meant]) -> Iterator[Deal]:
    """One deal for each investor; the total goes to the first of them."""
    seen = {whole.investee.entity} if whole.investee else set()
    for meant in investors:
        if meant.entity in seen:
            continue
        first = len(seen) == 1
        seen.add(meant.entity)
        amount = whole.amount if first else None
        yield Deal(
            whole.event,
            whole.kind,
            whole.instrument,
            meant,
            whole.investee,
            amount,
            whole.scope,
            whole.helper,
            ledger.index,
        )


def _later(ledger: Ledger, investors: Sequence[Meant]) -> Iterator[Deal]:
    """Who leads and joins the round that was told of before: its total goes to the lead."""
    last = ledger.last("funding")
    if last is None or last.scope != "round_total":
        return
    if last.investor is None and (investor := next((m for m in investors if m.entity not in last.parties), None)):
        last.investor, last.hidden = investor, False
    taken = {deal.investor.entity for deal in ledger.deals if deal.investor and deal.event is last.event}
    for meant in investors:
        if meant.entity not in taken and meant.entity not in last.parties:
            taken.add(meant.entity)
            yield Deal(last.event, "funding", last.instrument, meant, last.investee, None, "round_total", last.helper)


def _is_told(ledger: Ledger, noun: Event) -> bool:
    """Whether "the round" is the one told of before."""
    before = noun.scene.words.raw[noun.low - 1] if noun.low else ""
    last = ledger.last("funding")
    return before in noun.scene.own.determiners and last is not None and last.scope == "round_total"


def _only(event: Event) -> list[Meant]:
    return [meant for meant in event.parts("investor")[:1] if meant.is_company]


def _direct(ledger: Ledger, funds: Sequence[Event]) -> Iterator[Deal]:
    """Money put into a company without a word for a round."""
    for fund in funds:
        investor, investee = fund.part("investor"), fund.part("investee")
        if investor and investee and investor.entity is not investee.entity and (amount := ledger.take(fund)):
            yield Deal(fund, "funding", "equity", investor, investee, amount)


def _is_change(event: Event) -> bool:
    """Whether the verb only says how far something goes up: "raised that to 1.1 billion"."""
    scene = event.scene
    ahead = [reading for reading in scene.figures("money") if reading.span.start >= event.span.end]
    before = scene.words.before(ahead[0].span.start, 1) if ahead else ()
    return any(word.lower() in scene.pack["after_words"] for word in before)


def _is_building(event: Event) -> bool:
    """Whether what goes up is a site: "levanta una central"."""
    words, low = event.scene.words, event.high
    behind = words.span(low, min(low + _OBJECT, len(words.raw))) if low < len(words.raw) else event.span
    return bool(event.scene.found(event.scene.own.facility_nouns, behind))


def _is_summed(event: Event) -> bool:
    """Whether the clause counts all that was raised so far."""
    return event.mood is Mood.DONE and bool(event.scene.found(event.scene.pack["cumulative_words"], event.clause))


def _is_raising(event: Event) -> bool:
    """Whether the verb alone tells that money is raised."""
    return event.span.of(event.scene.document.text) in event.scene.pack["raising_words"]


def _investors(events: Sequence[Event], frame: str) -> list[Meant]:
    found: list[Meant] = []
    for event in events:
        if event.frame == frame:
            taken = {one.entity for one in found}
            # "X took part alongside Y": both did.
            beside = event.roles.get("with", ()) if frame == "join" and event.trigger.is_verb else ()
            told = {one.entity: one for one in (*event.parts("investor"), *beside) if one.is_company}
            found += [meant for meant in told.values() if meant.entity not in taken]
    return found


def _investee(ledger: Ledger, head: Event, helper: Event | None, named: Collection[Entity]) -> Meant | None:
    candidates = [*(helper.parts("investee") if helper else ()), *head.parts("investee")]
    found = _first(candidates, named)
    if found is None:
        found = ledger.implied(head, named)
    return found


def _first(candidates: Sequence[Meant], named: Collection[Entity]) -> Meant | None:
    return next((meant for meant in candidates if meant.is_company and meant.entity not in named), None)
