"""Ranked evidence as rows of the published table `evidence`."""

from __future__ import annotations

import hashlib
from typing import Any

from footnoted.resolve.model import Evidence
from footnoted.schema import cell_text
from footnoted.text import Span

__all__ = ["COLUMNS", "evidence_id", "evidence_row"]

COLUMNS = (
    "id",
    "table_name",
    "row_id",
    "column_name",
    "value",
    "source_id",
    "span_start",
    "span_end",
    "passage",
    "method",
    "reader",
    "antecedent",
    "antecedent_start",
    "antecedent_end",
    "attribution",
    "attributed_to",
    "attributed_start",
    "attributed_end",
    "rank",
    "drafted_by",
    "reviewed_by",
    "note",
)
"""The columns that a row of `evidence_row` fills, in its order. (A tuple: a build makes hundreds of thousands.)"""


def evidence_id(table: str, row_id: str, column: str, source_id: str, span: Span) -> str:
    """The id of a piece of evidence: 80 bits of the hash of what it is about and where it stands.

    80 bits keep the odds of any collision among 1e9 pieces below one in a million.
    """
    key = "\x1f".join((table, row_id, column, source_id, str(span.start), str(span.end)))
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def evidence_row(found: Evidence) -> tuple[Any, ...]:
    """`found` as a row of the published table, its cells as `COLUMNS` names them."""
    cell, claim = found.cell, found.claim
    source = claim.source
    return (
        evidence_id(found.table, found.row_id, cell.column, source.id, cell.span),
        found.table,
        found.row_id,
        cell.column,
        cell_text(cell.value),
        source.id,
        cell.span.start,
        cell.span.end,
        cell.span.of(source.text),
        cell.method,
        cell.reader,
        *_words(cell.antecedent, source.text),
        cell.attribution.kind,
        *_words(cell.attribution.span, source.text),
        found.rank,
        claim.drafted_by,
        claim.reviewed_by,
        cell.note or claim.note,
    )


def _words(span: Span | None, text: str) -> tuple[str | None, int | None, int | None]:
    return (None, None, None) if span is None else (span.of(text), span.start, span.end)
