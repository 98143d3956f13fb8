"""Rows that tell of a cell of another table, as footnotes and disputes do: its table, column and value in words."""

from __future__ import annotations

from markupsafe import Markup

from footnoted.site.called import called
from footnoted.site.cells import Cell
from footnoted.site.package import Package

__all__ = ["told"]

_TABLE, _COLUMN = "table_name", "column_name"
_WORDED = frozenset({_TABLE, _COLUMN, "value", "shown_value", "other_value"})


def told(package: Package, cell: Cell) -> str | None:
    """The HTML of `cell` where its row names the table and the column that it tells of; None where it stands as it is.

    What the database holds is at hand as the element's title.
    """
    if cell.column not in _WORDED or not isinstance(cell.value, str):
        return None
    words = _words(package, cell)
    return None if words is None else Markup('<data value="{0}" title="{0}">{1}</data>').format(cell.value, words)


def _words(package: Package, cell: Cell) -> str | None:
    beside = {name: cell.row[name] for name in (_TABLE, _COLUMN) if name in cell.row.keys()}  # noqa: SIM118 - SQLite's
    table = package.tables.get(beside.get(_TABLE, ""))
    if table is None or cell.column == _TABLE:
        return table.title if table else None
    column = table.by_name.get(beside.get(_COLUMN, ""))
    if column is None or cell.column == _COLUMN:
        return column.title if column else None
    return called(column, cell.value)
