"""One cell as text: the form of the CSV files, of `evidence.value` and of every comparison of values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Protocol

__all__ = ["SIGNIFICANT_DIGITS", "cell_text", "parse_cell"]

# A float64 holds every decimal of 15 significant digits (IEEE 754-2019, table 3.6: p = 53, floor(52 log10 2)).
SIGNIFICANT_DIGITS = 15


def cell_text(value: str | int | float | bool) -> str:
    """`value` as the CSV file writes it: `true`, `2200`, `61.5`; no exponent, no trailing zeros."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    return str(value)


class Typed(Protocol):
    """A column, as far as its cells are concerned."""

    @property
    def type(self) -> str:
        """The type of the cells."""


def parse_cell(column: Typed, text: str) -> str | int | float | bool | None:
    """The value that `text` (the form of `cell_text`) has in `column`, or None where it has none of its type."""
    try:
        match column.type:
            case "integer":
                return int(text)
            case "number":
                return float(text)
            case "boolean":
                return {"true": True, "false": False}.get(text)
            case "date":
                return dt.date.fromisoformat(text).isoformat()
            case _:
                return text
    except ValueError:
        return None
