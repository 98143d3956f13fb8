"""The Table Schema of a table as it is published: what its author wrote, with each vocabulary's terms spelled out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from footnoted.schema import Column, Dataset, Table

__all__ = ["canonical_json", "embedded_schema", "published_schema"]

# Readers of a Parquet file fetch its footer first, in one request of a few kilobytes.
_EMBEDDED_BYTES = 10_000


def published_schema(dataset: Dataset, table: Table) -> dict[str, Any]:
    """The Table Schema of `table`: a column of strings with a vocabulary gets its `enum` and its `categories`.

    Each category has `value`, `label` and, beyond Table Schema v2, the `description` that defines the term. The
    toolkit's own properties stay: they say how each column is read.
    """
    schema = {key: value for key, value in table.raw.items() if value != []}
    return schema | {"fields": [_published_field(dataset, column) for column in table.columns]}


def embedded_schema(dataset: Dataset, table: Table) -> str:
    """The Table Schema for a Parquet file's metadata, as canonical JSON, below 10 kB where that can be.

    What goes if it is too long stands elsewhere too: the definitions of terms in the descriptor, then the
    descriptions of the fields, which the file holds beside each field.
    """
    schema = published_schema(dataset, table)
    for dropped in ("categories", "description"):
        if len(text := canonical_json(schema).encode()) < _EMBEDDED_BYTES:
            return text.decode()
        schema["fields"] = [{k: v for k, v in field.items() if k != dropped} for field in schema["fields"]]
    return canonical_json(schema)


def canonical_json(value: Mapping[str, Any]) -> str:
    """`value` as JSON with sorted keys and no white space: equal values, equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _published_field(dataset: Dataset, column: Column) -> dict[str, Any]:
    field = dict(column.raw)
    # Table Schema knows categories of strings and integers only: a boolean's terms are `true` and `false`.
    if column.vocabulary is None or column.type != "string":
        return field
    terms = dataset.vocabularies[column.vocabulary].terms
    field["constraints"] = {**field.get("constraints", {}), "enum": [term.name for term in terms]}
    field["categories"] = [{"value": term.name, "label": term.title, "description": term.definition} for term in terms]
    return field
