"""What refers to a row: who holds a company, what it holds, who speaks for it; each with the words that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footnoted.site.footnotes import Footnote, footnotes_of_rows
from footnoted.site.headline import headline, keys_named
from footnoted.site.package import Column, Table
from footnoted.site.rows import Site, count, names_of, rows_where

__all__ = ["Item", "Section", "sections"]

_MOST = 12
"""Rows that a section shows; all stand on the page of their table."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row that refers to the page's: its key, its headline, and the footnote that says most of it."""

    key: str
    title: str
    note: Footnote | None
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of a table that refer to the page's row by one column, of which there are `rows` in all."""

    table: Table
    column: Column
    items: tuple[Item, ...]
    rows: int

    @property
    def title(self) -> str:
        """What the column is called from the row that it refers to."""
        return self.column.inverse or f"{self.table.title}: {self.column.title}"


async def sections(site: Site, table: Table, key: str) -> list[Section]:
    """The rows of fact tables that refer to the row `key` of `table`, by table and column; empty ones are left out."""
    referring = [(t, c) for t in site.package.facts.values() for c in t.columns if c.references == table.name]
    found = [await _section(site, other, column, key) for other, column in referring]
    return [section for section in found if section.items]


async def _section(site: Site, table: Table, column: Column, key: str) -> Section:
    rows = await rows_where(site.ask, table, column.name, key, _MOST)
    names = await names_of(site, keys_named(table, rows))
    (id_,) = table.primary_key
    notes = await footnotes_of_rows(site.ask, [(table.name, row[id_]) for row in rows])
    items = tuple(
        Item(row[id_], headline(table, row, names), _telling(table, notes.get((table.name, row[id_]), {})), row)
        for row in rows
    )
    total = len(rows) if len(rows) < _MOST else await count(site.ask, table, column.name, key)
    return Section(table, column, items, total)


def _telling(table: Table, notes: Mapping[str, Sequence[Footnote]]) -> Footnote | None:
    """The footnote of the first figure of the row, or of its first other cell that is no key to another row."""
    filled = [column for column in table.columns if notes.get(column.name)]
    figures = [column for column in filled if column.type in {"integer", "number"}]
    others = [column for column in filled if column.references is None]
    first = next(iter((*figures, *others, *filled)), None)
    return None if first is None else notes[first.name][0]
