"""What each kind of page needs beyond what Datasette gives it, worked out when the page is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from footnoted.site.arrows import neighbourhood
from footnoted.site.article_page import article_page
from footnoted.site.downloads import downloads, structured_data
from footnoted.site.pictures import drawn
from footnoted.site.proved import proved
from footnoted.site.related import sections
from footnoted.site.retired import earlier_ids
from footnoted.site.row_page import row_page
from footnoted.site.rows import period
from footnoted.site.serving import Served

__all__ = ["page_variables"]


async def page_variables(served: Served, template: str, address: Mapping[str, Any]) -> dict[str, Any]:
    """The variables of a page made by `template`; `address` has the parts of its path, and its arguments."""
    if template == "index.html":
        return await _home(served, address["home"])
    if address.get("database") != served.package.name:
        return {}
    if template == "row.html":
        return await _row(served, address)
    return {}


async def _home(served: Served, home: str) -> dict[str, Any]:
    package = served.package
    # The package cannot change while it is served: what the pictures show is worked out once.
    if "pictures" not in served.cache:
        served.cache["pictures"] = await drawn(served.site, served.settings["links"])
        served.cache["period"] = await period(served.site)
    return {
        "pictures": served.cache["pictures"],
        "period": served.cache["period"],
        "downloads": downloads(package),
        "queries": package.queries,
        "package": package,
        "home": home,
        "structured_data": Markup(  # noqa: S704 - no `<` in it
            structured_data(package, home, f"{home}-/download", served.cache["period"])
        ),
    }


async def _row(served: Served, address: Mapping[str, Any]) -> dict[str, Any]:
    table, keys = served.package.tables.get(address["table"]), address["keys"]
    if table is None or len(table.primary_key) != 1:
        return {}
    if table.role == "sources":
        page = await article_page(served.site, keys[0], address["arguments"].get("table"))
        return {"page": page, "earlier": await earlier_ids(served.site, table, keys[0])}
    if table.role == "evidence":
        return {"page": await row_page(served.site, table, keys[0]), "proved": await proved(served.site, keys[0])}
    if table.role != "fact":
        return {"page": await row_page(served.site, table, keys[0])}
    return {
        "page": await row_page(served.site, table, keys[0]),
        "earlier": await earlier_ids(served.site, table, keys[0]),
        "sections": await sections(served.site, table, keys[0]),
        "neighbourhood": await neighbourhood(served.site, table, keys[0]),
    }
