"""Tables of batches as one: what no batch alone could know is put right, in DuckDB, by the disk where memory ends.

A fact is told by one article, so that the rows of a batch are the rows. The rows of entities are told by many: one row
stands in each batch that names it, with the name that is first in that batch, and with the footnotes that the batch
prefers. Over all batches the first mention names it (by source, then by place), and of each column the preferred
footnote is used, as `resolve` has it for sources that are all active and of which none corrects another.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from footnoted.errors import FootnotedError
from footnoted.schema import Dataset, Table
from footnoted.write.ddl import identifier, identifiers, literal

__all__ = ["ORDER", "Merge"]

ORDER = ("table_name", "row_id", "column_name", "source_id", "span_start", "id")
"""What evidence is sorted by: all footnotes of a row stand together, and so do those of the tables."""
_BATCH = 1 << 17
# Every footnote of an entity: how it is preferred for its cell (see `resolve.compete`), and, where it is of the row's
# name, which mention of the row it is.
_TOLD = """CREATE TABLE merge.told AS SELECT e.id, e.table_name, e.row_id, e.column_name, e.passage, e.value, e.method,
    row_number() OVER (PARTITION BY e.table_name, e.row_id, e.column_name
        ORDER BY %(day)s IS NULL, %(day)s DESC,
            CASE e.attribution WHEN 'named' THEN 0 WHEN 'source' THEN 1 ELSE 2 END,
            e.source_id, e.span_start, e.span_end) AS preference,
    CASE WHEN l.label = e.column_name THEN row_number() OVER (PARTITION BY e.table_name, e.row_id, e.column_name
        ORDER BY e.source_id, e.span_start, e.value) END AS mention
    FROM evidence e JOIN sources s ON s.id = e.source_id JOIN merge.entities l USING (table_name)"""
_USED = """CREATE TABLE merge.used AS SELECT table_name, row_id, column_name,
    coalesce(any_value(value) FILTER (mention = 1), any_value(value) FILTER (preference = 1)) AS value
    FROM merge.told GROUP BY ALL"""
_EVIDENCE = """SELECT e.* REPLACE (
    CASE WHEN t.mention IS NULL THEN e.value ELSE u.value END AS value,
    CASE WHEN t.mention IS NULL OR e.method = 'curated' THEN e.method
        WHEN e.passage = u.value THEN 'stated' ELSE 'converted' END AS method,
    CASE WHEN t.id IS NULL THEN e.rank WHEN t.preference = 1 THEN 'used'
        WHEN t.mention IS NOT NULL OR e.value = u.value THEN 'agrees' ELSE 'differs' END AS rank)
    FROM evidence e LEFT JOIN merge.told t USING (id) LEFT JOIN merge.used u
        ON u.table_name = t.table_name AND u.row_id = t.row_id AND u.column_name = t.column_name"""
_HINT = "build it without --tables, which holds all claims in memory"


class Merge:
    """The tables of batches in a folder, `<table>/<batch>.parquet`, read as one; holds about `memory` bytes."""

    def __init__(self, dataset: Dataset, folder: Path, memory: int) -> None:
        self._entities = dataset.entities.keys()
        self._connection = duckdb.connect()
        self._connection.execute(f"SET memory_limit = '{memory}B'")
        self._connection.execute(f"SET temp_directory = {literal(str(folder / 'spilled'))}")
        self._connection.execute("SET preserve_insertion_order = false")
        for name in dataset.tables:
            files = literal(str(folder / name / "*.parquet"))
            self._connection.execute(f"CREATE VIEW {identifier(name)} AS SELECT * FROM read_parquet({files})")  # noqa: S608 - names, quoted
        # A schema of its own: a dataset may have tables of any name.
        self._connection.execute("CREATE SCHEMA merge")
        self._connection.execute("CREATE TABLE merge.entities (table_name VARCHAR, label VARCHAR)")
        for entity in dataset.entities:
            table = dataset.tables[entity]
            if any(len(group) > 1 for group in table.groups):
                raise FootnotedError(f"columns of `{entity}` are taken from one source together", _HINT)
            self._connection.execute("INSERT INTO merge.entities VALUES (?, ?)", [entity, table.label])
        dated = "published_on" in dataset.tables["sources"].by_name
        self._connection.execute(_TOLD % {"day": "s.published_on" if dated else "NULL"})
        self._connection.execute(_USED)

    def close(self) -> None:
        """Let go of the tables."""
        self._connection.close()

    def batches(self, table: Table) -> Iterator[pa.RecordBatch]:
        """The rows of `table` in order: those of evidence by `ORDER`, the others by their primary key."""
        order = identifiers(ORDER if table.name == "evidence" else table.primary_key)
        query = f"SELECT * FROM ({self._rows(table)}) ORDER BY {order}"  # noqa: S608 - names, quoted
        yield from self._connection.sql(query).to_arrow_reader(_BATCH)

    def repeated(self, table: Table) -> int:
        """How many rows of `table` have the primary key of another one."""
        key = identifiers(table.primary_key)
        query = f"SELECT count(*) - count(DISTINCT ({key})) FROM ({self._rows(table)})"  # noqa: S608 - names, quoted
        ((count,),) = self._connection.execute(query).fetchall()
        return int(count)

    def _rows(self, table: Table) -> str:
        columns = identifiers(column.name for column in table.columns)
        if table.name == "evidence":
            return f"SELECT {columns} FROM ({_EVIDENCE})"  # noqa: S608 - names, quoted
        if table.name not in self._entities:
            return f"SELECT DISTINCT {columns} FROM {identifier(table.name)}"  # noqa: S608 - names, quoted
        told = ", ".join(
            f"(SELECT CAST(u.value AS {self._type(table, column)}) FROM merge.used u"  # noqa: S608 - names, quoted
            f" WHERE u.table_name = {literal(table.name)} AND u.row_id = t.id AND u.column_name = {literal(column)})"
            f" AS {identifier(column)}"
            for column in (column.name for column in table.claimable)
        )
        rest = [column.name for column in table.columns if column not in table.claimable and column.name != "id"]
        kept = "".join(f", any_value({identifier(column)}) AS {identifier(column)}" for column in rest)
        rows = f"SELECT id{kept} FROM {identifier(table.name)} GROUP BY id"  # noqa: S608 - names, quoted
        return f"SELECT {columns} FROM (SELECT t.*, {told} FROM ({rows}) t)"  # noqa: S608 - names, quoted

    def _type(self, table: Table, column: str) -> str:
        query = f"SELECT typeof({identifier(column)}) FROM {identifier(table.name)} LIMIT 1"  # noqa: S608 - names, quoted
        found = self._connection.execute(query).fetchall()
        return str(found[0][0]) if found else "VARCHAR"
