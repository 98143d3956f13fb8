"""The published descriptor: each table as CSV with its schema inlined, every other file with its bytes and hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from footnoted.schema import Dataset, Table
from footnoted.write.checksums import Digest
from footnoted.write.layout import csv_path
from footnoted.write.published_schema import published_schema

__all__ = ["Summary", "descriptor_text", "files_descriptor", "published_descriptor"]

_MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".json": "application/json",
        ".db": "application/vnd.sqlite3",
        ".md": "text/markdown",
        ".parquet": "application/vnd.apache.parquet",
    }
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a table holds, whatever its format: how many rows, and the hash of what they say."""

    rows: int
    logical_hash: str


def published_descriptor(
    dataset: Dataset, summaries: Mapping[str, Summary], files: Mapping[str, Digest]
) -> dict[str, Any]:
    """The descriptor (Data Package v2) of a package that holds `files`, by path.

    Each table is a tabular CSV resource; any other file is a plain resource with a media type and neither type nor
    schema, the one shape that the v2 profile and frictionless both accept. Beyond v2, a table has `rowCount` and
    `logicalHash`.
    """
    authored = {resource["name"]: resource for resource in dataset.descriptor["resources"]}
    resources = []
    for table in dataset.tables.values():
        described = _table(dataset, table, summaries[table.name])
        resources.append({**authored[table.name], **described, **_file(csv_path(table), files)})
    tabular = {csv_path(table) for table in dataset.tables.values()}
    resources += [_plain(path, files) for path in sorted(files) if path not in tabular]
    return {**dataset.descriptor, "resources": resources}


def files_descriptor(dataset: Dataset, files: Mapping[str, Digest]) -> dict[str, Any]:
    """The descriptor of a folder in which a table may be several `files`: each of them is a plain resource."""
    resources = [_plain(path, files) | {"name": path.replace("/", "-")} for path in sorted(files)]
    return {**dataset.descriptor, "resources": resources}


def descriptor_text(descriptor: Mapping[str, Any]) -> str:
    """`descriptor` as JSON for people to read, in its own order, with a line feed at the end."""
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _table(dataset: Dataset, table: Table, summary: Summary) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rowCount": summary.rows,
        "logicalHash": summary.logical_hash,
        "schema": published_schema(dataset, table),
    }


def _plain(path: str, files: Mapping[str, Digest]) -> dict[str, Any]:
    name = PurePosixPath(path)
    return {"name": name.name, "format": "binary", "mediatype": _MEDIA_TYPES[name.suffix], **_file(path, files)}


def _file(path: str, files: Mapping[str, Digest]) -> dict[str, Any]:
    return {"path": path, "bytes": files[path].length, "hash": f"sha256:{files[path].sha256}"}
