"""A passage read in its place: which readings of the whole text it touches, and whether it cuts one short."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from footnoted.readers.reading import Reading
from footnoted.text import Span

__all__ = ["covered", "in_place"]

_end = attrgetter("span.end")


def in_place(readings: Sequence[Reading], span: Span) -> tuple[Reading, ...]:
    """The readings of a whole text that share a code point with the passage at `span`.

    `readings` are sorted and do not overlap, as every reader returns them.
    """
    first = bisect_right(readings, span.start, key=_end)
    last = first
    while last < len(readings) and readings[last].span.start < span.end:
        last += 1
    return tuple(readings[first:last])


def covered(reading: Reading, spans: Iterable[Span]) -> bool:
    """Whether the passages at `spans` together cover every part of `reading`: hedge, number and unit, or its words.

    What stands between parts ("aproximadamente *el* 14%") need not be covered. A reading without parts is one part.
    """
    passages = sorted(spans)
    return all(_covers(passages, part) for part in (span for _, span in reading.parts or (("", reading.span),)))


def _covers(passages: Sequence[Span], part: Span) -> bool:
    at = part.start
    for passage in passages:
        if passage.start <= at:
            at = max(at, passage.end)
    return at >= part.end
