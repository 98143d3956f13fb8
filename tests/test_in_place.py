"""A passage read in its place, and whether passages cover a reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.readers import Reading, covered, in_place
from footnoted.text import Span

# "aproximadamente el 14 %": hedge, (article), number, unit.
PERCENT = Reading(
    "percent",
    Span(10, 33),
    {"value": 14, "qualifier": "about"},
    (("hedge", Span(10, 25)), ("number", Span(29, 31)), ("unit", Span(32, 33))),
)
NAME = Reading("name", Span(40, 48), {"id": "meridian"})


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(0, 10), ()),
        (Span(0, 11), (PERCENT,)),
        (Span(30, 31), (PERCENT,)),
        (Span(32, 41), (PERCENT, NAME)),
        (Span(33, 40), ()),
        (Span(47, 90), (NAME,)),
        (Span(48, 90), ()),
    ],
)
def test_a_passage_reads_what_it_touches(span: Span, expected: tuple[Reading, ...]) -> None:
    """One shared code point is enough; a passage that only borders on a reading does not touch it."""
    assert in_place((PERCENT, NAME), span) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([Span(10, 33)], True),
        ([Span(0, 50)], True),
        ([Span(10, 25), Span(29, 33)], True),
        ([Span(32, 33), Span(10, 25), Span(29, 31)], True),
        ([Span(10, 20), Span(20, 33)], True),
        ([Span(29, 33)], False),
        ([Span(10, 25), Span(30, 33)], False),
        ([Span(10, 25), Span(29, 31)], False),
        ([], False),
    ],
)
def test_passages_cover_a_reading_when_they_hold_every_part(spans: list[Span], expected: bool) -> None:
    """Hedge, number and unit must be covered; the article between them need not be."""
    assert covered(PERCENT, spans) is expected


def test_a_reading_without_parts_is_one_part() -> None:
    """All its words must be covered."""
    assert covered(NAME, [Span(40, 48)])
    assert not covered(NAME, [Span(40, 47)])


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(0, 60), st.integers(1, 20))
def test_reading_in_place_is_touching_one_by_one(lengths: list[int], start: int, length: int) -> None:
    """The quick search finds exactly the readings that share a code point with the passage."""
    readings, at = [], 0
    for size in lengths:
        readings.append(Reading("name", Span(at, at + size), {"id": str(at)}))
        at += size + size % 3
    span = Span(start, start + length)
    expected = tuple(r for r in readings if r.span.start < span.end and span.start < r.span.end)
    assert in_place(readings, span) == expected
