"""Frames of purchases: who buys, enters or bids for which company, or to whom one is sold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footnoted.extract.events import Event
from footnoted.extract.ledger import Deal, Ledger
from footnoted.extract.memory import Meant
from footnoted.extract.moods import Mood

__all__ = ["parties_of", "purchases"]

_FRAMES = frozenset({"acquire", "sell", "enter", "bid"})


def purchases(ledger: Ledger, events: Sequence[Event]) -> Iterator[Deal]:
    """The purchases, sales and bids of a sentence whose two parties are known."""
    for event in events:
        if event.frame not in _FRAMES or (_is_weak(event) and not (_tells_shares(event) or event.part("investee"))):
            continue
        investor, investee = parties_of(ledger, event)
        if investor and investee:
            yield Deal(event, "acquisition", "equity", investor, investee, ledger.take(event))


def _is_weak(event: Event) -> bool:
    return event.span.of(event.scene.document.text) in event.scene.pack["weak_words"]


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
    topic = ledger.memory.topic
    if event.frame == "bid" and investor and (investee is None or investee.entity is investor.entity):
        investee = ledger.recall(topic, event.span)
    if investor is None and event.voice == "noun" and event.frame == "acquire" and investee:
        investor = ledger.implied(event, {investee.entity})
    return investor, investee


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
