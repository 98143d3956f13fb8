"""Facets: the columns whose few values divide a table into parts that a reader may want to see alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from footnoted.site.package import Column, Package, Table

__all__ = ["facets"]

_MOST_VALUES = 30
"""Datasette lists so many values of a facet (its setting `default_facet_size`); a longer list is no overview."""
_LONG_TABLE = 100_000
"""Rows from which on a facet needs an index: without one, each page reads the whole table for it."""
_FIGURES = frozenset({"integer", "number"})

# A step through an index for each value, however many rows have it: what SQLite's documentation calls a loose scan.
_DISTINCT = """
WITH RECURSIVE found(value) AS (
  SELECT min({column}) FROM {table}
  UNION ALL
  SELECT (SELECT min({column}) FROM {table} WHERE {column} > found.value) FROM found WHERE found.value IS NOT NULL
  LIMIT {limit}
)
SELECT count(value) FROM found
"""
_INDEX = """
SELECT 1 FROM pragma_index_list(?) AS list JOIN pragma_index_info(list.name) AS part
WHERE NOT list.partial AND part.seqno = 0 AND part.name = ?
"""


def facets(package: Package) -> dict[str, tuple[str, ...]]:
    """Table -> its facets in the order of its columns, as the rows of this package have them.

    A facet is a column with a closed list of values, truth values too, or a foreign key of one column, that has at
    least two and at most thirty values. What only describes a figure (how exact it is, how it was counted) divides
    nothing and is left out, and so is a key to rows whose label may be missing.
    """
    with closing(sqlite3.connect(f"{package.database.absolute().as_uri()}?immutable=1", uri=True)) as connection:
        return {table.name: tuple(_facets(connection, package, table)) for table in package.tables.values()}


def _facets(connection: sqlite3.Connection, package: Package, table: Table) -> Iterator[str]:
    for column in table.columns:
        if not _divides(package, table, column):
            continue
        if table.rows > _LONG_TABLE and not connection.execute(_INDEX, (table.name, column.name)).fetchone():
            continue
        if 1 < _values(connection, table, column) <= _MOST_VALUES:
            yield column.name


def _divides(package: Package, table: Table, column: Column) -> bool:
    if (column.name,) == table.primary_key or _describes_figure(table, column):
        return False
    if column.references is not None:
        return _always_labelled(package.tables[column.references])
    # The name of a table is a closed list by nature, although no schema says so.
    return column.closed or (table.role, column.name) == ("evidence", "table_name")


def _describes_figure(table: Table, column: Column) -> bool:
    groups = (group for group in table.groups if column.name in group)
    return any(table.by_name[group[0]].type in _FIGURES for group in groups)


def _always_labelled(table: Table) -> bool:
    return table.label is None or table.by_name[table.label].required


def _values(connection: sqlite3.Connection, table: Table, column: Column) -> int:
    # One value more than a facet may have, and the null that ends the scan.
    quoted = {"table": _quoted(table.name), "column": _quoted(column.name), "limit": _MOST_VALUES + 2}
    (count,) = connection.execute(_DISTINCT.format(**quoted)).fetchone()
    return int(count)


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
