"""What each kind of page needs beyond what Datasette gives it, worked out when the page is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footnoted.site.arrows import neighbourhood
from footnoted.site.article_page import article_page
from footnoted.site.related import sections
from footnoted.site.row_page import row_page
from footnoted.site.serving import Served

__all__ = ["page_variables"]


async def page_variables(served: Served, template: str, address: Mapping[str, Any]) -> dict[str, Any]:
    """The variables of a page made by `template`; `address` has the parts of its path, and its arguments."""
    if address.get("database") != served.package.name:
        return {}
    if template == "row.html":
        return await _row(served, address)
    return {}


async def _row(served: Served, address: Mapping[str, Any]) -> dict[str, Any]:
    table, keys = served.package.tables.get(address["table"]), address["keys"]
    if table is None or len(table.primary_key) != 1:
        return {}
    if table.role == "sources":
        return {"page": await article_page(served.site, keys[0], address["arguments"].get("table"))}
    page = await row_page(served.site, table, keys[0])
    if page is None or table.role != "fact":
        return {"page": page}
    return {
        "page": page,
        "sections": await sections(served.site, table, keys[0]),
        "neighbourhood": await neighbourhood(served.site, table, keys[0]),
    }
