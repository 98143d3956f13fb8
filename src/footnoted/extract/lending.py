"""Frames of loans, notes of one lender, bonds and grants: who lends or gives, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal, Ledger
from footnoted.extract.memory import Meant
from footnoted.extract.unknown import names_somebody
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["lendings"]

_SELLS = frozenset({"sell", "give", "promise", "get", "sign", "raise", "lend"})
_GIVE, _GET = ("give", "promise", "lend", "fund", "lead"), ("get", "sign", "raise")


def lendings(ledger: Ledger, events: Sequence[Event]) -> Iterator[Deal]:
    """The loans, bonds and grants of a sentence; notes only where one lends them."""
    nouns = [event for event in events if event.frame in {"loan", "grant", "bond"}]
    lent = any(one.frame in {"lend", "give"} and one.part("investee") for one in events)
    nouns += [event for event in events if event.frame == "note" and lent]
    told: set[Span] = set()
    for event in nouns:
        if event.clause not in told and not _is_part(event) and not _is_other(event):
            told.add(event.clause)
            yield from _lending(ledger, event, events)
    for event in events:
        if event.frame in {"lend", "borrow"} and event.clause not in told and (investor := event.part("investor")):
            investee = event.part("investee") or ledger.implied(event, {investor.entity})
            if investee and (amount := ledger.take(event)):
                yield Deal(event, "funding", "debt", investor, investee, amount)


def _is_part(event: Event) -> bool:
    """Whether the words only say what a sum is a part of: "of the loan, 5 million ..."."""
    before = " ".join(event.scene.words.raw[max(0, event.low - 2) : event.low])
    return before in event.scene.pack["part_words"] or before.rpartition(" ")[2] in event.scene.pack["part_words"]


def _lending(ledger: Ledger, event: Event, events: Sequence[Event]) -> Iterator[Deal]:
    giver, getter = _nearest(event, events, _GIVE), _nearest(event, events, _GET)
    lenders = [] if event.frame == "grant" else _lenders(event, giver, getter)
    borrower = _borrower(ledger, event, giver, getter, lenders)
    amount = ledger.take(event) or _beside(ledger, event, events)
    if borrower is None or (not lenders and amount is None):
        return
    if event.frame in {"loan", "note"} and not lenders and (names_somebody(event) or borrower.span == event.span):
        return
    if event.frame == "bond":
        lenders = []
    instrument = event.trigger.frame.terms["instrument"]
    shared = len(lenders) > 1 or event.frame == "bond" or any(one.frame == "lead" for one in events)
    scope = "round_total" if shared else "deal"
    helper = next((one for one in (giver, getter, _issue(event, events)) if one and one.frame != "lead"), None)
    bought = (deal for deal in reversed(ledger.deals) if deal.kind == "acquisition")
    serves = next((deal for deal in bought if deal.parties[0] is borrower.entity), None)
    serves = serves if any(one.frame == "acquire" for one in events) else None
    for index, lender in enumerate(lenders or [None]):
        sum_ = None if index else amount
        yield Deal(event, "funding", instrument, lender, borrower, sum_, scope, helper, serves=serves)


def _is_other(event: Event) -> bool:
    """Whether the clause tells of a guarantee, a debt or its repayment, which are no new loans."""
    return bool(event.scene.found(event.scene.pack["surety_words"], event.clause))


def _nearest(event: Event, events: Sequence[Event], frames: Sequence[str]) -> Event | None:
    """The verb of some frames in the clause of the event; for a grant, in its sentence."""
    found = [
        one
        for one in events
        if one.frame in frames and one.voice != "noun" and (one.clause == event.clause or event.frame == "grant")
    ]
    final = event.scene.own.noun_capitals
    far = lambda one: (one.clause != event.clause, final and one.low < event.low, abs(one.low - event.low))  # noqa: E731
    return min(found, key=far, default=None)


def _issue(event: Event, events: Sequence[Event]) -> Event | None:
    """The verb that says that bonds are sold."""
    return _nearest(event, events, ("sell",)) if event.frame == "bond" else None


def _beside(ledger: Ledger, event: Event, events: Sequence[Event]) -> Reading | None:
    """A sum of the same clause that stands beside a verb: "sold 600 million of bonds"."""
    for one in events:
        if one.clause == event.clause and one.frame in _SELLS and (reading := ledger.take(one)):
            return reading
    giver = _nearest(event, events, (*_GIVE, *_GET))
    return ledger.take(giver) if giver else None


def _lenders(event: Event, giver: Event | None, getter: Event | None) -> list[Meant]:
    """Who lends: by the loan's own words, the subject of who gives it, and companies with a lender's name.

    Who gets a loan lends none, whatever its name.
    """
    getting = (
        {one.entity for one in getter.parts("investee")[:1]}
        if getter and (not giver or giver.voice == "passive")
        else set()
    )
    found = (
        [*event.parts("investor")]
        if event.roles.get("by") or event.roles.get("from") or event.roles.get("with")
        else []
    )
    found = [one for one in found if _lends(event, one)] or found[:1]
    giving = [one for one in giver.parts("investor") if one.is_company] if giver and giver.voice != "noun" else []
    found += giving
    found = [one for one in found if one.is_company and one.entity not in getting]
    scene = event.scene
    found += [
        one
        for one in scene.companies
        if one.antecedent is None and _lends(event, one) and event.clause.covers(one.span) and one.entity not in getting
    ]
    lending = [one for one in found if _lends(event, one)]
    if any(one in lending for one in giving):
        lending += giving  # "X Bank and Y": who gives it together
    chosen = _with_joined(event, lending or found)
    return sorted({one.entity: one for one in chosen if one.entity not in getting}.values(), key=lambda one: one.span)


def _with_joined(event: Event, lenders: Sequence[Meant]) -> list[Meant]:
    """The lenders and whom an enumeration adds to one of them: "from X Bank and Y"."""
    found: list[Meant] = list(lenders)
    for before, phrase in pairwise(event.scene.phrases):
        if phrase.joined and before.meant in found and phrase.meant.is_company:
            found.append(phrase.meant)
    return found


def _lends(event: Event, meant: Meant) -> bool:
    """Whether the company has a lender's name."""
    return any(word in event.scene.pack["lender_words"] for word in meant.entity.name.split())


