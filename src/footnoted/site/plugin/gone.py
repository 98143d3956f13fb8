"""The answer at the address of a retired id: the row in its place, or why there is none any more."""

from __future__ import annotations

from typing import Any

from datasette.utils import tilde_encode, urlsafe_components
from datasette.utils.asgi import Response

from footnoted.site.retired import Retired, retired
from footnoted.site.rows import Site, names_of

__all__ = ["answer"]

_MOVED, _GONE = 301, 410


async def answer(datasette: Any, request: Any, site: Site) -> Any:  # noqa: ANN401 - Datasette has no types
    """A response for `request`, whose row was not found; None where no such row ever was."""
    found = await _asked_for(request, site)
    if found is None:
        return None
    address = request.url_vars
    # The ending that asks for a format is a part of its own of the address.
    ending = address.get("format") or None
    if found.successor is not None:
        key = tilde_encode(found.successor)
        path = datasette.urls.row(address["database"], address["table"], key, format=ending)
        return Response.redirect(f"{path}?{request.query_string}" if request.query_string else path, status=_MOVED)
    if ending == "json":
        told = {"ok": False, "error": f"{found.key} is retired: {found.reason}", "status": _GONE}
        return Response.json(told, status=_GONE)
    titles = await names_of(site, {("sources", note.source) for note in found.notes})
    page = {"retired": found, "titles": titles, "database": site.package.name, "table": found.table.name}
    return Response.html(await datasette.render_template("footnoted/retired.html", page, request=request), status=_GONE)


async def _asked_for(request: Any, site: Site) -> Retired | None:  # noqa: ANN401 - the same
    parts = request.url_vars
    if parts.get("database") != site.package.name or "pks" not in parts:
        return None
    table = site.package.tables.get(parts.get("table", ""))
    keys = urlsafe_components(parts["pks"])
    return await retired(site, table, keys[0]) if table is not None and len(keys) == 1 else None
