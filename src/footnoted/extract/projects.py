"""Frames of a company's own plants and equipment, and of alliances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal, Ledger
from footnoted.extract.memory import Meant

__all__ = ["alliances", "projects"]


def projects(ledger: Ledger, events: Sequence[Event]) -> Iterator[Deal]:
    """Sums that a company puts into a site or equipment of its own."""
    for event in events:
        if event.frame not in {"build", "fund", "cost", "plan"} or not _has_site(event):
            continue
        if event.frame == "fund" and event.part("investee"):
            continue
        investor = event.part("investor") or ledger.implied(event, ())
        if investor and (amount := ledger.take(event)):
            yield Deal(event, "capital_expenditure", None, investor, None, amount)


def _has_site(event: Event) -> bool:
    scene = event.scene
    told = event.frame == "cost" or event.voice == "noun"
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
