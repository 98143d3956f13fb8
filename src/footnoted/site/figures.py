"""Figures in words: with their hedge, in a scale that a reader can grasp, with their unit; never rounded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from footnoted.schema import cell_text
from footnoted.site.package import Column, Table
from footnoted.site.words import words

__all__ = ["Figure", "figure", "figure_of", "in_words", "truth", "unit_word"]

# Four digits are read at a glance, and years are written so (ISO 80000-1, 7.3.1, leaves four ungrouped too).
_GROUPED_FROM = 10_000
_DECIMALS = 3
"""A scaled figure with more digits behind its point is no easier to read than the whole one."""
_UNHEDGED = "stated"
"""The qualifier of a figure that its source does not hedge."""
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what stands with it in its row: the upper end of a range, the hedge in words, the unit."""

    value: int | float
    upper: int | float | None = None
    hedge: str | None = None
    unit: str | None = None


def figure(value: float) -> str:
    """A finite `value` as the CSV file writes it, the digits before the point in groups of three from 10,000 on."""
    text = cell_text(value)
    if abs(value) < _GROUPED_FROM:
        return text
    whole, point, fraction = text.partition(".")
    return f"{int(whole):,}{point}{fraction}"


def truth(value: object) -> str:
    """The word for a truth value, which SQLite stores as 0 or 1."""
    return str(words()["truths"]["true" if value else "false"])


def unit_word(unit: str) -> str:
    """The word for a unit as the schemas name it, or for the code of a currency; `unit` itself where none is known."""
    known = words()
    return str(known["units"].get(unit) or known["currencies"].get(unit) or unit)


def in_words(shown: Figure) -> str:
    """`shown` as a reader would say it: "about 8 billion US dollars", "between 95 and 105 million euros"."""
    scale, word = _scale(shown)
    ends = [value for value in (shown.value, shown.upper) if value is not None]
    joiner = f" {words()['range']['joiner']} "
    numbers = joiner.join(_scaled(value, scale) for value in ends)
    behind = [text for text in (word, unit_word(shown.unit) if shown.unit else "") if text]
    hedge = [shown.hedge] if shown.hedge else []
    return " ".join([*hedge, _NO_BREAK.join([numbers, *behind])])


def figure_of(table: Table, column: Column, row: Mapping[str, Any]) -> Figure | None:
    """The figure in `column` of `row` with its group's other cells, or None where no figure stands there."""
    value = row[column.name]
    # SQLite stores a truth value as 0 or 1.
    if not isinstance(value, int | float) or column.type == "boolean" or not math.isfinite(value):
        return None
    parts = _parts(table, column) if column.part == "value" else {}
    upper, qualifier, currency = (_cell(row, parts.get(part)) for part in ("max", "qualifier", "currency"))
    if column.unit is None and currency is None and column.part != "value":
        currency = _cell(row, _parts(table, column).get("currency"))
    hedge = None if qualifier in {None, _UNHEDGED} else _title(parts["qualifier"], str(qualifier))
    return Figure(value, upper, hedge, currency or column.unit)


def _parts(table: Table, column: Column) -> dict[str, Column]:
    """The columns that take the other parts of the reading that fills `column`."""
    group = next((group for group in table.groups if column.name in group), ())
    beside = (table.by_name[name] for name in group)
    return {other.part: other for other in beside if other.reader == column.reader and other is not column}


def _cell(row: Mapping[str, Any], column: Column | None) -> Any:  # noqa: ANN401 - a cell of any type
    return None if column is None else row.get(column.name)


def _title(column: Column, value: str) -> str:
    term = column.by_value.get(value)
    return term.label if term else value


def _scale(shown: Figure) -> tuple[int, str]:
    """The scale that both ends of a figure keep their exact digits in, and its word; 1 and none where there is none."""
    for word, scale in words()["scales"].items():
        if abs(shown.value) >= scale and all(_fits(v, scale) for v in (shown.value, shown.upper) if v is not None):
            return scale, word
    return 1, ""


def _fits(value: float, scale: int) -> bool:
    digits = (Decimal(cell_text(value)) / scale).normalize().as_tuple().exponent
    return isinstance(digits, int) and digits >= -_DECIMALS


def _scaled(value: float, scale: int) -> str:
    if scale == 1:
        return figure(value)
    return format((Decimal(cell_text(value)) / scale).normalize(), "f")
