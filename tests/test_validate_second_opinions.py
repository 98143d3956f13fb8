"""Cells judged by SQLite (STRICT tables, CHECK, keys) and by csvw as well, where they mean the same thing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import csvw.metadata
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.validate.table.check import Tally
from footnoted.validate.table.inspection import Inspection
from footnoted.validate.table.spec import Field, TableSpec
from footnoted.validate.table.texts import text_reader

INTEGERS = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.integers(-5, 5))
WORDS = st.one_of(st.none(), st.text("abñ😀 ", max_size=4))


def wrong_rows(fields: dict[str, dict[str, Any]], rows: list[tuple[object, ...]], **keys: Any) -> set[int]:  # noqa: ANN401 - any key
    """The rows, from 0, that break a rule; a cell is written as its text, null as the empty one."""
    spec = TableSpec(
        "t",
        tuple(
            Field(name, raw.get("type", "string"), raw.get("constraints", {}), raw, missing=("\0",))
            for name, raw in fields.items()
        ),
        **keys,
    )
    columns = {
        name: pa.chunked_array([["\0" if row[place] is None else str(row[place]) for row in rows]], pa.string())
        for place, name in enumerate(fields)
    }
    tally = Tally()
    with Inspection(tally) as inspection:
        inspection.begin(spec)
        inspection.add(text_reader(spec).rows(columns))
        inspection.finish()
    return {finding.row for finding in tally.findings() if finding.row is not None}


def refused(table: str, rows: list[tuple[object, ...]]) -> set[int]:
    """The rows, from 0, that SQLite refuses to put into the table."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE t {table}")
    found = set()
    for number, row in enumerate(rows):
        try:
            database.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - marks alone
        except sqlite3.IntegrityError:
            found.add(number)
    database.close()
    return found


@given(st.lists(st.tuples(INTEGERS, WORDS), max_size=12))
def test_sqlite_refuses_the_same_cells(rows: list[tuple[object, ...]]) -> None:
    """Types, required cells, bounds, lengths in code points, and lists of terms."""
    fields = {
        "n": {"type": "integer", "constraints": {"required": True, "minimum": -3, "exclusiveMaximum": 4}},
        "w": {"constraints": {"minLength": 1, "maxLength": 2, "enum": ["a", "ñ", "😀b", "ab", "aaa"]}},
    }
    table = """(n INTEGER NOT NULL CHECK (n >= -3 AND n < 4),
        w TEXT CHECK (length(w) BETWEEN 1 AND 2 AND w IN ('a', 'ñ', '😀b', 'ab', 'aaa'))) STRICT"""
    assert wrong_rows(fields, rows) == refused(table, rows)


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 2)), st.sampled_from([None, "a", "b"])), max_size=9))
def test_sqlite_refuses_the_same_keys(rows: list[tuple[object, ...]]) -> None:
    """A row that repeats a unique key of two columns; null repeats nothing."""
    fields = {"n": {"type": "integer"}, "w": {}}
    assert wrong_rows(fields, rows, unique_keys=(("n", "w"),)) == refused("(n INTEGER, w TEXT, UNIQUE (n, w))", rows)


CSVW_TYPES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "integer": ({"type": "integer"}, {"base": "integer"}),
    "bounded": (
        {"type": "integer", "constraints": {"minimum": 2, "maximum": 5}},
        {"base": "integer", "minimum": 2, "maximum": 5},
    ),
    "date": ({"type": "date"}, {"base": "date", "format": "yyyy-MM-dd"}),
    "boolean": ({"type": "boolean"}, {"base": "boolean"}),
    "length": ({"constraints": {"minLength": 2, "maxLength": 3}}, {"base": "string", "minLength": 2, "maxLength": 3}),
    "pattern": ({"constraints": {"pattern": "[A-Z]+[0-9]?"}}, {"base": "string", "format": "[A-Z]+[0-9]?"}),
}
TEXTS = [
    "0",
    "1",
    "3",
    "-2",
    "12",
    "1.5",
    "x",
    "A",
    "AB",
    "AB1",
    "ABCD",
    "true",
    "false",
    "2024-02-29",
    "2023-02-29",
    "2024",
]


@pytest.mark.parametrize("name", CSVW_TYPES)
@pytest.mark.parametrize("text", TEXTS)
def test_csvw_judges_the_same_texts(name: str, text: str) -> None:
    """Types and constraints that the tabular data model of the W3C has too."""
    ours, theirs = CSVW_TYPES[name]
    column = csvw.metadata.Column.fromvalue({"name": "c", "datatype": theirs})
    assert (wrong_rows({"c": ours}, [(text,)]) == set()) is accepts(column.read, text)


def accepts(read: Callable[[str], object], text: str) -> bool:
    """Whether csvw reads the text."""
    try:
        read(text)
    except ValueError:
        return False
    return True
