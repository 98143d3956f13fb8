"""The dataset as one SQLite file: tables with keys, indexes, full-text search and views; equal bytes each time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.errors import OutputError
from footnoted.schema import Dataset, Table
from footnoted.validate.quality import ColumnQuality
from footnoted.write.canonical import BATCH_ROWS
from footnoted.write.ddl import create_indexes, create_table, creation_order, identifier, identifiers
from footnoted.write.quality import create_quality_view
from footnoted.write.search import SEARCH, create_search, search_columns, search_table
from footnoted.write.views import VIEWS, create_views, footnotes_view

__all__ = ["check_sqlite", "open_database", "write_sqlite"]

_HINT = "the tables are checked before they are written: run footnoted validate"

# For each run of a statement SQLite makes the lists of its CHECK constraints anew: of rows one by one, that is half of
# their time. More than this gains nothing; a statement may have 32,766 values (https://www.sqlite.org/limits.html).
_ROWS_OF_A_STATEMENT, _VALUES_OF_A_STATEMENT = 50, 32_766

# Nothing of this file outlives a crash, so that nothing needs a journal or a flush to the disk.
_PRAGMAS = ("page_size = 4096", "auto_vacuum = NONE", "journal_mode = OFF", "synchronous = OFF", "cache_size = -65536")


def write_sqlite(
    dataset: Dataset, tables: Mapping[str, pa.Table], path: Path, quality: Sequence[ColumnQuality] = ()
) -> None:
    """Write `tables`, each sorted by primary key, and the view of their `quality`, to `path`, which must not exist.

    Raises:
        OutputError: two tables or views would have one name, or a row breaks a constraint of its table.
        sqlite3.OperationalError: the file cannot be written.
    """
    _refuse_shared_names(dataset)
    working = path.with_name(f"{path.name}-working")
    try:
        with closing(sqlite3.connect(working, isolation_level=None)) as connection:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            _fill(connection, dataset, tables)
            connection.execute(create_quality_view(quality))
            # A plain VACUUM would leave the count of changes in the header; a fresh file has none.
            connection.execute("VACUUM INTO ?", (str(path),))
    except sqlite3.IntegrityError as error:
        raise OutputError(f"a row breaks a rule of its table: {error}", _HINT) from error
    finally:
        working.unlink(missing_ok=True)


def open_database(path: Path) -> sqlite3.Connection:
    """The finished file at `path`, to read only: nothing is written beside it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _fill(connection: sqlite3.Connection, dataset: Dataset, tables: Mapping[str, pa.Table]) -> None:
    order = creation_order(dataset)
    connection.execute("BEGIN")
    for table in order:
        connection.execute(create_table(dataset, table))
    for table in order:
        _insert(connection, table, tables[table.name])
    # An index is built faster, and denser, from a table that is already there.
    indexes = (statement for table in order for statement in create_indexes(table))
    for statement in (*indexes, *create_views(dataset), *create_search(dataset)):
        connection.execute(statement)
    connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, table: Table, rows: pa.Table) -> None:
    names = [column.name for column in table.columns]
    insert = f"INSERT INTO {identifier(table.name)} ({identifiers(names)}) VALUES "  # noqa: S608 (quoted)
    row = f"({', '.join('?' for _ in names)})"
    most = min(_ROWS_OF_A_STATEMENT, _VALUES_OF_A_STATEMENT // len(names))
    for batch in rows.select(names).to_batches(max_chunksize=BATCH_ROWS):
        cells = zip(*map(_values, batch.columns), strict=True)
        while some := list(islice(cells, most)):
            connection.execute(insert + ", ".join([row] * len(some)), [*chain.from_iterable(some)])


def _values(cells: pa.Array) -> list[Any]:
    cells = pc.cast(cells, pa.string()) if pa.types.is_date(cells.type) else cells
    values: list[Any] = cells.to_pylist()
    return values


def check_sqlite(path: Path) -> None:
    """Let SQLite check the file at `path`: its pages, indexes and constraints, and its foreign keys.

    Raises:
        OutputError: SQLite finds something.
    """
    with closing(open_database(path)) as connection:
        for pragma in ("integrity_check", "foreign_key_check"):
            if found := _findings(connection, pragma):
                raise OutputError(f"SQLite's {pragma} finds: {'; '.join(found[:5])}", _HINT)


def _findings(connection: sqlite3.Connection, pragma: str) -> list[str]:
    try:
        rows = connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [", ".join(map(str, row)) for row in rows if row != ("ok",)]


def _refuse_shared_names(dataset: Dataset) -> None:
    seen = {name.lower() for name in dataset.tables}
    for name in _derived_names(dataset):
        if name.lower() in seen:
            raise OutputError(f"two tables would be called {name}", "rename the one of yours")
        seen.add(name.lower())


def _derived_names(dataset: Dataset) -> Iterator[str]:
    yield from (*VIEWS, SEARCH)
    yield from (footnotes_view(table) for table in dataset.facts.values())
    yield from (search_table(table) for table in dataset.tables.values() if search_columns(table))
