"""The changes between two editions, found by DuckDB so that a million rows take seconds and bounded memory.

DuckDB is imported here alone, when two editions are compared.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import duckdb

from footnoted.compare import statements
from footnoted.compare.edition import Edition, EditionTable

__all__ = ["KINDS", "Change", "Changes", "compare"]

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "row_added": "row added",
        "row_removed": "row removed",
        "value_changed": "value changed",
        "newly_supported": "newly supported",
        "support_lost": "support lost",
        "footnote_moved": "footnote moved",
        "now_disputed": "now disputed",
        "dispute_settled": "no longer disputed",
    }
)
"""The kinds of change in the order of a report, each as people say it."""

_MEMORY = "1GB"
_BATCH = 1000
EVIDENCE = "evidence"


class Change(NamedTuple):
    """One change of one cell; of a whole row where `column_name` is None. Values are in their canonical text."""

    table_name: str
    row_id: str
    column_name: str | None
    kind: str
    old_value: str | None
    new_value: str | None
    old_passage: str | None
    new_passage: str | None
    old_source: str | None
    new_source: str | None


class Changes:
    """What `compare` found, still in the database that found it."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, structure: tuple[tuple[str, str, str | None], ...]
    ) -> None:
        """`structure`: tables and columns that were added or removed, as (what, table, column)."""
        self._connection = connection
        self.structure = structure

    def counts(self) -> dict[str, dict[str, int]]:
        """How many changes of each kind each table has; of an added or removed row, the row alone counts."""
        counts: dict[str, dict[str, int]] = {}
        for table, kind, number in self._connection.execute(statements.COUNTS).fetchall():
            counts.setdefault(table, {})[kind] = number
        return counts

    def each(self, most: int | None = None) -> Iterator[Change]:
        """The changes in order of tables, rows and columns, at most so many of each table."""
        found = self._connection.execute(statements.EACH, [most if most is not None else -1] * 2)
        while rows := found.fetchmany(_BATCH):
            yield from (Change(*row) for row in rows)

    def write_parquet(self, path: Path) -> None:
        """All changes as a table of their own."""
        self._connection.execute(statements.COPY.format(path=statements.text(str(path))))


@contextmanager
def compare(old: Edition, new: Edition) -> Iterator[Changes]:
    """Compare two editions; the changes can be asked for until the block ends."""
    with tempfile.TemporaryDirectory(prefix="footnoted-diff-") as folder, duckdb.connect(":memory:") as connection:
        for name, value in (("memory_limit", _MEMORY), ("temp_directory", folder), ("TimeZone", "UTC")):
            connection.execute(f"SET {name} = {statements.text(value)}")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET autoload_known_extensions = false")
        connection.execute(statements.TABLES)
        _find(connection, old, new)
        yield Changes(connection, tuple(_structure(old, new)))


def _find(connection: duckdb.DuckDBPyConnection, old: Edition, new: Edition) -> None:
    order = list(dict.fromkeys((*new.tables, *old.tables)))
    for number, name in enumerate(name for name in order if name != EVIDENCE):
        columns = _both(old.tables.get(name), new.tables.get(name))
        key = (new.tables.get(name) or old.tables[name]).primary_key or columns
        _view(connection, "old_rows", old.tables.get(name), columns)
        _view(connection, "new_rows", new.tables.get(name), columns)
        for statement in statements.rows(name, number, columns, key):
            connection.execute(statement)
    for side, edition in (("old_evidence", old), ("new_evidence", new)):
        _view(connection, side, edition.tables.get(EVIDENCE), statements.EVIDENCE_COLUMNS)
    for statement in statements.FOOTNOTES:
        connection.execute(statement)


def _both(old: EditionTable | None, new: EditionTable | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(new.columns if new else ()), *(old.columns if old else ()))))


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, table: EditionTable | None, columns: tuple[str, ...]
) -> None:
    """A view of one side with all of `columns`, those that it has not as nulls."""
    there: tuple[str, ...] = ()
    source = "(SELECT 1 WHERE false)"
    if table is not None:
        there = table.columns
        if isinstance(table.rows, Path):
            source = statements.csv_source(str(table.rows), there)
        else:
            connection.register(f"{name}_arrow", table.rows)
            source = f"{name}_arrow"
    selected = ", ".join(
        statements.name(column) if column in there else f"NULL::VARCHAR AS {statements.name(column)}"
        for column in columns
    )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {selected} FROM {source}")  # noqa: S608 - quoted


def _structure(old: Edition, new: Edition) -> Iterator[tuple[str, str, str | None]]:
    for what, one, other in (("added", new, old), ("removed", old, new)):
        for name, table in one.tables.items():
            if name not in other.tables:
                yield f"table {what}", name, None
                continue
            for column in table.columns:
                if column not in other.tables[name].columns:
                    yield f"column {what}", name, column
