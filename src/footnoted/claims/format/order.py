"""In which order the tables of a file stand, and the keys of each: that of the schemas."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from footnoted.claims.file import DECISIONS
from footnoted.schema import Dataset, decisions_schema, entities_schema

__all__ = ["Order", "claims_order", "order_of"]

Order = Mapping[str, tuple[str, ...]]
"""Each table's name -> its keys, both in the order in which they are written."""

# What every source has goes first, as people look for it there.
_SOURCE = ("id", "text", "sha256", "language")
_BEFORE = ("id", "about", "within")
_AFTER = ("attribution", "note", "drafted_by", "reviewed_by")


def order_of(dataset: Dataset, path: str) -> Order:
    """The order for the file at `path`: claims, names and judgements of an entity table, or decisions."""
    stem = PurePosixPath(path).stem
    if stem in dataset.entities:
        return _schema_order(entities_schema(stem))
    return _schema_order(decisions_schema(dataset)) if stem == DECISIONS else claims_order(dataset)


def claims_order(dataset: Dataset) -> Order:
    """The source, then the tables in the descriptor's order, their columns in the schema's."""
    metadata = (column.name for column in dataset.tables["sources"].columns)
    source = tuple(dict.fromkeys((*_SOURCE, *metadata, "assume")))
    tables = {
        name: (*_BEFORE, *(column.name for column in table.claimable), *_AFTER) for name, table in dataset.facts.items()
    }
    return {"source": source, **tables}


def _schema_order(schema: Mapping[str, Any]) -> Order:
    return {name: tuple(listed["items"]["properties"]) for name, listed in schema["properties"].items()}
