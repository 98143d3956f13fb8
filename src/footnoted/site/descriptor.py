"""Read a published package: `datapackage.json` beside the SQLite file, and nothing else.

A package can be copied anywhere and served there alone, so the site asks neither the dataset's schemas nor its texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from footnoted.errors import DatasetError
from footnoted.schema import DESCRIPTOR, parse_edge, parse_headlines, parse_pictures
from footnoted.site.package import Column, File, Package, Query, Table, Term

__all__ = ["package_folder", "read_package"]

_BUILT = "build"
_SQLITE = "application/vnd.sqlite3"
_BUILD_HINT = "make the package: footnoted build"
_REBUILD_HINT = "make the package anew: footnoted build"


def package_folder(root: Path) -> Path:
    """The folder of the package that belongs to the dataset in `root`, which may be a package itself."""
    published = _sqlite_file(_read_descriptor(root / DESCRIPTOR))
    return root if published else root / _BUILT


def read_package(folder: Path) -> Package:
    """The package in `folder`.

    Raises:
        DatasetError: there is no package, or its SQLite file is missing or not the one that its descriptor describes.
    """
    descriptor = _read_descriptor(folder / DESCRIPTOR)
    try:
        package = _package(folder, descriptor)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        message = f"{folder} is no package of this toolkit: {type(error).__name__} at {error} in its {DESCRIPTOR}"
        raise DatasetError(message, _REBUILD_HINT) from error
    if not package.database.is_file():
        raise DatasetError(f"the package in {folder} lacks its {package.database.name}", _REBUILD_HINT)
    # The hash would take a second for each gigabyte; the size costs nothing and finds a copy that was cut off.
    if package.database.stat().st_size != package.bytes:
        raise DatasetError(f"{package.database} is not the file that {DESCRIPTOR} describes", _REBUILD_HINT)
    return package


def _package(folder: Path, descriptor: Mapping[str, Any]) -> Package:
    resource = _sqlite_file(descriptor)
    if resource is None or PurePosixPath(resource["path"]).name != resource["path"]:
        raise ValueError("no SQLite file in the folder itself")
    tables = {table["name"]: _table(table) for table in descriptor["resources"] if "schema" in table}
    if missing := {"sources", "evidence"} - {table.role for table in tables.values()}:
        raise ValueError(f"no table of the role {', '.join(sorted(missing))}")
    settings = descriptor.get("footnoted", {})
    return Package(
        folder=folder,
        descriptor=descriptor,
        database=folder / resource["path"],
        bytes=resource["bytes"],
        sha256=resource["hash"].removeprefix("sha256:"),
        tables=_in_order(tables, settings.get("order", ())),
        queries=tuple(_query(raw) for raw in settings.get("queries", ())),
        pictures=parse_pictures(settings),
        files=tuple(_file(raw) for raw in descriptor["resources"]),
    )


def _read_descriptor(path: Path) -> Mapping[str, Any]:
    try:
        descriptor = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise DatasetError(f"there is no package in {path.parent}", _BUILD_HINT) from None
    except (ValueError, RecursionError) as error:
        raise DatasetError(f"{path} does not parse: {error}", _REBUILD_HINT) from error
    if not isinstance(descriptor, dict):
        raise DatasetError(f"{path} is not an object", _REBUILD_HINT)
    return descriptor


def _sqlite_file(descriptor: Mapping[str, Any]) -> Mapping[str, Any] | None:
    resources: list[Mapping[str, Any]] = descriptor.get("resources", [])
    return next((resource for resource in resources if resource.get("mediatype") == _SQLITE), None)


def _in_order(tables: Mapping[str, Table], first: Iterable[str]) -> dict[str, Table]:
    names = dict.fromkeys([*(name for name in first if name in tables), *tables])
    return {name: tables[name] for name in names}


def _table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    references = {
        _names(key["fields"]): key["reference"].get("resource") or resource["name"]
        for key in schema.get("foreignKeys", ())
    }
    return Table(
        name=resource["name"],
        title=schema.get("title") or resource.get("title") or resource["name"],
        description=schema.get("description") or resource.get("description") or "",
        rows=resource["rowCount"],
        role=schema.get("role", "fact"),
        label=schema.get("label"),
        primary_key=_names(schema.get("primaryKey", ())),
        groups=tuple(tuple(group) for group in schema.get("groups", ())),
        columns=tuple(_column(raw, references.get((raw["name"],))) for raw in schema["fields"]),
        headlines=parse_headlines(schema),
        edge=parse_edge(schema),
    )


def _column(raw: Mapping[str, Any], references: str | None) -> Column:
    constraints = raw.get("constraints", {})
    return Column(
        name=raw["name"],
        type=raw.get("type", "string"),
        title=raw.get("title") or raw["name"],
        description=raw.get("description") or "",
        unit=raw.get("unit"),
        required=constraints.get("required", False),
        closed=raw.get("type") == "boolean" or "vocabulary" in raw or "enum" in constraints,
        terms=tuple(Term(t["value"], t["label"], t["description"]) for t in raw.get("categories", ())),
        reader=raw.get("reader"),
        part=raw.get("part", "value"),
        references=references,
        inverse=raw.get("inverse"),
    )


def _file(raw: Mapping[str, Any]) -> File:
    path = PurePosixPath(raw["path"])
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"the path {path}")
    table = path.stem if path.parent.name in {"csv", "parquet"} else None
    return File(str(path), raw["bytes"], raw["hash"].removeprefix("sha256:"), table)


def _query(raw: Mapping[str, Any]) -> Query:
    return Query(raw["name"], raw["title"], raw.get("description", ""), raw["sql"])


def _names(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - Table Schema: a name or a list of them
    return (value,) if isinstance(value, str) else tuple(value)