def _borrower(
    ledger: Ledger, event: Event, giver: Event | None, getter: Event | None, lenders: Sequence[Meant]
) -> Meant | None:
    out = {one.entity for one in (*lenders, *(giver.parts("investor") if giver else ()))}
    candidates: list[Meant] = [*event.roles.get("to", ()), *event.roles.get("for", ())]
    candidates += giver.roles.get("to", ()) if giver else ()
    # "a loan arranged by X ... from its shareholder Y": no object.
    candidates += giver.roles.get("object", ()) if giver and giver.voice == "active" else ()
    candidates += getter.parts("investee") if getter else ()
    candidates += [*event.parts("investee"), *event.roles.get("owner", ())]
    candidates += [
        phrase.meant for phrase in event.scene.phrases if phrase.owner and event.clause.covers(phrase.meant.span)
    ]
    if event.frame == "grant" and giver:
        candidates = [one for one in candidates if one.entity not in out]
    if candidates and not any(one.is_company for one in candidates):
        return None
    for one in candidates:
        if one.is_company and one.entity not in out and (event.frame != "grant" or not _lends(event, one)):
            return one
    if event.frame == "grant" and giver and any(not one.is_company for one in giver.parts("investor")):
        # A state gives it to whom the sentence, or the one before, is about.
        scene = event.scene
        return ledger.recall(scene.about or (scene.previous.about if scene.previous else None), event.span)
    return ledger.implied(event, out, sure=event.frame != "grant")
