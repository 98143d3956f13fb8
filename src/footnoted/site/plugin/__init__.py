"""The Datasette plugin: keys that lead on, figures that can be read, tables in their order, a home page.

It acts on a site whose metadata has settings for it (`footnoted.site.links`), and leaves every other Datasette in the
same environment as it is. It is a package, not a module: Datasette looks for templates and static files beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.utils import tilde_encode

from footnoted.site.cells import Cell, shown, truth
from footnoted.site.guard.asgi import App
from footnoted.site.guard.doors import with_closed_doors
from footnoted.site.guard.pages import with_pages
from footnoted.site.guard.policy import with_headers
from footnoted.site.guard.robots import robots
from footnoted.site.guard.spreadsheet import with_safe_csv
from footnoted.site.guard.sql import guard_connection

__all__ = [
    "asgi_wrapper",
    "extra_css_urls",
    "extra_template_vars",
    "prepare_connection",
    "register_routes",
    "render_cell",
]

_NAME = "footnoted"
_NONE: Mapping[str, Any] = MappingProxyType({})

# Datasette works its settings out anew at each question, and a page asks once for each cell.
_settings: WeakKeyDictionary[Any, Mapping[str, Any]] = WeakKeyDictionary()


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> str | None:  # noqa: ANN401, PLR0913, PLR0917 - Datasette's
    """Show a cell of a site of ours."""
    settings = _settings_of(datasette)
    if not settings or database != settings["database"]:
        return None

    def address(target: str, key: str) -> str:
        return str(datasette.urls.row(database, target, tilde_encode(key)))

    return shown(settings, Cell(table, row, column, value), address)


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Any) -> dict[str, Any]:  # noqa: ANN401 - Datasette has no types
    """Give the templates `footnoted`: the settings, and what brings Datasette's lists into order and words."""
    settings = _settings_of(datasette)
    if not settings:
        return {}
    return {"footnoted": {**settings, "in_order": _in_order(settings), "in_words": _in_words(settings)}}


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Any) -> list[str]:  # noqa: ANN401 - Datasette has no types
    """Add the style sheet to the pages of a site of ours."""
    return [datasette.urls.static_plugins(_NAME, "site.css")] if _settings_of(datasette) else []


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:  # noqa: ANN401 - Datasette has no types
    """Guard the answers of a site of ours: headers, pages kept, CSV that spreadsheets may open."""
    settings = _settings_of(datasette)
    if not settings:
        return lambda app: app
    return lambda app: with_headers(with_closed_doors(with_pages(with_safe_csv(app), settings["edition"])))


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: Any, database: str, datasette: Any) -> None:  # noqa: ANN401 - Datasette has no types
    """Limit what SQL may do on a site of ours; Datasette's own database is not a visitor's."""
    if database != "_internal" and _settings_of(datasette):
        guard_connection(conn)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - Datasette has no types
    """Tell crawlers which addresses are pages."""
    return [(r"^/robots\.txt$", robots)] if _settings_of(datasette) else []


def _settings_of(datasette: Any) -> Mapping[str, Any]:  # noqa: ANN401 - Datasette has no types
    if datasette not in _settings:
        _settings[datasette] = datasette.plugin_config(_NAME) or _NONE
    return _settings[datasette]


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
