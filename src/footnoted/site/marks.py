"""Passages marked in their text: stretches of text that know which passages they lie in, cut on the server.

Offsets count code points, as Python does and a browser does not (it counts UTF-16 units), so that a mark is cut here.
Passages may lie in one another and overlap: the text is cut wherever one starts or ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Fragment", "Segment", "Stretch", "fragments", "segments"]


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A passage's place in its text, in code points, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with one set of passages around it.

    `inside` are the passages that it lies in, the last to start last; `starts` and `ends` those of them that start and
    end with it.
    """

    text: str
    inside: tuple[Stretch, ...] = ()
    starts: tuple[Stretch, ...] = ()
    ends: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """A connected piece of a text, as much of it as may be shown; it starts at `start` in the text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The place behind its last character."""
        return self.start + len(self.text)


def fragments(passages: Iterable[tuple[Stretch, str]]) -> list[Fragment]:
    """The pieces of a text that its passages alone reveal: those that overlap or touch are put together."""
    found: list[Fragment] = []
    for place, passage in sorted(passages):
        last = found[-1] if found else None
        if last is None or place.start > last.end:
            found.append(Fragment(place.start, passage))
        elif place.end > last.end:
            found[-1] = Fragment(last.start, last.text + passage[last.end - place.start :])
    return found


def segments(fragment: Fragment, stretches: Iterable[Stretch]) -> Iterator[Segment]:
    """`fragment` cut wherever one of `stretches` starts or ends; a stretch that leaves it is cut off at its ends."""
    inner = sorted({s for s in stretches if s.start < fragment.end and s.end > fragment.start and s.start < s.end})
    cuts = sorted({fragment.start, fragment.end, *_inner_cuts(fragment, inner)})
    starting, ending = _by_cut(fragment, inner)
    inside: list[Stretch] = []
    for start, end in pairwise(cuts):
        starts, ends = starting.get(start, ()), ending.get(end, ())
        inside.extend(starts)
        yield Segment(
            fragment.text[start - fragment.start : end - fragment.start], tuple(inside), tuple(starts), tuple(ends)
        )
        if ends:
            leaving = set(ends)
            inside = [stretch for stretch in inside if stretch not in leaving]


def _inner_cuts(fragment: Fragment, stretches: Sequence[Stretch]) -> Iterator[int]:
    for stretch in stretches:
        yield max(stretch.start, fragment.start)
        yield min(stretch.end, fragment.end)


def _by_cut(
    fragment: Fragment, stretches: Sequence[Stretch]
) -> tuple[dict[int, list[Stretch]], dict[int, list[Stretch]]]:
    starting: dict[int, list[Stretch]] = defaultdict(list)
    ending: dict[int, list[Stretch]] = defaultdict(list)
    # The longer of two that start together is around the other.
    for stretch in sorted(stretches, key=lambda s: (s.start, -s.end)):
        starting[max(stretch.start, fragment.start)].append(stretch)
        ending[min(stretch.end, fragment.end)].append(stretch)
    return starting, ending
