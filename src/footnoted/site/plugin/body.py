"""The rows of a table page or of a result as HTML: the part of a page that grows with its rows.

In Datasette's own environment of templates each call may have to be awaited, and is looked at for it; on a page with
hundreds of cells that takes longer than all else. Rows are made by a template of an environment that awaits nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from numbers import Number
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from footnoted.site.cell_notes import CellNotes
from footnoted.site.plugin.addresses import Address
from footnoted.site.quoted import quoted

__all__ = ["BodyCell", "RowNotes", "body", "result_cells", "table_cells"]

_LONG = 40
"""Characters from which on a text gets a column in which it can be read."""
RowNotes = dict[str, CellNotes]
"""Column -> the footnotes of its cell, of one row."""


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell as it is written: its class, its column in words, its HTML, and its footnotes with where they stand."""

    kind: str
    label: str
    html: Any
    notes: CellNotes | None = None
    address: str = ""


def body(rows: Iterable[Sequence[BodyCell]]) -> Markup:
    """The element `tbody` of `rows`."""
    return Markup(_template().render(rows=rows))  # noqa: S704 - the template escapes what is no markup


@cache
def _template() -> Template:
    templates = Path(__file__).parent / "templates"
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True)
    environment.globals["quoted"] = quoted
    return environment.get_template("footnoted/_body.html")


def table_cells(row: Iterable[Any], notes: RowNotes, label: Callable[[str], str], address: Address) -> list[BodyCell]:
    """The cells of a row as Datasette gives them to the page of a table."""
    return [
        _cited(_table_kind(cell), label(cell["column"]), cell["value"], notes.get(cell["column"]), address)
        for cell in row
    ]


def result_cells(
    row: Iterable[Any], columns: Sequence[str], notes: RowNotes, labels: Sequence[str], address: Address
) -> list[BodyCell]:
    """The cells of a row of a result; an `id` without a footnote of its own leads to the row that it names."""
    about = next(iter(notes.values()), None)
    cells = []
    for cell, column, label in zip(row, columns, labels, strict=True):
        if column == "id" and about is not None and column not in notes:
            html = Markup('<a href="{}">{}</a>').format(address(about.table, about.row), cell)
            cells.append(BodyCell(_kind(cell), label, html))
        else:
            cells.append(_cited(_kind(cell), label, cell, notes.get(column), address))
    return cells


def _cited(kind: str, label: str, html: object, notes: CellNotes | None, address: Address) -> BodyCell:
    if notes is None:
        return BodyCell(kind, label, "" if kind == "type-none" else html)
    kind = f"{kind} disputed" if notes.differing else kind
    return BodyCell(kind, label, html, notes, f"{address(notes.table, notes.row)}#{notes.column}")


def _table_kind(cell: Mapping[str, Any]) -> str:
    # SQLite stores a truth value as a figure; the page shows it as a word.
    kind = "str" if cell["value_type"] == "int" and str(cell["value"]).isalpha() else cell["value_type"]
    return _with_length(f"type-{kind}", cell["raw"])


def _kind(cell: object) -> str:
    value = getattr(cell, "value", "")
    return "type-none" if value is None else "type-float" if isinstance(value, Number) else _with_length("", value)


def _with_length(kind: str, value: object) -> str:
    return f"{kind} long".lstrip() if isinstance(value, str) and len(value) >= _LONG else kind
