"""Rows written as JSON, in the descriptor or in a file of their own (Data Resource v2, "data")."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from footnoted.validate.resource.dialect import Dialect
from footnoted.validate.resource.match import match_columns
from footnoted.validate.table.check import Tally
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spec import Field, TableSpec
from footnoted.validate.table.texts import text_reader

__all__ = ["inline_rows", "rows_of_document"]

# The JSON values beside strings that each type takes as they are; `bool` is no `int` here.
_NATIVE: Mapping[str, tuple[type, ...]] = {
    "integer": (int,),
    "number": (int, float),
    "year": (int,),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "geopoint": (list, dict),
    "geojson": (dict,),
    "any": (int, float, bool, dict, list),
}


def rows_of_document(document: Any, dialect: Dialect) -> tuple[tuple[str, ...], list[list[Any]]] | Fault:  # noqa: ANN401
    """Labels and rows of a JSON document: lists of cells below a list of labels, or objects by label."""
    if dialect.rows_at is not None:
        document = document.get(dialect.rows_at) if isinstance(document, dict) else None
    if not isinstance(document, list):
        return Fault("data-invalid", "inline data are a list of rows")
    if all(isinstance(row, dict) for row in document):
        labels = dialect.item_keys or tuple(dict.fromkeys(key for row in document for key in row))
        return labels, [[row.get(label) for label in labels] for row in document]
    if all(isinstance(row, list) for row in document):
        if not dialect.header:
            return (), document
        head = document[0]
        return (tuple(map(str, head)), document[1:]) if head else Fault("header-missing", "the first row is empty")
    return Fault("data-invalid", "rows are all lists, or all objects")


def inline_rows(labels: Sequence[str], data: Sequence[Sequence[Any]], spec: TableSpec, how: str, tally: Tally) -> Rows:
    """The rows as the checks take them, numbered from 2; `how` is the schema's `fieldsMatch`."""
    names = [field.name for field in spec.fields]
    matched = match_columns(labels or names, names, how)
    for column, fault in matched.faults:
        tally.fault(spec.name, fault, column or None)
    cells = {name: [row[place] if place < len(row) else None for row in data] for name, place in matched.places.items()}
    reader = text_reader(spec)
    for column, fault in reader.faults.items():
        tally.fault(spec.name, fault, column)
    texts = {name: _texts(column) for name, column in cells.items()}
    natives = {f.name: _natives(f, cells[f.name]) for f in spec.fields if f.name in cells}
    return reader.rows(texts, first=2, natives=natives)


def _texts(cells: Sequence[Any]) -> pa.ChunkedArray:
    """Every cell as a text for people: strings as they are, other values as JSON."""
    return pa.chunked_array([pa.array([_shown(cell) for cell in cells], pa.string())])


def _shown(cell: Any) -> str | None:  # noqa: ANN401 - any JSON
    return cell if cell is None or isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)


def _natives(field: Field, cells: Sequence[Any]) -> pa.ChunkedArray:
    """The cells that are no strings in the plain form of their type; "" where the type takes no such value."""
    return pa.chunked_array([pa.array([_native(field, cell) for cell in cells], pa.string())])


def _native(field: Field, cell: Any) -> str | None:  # noqa: ANN401 - any JSON
    if cell is None or isinstance(cell, str):
        return None
    if field.type == "list" and isinstance(cell, list):
        return ",".join(_shown(item) or "" for item in cell)
    if field.type == "integer" and isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    taken = isinstance(cell, _NATIVE.get(field.type, ())) and (field.type in ("boolean", "any") or cell is not True)
    return json.dumps(cell, ensure_ascii=False) if taken and not _is_odd_boolean(field, cell) else ""


def _is_odd_boolean(field: Field, cell: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(cell, bool) and field.type not in ("boolean", "any")
