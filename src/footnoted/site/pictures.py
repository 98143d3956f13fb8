"""The pictures of the home page, as the dataset declares them: arrows between rows, bars of a question's results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from footnoted.errors import FootnotedError
from footnoted.schema import Picture
from footnoted.site.arrows import Shown, picture
from footnoted.site.figures import Figure, in_words, unit_word
from footnoted.site.links import ANY
from footnoted.site.rows import Site

__all__ = ["Bar", "Bars", "Drawn", "SlowQueryError", "drawn"]

_MOST_BARS = 8
_MOST_GROUPS = 3
"""Scales that the home page shows; the question has them all."""


class SlowQueryError(FootnotedError):
    """A query ran out of its time."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value in words, its length in hundredths of the longest, the row that it leads to."""

    label: str
    text: str
    length: float
    leads_to: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one scale; `title` names it where there are others."""

    title: str | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with what it shows: arrows, or bars by scale; `rows` are all that its question found."""

    picture: Picture
    arrows: Shown | None = None
    bars: tuple[Bars, ...] = ()
    rows: int = 0


async def drawn(site: Site, links: Mapping[str, Mapping[str, str]]) -> list[Drawn]:
    """The pictures of the dataset that have something to show; one that takes too long to find out is left out."""
    found = []
    for declared in site.package.pictures:
        try:
            shown = await (_bars(site, declared, links) if declared.bars else _arrows(site, declared))
        except SlowQueryError:
            continue
        if shown.arrows is not None or shown.bars:
            found.append(shown)
    return found


async def _arrows(site: Site, declared: Picture) -> Drawn:
    return Drawn(declared, arrows=await picture(site, declared.edges))


async def _bars(site: Site, declared: Picture, links: Mapping[str, Mapping[str, str]]) -> Drawn:
    sql = next(query.sql for query in site.package.queries if query.name == declared.bars)
    rows = [row for row in await site.ask(sql, {}) if _is_figure(row.get(declared.value or ""))]
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row.get(declared.by) if declared.by else None, []).append(row)
    biggest = sorted(groups, key=lambda by: -len(groups[by]))[:_MOST_GROUPS]
    target = links[ANY].get(declared.row or "")
    bars = tuple(_group(declared, by, groups[by], target) for by in biggest)
    return Drawn(declared, bars=bars, rows=len(rows))


def _group(declared: Picture, by: object, rows: Iterable[Mapping[str, Any]], target: str | None) -> Bars:
    value = declared.value or ""
    longest = sorted(rows, key=lambda row: -row[value])[:_MOST_BARS]
    scale = longest[0][value] or 1
    # What keeps scales apart is the unit itself, unless there is one unit for all.
    unit = declared.unit or (None if by is None else str(by))
    bars = (
        Bar(
            str(row.get(declared.label or "") or ""),
            in_words(Figure(row[value], unit=unit)),
            round(100 * row[value] / scale, 1),
            (target, row[declared.row]) if target and declared.row and row.get(declared.row) else None,
        )
        for row in longest
    )
    return Bars(None if by is None else unit_word(str(by)), tuple(bars))


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) and value > 0
