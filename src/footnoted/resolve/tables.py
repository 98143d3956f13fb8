"""Resolved rows as Arrow tables: one for each table of the dataset, in the schema's columns, sorted by primary key."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import pyarrow as pa

from footnoted.claims import Attribution, Loaded, Source
from footnoted.resolve.model import Evidence, Resolved
from footnoted.schema import Column, Dataset, Table, cell_text
from footnoted.text import Span

__all__ = ["evidence_id", "to_tables"]

# Rows that are made into Arrow at a time.
_BATCH = 10_000


def to_tables(dataset: Dataset, loaded: Loaded, resolved: Resolved) -> dict[str, pa.Table]:
    """Every table of `dataset`, the toolkit's own ones too."""
    rows: dict[str, Iterable[Mapping[str, Any]]] = {name: found.values() for name, found in resolved.rows.items()}
    sources = sorted(loaded.sources, key=lambda source: source.id)
    rows["sources"] = [_source(source) for source in sources]
    rows["texts"] = [{"source_id": s.id, "text": s.text} for s in sources if s.metadata.get("republish")]
    rows["evidence"] = (_evidence(found) for found in resolved.evidence)
    rows["redirects"] = [
        {"old_id": r.old_id, "table_name": r.table, "new_id": r.new_id, "reason": r.reason} for r in resolved.redirects
    ]
    for entity, aliases in dataset.entities.items():
        rows[aliases.name] = list(_aliases(aliases, entity, loaded, resolved))
    return {name: _table(table, rows.get(name, ())) for name, table in dataset.tables.items()}


def evidence_id(table: str, row_id: str, column: str, source_id: str, span: Span) -> str:
    """The id of a piece of evidence: 80 bits of the hash of what it is about and where it stands.

    80 bits keep the odds of any collision among 1e9 pieces below one in a million.
    """
    key = "\x1f".join((table, row_id, column, source_id, str(span.start), str(span.end)))
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def _source(source: Source) -> dict[str, Any]:
    defaults = {"kind": source.kind, "status": source.status, "republish": False}
    return defaults | dict(source.metadata) | {"path": source.path, "characters": len(source.text)}


def _evidence(found: Evidence) -> dict[str, Any]:
    cell, claim = found.cell, found.claim
    text = claim.source.text
    return {
        "id": evidence_id(found.table, found.row_id, cell.column, claim.source.id, cell.span),
        "table_name": found.table,
        "row_id": found.row_id,
        "column_name": cell.column,
        "value": cell_text(cell.value),
        "source_id": claim.source.id,
        "span_start": cell.span.start,
        "span_end": cell.span.end,
        "passage": cell.span.of(text),
        "method": cell.method,
        "reader": cell.reader,
        **_span("antecedent", cell.antecedent, text),
        **_attribution(cell.attribution, text),
        "rank": found.rank,
        "drafted_by": claim.drafted_by,
        "reviewed_by": claim.reviewed_by,
        "note": cell.note or claim.note,
    }


def _span(name: str, span: Span | None, text: str) -> dict[str, Any]:
    if span is None:
        return {}
    return {name: span.of(text), f"{name}_start": span.start, f"{name}_end": span.end}


def _attribution(attribution: Attribution, text: str) -> dict[str, Any]:
    found: dict[str, Any] = {"attribution": attribution.kind}
    if attribution.span is not None:
        found |= {
            "attributed_to": attribution.span.of(text),
            "attributed_start": attribution.span.start,
            "attributed_end": attribution.span.end,
        }
    return found


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
    # Arrow orders strings by their UTF-8 bytes, which is the order of their code points.
    order = [(name, "ascending") for name in table.primary_key]
    return pa.Table.from_batches(batches, schema).sort_by(order).combine_chunks()


def _cells(column: Column, rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    name = column.name
    if column.type != "date":
        return [row.get(name) for row in rows]
    return [dt.date.fromisoformat(row[name]) if row.get(name) is not None else None for row in rows]
