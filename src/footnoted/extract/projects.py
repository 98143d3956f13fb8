"""Frames of a company's own plants and equipment, and of alliances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal, Ledger
from footnoted.extract.memory import Meant
from footnoted.extract.sites import lends, told_before

__all__ = ["alliances", "projects"]


def projects(ledger: Ledger, events: Sequence[Event]) -> Iterator[Deal]:
    """Sums that a company puts into a site or equipment of its own."""
    for event in events:
        if event.frame not in {"build", "fund", "cost", "plan"} or not _has_site(event):
            continue
        if (event.frame == "fund" and event.part("investee")) or _is_bought(event):
            continue
        investor = event.part("investor") or _implied(ledger, event)
        if investor and (amount := ledger.take(event)):
            yield Deal(event, "capital_expenditure", None, investor, None, amount, helper=_building(event, events))


def _building(event: Event, events: Sequence[Event]) -> Event | None:
    """The verb beside a noun for the money: "construirá un parque con una inversión de 75 millones"."""
    verbs = (one for one in events if one.frame in {"build", "plan"} and one.trigger.is_verb)
    beside = (one for one in verbs if one.clause == event.clause or one.clause.end <= event.clause.start)
    return next(beside, None) if event.voice == "noun" else None


def _implied(ledger: Ledger, event: Event) -> Meant | None:
    """Who builds where the event's words do not say: the subject of its sentence, else what is taken for granted.

    Of that, whom the sentence before told a site of goes first.
    """
    ahead = [phrase.meant for phrase in event.scene.phrases if phrase.is_subject and phrase.high <= event.low]
    told = [phrase.meant for phrase in event.scene.phrases if phrase.is_subject and phrase.meant not in ahead]
    able = (meant for meant in (*ahead, *told) if meant.is_company and not lends(event.scene, meant.entity))
    acting = next(able, None)
    if acting or not (implied := ledger.implied(event, ())):
        return acting
    return ledger.recall(told_before(event.scene), event.span) or implied


def _is_bought(event: Event) -> bool:
    """Whether a relative clause tells what somebody cost, who is named right before: "X, que le costó 19 millones"."""
    words = event.scene.words
    first = words.inside(event.clause).start
    relative = words.low[first] in event.scene.pack["relative_words"]
    before = [phrase for phrase in event.scene.phrases if first - phrase.high in {0, 1} and phrase.high <= first]
    return event.frame == "cost" and event.trigger.is_verb and relative and bool(before)


def _has_site(event: Event) -> bool:
    scene = event.scene
    told = event.frame == "cost" or event.voice == "noun" or bool(scene.found(scene.pack["thing_words"]))
    before = [scene.previous] if told and scene.previous else []
    return any(one.found(one.pack[name]) for one in (scene, *before) for name in ("site_words", "facility_words"))


def alliances(ledger: Ledger, events: Sequence[Event]) -> Iterator[Deal]:
    """Partnerships of two companies: the one with the other, or both as subjects."""
    for event in events:
        if event.frame != "ally":
            continue
        first, second = event.part("investor"), event.part("investee")
        if second is None:
            first, second = _both(event)
        if first is None and second:
            first = ledger.implied(event, {second.entity}, sure=True)
        if first and second and first.entity is not second.entity:
            yield Deal(event, "alliance", None, first, second, ledger.take(event))


def _both(event: Event) -> tuple[Meant | None, Meant | None]:
    """Two companies that one "and" joins in the clause of an alliance."""
    inside = [phrase for phrase in event.scene.phrases if event.clause.covers(phrase.meant.span)]
    for before, phrase in pairwise(inside):
        if phrase.joined and before.meant.antecedent is None and phrase.meant.antecedent is None:
            return before.meant, phrase.meant
    return None, None
