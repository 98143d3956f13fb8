"""Tools for language models, where the plugin datasette-mcp is installed: its own ask in SQL, these give footnotes.

The Model Context Protocol (https://modelcontextprotocol.io/) tells a model what each tool does by its docstring.
"""

from __future__ import annotations

import logging
from typing import Any

from footnoted.site.find import find
from footnoted.site.machine import evidence_of_row, evidence_of_source
from footnoted.site.retired import retired
from footnoted.site.rows import Site
from footnoted.site.serving import served

__all__ = ["register"]


def register(mcp: Any, datasette: Any) -> None:  # noqa: ANN401 - of datasette-mcp, which need not be installed
    """Give the server `mcp` the tools that lead from a value to the words that say it."""
    # The server writes a log at level INFO for the whole process, and what concerns nobody with it.
    for name in ("mcp", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)

    @mcp.tool()  # type: ignore[untyped-decorator]
    async def search(words: str) -> dict[str, Any]:
        """Find rows whose name, quotation or passages have all the words, in the language of the source."""
        rows = await find(_site(datasette), words)
        return {"rows": [{"table": row.table, "id": row.key, "title": row.title} for row in rows]}

    @mcp.tool()  # type: ignore[untyped-decorator]
    async def get_row_with_footnotes(table: str, id: str) -> dict[str, Any]:  # noqa: A002 - what the column is called
        """A row, each of its values with the exact words of the source that say it. Quote them with the value."""
        site = _site(datasette)
        answer = await evidence_of_row(site, table, id)
        described = site.package.tables.get(table)
        gone = await retired(site, described, id) if answer is None and described is not None else None
        if gone is not None:
            return {"retired": id, "reason": gone.reason, "see": gone.successor}
        return answer or {"error": f"there is no row {id!r} of a table {table!r} with footnotes"}

    @mcp.tool()  # type: ignore[untyped-decorator]
    async def get_source_with_footnotes(id: str) -> dict[str, Any]:  # noqa: A002 - the same
        """A source, and all that the tables take from it, in the order of its text."""
        return await evidence_of_source(_site(datasette), id) or {"error": f"there is no source {id!r}"}


def _site(datasette: Any) -> Site:  # noqa: ANN401 - Datasette has no types
    # Tools are made before all databases are there: the site is asked for when one is used.
    found = served(datasette)
    if found is None:
        raise LookupError("this Datasette serves no package of the toolkit")
    return found.site
