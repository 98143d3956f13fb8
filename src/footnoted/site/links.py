"""The plugin's settings, made from a package: its table of contents, and where each cell of a key leads."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from footnoted.site.package import Package, Table
from footnoted.site.views import views

__all__ = ["ANY", "plugin_settings"]

ANY = "*"
"""Stands for the results of queries: columns that name a row of one table wherever they occur."""


def plugin_settings(package: Package) -> dict[str, Any]:
    """What the plugin is told of `package`, as JSON.

    `database`, `tables` and `queries` in their order; `links`: for each table and view, column -> the table that its
    values name a row of, and under `*` those that hold in any query: names of foreign keys that mean one table
    everywhere, and `<table>_id`; `truths`: for each table and view, its columns of truth values, which SQLite stores
    as 0 and 1.
    """
    shown = views(package)
    links = {table.name: _links(table) for table in package.tables.values()}
    truths = {table.name: _truths(table) for table in package.tables.values()}
    return {
        "database": package.name,
        "tables": [_entry(table) for table in package.tables.values()],
        "queries": [{"name": q.name, "title": q.title, "description": q.description} for q in package.queries],
        "links": {**links, **{name: dict(view.links) for name, view in shown.items()}, ANY: _common(package)},
        "truths": {**truths, **{name: list(view.truths) for name, view in shown.items()}},
    }


def _entry(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "rows": table.rows,
        "role": table.role,
    }


def _links(table: Table) -> dict[str, str]:
    return {column.name: column.references for column in table.columns if column.references}


def _truths(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.type == "boolean"]


def _common(package: Package) -> dict[str, str]:
    meant = defaultdict(set)
    for table in package.tables.values():
        for column, target in _links(table).items():
            meant[column].add(target)
    keyed = {f"{table.name}_id": table.name for table in package.tables.values() if len(table.primary_key) == 1}
    return keyed | {column: min(targets) for column, targets in meant.items() if len(targets) == 1}
