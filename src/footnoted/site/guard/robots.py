"""`/robots.txt` (RFC 9309): pages and tables may be indexed; filters, facets, sorts and SQL have no end."""

from __future__ import annotations

from datasette import Response

__all__ = ["robots"]

_TEXT = """\
User-agent: *
Disallow: /*?
Disallow: /*.json
Disallow: /*.csv
Disallow: /-/
"""


async def robots() -> Response:
    """What crawlers may ask for."""
    return Response.text(_TEXT)
