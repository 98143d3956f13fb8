"""The paths of rows: a page with hundreds of cells names as many, and Datasette works each out from its settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from datasette.utils import tilde_encode

from footnoted.site.serving import Served

__all__ = ["Address", "row_address"]

Address = Callable[[str, str], str]
"""The path of a row, by its table and its key."""

_PLAIN = re.compile(r"[A-Za-z0-9_-]*")
"""What an address may hold as it is; ids of the toolkit are made of it."""


def row_address(datasette: Any, found: Served) -> Address:  # noqa: ANN401 - Datasette has no types
    """What gives the path of a row of the package that `datasette` serves."""
    if "paths" not in found.cache:
        name = found.package.name
        found.cache["paths"] = {table: str(datasette.urls.table(name, table)) for table in found.package.tables}
    paths = found.cache["paths"]

    def address(table: str, key: str) -> str:
        return f"{paths[table]}/{key if _PLAIN.fullmatch(key) else tilde_encode(key)}"

    return address
