"""The Datasette plugin: pages in words, keys that lead on, figures that can be read, each value with its footnote.

It acts on a site whose configuration names a database of ours (`footnoted.site.serving`), and leaves every other
Datasette in the same environment as it is. It is a package, not a module: Datasette looks for templates and static
files beside it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_decode, urlsafe_components
from datasette.utils.asgi import NotFound

from footnoted.site.cells import Cell, ResultCell, shown
from footnoted.site.guard.asgi import App
from footnoted.site.guard.doors import with_closed_doors
from footnoted.site.guard.log import print_no_locals
from footnoted.site.guard.mistakes import mistake
from footnoted.site.guard.pages import unfinished, with_pages
from footnoted.site.guard.policy import with_headers
from footnoted.site.guard.robots import robots
from footnoted.site.guard.spreadsheet import with_safe_csv
from footnoted.site.guard.sql import guard_connection, longest_text
from footnoted.site.pages import page_variables
from footnoted.site.plugin.addresses import row_address
from footnoted.site.plugin.facet_counts import within_limits
from footnoted.site.plugin.gone import answer
from footnoted.site.plugin.refused import refused
from footnoted.site.plugin.routes import ROUTES
from footnoted.site.plugin.tools import register
from footnoted.site.plugin.variables import common
from footnoted.site.preview import PREVIEW
from footnoted.site.serving import configuration, served
from footnoted.site.told import told

__all__ = [
    "asgi_wrapper",
    "extra_template_vars",
    "handle_exception",
    "prepare_connection",
    "register_facet_classes",
    "register_mcp_tools",
    "register_routes",
    "render_cell",
]


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> str | None:  # noqa: ANN401, PLR0913, PLR0917 - Datasette's
    """Show a cell of a site of ours."""
    found = served(datasette)
    if found is None or database != found.settings["database"]:
        return None

    cell = Cell(table, row, column, value)
    html = told(found.package, cell) or shown(found.settings, cell, row_address(datasette, found))
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
        shared = common(found, row_address(datasette, found))
        shared["unfinished"] = lambda: unfinished(request.scope)
        return {"footnoted": shared} | await page_variables(found, template, address)

    return variables


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(
    datasette: Any,  # noqa: ANN401 - Datasette has no types
    request: Any,  # noqa: ANN401 - the same
    exception: Exception,
) -> Generator[None, Any, None]:
    """Answer at the address of a retired id with what became of it, and to a mistake with what it is."""
    answers = yield
    found = served(datasette)
    if found is not None and isinstance(exception, NotFound):
        answers.force_result([lambda: answer(datasette, request, found.site), *answers.get_result()])
    elif found is not None and (told := mistake(exception)) is not None:
        # In place of Datasette's own answer, which would write into the log.
        answers.force_result([lambda: refused(datasette, request, told)])


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:  # noqa: ANN401 - Datasette has no types
    """Guard the answers of a site of ours: headers, pages kept, CSV that spreadsheets may open."""
    settings = configuration(datasette)
    if not settings:
        return lambda app: app
    print_no_locals()
    return lambda app: with_headers(with_closed_doors(with_pages(with_safe_csv(app), settings["edition"])))


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: Any, database: str, datasette: Any) -> None:  # noqa: ANN401 - Datasette has no types
    """Limit what SQL may do on a site of ours; Datasette's own database is not a visitor's."""
    if database != "_internal" and configuration(datasette):
        guard_connection(conn, longest_text(conn, preview=database == PREVIEW))


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - Datasette has no types
    """Tell crawlers which addresses are pages; answer at the plugin's own."""
    return [(r"^/robots\.txt$", robots), *ROUTES] if configuration(datasette) else []


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def register_facet_classes() -> Generator[None, Any, None]:
    """Let Datasette count facets within our limits."""
    kinds = yield
    kinds.force_result([[within_limits(facet) for facet in each] for each in kinds.get_result()])


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
