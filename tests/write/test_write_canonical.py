"""The canonical form of a table and its logical hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.errors import OutputError
from footnoted.schema import Column, Dataset, Table
from footnoted.write.canonical import canonical_table, joined_rows, logical_hash


def table_of(**types: str) -> Table:
    """A table without keys, its columns by name and type."""
    columns = tuple(Column(name, kind, name, "", {}) for name, kind in types.items())
    return Table("eggs", "Eggs", "", columns, (), (), (), (), "fact", "schemas/eggs.json", {})


def canonical(kind: str, cells: list[Any]) -> list[str | None]:
    """The canonical texts of one column's `cells`."""
    table = table_of(cell=kind)
    texts: list[str | None] = canonical_table(table, one_column(table, cells)).column("cell").to_pylist()
    return texts


def one_column(table: Table, cells: list[Any]) -> pa.Table:
    """A table with these cells alone."""
    return pa.table({"cell": pa.array(cells, table.columns[0].arrow_type)})


def hash_of(table: Table, rows: pa.Table) -> str:
    """The logical hash of `rows`."""
    return logical_hash(table, canonical_table(table, rows))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (61.5, "61.5"),
        (8.0, "8"),
        (0.1, "0.1"),
        (-0.0, "0"),
        (-2.5, "-2.5"),
        (100.0, "100"),
        (1e21, "1000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (123456789012345.0, "123456789012345"),
        (0.123456789012345, "0.123456789012345"),
        (None, None),
    ],
)
def test_numbers_are_shortest_decimals(number: float | None, text: str | None) -> None:
    """A number has neither exponent nor trailing zeros, and null stays null."""
    assert canonical("number", [number]) == [text]


@pytest.mark.parametrize("number", [0.1 + 0.2, 1234567890123456.0, float("nan"), float("inf")])
def test_numbers_beyond_fifteen_digits_are_refused(number: float) -> None:
    """A number that not every format can carry stops the write and names its column."""
    with pytest.raises(OutputError, match=r"eggs\.cell"):
        canonical("number", [1.0, number])


@given(st.floats(min_value=-1e300, max_value=1e300))
def test_numbers_come_back_equal(number: float) -> None:
    """The text of any number that is not refused gives the same float64, without an exponent."""
    rounded = float(f"{number:.14e}")
    (text,) = canonical("number", [rounded])
    assert text is not None
    assert float(text) == rounded
    assert "e" not in text


def test_integers_keep_every_digit() -> None:
    """Integers beyond the precision of a float64 stay exact."""
    assert canonical("integer", [2**53 + 1, -(2**63), 0]) == ["9007199254740993", "-9223372036854775808", "0"]


def test_booleans_are_words() -> None:
    """Booleans are true and false."""
    assert canonical("boolean", [True, None, False]) == ["true", None, "false"]


def test_dates_are_iso() -> None:
    """Dates are ISO 8601."""
    assert canonical("date", [pa.scalar("2024-02-29").cast(pa.date32()).as_py()]) == ["2024-02-29"]


def test_strings_stay_as_they_are() -> None:
    """A string keeps blanks, quotes, line breaks, accents and emoji."""
    awkward = [" a ", 'say "kee"', "two\nlines", "Möwe", "🐦", "\\N", "NA"]
    assert canonical("string", awkward) == awkward


@pytest.mark.parametrize("text", ["", "a\0b"])
def test_strings_that_a_format_would_lose_are_refused(text: str) -> None:
    """An empty string would read back as null from CSV, and SQLite ends a text at a NUL."""
    with pytest.raises(OutputError, match=r"eggs\.cell"):
        canonical("string", ["egg", text])


def test_required_cells_may_not_be_null(birds: Dataset) -> None:
    """A null in a required column stops the write."""
    songs = birds.tables["songs"]
    rows = pa.table({"id": ["a"], "bird_id": ["jay"], "text": pa.array([None], pa.string())})
    with pytest.raises(OutputError, match=r"songs\.text"):
        canonical_table(songs, rows)


def test_logical_hash_covers_header_and_rows() -> None:
    """The hash is the sha256 of a text that anybody can make: tabs, line feeds, escapes, and names with types."""
    table = table_of(name="string", eggs="integer", white="boolean")
    rows = pa.table(
        {
            "name": ["a\tb", "c\\d", "e\nf", "g\rh", None],
            "eggs": pa.array([2, None, 9007199254740993, 0, 1], pa.int64()),
            "white": pa.array([True, False, None, None, None], pa.bool_()),
        }
    )
    text = (
        "name:string\teggs:integer\twhite:boolean\n"
        "a\\tb\t2\ttrue\n"
        "c\\\\d\t\\N\tfalse\n"
        "e\\nf\t9007199254740993\t\\N\n"
        "g\\rh\t0\t\\N\n"
        "\\N\t1\t\\N\n"
    )
    assert hash_of(table, rows) == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_logical_hash_tells_null_from_its_spelling() -> None:
    """Null and a string that looks like the mark of null have different hashes."""
    table = table_of(cell="string")
    assert hash_of(table, one_column(table, [None])) != hash_of(table, one_column(table, ["\\N"]))


def test_logical_hash_of_an_empty_table_is_that_of_its_header() -> None:
    """A table without rows has a hash of its own."""
    table = table_of(cell="number")
    assert hash_of(table, one_column(table, [])) == f"sha256:{hashlib.sha256(b'cell:number' + bytes([10])).hexdigest()}"


def test_logical_hash_does_not_depend_on_chunks() -> None:
    """However Arrow cut the rows into pieces, the hash is the same."""
    table = table_of(cell="number")
    whole = one_column(table, [1.5, None, 2.0, 1.5])
    pieces = pa.concat_tables([whole.slice(0, 1), whole.slice(1, 2), whole.slice(3)])
    assert hash_of(table, pieces) == hash_of(table, whole)


def test_rows_are_joined_in_batches() -> None:
    """More rows than a batch holds come out complete and in order."""
    numbers = pa.table({"cell": [str(number) for number in range(70_000)]})
    lines = b"".join(joined_rows(numbers, lambda cells: cells, ",", "")).splitlines()
    assert len(lines) == 70_000
    assert lines[65_535:65_537] == [b"65535", b"65536"]


def test_logical_hash_of_awkward_values(birds: Dataset, tables: Mapping[str, pa.Table]) -> None:
    """Dates, large integers, decimals and accents are hashed as they stand in the CSV file."""
    text = (
        "id:string\tname:string\tparent_id:string\thabitat:string\tmigrates:boolean\twingspan_cm:number"
        "\tpopulation:integer\tmeasured_on:date\n"
        "gull\tGull\t\\N\tshore\ttrue\t61.5\t9007199254740993\t2024-02-29\n"
        "herring-gull\tMöwe, große\tgull\t\\N\t\\N\t0.1\t\\N\t\\N\n"
        "jay\tJay\t\\N\twood\tfalse\t1000000000000000000000\t-5\t1999-12-31\n"
    )
    expected = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    assert hash_of(birds.tables["birds"], tables["birds"]) == expected
