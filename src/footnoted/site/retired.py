"""Ids that no longer name a row: what became of them, so that a link of last year still leads somewhere."""

# ruff: noqa: S608 - the name in these statements is the package's, and quoted
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from footnoted.site.footnotes import Footnote, footnotes_of_row
from footnoted.site.package import Table
from footnoted.site.rows import Site, quoted

__all__ = ["Retired", "earlier_ids", "retired"]

_MOST = 50


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that named a row of `table`; `successor` is the row in its place, if there is one.

    `notes` are the footnotes that the row had, where nothing stands in its place.
    """

    table: Table
    key: str
    successor: str | None
    reason: str
    notes: tuple[Footnote, ...] = ()


async def retired(site: Site, table: Table, key: str) -> Retired | None:
    """What became of the id `key` of `table`, at the end of a chain if its successor was retired too."""
    seen = {key}
    found = await _redirect(site, table, key)
    if found is None:
        return None
    here = found
    while (successor := here["new_id"]) is not None and successor not in seen:
        seen.add(successor)
        following = await _redirect(site, table, successor)
        if following is None:
            return Retired(table, key, successor, found["reason"])
        here = following
    notes = await footnotes_of_row(site.ask, table.name, here["old_id"])
    return Retired(table, key, None, here["reason"], tuple(notes[:_MOST]))


async def earlier_ids(site: Site, table: Table, key: str) -> tuple[Retired, ...]:
    """The ids that the row `key` of `table` stands for now."""
    rows = await _asked(site, "new_id = :key AND table_name = :table ORDER BY old_id", table, key)
    return tuple(Retired(table, row["old_id"], key, row["reason"]) for row in rows[:_MOST])


async def _redirect(site: Site, table: Table, key: str) -> Mapping[str, Any] | None:
    return next(iter(await _asked(site, "old_id = :key AND table_name = :table", table, key)), None)


async def _asked(site: Site, condition: str, table: Table, key: str) -> list[dict[str, Any]]:
    redirects = next((each for each in site.package.tables.values() if each.role == "redirects"), None)
    if redirects is None:
        return []
    statement = f"SELECT old_id, new_id, reason FROM {quoted(redirects.name)} WHERE {condition}"
    return await site.ask(statement, {"table": table.name, "key": key})
