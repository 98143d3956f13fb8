"""One edition of a dataset, as two are compared: its tables with every cell as text, in memory or as CSV files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from footnoted.errors import DatasetError
from footnoted.schema import DESCRIPTOR, Dataset
from footnoted.validate.quality import MEASURES, ColumnQuality, Figures, measure, values
from footnoted.validate.resource.safe import path_fault
from footnoted.write.canonical import canonical_table
from footnoted.write.layout import QUALITY
from footnoted.write.published_schema import published_schema

__all__ = ["Edition", "EditionTable", "edition_of", "package_edition"]


@dataclass(frozen=True)
class EditionTable:
    """A table whose cells are texts in canonical form: `rows` in memory, or the CSV file that holds them."""

    columns: tuple[str, ...]
    primary_key: tuple[str, ...]
    rows: pa.Table | Path = field(repr=False)


@dataclass(frozen=True)
class Edition:
    """All tables of one edition by name, in the order of its descriptor; `quality` has its measures by their names."""

    tables: Mapping[str, EditionTable]
    descriptor: Mapping[str, Any] = field(default_factory=dict, repr=False)
    quality: Mapping[str, float] = field(default_factory=dict, repr=False)


def edition_of(dataset: Dataset, tables: Mapping[str, pa.Table], figures: Figures | None = None) -> Edition:
    """The edition that a build of `dataset` would publish, without writing anything; `figures` if they were counted."""
    found = {}
    for name, table in dataset.tables.items():
        columns = tuple(column.name for column in table.columns)
        found[name] = EditionTable(columns, tuple(table.primary_key), canonical_table(table, tables[name]))
    # As published, each schema stands in the descriptor.
    resources = [{"name": name, "schema": published_schema(dataset, table)} for name, table in dataset.tables.items()]
    measured = values(measure(dataset, tables), figures)
    return Edition(found, {**dataset.descriptor, "resources": resources}, measured)


def package_edition(folder: Path) -> Edition:
    """The edition in the Data Package at `folder`: its tabular CSV resources with their primary keys.

    Raises:
        DatasetError: there is no descriptor that can be read, or it names a file outside the package.
    """
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
        tables = dict(_tables(folder, descriptor["resources"]))
        quality = _quality(folder / QUALITY)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DatasetError(f"{folder} cannot be read as a package: {error}", "footnoted validate says more") from error
    return Edition(tables, descriptor, quality)


def _quality(path: Path) -> Mapping[str, float]:
    """The measures that the file tells; none where there is no such file, as in packages of other makers."""
    if not path.is_file() or path.is_symlink():
        return {}
    told = json.loads(path.read_text("utf-8"))
    columns = tuple(
        ColumnQuality(c["table"], c["column"], c["rows"], c["cells"], {name: float(c[name]) for name in MEASURES})
        for c in told["columns"]
    )
    return values(columns, Figures(**told["figures"]) if "figures" in told else None)


def _tables(folder: Path, resources: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, EditionTable]]:
    for resource in resources:
        path = resource.get("path")
        if resource.get("format") != "csv" or not isinstance(resource.get("schema"), dict):
            continue
        file = folder / str(path)
        if path_fault(path) is not None or not file.resolve().is_relative_to(folder.resolve()):
            raise DatasetError(f"{folder} names a file outside itself: {path}", "footnoted validate says more")
        with file.open(encoding="utf-8", newline="") as lines:
            columns = tuple(next(csv.reader(lines)))
        key = resource["schema"].get("primaryKey", [])
        yield resource["name"], EditionTable(columns, (key,) if isinstance(key, str) else tuple(key), file)
