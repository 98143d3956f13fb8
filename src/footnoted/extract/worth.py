"""Which sums of a sentence say what a company is worth: those behind a word for it, or right before one."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.extract.events import Event, Sentence
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["valued"]

_FRAMES = frozenset({"value", "worth"})
_BEHIND, _BEFORE, _LATE = 9, 2, 6


def valued(sentence: Sentence) -> Iterator[tuple[Event, Reading]]:
    """Each sum that is a company's value, with the event that says so; each sum once."""
    taken: set[Span] = set()
    for event in sentence.events:
        if event.frame in _FRAMES and (reading := _sum(event)) and reading.span not in taken:
            taken.add(reading.span)
            yield event, reading


def _sum(event: Event) -> Reading | None:
    scene, at = event.scene, event.span
    if event.voice != "active" and any(word in scene.pack["dealing_words"] for word in scene.words.before(at.start, 1)):
        return None  # "in a transaction valued at": its price
    figures = scene.figures("money")
    word = at.of(scene.document.text)
    reach = _LATE if scene.own.noun_capitals else _BEFORE
    ahead = [r for r in figures if r.span.end <= at.start and scene.gap(r.span.end, at.start) <= reach]
    behind = [r for r in figures if r.span.start >= at.end and scene.gap(at.end, r.span.start) <= _BEHIND]
    behind = [r for r in behind if not set(scene.document.text[at.end : r.span.start]) & set(";:(")]
    if ahead and word in scene.pack["value_before"] and (not behind or scene.own.noun_capitals):
        return ahead[-1]
    if behind:
        return behind[0]
    return ahead[-1] if ahead and word in scene.pack["value_before"] else None
