"""Frames of rounds: a company raises money; one leads, others join, some put in a sum of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal, Ledger
from footnoted.extract.memory import Meant

__all__ = ["rounds"]

_NOUNS = ("round", "note")


def rounds(ledger: Ledger, events: Sequence[Event]) -> Iterator[Deal]:
    """A deal for each investor of a round that the sentence tells of, or of the one told of just before."""
    nouns = [event for event in events if event.frame in _NOUNS]
    if any(event.frame == "note" for event in nouns) and any(event.frame == "lend" for event in events):
        return
    raises = [event for event in events if event.frame == "raise" and (nouns or _is_raising(event))]
    leads = _investors(events, "lead")[:1]
    joined = _investors(events, "lead")[1:] + _investors(events, "join")
    joined += [one for event in events if event.frame == "enter" and not event.part("investee") for one in _only(event)]
    funds = [event for event in events if event.frame == "fund"]
    if (leads or joined) and nouns and not ledger.sums and _is_told(ledger, nouns[0]):
        yield from _later(ledger, leads, joined)
    elif nouns or (raises and ledger.sums):
        yield from _round(ledger, nouns, raises, leads, joined, funds)
    elif leads or joined:
        yield from _later(ledger, leads, joined)
    else:
        yield from _direct(ledger, funds)


def _round(
    ledger: Ledger,
    nouns: Sequence[Event],
    raises: Sequence[Event],
    leads: list[Meant],
    joined: list[Meant],
    funds: Sequence[Event],
) -> Iterator[Deal]:
    head = (nouns or raises)[0]
    instrument = head.trigger.frame.terms.get("instrument", "equity")
    if not leads and not joined:
        joined = _backers(head, raises)
    named = {meant.entity for meant in (*leads, *joined)}
    for fund in funds:
        investor = fund.part("investor")
        investee = _first(
            [*fund.parts("investee"), *head.parts("investee"), *_listed(ledger.implied(head, named))],
            {investor.entity} if investor else set(),
        )
        if investor and investee and investor.entity not in named:
            yield Deal(
                head, "funding", instrument, investor, investee, ledger.take(fund) or ledger.take(head), helper=fund
            )
            named.add(investor.entity)
    helper = next(iter(raises), None)
    investee = _investee(ledger, head, helper, named)
    if investee is None:
        return
    amount = ledger.take(head) or next((one for each in raises if (one := ledger.take(each))), None)
    amount = amount or (ledger.take_any() if leads or raises else None)
    if not leads and not joined:
        if amount and not funds:
            yield Deal(head, "funding", instrument, None, investee, amount, "round_total", helper)
        return
    yield from _shared(
        ledger, Deal(head, "funding", instrument, None, investee, amount, "round_total", helper), leads, joined
    )


def _backers(head: Event, raises: Sequence[Event]) -> list[Meant]:
    """Who gives the money by the words around the verb: "raised from X", "issued notes to X"."""
    own = {meant.entity for meant in head.parts("investee")}
    found = [meant for one in raises for meant in one.parts("investor")]
    found += [meant for one in raises for meant in one.roles.get("to", ())] if head.frame == "note" else []
    return [meant for meant in found if meant.is_company and meant.entity not in own]


def _shared(ledger: Ledger, whole: Deal, leads: list[Meant], joined: list[Meant]) -> Iterator[Deal]:
    """One deal for each investor; the total goes to the first of them."""
    seen = {whole.investee.entity} if whole.investee else set()
    for meant in (*leads, *joined):
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


def _later(ledger: Ledger, leads: list[Meant], joined: list[Meant]) -> Iterator[Deal]:
    """Who leads and joins the round that was told of before: its total goes to the lead."""
    last = ledger.last("funding")
    if last is None or last.scope != "round_total":
        return
    if last.investor is None and (
        investor := next((m for m in (*leads, *joined) if m.entity not in last.parties), None)
    ):
        last.investor = investor
    taken = {deal.investor.entity for deal in ledger.deals if deal.investor and deal.event is last.event}
    for meant in (*leads, *joined):
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


def _is_raising(event: Event) -> bool:
    """Whether the verb alone tells that money is raised."""
    return event.span.of(event.scene.document.text) in event.scene.pack["raising_words"]


def _investors(events: Sequence[Event], frame: str) -> list[Meant]:
    found: list[Meant] = []
    for event in events:
        if event.frame == frame:
            taken = {one.entity for one in found}
            found += [meant for meant in event.parts("investor") if meant.is_company and meant.entity not in taken]
    return found


def _investee(ledger: Ledger, head: Event, helper: Event | None, named: set[object]) -> Meant | None:
    candidates = [*(helper.parts("investee") if helper else ()), *head.parts("investee")]
    found = _first(candidates, named)
    if found is None:
        found = ledger.implied(head, named)
    return found


def _listed(meant: Meant | None) -> list[Meant]:
    return [meant] if meant else []


def _first(candidates: Sequence[Meant], named: set[object]) -> Meant | None:
    return next((meant for meant in candidates if meant.is_company and meant.entity not in named), None)
