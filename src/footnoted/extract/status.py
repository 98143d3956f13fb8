"""How far a deal is: by the cue of a term in its clause, else by the mood of its verb."""

from __future__ import annotations

from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal
from footnoted.extract.model import DraftCell
from footnoted.extract.moods import Mood
from footnoted.extract.terms import Terms
from footnoted.text import Span

__all__ = ["status_of"]

_FIRST = ("denied", "cancelled", "considered")
_PRESENT = "present"


def status_of(deal: Deal, terms: Terms) -> DraftCell | None:
    """The cell of the deal's status, or None where nothing tells it."""
    event = deal.event
    around = _around(deal)
    cue = terms.near("investment_status", around, event.span, _FIRST)
    if cue and terms.term("investment_status", cue) in _FIRST:
        return cue
    for verb in (event, deal.helper):
        if verb is not None and (said := _by_mood(verb)):
            at = verb.span
            if said == "completed" and cue and terms.term("investment_status", cue) == "planned":
                return cue
            return terms.as_term("investment_status", said, at, at)
    if found := cue or terms.near("investment_status", event.scene.span, event.span, _FIRST):
        return found
    usual = event.trigger.frame.terms.get("status")
    return DraftCell(event.span, usual) if usual else None


def _around(deal: Deal) -> Span:
    """The clause of the event, with that of the verb that helps it."""
    spans = [deal.event.clause, *([deal.helper.clause] if deal.helper else [])]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _by_mood(event: Event) -> str | None:
    if event.mood is Mood.OPEN or (event.voice == "noun" and event.mood is not Mood.CONSIDERED):
        return None
    if event.mood is Mood.PRESENT:
        return event.trigger.frame.terms.get(_PRESENT)
    return event.mood.value
