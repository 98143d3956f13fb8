"""The Datasette plugin: pages in words, keys that lead on, figures that can be read, each value with its footnote.

It acts on a site whose configuration names a database of ours (`footnoted.site.serving`), and leaves every other
Datasette in the same environment as it is. It is a package, not a module: Datasette looks for templates and static
files beside it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette import hookimpl
from datasette.utils import path_with_replaced_args, tilde_decode, tilde_encode, urlsafe_components
from datasette.utils.asgi import NotFound

from footnoted import __version__
from footnoted.site.cell_notes import CellNotes, cell_notes
from footnoted.site.cells import Cell, ResultCell, shown
from footnoted.site.describe import column_title, description
from footnoted.site.figures import truth, unit_word
from footnoted.site.guard.asgi import App
from footnoted.site.guard.doors import with_closed_doors
from footnoted.site.guard.pages import with_pages
from footnoted.site.guard.policy import with_headers
from footnoted.site.guard.robots import robots
from footnoted.site.guard.spreadsheet import with_safe_csv
from footnoted.site.guard.sql import guard_connection
from footnoted.site.metadata import legal
from footnoted.site.package import Column, Table
from footnoted.site.pages import page_variables
from footnoted.site.plugin.gone import answer
from footnoted.site.plugin.routes import ROUTES
from footnoted.site.plugin.tools import register
from footnoted.site.serving import Served, configuration, served
from footnoted.site.views import views

__all__ = [
    "asgi_wrapper",
    "extra_template_vars",
    "handle_exception",
    "prepare_connection",
    "register_mcp_tools",
    "register_routes",
    "render_cell",
]


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> str | None:  # noqa: ANN401, PLR0913, PLR0917 - Datasette's
    """Show a cell of a site of ours."""
    found = served(datasette)
    if found is None or database != found.package.name:
        return None

    def address(target: str, key: str) -> str:
        return str(datasette.urls.row(database, target, tilde_encode(key)))

    cell = Cell(table, row, column, value)
    html = shown(found.settings, cell, address)
    return html if table is not None else ResultCell.of(cell, html, datasette.setting("truncate_cells_html"))


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(
    template: str,
    request: Any,  # noqa: ANN401 - Datasette has no types
    datasette: Any,  # noqa: ANN401 - the same
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the templates `footnoted`, what every page needs, and the variables of the page itself."""
    found = served(datasette)
    if found is None:
        return None

    async def variables() -> dict[str, Any]:
        address = _address(request)
        if request:
            address["home"] = datasette.absolute_url(request, datasette.urls.instance())
        return {"footnoted": _common(found)} | await page_variables(found, template, address)

    return variables


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(
    datasette: Any,  # noqa: ANN401 - Datasette has no types
    request: Any,  # noqa: ANN401 - the same
    exception: Exception,
) -> Callable[[], Awaitable[Any]] | None:
    """Answer at the address of a retired id with what became of it."""
    found = served(datasette) if isinstance(exception, NotFound) else None
    return None if found is None else lambda: answer(datasette, request, found.site)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:  # noqa: ANN401 - Datasette has no types
    """Guard the answers of a site of ours: headers, pages kept, CSV that spreadsheets may open."""
    settings = configuration(datasette)
    if not settings:
        return lambda app: app
    return lambda app: with_headers(with_closed_doors(with_pages(with_safe_csv(app), settings["edition"])))


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: Any, database: str, datasette: Any) -> None:  # noqa: ANN401 - Datasette has no types
    """Limit what SQL may do on a site of ours; Datasette's own database is not a visitor's."""
    if database != "_internal" and configuration(datasette):
        guard_connection(conn)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - Datasette has no types
    """Tell crawlers which addresses are pages; answer at the plugin's own."""
    return [(r"^/robots\.txt$", robots), *ROUTES] if configuration(datasette) else []


@hookimpl  # type: ignore[untyped-decorator]
def register_mcp_tools(datasette: Any, mcp: Any) -> None:  # noqa: ANN401 - Datasette has no types
    """Give language models footnotes, where datasette-mcp is installed and asks for tools."""
    if configuration(datasette):
        register(mcp, datasette)


def _address(request: Any) -> dict[str, Any]:  # noqa: ANN401 - Datasette has no types
    parts = request.url_vars if request else {}
    found: dict[str, Any] = {name: tilde_decode(parts[name]) for name in ("database", "table") if name in parts}
    found["arguments"] = {name: request.args[name] for name in request.args} if request else {}
    return found | ({"keys": urlsafe_components(parts["pks"])} if "pks" in parts else {})


def _common(found: Served) -> dict[str, Any]:
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
        "column_title": _column_title(found),
        "titles": _titles(found),
        "term": _term(found),
        "result_term": _result_term(found),
        "unit": _unit(found),
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


def _column_title(found: Served) -> Callable[[str | None, str], str]:
    return lambda table, name: column_title(found.package, table, name)


def _titles(found: Served) -> Callable[[str, list[Any]], dict[str, str]]:
    """The titles of all columns of a page, worked out once for all its rows."""

    def titles(table: str, rows: list[Any]) -> dict[str, str]:
        names = [cell["column"] for cell in next(iter(rows), ())]
        return {name: column_title(found.package, table, name) for name in names}

    return titles


def _term(found: Served) -> Callable[[str, str, Any], Any]:
    """The title of a term, where a cell or a facet of a table holds one."""

    def term(table: str, name: str, value: Any) -> Any:  # noqa: ANN401 - HTML, or a cell of any type
        column = found.package.tables[table].by_name.get(name) if table in found.package.tables else None
        known = column.by_value.get(value) if column is not None and isinstance(value, str) else None
        return known.label if known else value

    return term


def _result_term(found: Served) -> Callable[[CellNotes | None, Any], Any]:
    """The title of a term in a result of SQL, where its footnote proves that it is one."""
    term = _term(found)

    def result_term(notes: CellNotes | None, cell: Any) -> Any:  # noqa: ANN401 - HTML, or a cell of any type
        known = term(notes.table, notes.column, cell.value) if notes is not None else None
        return known if isinstance(known, str) and known != cell.value else cell

    return result_term


def _unit(found: Served) -> Callable[[str, str], str | None]:
    """The unit of a column of a table."""

    def unit(table: str, name: str) -> str | None:
        column = found.package.tables[table].by_name.get(name) if table in found.package.tables else None
        return unit_word(column.unit) if column is not None and column.unit and column.type != "string" else None

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
