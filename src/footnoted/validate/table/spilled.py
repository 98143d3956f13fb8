"""Key columns on disk: kept by DuckDB in a file of its own, within a limit of memory.

DuckDB was chosen by measurement. Of ten million unordered keys it finds a repetition in 4 s with 400 MB, its file
included; sorting runs with Arrow and merging them took longer and was code to maintain, and Polars has no limit of
memory to set. Below the limit it is not asked, nor imported (0.15 s): Arrow's hash tables find the repetitions among a
million keys in 0.2 s, where DuckDB takes 0.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.key import Key, Target
from footnoted.validate.table.rows import Hits, Rows
from footnoted.validate.table.types.common import common_type

__all__ = ["Spilled"]

# With less DuckDB has no room to sort.
_LEAST_MEMORY = 64_000_000
# Integers of more than 64 bits stand in a column of texts beside their own.
_WIDE = "_wide"
_LEAST, _MOST = -(2**63), 2**63 - 1


class Spilled:
    """The key columns of tables, on disk; to be closed."""

    def __init__(self, memory: int, most: int) -> None:
        # Imported here alone: most tables fit into memory.
        import duckdb  # noqa: PLC0415

        self._folder = TemporaryDirectory(prefix="footnoted-")
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{max(memory, _LEAST_MEMORY) // 1_000_000}MB",
            "temp_directory": self._folder.name,
            "preserve_insertion_order": "false",
        }
        self._database = duckdb.connect(Path(self._folder.name) / "keys.duckdb", config=settings)
        self._database.execute("SET enable_external_access = false")
        self._most = most
        self._first: dict[str, Rows] = {}
        self._wide: set[tuple[str, str]] = set()

    def close(self) -> None:
        """Remove everything from the disk."""
        self._database.close()
        self._folder.cleanup()

    def add(self, rows: Rows) -> None:
        """Write a batch; `rows` has key columns alone."""
        stored = {"number": rows.all_numbers(), **dict(self._stored(rows))}
        batch = pa.table(stored)
        if rows.table not in self._first:
            self._first[rows.table] = rows
            empty = batch.select([name for name in stored if not name.endswith(_WIDE)]).slice(0, 0)
            self._database.register("batch", empty)
            self._database.execute(f"CREATE TABLE {self._name(rows.table)} AS FROM batch")
        for column in [name for name in stored if name.endswith(_WIDE) and (rows.table, name) not in self._wide]:
            self._wide.add((rows.table, column))
            self._database.execute(f"ALTER TABLE {self._name(rows.table)} ADD COLUMN {_quoted(column)} VARCHAR")
        self._database.register("batch", batch)
        self._database.execute(f"INSERT INTO {self._name(rows.table)} BY NAME FROM batch")

    def broken(self, table: str, key: Key, target: Target | None) -> tuple[Rows, Hits, int] | None:
        """The rows that break a key of `table`, the first of them with their columns; None where none do."""
        if target is None:
            self._repeats(table, key.columns)
        else:
            self._dangling(table, key.columns, target)
        total = self._database.execute("SELECT count(*) FROM broken").fetchall()[0][0]
        return (*self._rows(table), total) if total else None

    def _repeats(self, table: str, columns: Sequence[str]) -> None:
        """Make the table `broken` of the rows whose key stands in an earlier row, each with the first such row."""
        keys = [self._expression(table, column) for column in columns]
        given = " AND ".join(f"{key} IS NOT NULL" for key in keys)
        named = ", ".join(f"{key} AS k{place}" for place, key in enumerate(keys))
        grouped = ", ".join(f"k{place}" for place in range(len(keys)))
        same = " AND ".join(f"{key} = k{place}" for place, key in enumerate(keys))
        name = self._name(table)
        self._database.execute(f"""
            CREATE OR REPLACE TEMP TABLE firsts AS SELECT {named}, min(number) AS beside
                FROM {name} WHERE {given} GROUP BY {grouped} HAVING count(*) > 1""")  # noqa: S608 - names of ours
        self._database.execute(f"""
            CREATE OR REPLACE TEMP TABLE broken AS SELECT number, beside
                FROM {name} JOIN firsts ON {same} WHERE number > beside""")  # noqa: S608 - the same

    def _dangling(self, table: str, columns: Sequence[str], target: Target) -> None:
        """Make the table `broken` of the rows whose key, no part of it null, is that of no row of the target."""
        pairs = [
            self._comparable((table, here), (target.table, there))
            for here, there in zip(columns, target.columns, strict=True)
        ]
        given = " AND ".join(f"{self._expression(table, column)} IS NOT NULL" for column in columns)
        there = ", ".join(f"{pair[1]} AS k{place}" for place, pair in enumerate(pairs))
        same = " AND ".join(f"{pair[0]} = k{place}" for place, pair in enumerate(pairs))
        self._database.execute(f"""
            CREATE OR REPLACE TEMP TABLE broken AS SELECT number, number AS beside
                FROM (FROM {self._name(table)} WHERE {given})
                ANTI JOIN (SELECT DISTINCT {there} FROM {self._name(target.table)}) ON {same}""")  # noqa: S608

    def _rows(self, table: str) -> tuple[Rows, Hits]:
        """The first of the broken rows and, after them, the rows that they repeat."""
        name = self._name(table)
        first = f"(SELECT number, beside FROM broken ORDER BY number LIMIT {self._most})"  # noqa: S608 - names of ours
        here = self._fetched(f"SELECT t.* FROM {first} b JOIN {name} t ON t.number = b.number ORDER BY b.number")  # noqa: S608
        there = self._fetched(f"SELECT t.* FROM {first} b JOIN {name} t ON t.number = b.beside ORDER BY b.number")  # noqa: S608
        both, known = pa.concat_tables([here, there]), self._first[table]
        values = {column: self._read(both, table, column) for column in known.values}
        rows = Rows(table, len(both), values, known.primary_key, numbers=both["number"].combine_chunks())
        return rows, Hits(pa.arange(0, len(here)), pa.arange(len(here), len(both)))

    def _fetched(self, query: str) -> pa.Table:
        return self._database.sql(query).to_arrow_table()

    def _read(self, table: pa.Table, name: str, column: str) -> pa.ChunkedArray:
        """The values of a column, an integer beyond 64 bits as text."""
        own, wide = table[self._column(name, column)], self._column(name, column) + _WIDE
        return pc.coalesce(pc.cast(own, pa.string()), table[wide]) if (name, wide) in self._wide else own

    def _stored(self, rows: Rows) -> Iterator[tuple[str, pa.ChunkedArray]]:
        for column, values in rows.values.items():
            name = self._column(rows.table, column, rows)
            if not pa.types.is_decimal(values.type):
                # 0 and -0 are one number.
                yield name, pc.add(values, 0.0) if pa.types.is_floating(values.type) else values
                continue
            narrow = pc.and_(pc.greater_equal(values, _LEAST), pc.less_equal(values, _MOST))
            nothing = pa.scalar(None, values.type)
            yield name, pc.cast(pc.if_else(narrow, values, nothing), pa.int64())
            yield name + _WIDE, pc.cast(pc.if_else(narrow, nothing, values), pa.string())

    def _comparable(self, here: tuple[str, str], there: tuple[str, str]) -> tuple[str, str]:
        """Both columns as SQL that can be compared; "NULL", which equals nothing, where no values can be equal."""
        kinds = [self._first[table].values[column].type for table, column in (here, there)]
        common = common_type(*kinds)
        expressions = self._expression(*here), self._expression(*there)
        if common is None:
            return "NULL", expressions[1]
        if pa.types.is_floating(common) and kinds[0] != kinds[1]:
            return f"CAST({expressions[0]} AS DOUBLE)", f"CAST({expressions[1]} AS DOUBLE)"
        if self._is_wide(*here) or self._is_wide(*there):
            return f"CAST({expressions[0]} AS VARCHAR)", f"CAST({expressions[1]} AS VARCHAR)"
        return expressions

    def _expression(self, table: str, column: str) -> str:
        name = self._column(table, column)
        if self._is_wide(table, column):
            return f"coalesce(CAST({name} AS VARCHAR), {name}{_WIDE})"
        return name

    def _is_wide(self, table: str, column: str) -> bool:
        return (table, self._column(table, column) + _WIDE) in self._wide

    def _column(self, table: str, column: str, rows: Rows | None = None) -> str:
        """What a column is called here: names of strangers stand in no query."""
        return f"c{list((rows or self._first[table]).values).index(column)}"

    def _name(self, table: str) -> str:
        return f"t{list(self._first).index(table)}"


def _quoted(name: str) -> str:
    return f'"{name}"'
