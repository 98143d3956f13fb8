"""What somebody sells: a company or a share of it, also where only the next sentence says who buys it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from footnoted.extract.events import Event
from footnoted.extract.memory import Meant
from footnoted.extract.moods import Mood
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["Offer", "offered"]

_OWN = 6
_SOLD = frozenset({"sell"})
_BREAKS = frozenset(",;:()")


@dataclass(frozen=True, slots=True)
class Offer:
    """A seller and the company of which it sells shares; `whole` where it sells all that it has."""

    seller: Meant
    company: Meant
    whole: bool


def offered(events: Sequence[Event], sold: frozenset[str] = _SOLD) -> Offer | None:
    """The first offer of a sentence that nothing denies, by the verbs and nouns of the frames `sold`."""
    for event in events:
        if event.frame in sold and event.mood is not Mood.DENIED:
            seller, company = event.part("seller"), event.part("investee")
            both = seller and company and seller.is_company and company.is_company
            if both and seller and company and seller.entity is not company.entity:
                return Offer(seller, company, _is_whole(event, seller))
    return None


def _is_whole(event: Event, seller: Meant) -> bool:
    """Whether the clause says that the shares are all of the seller's: "its stake", "its 60 per cent"."""
    scene = event.scene
    for owner in scene.owners:
        if owner.entity is seller.entity and event.clause.covers(owner.span) and owner.span.start >= event.span.end:
            low = scene.words.inside(owner.span).stop
            high = min(low + _OWN, scene.words.inside(event.clause).stop)
            near = Span(owner.span.end, scene.words.ends[high - 1])
            cut = next((i for i, char in enumerate(near.of(scene.document.text)) if char in _BREAKS), None)
            near = near if cut is None else Span(near.start, near.start + cut)
            figures = any(one.reader == "percent" for one in in_place(scene.quantities, near))
            return figures or bool(scene.found(scene.pack["stake_words"], near))
    return False
