"""The readers of quantities and dates. One pass over a document serves money, percent and power."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from footnoted.languages import Document
from footnoted.readers.dates import read_dates
from footnoted.readers.in_place import in_place
from footnoted.readers.quantities import UNSTATED, read_quantities
from footnoted.readers.reading import Reading
from footnoted.readers.stretches import stretches

__all__ = ["dates", "money", "percent", "power", "quantities", "sums"]

_KEPT: WeakKeyDictionary[Document, tuple[Reading, ...]] = WeakKeyDictionary()


def quantities(document: Document) -> tuple[Reading, ...]:
    """All sums of money, percentages and powers of `document`, sorted.

    Each clause is read in its own language. Raises `LanguageError` where there is no data for the document's.
    """
    return tuple(reading for reading in _all(document) if reading.open.get("currency") != UNSTATED)


def _all(document: Document) -> tuple[Reading, ...]:
    """All quantities and bare sums, read once for each document."""
    kept = _KEPT.get(document)
    if kept is None:
        found = (reading for part in stretches(document) for reading in read_quantities(part.tokens, part.language))
        kept = _KEPT[document] = tuple(found)
    return kept


def money(document: Document) -> tuple[Reading, ...]:
    """Sums of money: `value` (and `max`) in whole or fractional units of `currency` (ISO 4217), `qualifier`."""
    return _of_kind(document, "money")


def sums(document: Document) -> tuple[Reading, ...]:
    """Sums of money, and millions of nothing that is said ("für 9 Millionen"): their `currency` is open, "unstated".

    Whether such a number is a sum at all, and of which currency, only its context tells.
    """
    return tuple(reading for reading in _all(document) if reading.reader == "money")


def percent(document: Document) -> tuple[Reading, ...]:
    """Percentages and fractions that are shares: `value` (and `max`) in per cent, `qualifier`."""
    return _of_kind(document, "percent")


def power(document: Document) -> tuple[Reading, ...]:
    """Electrical and other power: `value` (and `max`) in MW, `qualifier`, `unit` ("MW"). Energy is no power."""
    return _of_kind(document, "power")


def _of_kind(document: Document, kind: str) -> tuple[Reading, ...]:
    return tuple(reading for reading in quantities(document) if reading.reader == kind)


def dates(document: Document) -> tuple[Reading, ...]:
    """Dates: `value` in ISO 8601 at the precision given (2024, 2024-03, 2024-03-05).

    A year that a quantity holds is none. Raises `LanguageError` where there is no data for the document's language.
    """
    found = (reading for part in stretches(document) for reading in read_dates(part.tokens, part.language))
    taken = quantities(document)
    return tuple(reading for reading in found if not in_place(taken, reading.span))
