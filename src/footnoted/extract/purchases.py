"""Frames of purchases: who buys, enters or bids for which company, or to whom one is sold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from footnoted.extract.entities import Entity
from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal, Ledger
from footnoted.extract.memory import Meant
from footnoted.extract.moods import Mood
from footnoted.extract.offers import Offer, offered
from footnoted.readers import Reading

__all__ = ["parties_of", "purchases"]

_SALES = frozenset({"sell", "pass"})
_FRAMES = frozenset({"acquire", "sell", "pass", "enter", "bid"})


def purchases(ledger: Ledger, events: Sequence[Event]) -> Iterator[Deal]:
    """The purchases, sales and bids of a sentence whose two parties are known."""
    for event in events:
        plain = _tells_shares(event) or event.part("investee") or _is_rival(ledger, event)
        if event.frame not in _FRAMES or (_is_weak(event) and not plain):
            continue
        investor, investee = parties_of(ledger, event)
        if investor and investee is None and event.frame in {"sell", "acquire"} and _is_unit(event):
            if amount := ledger.take(event):
                yield Deal(event, "acquisition", "equity", investor, None, amount)
        elif investor and investee and not _is_paid_in(ledger, event, investor, investee):
            signing = _signing(event, events)
            amount = _raised_to(ledger, event, events) or ledger.take(event)
            amount = amount or (ledger.take(signing) if signing else None)
            offer = offered([event]) or _before(ledger, event)
            yield Deal(event, "acquisition", "equity", investor, investee, amount, helper=signing, offer=offer)


def _raised_to(ledger: Ledger, event: Event, events: Sequence[Event]) -> Reading | None:
    """The last sum of a bid that the sentence says was raised: "bid 90 million and raised that to 100 million"."""
    raised = event.frame == "bid" and any(one.frame == "rise" and one.low > event.low for one in events)
    after = event.scene.pack["after_words"]
    found = [one for one in ledger.sums if any(word in after for word in event.scene.words.before(one.span.start, 1))]
    if not raised or not found:
        return None
    ledger.sums.clear()
    return found[-1]


def _is_paid_in(ledger: Ledger, event: Event, investor: Meant, investee: Meant) -> bool:
    """Whether a share is what an investor gets for the money that it has put in, and no purchase of its own."""
    paid = ledger.between("funding", (investor.entity, investee.entity))
    return paid is not None and _tells_shares(event) and not ledger.near.get(event.low)


def _signing(event: Event, events: Sequence[Event]) -> Event | None:
    """The verb that says that the purchase which a noun names is signed: "signed the sale"."""
    signed = (one for one in events if one.frame == "sign" and one.clause == event.clause)
    return next(signed, None) if event.voice == "noun" else None


def _is_weak(event: Event) -> bool:
    return event.span.of(event.scene.document.text) in event.scene.pack["weak_words"]


def _is_rival(ledger: Ledger, event: Event) -> bool:
    """Whether a sum is offered after a purchase was told of, by somebody who is no party of it."""
    last, bidder = ledger.last("acquisition"), event.part("investor")
    told = event.frame == "bid" and bool(ledger.near.get(event.low)) and not event.part("investee")
    return told and last is not None and bidder is not None and bidder.entity not in last.parties


def _takes_shares(event: Event) -> bool:
    """Whether somebody buys shares of a company that the clause takes for granted."""
    return event.frame == "acquire" and event.trigger.is_verb and not _is_weak(event) and _tells_shares(event)


def _is_unit(event: Event) -> bool:
    """Whether the clause is about a part of a company that has no name of its own."""
    return bool(event.scene.found(event.scene.pack["unit_words"], event.clause))


def _tells_shares(event: Event) -> bool:
    """Whether the clause is about shares: a percentage, or a word for a stake."""
    scene = event.scene
    figures = any(event.clause.covers(reading.span) for reading in scene.figures("percent"))
    return figures or bool(scene.found(scene.pack["stake_words"], event.clause))


def parties_of(ledger: Ledger, event: Event) -> tuple[Meant | None, Meant | None]:
    """Investor and investee of a purchase; what the sentence leaves out is recalled where it may be."""
    investor, investee = event.pair("investor", "investee")
    if _has_clitic(event) or _is_relative(event):
        # "le compró a X", "que compró a X": X sells.
        investee = next(iter(event.roles.get("of", ()) or event.roles.get("in", ())), None)
    if event.scene.pack["clitics"].opens("le") and event.trigger.is_verb and _tells_shares(event):
        # "compra el 70 % de X a Y", "vende a Y su parte en X": shares are of one and bought from, or sold to, another.
        owned = [*event.roles.get("of", ()), *event.roles.get("in", ())]
        investee = owned[0] if owned else investee
    if investor is None and event.frame == "acquire" and event.is_elided and _is_finite(event):
        investor = ledger.recall(event.scene.focus, event.span)
    if event.frame == "bid" and investor and investee is None and event.scene.own.noun_capitals:
        # "ein Angebot von X, das für Y elf Millionen zahlen wollte"
        investee = next(
            (one.meant for one in event.scene.phrases if "for" in one.marks and one.meant is not investor), None
        )
    if event.frame == "bid" and investor and (investee is None or investee.entity is investor.entity):
        investee = _refusing(ledger, event, investor) or ledger.recall(_wanted(ledger, investor), event.span)
    if event.frame in _SALES and investor and investee is None:
        investee = _offered(ledger, event, investor)
    if investor and investee is None and _takes_shares(event):
        investee = ledger.recall(_wanted(ledger, investor), event.span)
    if investor is None and event.voice == "noun" and event.frame == "acquire" and investee:
        investor = ledger.implied(event, {investee.entity})
    return investor, investee


def _refusing(ledger: Ledger, event: Event, investor: Meant) -> Meant | None:
    """Who refuses a bid is whom it was for: "X rejected an offer from Y"."""
    for one in ledger.all:
        subject = next(iter(one.roles.get("subject", ())), None)
        if one.frame == "refuse" and one.clause == event.clause and subject and subject.entity is not investor.entity:
            return subject
    return None


def _wanted(ledger: Ledger, investor: Meant) -> Entity | None:
    """Whom a bid is for where it does not say: the company of the deal told just before, else the topic."""
    last = ledger.latest("acquisition")
    offered_now = ledger.offer.company.entity if ledger.offer else None
    for entity in (offered_now, last.parties[1] if last else None, ledger.memory.sure):
        if entity is not None and entity is not investor.entity:
            return entity
    return None


def _before(ledger: Ledger, event: Event) -> Offer | None:
    """What the sentence before put up for sale, where this one says where it goes; its seller is implied here."""
    offer = ledger.offer if event.frame in _SALES else None
    seller = ledger.recall(offer.seller.entity, event.span) if offer else None
    return replace(offer, seller=seller) if offer and seller else None


def _offered(ledger: Ledger, event: Event, investor: Meant) -> Meant | None:
    """The company of which a share is sold, as it is named before: "sells its stake in X. The 35 per cent go to"."""
    seller = event.part("seller")
    taken = {investor.entity, seller.entity if seller else None}
    before = [phrase for phrase in event.scene.phrases if phrase.high <= event.low and phrase.marks & {"in", "of"}]
    named = next((phrase.meant for phrase in reversed(before) if phrase.meant.entity not in taken), None)
    if named or not ledger.offer or not _tells_shares(event) or event.roles.get("subject"):
        return named
    company = ledger.offer.company.entity
    return ledger.recall(company, event.span) if company not in taken else None


def _has_clitic(event: Event) -> bool:
    words = event.scene.words
    before = words.raw[max(0, event.low - 2) : event.low]
    return event.trigger.is_verb and any(word in event.scene.pack["clitics"] for word in before)


def _is_relative(event: Event) -> bool:
    """Whether a relative pronoun is the object, where a preposition before a company may mark an object or a seller."""
    scene = event.scene
    first = scene.words.raw[scene.words.inside(event.clause).start]
    seller = {meant.entity for meant in event.roles.get("to", ())}
    bought = event.part("investee")
    return (
        first in scene.pack["relative_words"]
        and bool(scene.pack["clitics"].opens("le"))
        and (bought is not None and bought.entity in seller)
    )


def _is_finite(event: Event) -> bool:
    return event.voice == "active" and event.mood is not Mood.OPEN and not event.roles.get("by")
