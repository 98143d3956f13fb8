"""One source with its claims, as a row of a part and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from footnoted.claims.drafted import DraftedClaim, DraftedFile
from footnoted.claims.format.comments import Comments
from footnoted.claims.model import Cell
from footnoted.problem import Problem
from footnoted.schema import SEEDS, Dataset, cell_text, parse_cell
from footnoted.text import Span

__all__ = ["ReadClaim", "Spelled", "as_drafted", "left_out_row", "packed_row", "spelled_in"]

# 96 bits: among 10^10 claims, the chance that any two share a key is below one in a billion.
_KEY_DIGITS = 24


class ReadClaim(NamedTuple):
    """A claim of a table as its file spells it, and the cells that were read from that."""

    table: str
    said: Mapping[str, Any]
    cells: tuple[Cell, ...]


class Spelled(NamedTuple):
    """What a claims file says: its data, and its comments."""

    data: Mapping[str, Any]
    comments: Comments = Comments()


def packed_row(
    file: str, said: Spelled, text: str, claims: Iterable[ReadClaim], drafted_by: str | None = None
) -> dict[str, Any]:
    """The row for the claims file called `file`.toml, which says `said` about `text`; `claims` are in its order."""
    source = said.data["source"]
    return {
        "id": source["id"],
        "file": file,
        "language": source["language"],
        "sha256": source["sha256"],
        "text": text,
        "source": _json(source),
        "drafted_by": drafted_by,
        "claims": list(_packed_claims(source["id"], text, claims)),
        "comments": _json(said.comments.plain()) if said.comments != Comments() else None,
        "problems": [],
    }


def left_out_row(source_id: str, problem: Problem) -> dict[str, Any]:
    """The row for a text of which there are no claims, and why."""
    told = {"code": problem.code, "message": problem.message, "hint": problem.hint}
    nothing = dict.fromkeys(("file", "language", "sha256", "text", "source", "drafted_by", "comments"))
    return {"id": source_id, **nothing, "claims": [], "problems": [told]}


def spelled_in(row: Mapping[str, Any]) -> Spelled:
    """What the claims file of a row says.

    Raises:
        ValueError: the row holds JSON that is none, or of another shape.
    """
    try:
        data: dict[str, Any] = {"source": json.loads(row["source"])}
        for claim in row["claims"]:
            data.setdefault(claim["table_name"], []).append(json.loads(claim["said"]))
        comments = Comments() if row["comments"] is None else Comments.of(json.loads(row["comments"]))
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("a claim is spelled in JSON of another shape") from error
    return Spelled(data, comments)


def as_drafted(row: Mapping[str, Any], dataset: Dataset) -> DraftedFile:
    """A row that a machine drafted, as the build takes drafts in; what it says has the shape of a claims file."""
    said = spelled_in(row).data
    return DraftedFile(
        f"{SEEDS}/{said['source']['text']}",
        said["source"],
        row["text"],
        tuple(
            DraftedClaim(claim["table_name"], json.loads(claim["said"]), dict(_values(claim, dataset)), claim["key"])
            for claim in row["claims"]
        ),
    )


def _values(claim: Mapping[str, Any], dataset: Dataset) -> Iterator[tuple[str, Any]]:
    columns = dataset.tables[claim["table_name"]].by_name
    for cell in claim["cells"]:
        if cell["column_name"] in columns:
            yield cell["column_name"], parse_cell(columns[cell["column_name"]], cell["value"])


def _packed_claims(source_id: str, text: str, claims: Iterable[ReadClaim]) -> Iterator[dict[str, Any]]:
    told: set[str] = set()
    for claim in claims:
        key = _key(source_id, claim, told)
        told.add(key)
        row_id = claim.said.get("id") or claim.said["about"]
        cells = _packed_cells(text, claim.cells)
        yield {"key": key, "table_name": claim.table, "row_id": row_id, "said": _json(claim.said), "cells": cells}


def _key(source_id: str, claim: ReadClaim, told: set[str]) -> str:
    """The hash of source, table and places; of claims that rest on the same words, the later ones count on."""
    places = [[cell.column, *cell.span, *(cell.antecedent or ())] for cell in claim.cells]
    count = 0
    while True:
        about = [source_id, claim.table, places, *([count] if count else [])]
        key = hashlib.sha256(_json(about).encode()).hexdigest()[:_KEY_DIGITS]
        if key not in told:
            return key
        count += 1


def _packed_cells(text: str, cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """Cells of `text` as a part has them: the value as CSV has it, the passage with its place."""
    return [
        {
            "column_name": cell.column,
            "value": cell_text(cell.value),
            "passage": cell.span.of(text),
            "span_start": cell.span.start,
            "span_end": cell.span.end,
            "method": cell.method,
            "reader": cell.reader,
            "antecedent": cell.antecedent.of(text) if cell.antecedent else None,
            "antecedent_start": _start(cell.antecedent),
            "antecedent_end": _end(cell.antecedent),
            "attribution": cell.attribution.kind,
        }
        for cell in cells
    ]


def _start(span: Span | None) -> int | None:
    return span.start if span else None


def _end(span: Span | None) -> int | None:
    return span.end if span else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
