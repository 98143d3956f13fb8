"""Promise 5: every format is read back from the disk and compared with the tables, cell by cell."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from footnoted.problem import Problem
from footnoted.schema import Dataset, Table
from footnoted.write.canonical import BATCH_ROWS
from footnoted.write.ddl import identifier, identifiers
from footnoted.write.layout import DATABASE, csv_path, parquet_path
from footnoted.write.sqlite import open_database

__all__ = ["read_back"]

_CODE = "formats-differ"
_HINT = "the file is not what was written: build again; if it happens again, the disk or the library is at fault"
_MOST_PROBLEMS = 10
# A block of a CSV file must hold its longest row; a source, the longest cell, has at most 1 MiB.
_MOST_BLOCK_BYTES = 1 << 24


def read_back(dataset: Dataset, tables: Mapping[str, pa.Table], folder: Path) -> tuple[Problem, ...]:
    """The cells that a file of the package in `folder` holds otherwise than `tables`: at most ten a table and file.

    The files are read and compared some rows at a time, so that no second copy of a table is held.
    """
    problems: list[Problem] = []
    with closing(open_database(folder / DATABASE)) as connection:
        for table in dataset.tables.values():
            expected = tables[table.name].select([column.name for column in table.columns])
            csv, parquet = csv_path(table), parquet_path(table)
            problems += _compare(table, csv, expected, partial(_read_csv, table, folder / csv))
            problems += _compare(table, parquet, expected, partial(_read_parquet, folder / parquet))
            problems += _compare(table, DATABASE, _as_stored(expected), partial(_read_sqlite, table, connection))
    return tuple(problems)


def _compare(table: Table, path: str, expected: pa.Table, read: Callable[[], Iterator[pa.Table]]) -> Iterator[Problem]:
    try:
        messages = _differences(table, expected, read())
    except (pa.ArrowException, sqlite3.Error, OSError) as error:
        message = f"{table.name} cannot be read back: {error}"
        return iter([Problem(_CODE, path, message, hint=_HINT)])
    return (Problem(_CODE, path, message, hint=_HINT) for message in messages)


def _differences(table: Table, expected: pa.Table, read: Iterator[pa.Table]) -> list[str]:
    """What is wrong with the rows that are read: `read` gives them in order, some at a time, and at first none."""
    found: dict[str, None] = {}
    rows = 0
    for some in read:
        if some.column_names != expected.column_names:
            return [f"{table.name} has the columns {', '.join(some.column_names)}"]
        wanted = expected.slice(rows, some.num_rows)
        rows += some.num_rows
        if len(found) < _MOST_PROBLEMS and wanted.num_rows == some.num_rows:
            told = (each for name in expected.column_names for each in _cell_differences(table, name, wanted, some))
            # A column of another type is so in each part.
            found.update(dict.fromkeys(islice(told, _MOST_PROBLEMS)))
    if rows != expected.num_rows:
        return [f"{table.name} has {rows} rows, not {expected.num_rows}"]
    return list(found)[:_MOST_PROBLEMS]


def _cell_differences(table: Table, name: str, expected: pa.Table, actual: pa.Table) -> Iterator[str]:
    wanted, found = expected.column(name), actual.column(name)
    if found.type != wanted.type:
        yield f"{table.name}.{name} has the type {found.type}, not {wanted.type}"
    elif not found.equals(wanted):
        for row in _unequal_rows(wanted, found):
            key = "/".join(str(expected.column(part)[row].as_py()) for part in table.primary_key)
            yield f"{table.name}/{key}/{name} is {found[row].as_py()!r}, not {wanted[row].as_py()!r}"


def _unequal_rows(wanted: pa.ChunkedArray, found: pa.ChunkedArray) -> list[int]:
    equal = pc.fill_null(pc.equal(wanted, found), fill_value=False)
    neither = pc.and_(pc.is_null(wanted), pc.is_null(found))
    rows: list[int] = pc.indices_nonzero(pc.invert(pc.or_(equal, neither))).to_pylist()
    return rows


def _read_csv(table: Table, path: Path) -> Iterator[pa.Table]:
    schema = table.arrow_schema()
    with pa_csv.open_csv(
        path,
        read_options=pa_csv.ReadOptions(block_size=min(path.stat().st_size + 1, _MOST_BLOCK_BYTES)),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types={field.name: field.type for field in schema},
            null_values=[""],
            true_values=["true"],
            false_values=["false"],
            strings_can_be_null=True,
        ),
    ) as reader:
        yield reader.schema.empty_table()
        yield from (pa.Table.from_batches([batch]) for batch in reader)


def _read_parquet(path: Path) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        yield file.schema_arrow.empty_table()
        yield from (pa.Table.from_batches([batch]) for batch in file.iter_batches())


def _as_stored(rows: pa.Table) -> pa.Table:
    """`rows` with the types that SQLite has: booleans as integers, dates as text."""
    return rows.cast(pa.schema([pa.field(field.name, _stored_type(field.type)) for field in rows.schema]))


def _stored_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_boolean(kind):
        return pa.int64()
    return pa.string() if pa.types.is_date(kind) else kind


def _read_sqlite(table: Table, connection: sqlite3.Connection) -> Iterator[pa.Table]:
    names = [column.name for column in table.columns]
    schema = pa.schema([pa.field(column.name, _stored_type(column.arrow_type)) for column in table.columns])
    order = identifiers(table.primary_key or names)
    query = f"SELECT {identifiers(names)} FROM {identifier(table.name)} ORDER BY {order}"  # noqa: S608 (quoted names)
    cursor = connection.execute(query)
    yield schema.empty_table()
    while rows := cursor.fetchmany(BATCH_ROWS):
        columns = zip(*rows, strict=True)
        arrays = [pa.array(cells, kind) for cells, kind in zip(columns, schema.types, strict=True)]
        yield pa.Table.from_arrays(arrays, schema=schema)
