"""The cell that a footnote speaks of: where the footnote's own page leads, and what it says there in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from footnoted.schema import parse_cell
from footnoted.site.headline import headline, keys_named, plain
from footnoted.site.package import Column, Table
from footnoted.site.rows import Site, names_of, rows_by_key

__all__ = ["Proved", "proved"]


@dataclass(frozen=True, slots=True)
class Proved:
    """The cell in `column` of the row `key`, which `title` names; `text` is what the footnote says of it."""

    table: Table
    key: str
    column: Column
    title: str
    text: str


async def proved(site: Site, footnote: str) -> Proved | None:
    """What the footnote with the id `footnote` speaks of; None where the row, or the footnote, is no more."""
    cells = (await rows_by_key(site.ask, site.evidence, [footnote])).get(footnote, {})
    table = site.package.facts.get(cells.get("table_name", ""))
    column = table.by_name.get(cells["column_name"]) if table else None
    if table is None or column is None:
        return None
    row = (await rows_by_key(site.ask, table, [cells["row_id"]])).get(cells["row_id"])
    if row is None:
        return None
    return await _proved(site, table, column, row, cells["value"])


async def _proved(site: Site, table: Table, column: Column, row: Mapping[str, Any], value: str) -> Proved:
    said = {**row, column.name: parse_cell(column, value)}
    names = await names_of(site, keys_named(table, [row, said]))
    text = plain(table, column, said, names) or value
    return Proved(table, row[table.primary_key[0]], column, headline(table, row, names), text)
