"""What may be added to what inside a number: places of digits, classes of values, and characters such as "½"."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

__all__ = ["DIGITS", "joins", "place", "vulgar"]

_TEN = 10
_HUNDRED = 100
_THOUSAND = 1000
_MOST_PLACES = 10**21

DIGITS = frozenset("0123456789")


def vulgar(raw: str) -> Fraction | None:
    """The value of a character such as "½"."""
    if len(raw) != 1 or raw.isascii() or unicodedata.category(raw) != "No":
        return None
    value = Fraction(unicodedata.numeric(raw, 0)).limit_denominator(_TEN)
    return value if 0 < value < 1 else None


def place(term: Fraction) -> int:
    """The place of the last digit of `term` that is not zero: what is added to it must be smaller."""
    if term.denominator > 1 or term == 0:
        return 0
    found = 1
    while found < _MOST_PLACES and term.numerator % (found * _TEN) == 0:
        found *= _TEN
    return found


def joins(left: Fraction, right: Fraction, pairs: tuple[tuple[str, str], ...]) -> bool:
    """Whether a joiner of these `pairs` of classes may stand between two terms."""
    return any(_fits(left, one) and _fits(right, other) for one, other in pairs)


def _fits(value: Fraction, what: str) -> bool:
    if what == "units":
        return 0 < value < _TEN
    if what == "tens":
        return _TEN < value < _HUNDRED and value % _TEN == 0
    if what == "thousands":
        return value > 0 and value % _THOUSAND == 0
    if what == "hundreds":
        return value > 0 and value % _HUNDRED == 0
    return 0 < value < _HUNDRED
