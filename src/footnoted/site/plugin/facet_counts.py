"""Facets within limits: each once, few on a page, and of the same rows on each page, so that they are counted once.

Datasette counts a facet twice where an address asks for one that the table has anyhow, as often as an address asks,
and on each page anew: of the rows from that page on. The file cannot change while it is served: here a facet counts all
rows of the table, or of the filter, on each of its pages, and what was counted is kept.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from footnoted.site.guard.pages import unfinished
from footnoted.site.serving import Served, served

__all__ = ["KEPT", "MOST", "within_limits"]

MOST = 4
"""Facets that an address may add to a table's own: each may take all the time that a facet has."""

KEPT = 500
"""Counts that are kept, each of a facet of one table and filter."""
_WHERE = "where "
"""Stands once in the statement that counts a whole table by a facet, for its nulls; twice where there is a filter."""
_PARAMETER = re.compile(r":(\w+)")
_LONGEST = 100
"""Values of a facet whose counts are kept; a longer list was asked for by hand."""


def within_limits(facet: type[Any]) -> type[Any]:
    """Datasette's class of a kind of facet, with the limits on sites of ours."""

    class Limited(facet):  # type: ignore[misc] # a kind of facet is a class that inherits from Datasette's
        sql: str

        def __init__(self, ds: Any, request: Any, *arguments: Any, **more: Any) -> None:  # noqa: ANN401 - Datasette's
            found = served(ds)
            self._ours = found is not None
            super().__init__(ds if found is None else _Counted(ds, found, request), request, *arguments, **more)
            if found is not None and self.table in found.package.tables and "_next" in self.request.args:
                self.sql = _without_cursor(self.sql)

        def get_configs(self) -> list[dict[str, Any]]:
            try:
                configs: list[dict[str, Any]] = super().get_configs()
            except ValueError:
                if not self._ours:
                    raise
                # Text that should be JSON and is not: the page shows no facets of this kind.
                return []
            return _few(configs) if self._ours else configs

    return Limited


def _few(configs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of several for one column the first, which is the table's own if there is one."""
    first: dict[object, dict[str, Any]] = {}
    for each in configs:
        if column := each["config"].get("column") or each["config"].get("simple"):
            first.setdefault(column, each)
    own = [each for each in first.values() if each["source"] == "metadata"]
    return [*own, *[each for each in first.values() if each not in own][:MOST]]


def _without_cursor(sql: str) -> str:
    """The statement without its last condition, in brackets, by which Datasette leaves out earlier pages."""
    end = len(sql.rstrip())
    depth, start = 0, end
    while start and (depth or start == end):
        start -= 1
        depth += {")": 1, "(": -1}.get(sql[start], 0)
    before = sql[:start]
    for joined in (" and ", " where "):
        if before.endswith(joined):
            return before.removesuffix(joined) + " "
    return sql


class _Counted:
    """A Datasette that keeps its answers about facets of the package."""

    def __init__(self, datasette: Any, found: Served, request: Any) -> None:  # noqa: ANN401 - Datasette has no types
        self._datasette, self._request = datasette, request
        self._database = found.package.name
        self._kept: OrderedDict[tuple[object, ...], Any] = found.cache.setdefault("counts", OrderedDict())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - Datasette has no types
        return getattr(self._datasette, name)

    async def execute(self, database: str, sql: str, params: Any = None, **options: Any) -> Any:  # noqa: ANN401 - the same
        # Imported here: Datasette, started by its own command, imports the plugin before it is ready.
        from datasette.database import QueryInterrupted  # noqa: PLC0415

        key = (database, sql, *_used(sql, params or {}))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if "custom_time_limit" in options and sql.count(_WHERE) == 1:
            # Of a whole table, once: it may take twice as long.
            options["custom_time_limit"] *= 2
        try:
            counted = await self._datasette.execute(database, sql, params, **options)
        except QueryInterrupted:
            unfinished(self._request.scope)
            raise
        if database == self._database and len(counted.rows) <= _LONGEST:
            self._kept[key] = counted
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return counted


def _used(sql: str, parameters: Mapping[str, Any] | Sequence[Any]) -> tuple[object, ...]:
    """Those of the parameters that the statement names: a cursor that was taken out leaves its own behind."""
    if not isinstance(parameters, Mapping):
        return tuple(parameters)
    named = set(_PARAMETER.findall(sql))
    return tuple((name, value) for name, value in parameters.items() if name in named)
