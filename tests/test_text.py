"""Sources are read strictly, and passages are found exactly."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.problem import Problem
from footnoted.text import Lines, SourceText, Span, find, read_source


def _read(folder: Path, data: bytes) -> SourceText | Problem:
    (folder / "a.txt").write_bytes(data)
    return read_source(folder, "a.txt")


def test_a_source_keeps_its_text_to_the_character_and_is_pinned_by_its_bytes(tmp_path: Path) -> None:
    """Nothing is trimmed, and the sha256 is that of the file."""
    data = "Año 1: „Übung“ 🐦\n\nEnd without newline ".encode()
    source = _read(tmp_path, data)
    assert isinstance(source, SourceText)
    assert source.text == "Año 1: „Übung“ 🐦\n\nEnd without newline "
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"", "source-empty", None, None),
        (b" \n\t\n", "source-empty", None, None),
        (b"a\0b", "source-binary", None, None),
        (b"\xef\xbb\xbfText", "source-bom", 1, 1),
        (b"first\nan\xe9 two\n", "source-encoding", 2, 3),
        (b"first\nsecond\r\nthird\n", "source-newline", 2, 7),
        ("first\nan\u0303o\n".encode(), "source-not-nfc", 2, 2),
        (b"a" * ((1 << 20) + 1), "source-too-large", None, None),
    ],
)
def test_a_text_that_cannot_be_cited_exactly_is_refused_at_its_place(
    tmp_path: Path, data: bytes, code: str, line: int | None, column: int | None
) -> None:
    """Each form of bad text has a rule of its own, and where there is a place, the place is given."""
    problem = _read(tmp_path, data)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.path, problem.line, problem.column) == (code, "a.txt", line, column)
    assert problem.hint or code == "source-not-nfc"


def test_a_text_of_exactly_one_mebibyte_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed."""
    assert isinstance(_read(tmp_path, b"a" * (1 << 20)), SourceText)


def test_what_is_no_regular_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    """Missing files, folders, links and pipes are problems; a pipe does not hang the reader."""
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "real.txt").write_text("Text")
    (tmp_path / "link.txt").symlink_to("real.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    codes = {}
    for name in ("missing.txt", "folder.txt", "link.txt", "pipe.txt"):
        problem = read_source(tmp_path, name)
        assert isinstance(problem, Problem)
        codes[name] = problem.code
    assert codes == {
        "missing.txt": "source-missing",
        "folder.txt": "source-not-a-file",
        "link.txt": "source-link",
        "pipe.txt": "source-not-a-file",
    }


def test_no_link_is_followed_on_the_way_to_a_file(tmp_path: Path) -> None:
    """A folder that is a link would lead out of the dataset as well as a file that is one."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").write_text("Secret")
    (tmp_path / "dataset").mkdir()
    (tmp_path / "dataset" / "seeds").symlink_to(tmp_path / "outside")
    problem = read_source(tmp_path / "dataset", "seeds/a.txt")
    assert isinstance(problem, Problem)
    assert problem.code == "source-link"


def test_a_passage_that_is_everywhere_is_not_counted_to_the_end() -> None:
    """A text of one letter would hold half a million passages of half its length."""
    assert len(find("a" * (1 << 20), "a" * (1 << 19))) == 100


def test_overlapping_occurrences_count() -> None:
    """Two occurrences that share characters are two."""
    assert find("banana", "ana") == (Span(1, 4), Span(3, 6))


def test_an_occurrence_must_lie_in_the_scope_whole() -> None:
    """A scope that cuts an occurrence leaves it out."""
    text = "14% here, 14% there"
    assert find(text, "14%") == (Span(0, 3), Span(10, 13))
    assert find(text, "14%", Span(2, 19)) == (Span(10, 13),)
    assert find(text, "14%", Span(0, 12)) == (Span(0, 3),)


def test_line_breaks_and_accents_count_as_written() -> None:
    """Nothing fuzzy: another space or accent is another passage."""
    text = "tras\nla operación"
    assert find(text, "tras la") == ()
    assert find(text, "operacion") == ()
    assert find(text, "tras\nla") == (Span(0, 7),)


def test_an_empty_passage_occurs_nowhere() -> None:
    """An empty passage would be everywhere, so it is nowhere."""
    assert find("text", "") == ()


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_every_stretch_of_a_text_is_found_at_its_place(text: str, first: int, second: int) -> None:
    """Whatever is cut out of a text is found where it was cut, and every find slices to the passage."""
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    passage = text[start:end]
    spans = find(text, passage)
    assert all(span.of(text) == passage for span in spans)
    assert (Span(start, end) in spans) == (start < end)


def test_lines_and_columns_count_from_one_in_code_points() -> None:
    """An emoji is one column; the character behind a newline starts a line."""
    lines = Lines("🐦a\nñb")
    assert [lines.at(offset) for offset in range(5)] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


def test_spans_touch_when_they_share_a_character() -> None:
    """Neighbours do not touch; a span covers itself."""
    assert Span(0, 3).touches(Span(2, 5))
    assert not Span(0, 3).touches(Span(3, 5))
    assert Span(0, 3).covers(Span(0, 3))
    assert not Span(0, 3).covers(Span(2, 4))
