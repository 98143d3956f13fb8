"""How far a deal is: by the cue of a term in its clause, else by the mood of its verb, else by what follows."""

from __future__ import annotations

from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal
from footnoted.extract.model import DraftCell
from footnoted.extract.moods import Mood
from footnoted.extract.terms import Terms
from footnoted.text import Span

__all__ = ["status_of"]

_NAME = "investment_status"
_FIRST = ("denied", "cancelled", "considered")
_SPENT = "in_progress"
_DENIED = "denied"


def status_of(deal: Deal, terms: Terms) -> DraftCell | None:
    """The cell of the deal's status, or None where nothing tells it.

    What is denied, cancelled or only considered is told by a cue; then an approval that is still awaited counts, then
    the verb, then any other cue.
    """
    event = deal.event
    cue = terms.near(_NAME, _around(deal), event.span, _FIRST)
    said = terms.term(_NAME, cue)
    if deal.refusal and _is_refused(deal) and said != "denied":
        return terms.as_term(_NAME, deal.refusal.trigger.frame.terms["status"], deal.refusal.span)
    if cue and (said in _FIRST or (said == _SPENT and deal.kind == "capital_expenditure")):
        return cue
    return _by_words(deal, terms) or _by_verbs(deal, terms, cue) or cue or _usual(event) or _served(deal, terms)


def _is_refused(deal: Deal) -> bool:
    """Whether the verb of refusal is about this deal: a purchase is refused or given up, all else only given up."""
    if deal.kind == "acquisition":
        return True
    given_up = deal.refusal is not None and deal.refusal.frame == "withdraw"
    return given_up and deal.alone and deal.kind in {"alliance", "capital_expenditure"}


def _by_words(deal: Deal, terms: Terms) -> DraftCell | None:
    """What is awaited is planned, what has begun is in progress."""
    if deal.kind == "capital_expenditure":
        begun = _begun(deal)
        return _cell(terms, _SPENT, begun) if begun else None
    awaited = _awaited(deal)
    return terms.as_term(_NAME, "planned", awaited) if awaited else None


def _by_verbs(deal: Deal, terms: Terms, cue: DraftCell | None) -> DraftCell | None:
    """What the event's own verb tells, else the one that helps it; a cue for plans goes before what is done."""
    for verb in (deal.event, deal.helper):
        if verb is not None and (mood := _by_mood(verb, deal.kind, deal.instrument)):
            if mood == "completed" and cue and terms.term(_NAME, cue) == "planned":
                return cue
            return _modal(verb, mood, terms) or _cell(terms, mood, verb.span)
    return None


def _modal(verb: Event, mood: str, terms: Terms) -> DraftCell | None:
    """The word that makes a plan of a verb which by itself tells that something is done: "is to be invested"."""
    said = terms.term(_NAME, terms.cue(_NAME, verb.span))
    if mood != "planned" or said in {None, mood}:
        return None
    scene = verb.scene
    plans = [span for span in scene.found(scene.pack["planned_words"], verb.clause) if span.end <= verb.span.start]
    return terms.as_term(_NAME, mood, plans[-1]) if plans else None


def _cell(terms: Terms, status: str, at: Span) -> DraftCell:
    cell = terms.as_term(_NAME, status, at)
    # "has not bought": the cue says what the sentence denies.
    if cell.value is None or status == _DENIED:
        return cell
    return terms.cue(_NAME, at) or cell


def _usual(event: Event) -> DraftCell | None:
    usual = event.trigger.frame.terms.get("status")
    return DraftCell(event.span, usual) if usual else None


def _served(deal: Deal, terms: Terms) -> DraftCell | None:
    """A loan for a purchase that is only planned is planned too."""
    said = terms.term(_NAME, status_of(deal.serves, terms)) if deal.serves else None
    return terms.as_term(_NAME, said, deal.event.span) if said == "planned" else None


def _around(deal: Deal) -> Span:
    """Where the deal's cues stand: in its sentence if that tells of no other one, else in its clauses."""
    if deal.alone:
        return deal.event.scene.span
    spans = [deal.event.clause, *([deal.helper.clause] if deal.helper else [])]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _awaited(deal: Deal) -> Span | None:
    """The words that say that somebody must still approve, in the deal's sentence or the next one."""
    scene = deal.event.scene
    for one in (scene, deal.after):
        if one is not None and (found := one.found(one.pack["approval_words"])):
            return found[0]
    return None


def _begun(deal: Deal) -> Span | None:
    """The words that say that the work has begun, in the deal's sentence or the one before."""
    scene, mood = deal.event.scene, deal.event.mood
    if mood in {Mood.PLANNED, Mood.CONSIDERED} or (mood is Mood.DONE and deal.event.frame == "fund"):
        return None
    for one in (scene, scene.previous):
        if one is not None and (found := one.found(one.pack["begun_words"])):
            return found[0]
    return None


def _by_mood(event: Event, kind: str, instrument: str | None) -> str | None:
    if event.mood is Mood.OPEN or (event.voice == "noun" and event.mood is not Mood.CONSIDERED):
        return None
    if event.mood is Mood.PRESENT and kind == "capital_expenditure" and event.frame == "fund":
        return _SPENT
    if event.mood is Mood.PRESENT:
        # "gets a grant": it is told, not paid.
        return "planned" if instrument == "grant" else event.trigger.frame.terms.get("present")
    if event.mood is Mood.DONE and (done := event.trigger.frame.terms.get("done")):
        return done
    if event.mood is Mood.UNDER_WAY and event.trigger.frame.terms.get("kind") == "acquisition":
        return "planned"
    return str(event.mood.value)
