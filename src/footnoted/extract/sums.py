"""The sums of a sentence that may be somebody's money in a deal, and which event each belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from footnoted.extract.events import Event, Sentence
from footnoted.extract.scenes import Scene
from footnoted.extract.worth import valued
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["assigned", "free_sums"]

_BEFORE, _BEHIND = 48, 32
_FAR = 16
_OTHER_CLAUSE = 12
_LINKED = 8
_BREAKS = ",;:("


def free_sums(sentence: Sentence) -> list[Reading]:
    """The sums that are no value of a company, no revenue, profit, fine or market, and no second currency's."""
    scene = sentence.scene
    worth = {reading.span for _, reading in valued(sentence)}
    return [
        reading
        for reading in scene.figures("money")
        if reading.span not in worth
        and not _is_noise(scene, reading)
        and not _is_converted(scene, reading)
        and not _is_former(scene, reading)
    ]


def _is_former(scene: Scene, reading: Reading) -> bool:
    """Whether a sum is only what another one was before: "ha pasado de 480 a 560 millones"."""
    words, pack = scene.words, scene.pack
    behind = words.after(reading.span.end, 1)
    before = words.before(reading.span.start, 1)
    after = next((one for one in scene.figures("money") if one.span.start > reading.span.start), None)
    near = after is not None and scene.gap(reading.span.end, after.span.start) <= 1
    starts = any(word.lower() in pack["before_words"] or word.lower() in pack["sum_links"] for word in before)
    return near and starts and any(word.lower() in pack["after_words"] or word in pack.markers for word in behind)


def _is_converted(scene: Scene, reading: Reading) -> bool:
    return scene.document.text[: reading.span.start].endswith("(")


def _is_noise(scene: Scene, reading: Reading) -> bool:
    text = scene.document.text
    low = max(scene.span.start, reading.span.start - _BEFORE)
    low = max(low, *(text.rfind(mark, low, reading.span.start) + 1 for mark in _BREAKS))
    high = min(scene.span.end, reading.span.end + _BEHIND)
    high = min(high, *(end if (end := text.find(mark, reading.span.end, high)) >= 0 else high for mark in _BREAKS))
    return bool(
        scene.found(scene.pack["money_noise"], Span(low, reading.span.start))
        or scene.found(scene.pack["money_noise_behind"], Span(reading.span.end, high))
    )


def assigned(scene: Scene, events: Sequence[Event], sums: Iterable[Reading]) -> Mapping[int, list[Reading]]:
    """Index of an event -> the sums that are nearer to it than to any other event, the nearest first."""
    found: dict[int, list[tuple[int, Reading]]] = {}
    for reading in sums:
        ranked = sorted(_distances(scene, events, reading))
        if ranked and ranked[0][0] <= _FAR + _OTHER_CLAUSE:
            found.setdefault(ranked[0][1], []).append((ranked[0][0], reading))
    nearest = lambda each: (each[0], each[1].span.start)  # noqa: E731
    return {index: [reading for _, reading in sorted(each, key=nearest)] for index, each in found.items()}


def _distances(scene: Scene, events: Sequence[Event], reading: Reading) -> Iterator[tuple[int, int]]:
    linked = any(word in scene.pack["sum_links"] for word in scene.words.before(reading.span.start, 1))
    for index, event in enumerate(events):
        low, high = sorted((reading.span, event.span))
        gap = scene.gap(low.end, high.start)
        # "a loan of 5 million and a capital increase": the sum belongs to what stands before its "of".
        gap += _LINKED * (linked and event.span.start > reading.span.start and event.voice == "noun")
        yield gap + _OTHER_CLAUSE * (not event.clause.covers(reading.span)), index
