"""How a cell is shown: a key as a link to its row, a figure with its digits in groups, a truth value in a word."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from footnoted.site.figures import figure, truth
from footnoted.site.links import ANY

__all__ = ["Cell", "ResultCell", "shown"]

_ROW_OF_TABLE = ("row_id", "new_id")
"""Columns that name a row of the table that `table_name` beside them names."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a page: `table` is the table or view, or None in the results of a query; `row` has the cells beside."""

    table: str | None
    row: Mapping[str, Any]
    column: str
    value: Any


class ResultCell(Markup):
    """The HTML of a cell of a query's results, which still knows its value and its column.

    Datasette hands templates the HTML alone, and a footnote is found by the value.
    """

    value: Any
    column: str

    @classmethod
    def of(cls, cell: Cell, html: str | None, longest: int) -> ResultCell:
        """The cell with its `html`; where that is None, its value as text of at most `longest` characters."""
        made = cls(escape(_plain(cell.value, longest)) if html is None else html)
        made.value, made.column = cell.value, cell.column
        return made


def _plain(value: object, longest: int) -> str:
    if isinstance(value, bytes):
        return f"<{len(value):,} bytes>"
    text = "" if value is None else str(value)
    return text if len(text) <= longest else text[:longest] + "…"


def shown(settings: Mapping[str, Any], cell: Cell, address: Callable[[str, str], str]) -> str | None:
    """The HTML of `cell`, or None where Datasette shows it well.

    `settings` are the plugin's (`footnoted.site.links`); `address` gives the path of a row, by table and key.
    """
    # Datasette gives a foreign key together with the label of its row, where the page shows labels.
    key, label = (cell.value["value"], cell.value["label"]) if isinstance(cell.value, dict) else (cell.value, None)
    if key is None:
        return None
    if isinstance(key, str) and (target := _target(settings, cell)) is not None:
        name = key if label is None else label
        href = address(target, key) + _anchor(cell)
        return Markup(f'<a href="{escape(href)}" title="{escape(key)}">{escape(name)}</a>')  # noqa: S704
    if cell.column in settings["truths"].get(cell.table, ()):
        return truth(key)
    return figure(key) if isinstance(key, int | float) and math.isfinite(key) else None


def _anchor(cell: Cell) -> str:
    """The place of a footnote's cell on the page of its row."""
    if cell.column != "row_id" or "column_name" not in cell.row.keys():  # noqa: SIM118 - a row of SQLite has cells
        return ""
    column = cell.row["column_name"]
    return f"#{column}" if isinstance(column, str) else ""


def _target(settings: Mapping[str, Any], cell: Cell) -> str | None:
    if cell.column in _ROW_OF_TABLE and "table_name" in cell.row.keys():  # noqa: SIM118 - a row of SQLite has cells
        named = cell.row["table_name"]
        return named if any(table["name"] == named for table in settings["tables"]) else None
    links: Mapping[str, str] = settings["links"].get(cell.table or ANY, {})
    return links.get(cell.column)
