"""Footnotes of the cells of a result, whoever wrote its SQL: where a result says which rows it is about.

A row of a result is about a row of a table T that claims fill, if

- the result is a page of T itself, or of its view of footnotes;
- it has a column `T_id` with the row's id;
- it has the columns `table_name` and `row_id`; or
- it has a column `id`, and all its columns are columns of T and of no other such table.

Each other cell of the result gets the footnotes of the column of T that has its name, if it holds that cell's value: a
sum or a text put together is no cell, and gets none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footnoted.schema import cell_text
from footnoted.site.footnotes import Footnote, footnotes_of_rows
from footnoted.site.package import Column, Package, Table
from footnoted.site.rows import Site

__all__ = ["CellNotes", "cell_notes", "rows_named"]

_Keys = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CellNotes:
    """The footnotes of one cell, the one that proves it first."""

    table: str
    row: str
    column: str
    notes: tuple[Footnote, ...]

    @property
    def first(self) -> Footnote:
        """The footnote that stands for the cell."""
        return next((note for note in self.notes if note.shown), self.notes[0])

    @property
    def differing(self) -> Footnote | None:
        """A footnote of another value, where sources differ."""
        return next((note for note in self.notes if note.rank == "differs"), None)

    @property
    def inferred(self) -> bool:
        """Whether the words only refer to the value."""
        return self.first.method == "inferred"

    @property
    def anonymous(self) -> bool:
        """Whether only unnamed people say it."""
        return all(note.attribution == "anonymous" for note in self.notes if note.shown) and self.first.shown


def rows_named(package: Package, columns: Sequence[str], row: Mapping[str, Any], table: str | None) -> _Keys:
    """Table and key of each row that `row` of a result with `columns` is about; `table` is the page's, if one is."""
    found = []
    for name, key in _key_columns(package, columns, table):
        if isinstance(value := row.get(key), str):
            found.append((name, value))
    named = row.get("table_name")
    if isinstance(named, str) and named in package.facts and isinstance(row.get("row_id"), str):
        found.append((named, row["row_id"]))
    return found


async def cell_notes(
    site: Site, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], table: str | None = None
) -> list[dict[str, CellNotes]]:
    """For each of `rows` of a result: column -> the footnotes of its cell. One query for all of them."""
    keys = [rows_named(site.package, columns, row, table) for row in rows]
    notes = await footnotes_of_rows(site.ask, [key for of_row in keys for key in of_row])
    return [_noted(site.package, row, of_row, notes) for row, of_row in zip(rows, keys, strict=True)]


def _noted(
    package: Package,
    row: Mapping[str, Any],
    keys: _Keys,
    notes: Mapping[tuple[str, str], Mapping[str, Sequence[Footnote]]],
) -> dict[str, CellNotes]:
    found: dict[str, CellNotes] = {}
    for table, key in keys:
        columns, of_row = package.facts[table].by_name, notes.get((table, key), {})
        for name, value in row.items():
            own = of_row.get(name, ())
            if name not in found and any(n.shown and n.value == _text(columns[name], value) for n in own):
                found[name] = CellNotes(table, key, name, tuple(own))
    return found


def _text(column: Column, value: object) -> str | None:
    if column.type == "boolean" and value in {0, 1}:
        return cell_text(bool(value))
    return cell_text(value) if isinstance(value, str | int | float) else None


def _key_columns(package: Package, columns: Sequence[str], table: str | None) -> Iterator[tuple[str, str]]:
    if (own := _table_of_page(package, table)) is not None:
        yield own.name, own.primary_key[0]
        return
    for name in package.facts:
        if f"{name}_id" in columns:
            yield name, f"{name}_id"
    if "id" in columns:
        having = [fact for fact in package.facts.values() if set(columns) <= fact.by_name.keys()]
        if len(having) == 1 and len(columns) > 1:
            yield having[0].name, "id"


def _table_of_page(package: Package, table: str | None) -> Table | None:
    return package.facts.get((table or "").removesuffix("_footnotes"))
