"""What a reader returns: values, and the words each was read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Reader", "Reading", "Value", "describe"]

Value = str | int | float | bool

_HEDGE = "stated"
_NOTHING: Mapping[str, str] = {}


class Reading(NamedTuple):
    """One reading of a text.

    `reader` is the rule's name; `span` all the words read, hedge, number and unit together; `values` part -> value,
    where a part that is not said is absent; `parts` the sub-spans by name ("hedge", "number", "unit", ...) in text
    order, of which a name may occur twice; `open` part -> what the text leaves open about it ({"currency": "dollar"}:
    `values` then hold the usual candidate, or nothing where there is none). `ambiguous`: the words have two readings
    (1.234 against 1,234), of which this is the likelier.
    """

    reader: str
    span: Span
    values: Mapping[str, Value]
    parts: tuple[tuple[str, Span], ...] = ()
    open: Mapping[str, str] = _NOTHING
    ambiguous: bool = False

    @property
    def inferred(self) -> bool:
        """Whether the text leaves something open."""
        return bool(self.open)


Reader = Callable[[Document], tuple[Reading, ...]]
"""All readings of one rule in a whole text, sorted and not overlapping."""


def describe(reading: Reading) -> str:
    """A reading in one line, as the examples of the data files write it.

    "money 2000000000..3000000000 USD?dollar between": the reader, the value (and the maximum), the currency, "?" and
    what is left open, the qualifier unless it is "stated", and "ambiguous".
    """
    values = reading.values
    words = [reading.reader]
    if "value" in values:
        words.append(_plain(values["value"]) + (f"..{_plain(values['max'])}" if "max" in values else ""))
    words += [_plain(value) for part, value in values.items() if part not in _ELSEWHERE]
    if "currency" in values or "currency" in reading.open:
        family = reading.open.get("currency")
        words.append(str(values.get("currency", "")) + (f"?{family}" if family else ""))
    qualifier = str(values.get("qualifier", _HEDGE))
    words += [qualifier] if qualifier != _HEDGE else []
    return " ".join([*words, *(["ambiguous"] if reading.ambiguous else [])])


_ELSEWHERE = frozenset({"value", "max", "currency", "qualifier", "unit"})


def _plain(value: Value) -> str:
    """A value without exponent or trailing zeros."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15f}".rstrip("0").rstrip(".") if abs(value) < 1 else repr(value).removesuffix(".0")
    return str(value)
