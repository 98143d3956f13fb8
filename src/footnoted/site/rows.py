"""Rows by their keys, and their names: few statements for a page, however many rows it names."""

# ruff: noqa: S608 - the names in these statements are the package's, and quoted
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from footnoted.site.footnotes import Ask
from footnoted.site.headline import headline, keys_named
from footnoted.site.package import Package, Table

__all__ = ["Site", "count", "names_of", "period", "quoted", "rows_by_key", "rows_where"]

_BATCH = 500
"""Keys in a statement, as many as any SQLite takes parameters."""
_DEPTH = 2
"""A row without a label is named by its headline, which names other rows."""


@dataclass(frozen=True)
class Site:
    """What pages are made from: the package, its database and, on a preview, that of the full texts.

    `ask` and `ask_preview` run a statement in one of the two.
    """

    package: Package
    ask: Ask = field(repr=False)
    ask_preview: Ask | None = field(default=None, repr=False)

    @property
    def evidence(self) -> Table:
        """The table of the footnotes."""
        return self.package.tables["evidence"]


def quoted(name: str) -> str:
    """`name` as an SQL identifier."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


async def rows_by_key(ask: Ask, table: Table, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Key -> row of `table`, whose primary key is one column; keys that name no row are left out."""
    (key,) = table.primary_key
    wanted = list(dict.fromkeys(keys))
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), _BATCH):
        named = {f"key{number}": value for number, value in enumerate(wanted[start : start + _BATCH])}
        marks = ", ".join(f":{name}" for name in named)
        rows = await ask(f"SELECT * FROM {quoted(table.name)} WHERE {quoted(key)} IN ({marks})", named)
        found |= {row[key]: row for row in rows}
    return found


async def rows_where(ask: Ask, table: Table, column: str, value: str, limit: int) -> list[dict[str, Any]]:
    """The first `limit` rows of `table` with `value` in `column`, in the order of their keys."""
    order = ", ".join(map(quoted, table.primary_key))
    statement = (
        f"SELECT * FROM {quoted(table.name)} WHERE {quoted(column)} = :value ORDER BY {order} LIMIT {int(limit)}"
    )
    return await ask(statement, {"value": value})


async def count(ask: Ask, table: Table, column: str, value: str) -> int:
    """How many rows of `table` have `value` in `column`."""
    found = await ask(f"SELECT count(*) AS n FROM {quoted(table.name)} WHERE {quoted(column)} = :v", {"v": value})
    return int(found[0]["n"])


async def period(site: Site) -> tuple[str, str] | None:
    """The first and the last day on which a source was published, at the precision given; None where none is dated."""
    sources = site.package.tables["sources"]
    if "published_on" not in sources.by_name:
        return None
    (found,) = await site.ask(f"SELECT min(published_on) AS a, max(published_on) AS b FROM {quoted(sources.name)}", {})
    return None if found["a"] is None else (found["a"], found["b"])


async def names_of(site: Site, keys: Iterable[tuple[str, str]], depth: int = _DEPTH) -> dict[tuple[str, str], str]:
    """Table and key of rows -> their names: the label, the headline where a row has none, or else the key."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for name, key in keys:
        by_table[name].append(key)
    found: dict[tuple[str, str], str] = {}
    for name, wanted in by_table.items():
        table = site.package.tables[name]
        rows = await rows_by_key(site.ask, table, wanted)
        found |= await _named(site, table, rows, depth)
    return found


async def _named(
    site: Site, table: Table, rows: Mapping[str, Mapping[str, Any]], depth: int
) -> dict[tuple[str, str], str]:
    label = table.label
    labelled = {key: row[label] for key, row in rows.items() if label and row[label]}
    others: Sequence[Mapping[str, Any]] = [row for key, row in rows.items() if key not in labelled]
    inner = await names_of(site, keys_named(table, others), depth - 1) if depth and others else {}
    (key,) = table.primary_key
    spelled = {row[key]: headline(table, row, inner) for row in others}
    return {(table.name, key): str(name) for key, name in (labelled | spelled).items()}
