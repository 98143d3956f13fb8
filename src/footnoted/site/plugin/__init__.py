"""The Datasette plugin: pages in words, keys that lead on, figures that can be read, each value with its footnote.

It acts on a site whose configuration names a database of ours (`footnoted.site.serving`), and leaves every other
Datasette in the same environment as it is. It is a package, not a module: Datasette looks for templates and static
files beside it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_decode, tilde_encode, urlsafe_components

from footnoted import __version__
from footnoted.site.cells import Cell, shown
from footnoted.site.describe import description
from footnoted.site.figures import truth
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
from footnoted.site.serving import Served, configuration, served

__all__ = [
    "asgi_wrapper",
    "extra_template_vars",
    "prepare_connection",
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

    return shown(found.settings, Cell(table, row, column, value), address)


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
        return {"footnoted": _common(found)} | await page_variables(found, template, _address(request))

    return variables


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
    """Tell crawlers which addresses are pages."""
    return [(r"^/robots\.txt$", robots)] if configuration(datasette) else []


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
        "toolkit": __version__,
        "licence": legal(package),
        "key": tilde_encode,
        "title_of": {name: table.title for name, table in package.tables.items()},
        "describe": _describer(found),
        "in_order": _in_order(settings),
        "in_words": _in_words(settings),
    }


def _describer(found: Served) -> Callable[[Table, Column], str]:
    return lambda _table, column: description(found.package, column)


def _in_order(settings: Mapping[str, Any]) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    places = {table["name"]: place for place, table in enumerate(settings["tables"])}

    def in_order(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(tables, key=lambda table: places.get(table["name"], len(places)))

    return in_order


def _in_words(settings: Mapping[str, Any]) -> Callable[[list[dict[str, Any]], str], list[dict[str, Any]]]:
    def in_words(facets: list[dict[str, Any]], table: str) -> list[dict[str, Any]]:
        truths = settings["truths"].get(table, ())
        return [_named(facet) if facet["name"] in truths else facet for facet in facets]

    return in_words


def _named(facet: dict[str, Any]) -> dict[str, Any]:
    return {**facet, "results": [{**result, "label": truth(result["value"])} for result in facet["results"]]}
