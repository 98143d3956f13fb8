"""CSV: quoting, line ends and nulls, to the byte."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footnoted.schema import Dataset
from footnoted.write.canonical import canonical_table
from footnoted.write.csv import write_csv

# A string without the characters that no cell may hold, and never empty.
CELLS = st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def written(rows: pa.Table, folder: Path) -> bytes:
    """The bytes of `rows` as CSV."""
    write_csv(rows, folder / "rows.csv")
    return (folder / "rows.csv").read_bytes()


def test_values_of_every_type(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> None:
    """Numbers, dates, booleans, nulls and accents have one spelling each; only a comma needs quotes here."""
    assert written(canonical_table(birds.tables["birds"], tables["birds"]), tmp_path).decode() == (
        "id,name,parent_id,habitat,migrates,wingspan_cm,population,measured_on\n"
        "gull,Gull,,shore,true,61.5,9007199254740993,2024-02-29\n"
        'herring-gull,"Möwe, große",gull,,,0.1,,\n'
        "jay,Jay,,wood,false,1000000000000000000000,-5,1999-12-31\n"
    )


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("plain", "plain"),
        (" blanks ", " blanks "),
        ("a,b", '"a,b"'),
        ('say "kee"', '"say ""kee"""'),
        ('"', '""""'),
        ("two\nlines", '"two\nlines"'),
        ("a\rb", '"a\rb"'),
        ("a;b\tc'd", "a;b\tc'd"),
        ("🐦 é", "🐦 é"),
        (None, ""),
    ],
)
def test_quotes_stand_only_where_needed(cell: str | None, field: str, tmp_path: Path) -> None:
    """A comma, a quotation mark or a line break needs quotes; nothing else does."""
    rows = pa.table({"cell": pa.array([cell], pa.string()), "other": ["x"]})
    assert written(rows, tmp_path).decode() == f"cell,other\n{field},x\n"


def test_names_of_columns_are_quoted_alike(tmp_path: Path) -> None:
    """The header follows the rules of the rows."""
    assert written(pa.table({"a,b": ["1"], 'c"d': ["2"]}), tmp_path) == b'"a,b","c""d"\n1,2\n'


def test_a_lone_null_is_still_a_row(tmp_path: Path) -> None:
    """A row of one null is an empty quoted field: an empty line would be no row."""
    assert written(pa.table({"cell": pa.array([None, "x"], pa.string())}), tmp_path) == b'cell\n""\nx\n'


def test_no_rows_leave_the_header(tmp_path: Path) -> None:
    """An empty table is its header."""
    assert written(pa.table({"a": pa.array([], pa.string()), "b": pa.array([], pa.string())}), tmp_path) == b"a,b\n"


@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_other_readers_get_the_cells_back(rows: list[tuple[str | None, str | None]], tmp_path: Path) -> None:
    """The standard library reads back any cells, nulls as empty fields."""
    columns = {"a": pa.array([a for a, _ in rows], pa.string()), "b": pa.array([b for _, b in rows], pa.string())}
    written(pa.table(columns), tmp_path)
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        found = [tuple(line) for line in csv.reader(file)]
    assert found == [("a", "b"), *((a or "", b or "") for a, b in rows)]
