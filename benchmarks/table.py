"""Rows of a benchmark as a table in plain text."""

from __future__ import annotations

from collections.abc import Sequence

from measure import Row

__all__ = ["table"]

_HEADINGS = ("", "median", "from - to", "beside ours", "limit")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as aligned lines: each value, its extremes, its ratio to the first row and its limit."""
    ours = rows[0]
    lines = [_HEADINGS, *(_cells(row, ours) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _cells(row: Row, ours: Row) -> tuple[str, ...]:
    spread = "" if row.low is None or row.high is None else f"{_figure(row.low)} - {_figure(row.high)}"
    comparable = row is not ours and row.unit == ours.unit and ours.value
    ratio = f"{row.value / ours.value:.2f} x" if comparable else ""
    limit = "" if row.limit is None else f"{_figure(row.limit)} {row.unit}: {'held' if row.held else 'MISSED'}"
    return (row.name, f"{_figure(row.value)} {row.unit}", spread, ratio, limit)


def _figure(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 100 else f"{value:,.0f}"  # noqa: PLR2004 - beyond it decimals are noise


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()
