"""The arrows that the tables with an `edge` make of their rows: around one row, or the most of all."""

# ruff: noqa: S608 - the names in these statements are the package's, and quoted
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from footnoted.schema import Edge
from footnoted.site.graph import Arrow, Graph, Row, around, two_columns
from footnoted.site.package import Table
from footnoted.site.rows import Site, names_of, quoted

__all__ = ["Shown", "neighbourhood", "picture"]

_MOST_AROUND = 8
"""Arrows of a kind to or from a row: a small picture of who is near, not of all."""
_MOST = 32
"""Arrows of the big picture: as many as can be told apart on a page."""
_MOST_COUNTED = 2000
"""Arrows of a table, those that most rows make, among which the big picture is chosen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, the arrows that it shows, the names of their ends, and how many arrows there are in all."""

    graph: Graph
    arrows: tuple[Arrow, ...]
    names: Mapping[Row, str]
    total: int


async def neighbourhood(site: Site, table: Table, key: str) -> Graph | None:
    """The arrows from and to the row `key` of `table`, or None where there are none."""
    found = []
    for other in site.package.facts.values():
        for column in (other.edge.start, other.edge.end) if other.edge else ():
            if other.by_name[column].references == table.name:
                found += await _arrows(site, other, f"{quoted(column)} = :key", key, _MOST_AROUND)
    arrows = _merged(found)
    if not arrows:
        return None
    return around((table.name, key), arrows, await names_of(site, _ends(arrows)))


async def picture(site: Site, tables: Iterable[str]) -> Shown | None:
    """The arrows of `tables` between the rows that have most of them; None where there are none."""
    found: list[Arrow] = []
    total = 0
    for name in tables:
        table = site.package.tables[name]
        own = await _arrows(site, table, "1", None, _MOST_COUNTED)
        total += len(own) if len(own) < _MOST_COUNTED else await _count(site, table)
        found += own
    merged = _merged(found)
    if not merged:
        return None
    degrees = Counter(row for arrow in merged for row in (arrow.start, arrow.end))
    # What hangs together tells more than as many pairs of strangers.
    ranked = sorted(merged, key=lambda arrow: (-degrees[arrow.start] - degrees[arrow.end], -arrow.weight))
    arrows = ranked[:_MOST]
    names = await names_of(site, _ends(arrows))
    return Shown(two_columns(arrows, names), tuple(arrows), names, total - (len(found) - len(merged)))


async def _arrows(site: Site, table: Table, where: str, key: str | None, limit: int) -> list[Arrow]:
    edge = _edge(table)
    start, end = quoted(edge.start), quoted(edge.end)
    rows = await site.ask(
        f'SELECT {start} AS "start", {end} AS "end", count(*) AS weight FROM {quoted(table.name)} '
        f"WHERE {_told(edge)} AND {where} "
        f"GROUP BY 1, 2 ORDER BY weight DESC, 1, 2 LIMIT {int(limit)}",
        {} if key is None else {"key": key},
    )
    return [_arrow(table, edge, row) for row in rows]


async def _count(site: Site, table: Table) -> int:
    edge = _edge(table)
    start, end = quoted(edge.start), quoted(edge.end)
    rows = await site.ask(
        f"SELECT count(*) AS n FROM (SELECT 1 FROM {quoted(table.name)} WHERE {_told(edge)} GROUP BY {start}, {end})",
        {},
    )
    return int(rows[0]["n"])


def _told(edge: Edge) -> str:
    """The condition by which a row is an arrow; values are terms of a vocabulary, and quoted all the same."""
    parts = [f"{quoted(edge.start)} IS NOT NULL", f"{quoted(edge.end)} IS NOT NULL"]
    for name, values in edge.unless.items():
        listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
        parts.append(f"({quoted(name)} IS NULL OR {quoted(name)} NOT IN ({listed}))")
    return " AND ".join(parts)


def _edge(table: Table) -> Edge:
    if table.edge is None:
        raise ValueError(f"{table.name} has no edge")
    return table.edge


def _arrow(table: Table, edge: Edge, row: Mapping[str, Any]) -> Arrow:
    start = (table.by_name[edge.start].references or "", row["start"])
    end = (table.by_name[edge.end].references or "", row["end"])
    return Arrow(start, end, edge.title, row["weight"])


def _merged(arrows: Iterable[Arrow]) -> list[Arrow]:
    """One arrow for each pair of rows, with all that is said of them."""
    found: dict[tuple[Row, Row], Arrow] = {}
    for arrow in arrows:
        pair = arrow.start, arrow.end
        if (known := found.get(pair)) is None:
            found[pair] = arrow
        elif arrow.title not in known.title:
            found[pair] = Arrow(*pair, f"{known.title}, {arrow.title}", known.weight + arrow.weight)
    return list(found.values())


def _ends(arrows: Iterable[Arrow]) -> set[Row]:
    return {row for arrow in arrows for row in (arrow.start, arrow.end)}
