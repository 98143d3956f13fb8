"""Resolved rows as Arrow tables: one for each table of the dataset, in the schema's columns, sorted by primary key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import pyarrow as pa

from footnoted.claims import Loaded, Source
from footnoted.resolve.evidence import COLUMNS, evidence_row
from footnoted.resolve.model import Evidence, Resolved
from footnoted.schema import Column, Dataset, Table

__all__ = ["to_tables"]

# Rows that are made into Arrow at a time.
_BATCH = 10_000


def to_tables(dataset: Dataset, loaded: Loaded, resolved: Resolved) -> dict[str, pa.Table]:
    """Every table of `dataset`, the toolkit's own ones too."""
    rows: dict[str, Iterable[Mapping[str, Any]]] = {name: found.values() for name, found in resolved.rows.items()}
    sources = sorted(loaded.sources, key=lambda source: source.id)
    rows["sources"] = [_source(source) for source in sources]
    rows["texts"] = [{"source_id": s.id, "text": s.text} for s in sources if s.metadata.get("republish")]
    rows["redirects"] = [
        {"old_id": r.old_id, "table_name": r.table, "new_id": r.new_id, "reason": r.reason} for r in resolved.redirects
    ]
    for entity, aliases in dataset.entities.items():
        rows[aliases.name] = list(_aliases(aliases, entity, loaded, resolved))
    return {
        name: _evidence(table, resolved.evidence) if name == "evidence" else _table(table, rows.get(name, ()))
        for name, table in dataset.tables.items()
    }


def _evidence(table: Table, evidence: Iterable[Evidence]) -> pa.Table:
    rows, batches = map(evidence_row, evidence), []
    while batch := list(islice(rows, _BATCH)):
        columns, empty = dict(zip(COLUMNS, zip(*batch, strict=True), strict=True)), (None,) * len(batch)
        arrays = [pa.array(columns.get(column.name, empty), column.arrow_type) for column in table.columns]
        batches.append(pa.RecordBatch.from_arrays(arrays, schema=table.arrow_schema()))
    return _sorted(table, batches)


def _source(source: Source) -> dict[str, Any]:
    defaults = {"kind": source.kind, "status": source.status, "republish": False}
    return defaults | dict(source.metadata) | {"path": source.path, "characters": len(source.text)}


def _aliases(table: Table, entity: str, loaded: Loaded, resolved: Resolved) -> Iterator[dict[str, Any]]:
    # The alias table's only foreign key of one column is the entity that it names.
    row = next(key.columns[0] for key in table.foreign_keys if key.table == entity)
    for alias in loaded.names[entity].aliases:
        if alias.id in resolved.rows[entity]:
            yield {row: alias.id, "alias": alias.alias, "language": alias.language}


def _table(table: Table, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    # In batches: a row of evidence as a dictionary takes ten times the memory that it takes in Arrow.
    schema, remaining, batches = table.arrow_schema(), iter(rows), []
    while batch := list(islice(remaining, _BATCH)):
        columns = [pa.array(_cells(column, batch), column.arrow_type) for column in table.columns]
        batches.append(pa.RecordBatch.from_arrays(columns, schema=schema))
    return _sorted(table, batches)


def _sorted(table: Table, batches: list[pa.RecordBatch]) -> pa.Table:
    # Arrow orders strings by their UTF-8 bytes, which is the order of their code points.
    order = [(name, "ascending") for name in table.primary_key]
    return pa.Table.from_batches(batches, table.arrow_schema()).sort_by(order).combine_chunks()


def _cells(column: Column, rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    name = column.name
    if column.type != "date":
        return [row.get(name) for row in rows]
    return [dt.date.fromisoformat(row[name]) if row.get(name) is not None else None for row in rows]
