"""What the templates of every page are given: the site in figures and words, and functions that write cells."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from datasette.utils import path_with_replaced_args, tilde_decode, tilde_encode
from markupsafe import Markup

from footnoted import __version__
from footnoted.site.called import language_name, with_code
from footnoted.site.cell_notes import CellNotes, cell_notes
from footnoted.site.cells import ResultCell
from footnoted.site.describe import column_title, description
from footnoted.site.figures import truth, unit_word
from footnoted.site.metadata import legal
from footnoted.site.package import Column, Table
from footnoted.site.plugin.addresses import Address
from footnoted.site.plugin.body import body, result_cells, table_cells
from footnoted.site.quoted import quoted
from footnoted.site.serving import Served
from footnoted.site.views import views

__all__ = ["common"]


def common(found: Served, address: Address) -> dict[str, Any]:
    """What every page needs to know of the site and how it writes things; `address` gives the path of a row."""
    settings = found.settings
    package = found.package
    return {
        **settings,
        "title": package.title,
        "version": package.descriptor.get("version"),
        "created": package.created,
        "toolkit": __version__,
        "licence": legal(package),
        "key": tilde_encode,
        "notes_of_table": _notes_of_table(found),
        "notes_of_result": _notes_of_result(found),
        "body_of_table": _body_of_table(found, address),
        "body_of_result": _body_of_result(found, address),
        "column_title": _column_title(found),
        "titles": _titles(found),
        "labels": _labels(found),
        "term": _term(found),
        "unit": _unit(found),
        "language": language_name,
        "quoted": quoted,
        "question": lambda name: next((query for query in package.queries if query.name == name), None),
        "example_key": f"{next(iter(package.facts), 'table')}_id",
        "with_arguments": path_with_replaced_args,
        "views": views(package),
        "title_of": {name: table.title for name, table in package.tables.items()},
        "describe": _describer(found),
        "in_order": _in_order(settings),
        "in_words": _in_words(settings),
    }


def _describer(found: Served) -> Callable[[Table, Column], str]:
    return lambda _table, column: description(found.package, column)


def _notes_of_table(found: Served) -> Callable[[str, list[Any]], Awaitable[list[dict[str, CellNotes]]]]:
    async def notes(table: str, rows: list[Any]) -> list[dict[str, CellNotes]]:
        cells = [{cell["column"]: _raw(cell) for cell in row} for row in rows]
        return await cell_notes(found.site, list(cells[0]) if cells else [], cells, table)

    return notes


def _raw(cell: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a cell of any type
    if cell.get("value_type") == "pk":
        return tilde_decode(str(cell["raw"]))
    # Datasette gives a foreign key together with the label of its row.
    return cell["raw"]["value"] if isinstance(cell["raw"], dict) else cell["raw"]


def _notes_of_result(found: Served) -> Callable[[list[str], list[Any]], Awaitable[list[dict[str, CellNotes]]]]:
    async def notes(columns: list[str], rows: list[Any]) -> list[dict[str, CellNotes]]:
        cells = [
            {name: cell.value for name, cell in zip(columns, row, strict=True) if isinstance(cell, ResultCell)}
            for row in rows
        ]
        return await cell_notes(found.site, columns, cells)

    return notes


def _body_of_table(found: Served, address: Address) -> Callable[..., Markup]:
    term = _term(found)

    def body_of_table(table: str, rows: list[Any], notes: list[dict[str, CellNotes]], titles: dict[str, str]) -> Markup:
        def named(row: list[Any]) -> Iterator[dict[str, Any]]:
            shown = (cell for cell in row if cell["column"] in titles)
            return ({**cell, "value": term(table, cell["column"], cell["value"])} for cell in shown)

        return body(
            table_cells(named(row), of_row, titles.__getitem__, address)
            for row, of_row in zip(rows, notes, strict=True)
        )

    return body_of_table


def _body_of_result(found: Served, address: Address) -> Callable[..., Markup]:
    term = _result_term(found)

    def body_of_result(
        columns: list[str], rows: list[Any], notes: list[dict[str, CellNotes]], labels: list[str]
    ) -> Markup:
        def named(row: list[Any], of_row: dict[str, CellNotes]) -> Iterator[Any]:
            return (term(of_row.get(column), cell) for column, cell in zip(columns, row, strict=True))

        return body(
            result_cells(named(row, of_row), columns, of_row, labels, address)
            for row, of_row in zip(rows, notes, strict=True)
        )

    return body_of_result


def _column_title(found: Served) -> Callable[[str | None, str], str]:
    return lambda table, name: column_title(found.package, table, name)


def _titles(found: Served) -> Callable[[str, list[Any]], dict[str, str]]:
    """The titles, with their units, of the columns of a page in which a row has something."""

    def titles(table: str, rows: list[Any]) -> dict[str, str]:
        filled = {cell["column"] for row in rows for cell in row if cell["value_type"] != "none"}
        names = [cell["column"] for cell in next(iter(rows), ()) if cell["column"] in filled]
        return {name: _with_unit(column_title(found.package, table, name), unit(table, name)) for name in names}

    unit = _unit(found)

    return titles


def _term(found: Served) -> Callable[[str, str, Any], Any]:
    """The words for a code, where a cell or a facet of a table, or of its view of footnotes, holds one."""

    def term(table: str, name: str, value: Any) -> Any:  # noqa: ANN401 - HTML, or a cell of any type
        if name == "table_name" and value in found.package.tables:
            return found.package.tables[value].title
        owner = found.package.tables.get(table) or found.package.tables.get(table.removesuffix("_footnotes"))
        column = owner.by_name.get(name) if owner is not None else None
        known = with_code(column, value) if column is not None and isinstance(value, str) else None
        return value if known is None else known

    return term


def _result_term(found: Served) -> Callable[[CellNotes | None, Any], Any]:
    """The words for a code in a result of SQL, where its footnote proves that it is one."""
    term = _term(found)

    def result_term(notes: CellNotes | None, cell: Any) -> Any:  # noqa: ANN401 - HTML, or a cell of any type
        known = term(notes.table, notes.column, cell.value) if notes is not None else None
        return known if isinstance(known, str) and known != cell.value else cell

    return result_term


def _labels(found: Served) -> Callable[[list[str]], list[str]]:
    """What the columns of a result are called beside a cell, each with its unit."""
    unit = _unit(found)
    return lambda names: [_with_unit(column_title(found.package, None, name), unit(None, name)) for name in names]


def _with_unit(title: str, unit: str | None) -> str:
    return title if unit is None else f"{title} ({unit})"


def _unit(found: Served) -> Callable[[str | None, str], str | None]:
    """The unit of a column of a table; in a result, the one that all columns of that name have."""

    def unit(table: str | None, name: str) -> str | None:
        tables = found.package.facts.values() if table is None else [found.package.tables.get(table)]
        columns = [each.by_name[name] for each in tables if each is not None and name in each.by_name]
        units = {column.unit if column.type != "string" else None for column in columns}
        shared = units.pop() if len(units) == 1 else None
        return unit_word(shared) if shared else None

    return unit


def _in_order(settings: Mapping[str, Any]) -> Callable[[list[Any]], list[Any]]:
    places = {table["name"]: place for place, table in enumerate(settings["tables"])}

    def place(table: Any) -> int:  # noqa: ANN401 - a dictionary, since Datasette 1.0 an object
        name = table["name"] if isinstance(table, dict) else table.name
        return places.get(name, len(places))

    def in_order(tables: list[Any]) -> list[Any]:
        return sorted(tables, key=place)

    return in_order


def _in_words(settings: Mapping[str, Any]) -> Callable[[list[dict[str, Any]], str], list[dict[str, Any]]]:
    def in_words(facets: list[dict[str, Any]], table: str) -> list[dict[str, Any]]:
        truths = settings["truths"].get(table, ())
        return [_named(facet) if facet["name"] in truths else facet for facet in facets]

    return in_words


def _named(facet: dict[str, Any]) -> dict[str, Any]:
    return {**facet, "results": [{**result, "label": truth(result["value"])} for result in facet["results"]]}
