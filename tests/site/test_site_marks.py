"""Passages in their text: cut where one starts or ends, counted in code points, put together where they overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from footnoted.site.marks import Fragment, Segment, Stretch, fragments, segments

OUTER, INNER, LATER = Stretch(4, 20), Stretch(8, 12), Stretch(10, 25)
TEXT = "The Gull sails from Port Alder."


def test_text_without_passages_is_one_piece() -> None:
    """Nothing is cut where nothing is marked."""
    assert list(segments(Fragment(0, TEXT), [])) == [Segment(TEXT)]


def test_nested_and_overlapping_passages_are_cut_at_each_end() -> None:
    """Each piece knows the passages around it, and which of them start and end with it."""
    found = list(segments(Fragment(0, TEXT), [INNER, LATER, OUTER]))
    assert found == [
        Segment("The "),
        Segment("Gull", (OUTER,), (OUTER,)),
        Segment(" s", (OUTER, INNER), (INNER,)),
        Segment("ai", (OUTER, INNER, LATER), (LATER,), (INNER,)),
        Segment("ls from ", (OUTER, LATER), (), (OUTER,)),
        Segment("Port ", (LATER,), (), (LATER,)),
        Segment("Alder."),
    ]


def test_offsets_count_code_points() -> None:
    """A character beyond the sixteen-bit plane is one, and a combining mark is one of its own."""
    text = "🚢🚢 fährt a\u0308b"
    assert [s.text for s in segments(Fragment(0, text), [Stretch(3, 8)])] == ["🚢🚢 ", "fährt", " a\u0308b"]


def test_two_passages_that_start_together() -> None:
    """The longer is around the shorter."""
    long, short = Stretch(0, 8), Stretch(0, 3)
    first = next(segments(Fragment(0, TEXT), [short, long]))
    assert first == Segment("The", (long, short), (long, short), (short,))


def test_passages_alone_reveal_their_words() -> None:
    """Where the text may not be shown, passages that overlap or touch are one piece, and others stand apart."""
    found = fragments([(Stretch(15, 19), "from"), (Stretch(4, 8), "Gull"), (Stretch(6, 14), "ll sails")])
    assert found == [Fragment(4, "Gull sails"), Fragment(15, "from")]


def test_a_passage_within_another_reveals_nothing_more() -> None:
    """The longer passage has the words of the shorter."""
    assert fragments([(Stretch(4, 14), "Gull sails"), (Stretch(9, 14), "sails")]) == [Fragment(4, "Gull sails")]


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Stretch(min(ends), max(ends)))


@given(st.text(min_size=1, max_size=40), st.lists(SPANS, max_size=12))
def test_pieces_are_the_text(text: str, stretches: list[Stretch]) -> None:
    """Whatever the passages, the pieces put together are the text, and each passage starts and ends as often."""
    found = list(segments(Fragment(0, text), stretches))
    assert "".join(piece.text for piece in found) == text
    assert sorted(s for piece in found for s in piece.starts) == sorted(s for piece in found for s in piece.ends)


@given(st.text(min_size=1, max_size=40), st.lists(SPANS, max_size=12))
def test_a_passage_is_the_pieces_inside_it(text: str, stretches: list[Stretch]) -> None:
    """The pieces inside a passage that lies in the text are its words."""
    found = list(segments(Fragment(0, text), stretches))
    for stretch in stretches:
        if stretch.start < stretch.end <= len(text):
            words = "".join(piece.text for piece in found if stretch in piece.inside)
            assert words == text[stretch.start : stretch.end]
