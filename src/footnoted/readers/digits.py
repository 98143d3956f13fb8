"""Digits with their marks as a number: which mark groups and which is decimal, and where that is not certain."""

from __future__ import annotations

import re
from fractions import Fraction

__all__ = ["read_digits"]

_LONGEST = 40
"""Characters; what is longer is no quantity, and reading it would not be linear."""

_SPACES = re.compile(r"[ \u00a0\u2009\u202f]")
_GROUP = 3


def read_digits(raw: str, decimal: str) -> tuple[Fraction, bool] | None:
    """The value of a token of digits, and whether it is ambiguous; None where it is no number (a date, a version).

    `decimal` is the language's decimal mark. The form decides before the language: of two kinds of marks the last is
    decimal; one kind that comes twice groups; one mark before three digits groups unless it is the language's decimal
    mark, which is then ambiguous ("1,234" in Spanish). Spaces and apostrophes always group.
    """
    if raw.isdecimal():
        return (Fraction(int(raw)), False) if len(raw) <= _LONGEST else None
    if len(raw) > _LONGEST:
        return None
    plain = _SPACES.sub("'", raw).replace("’", "'")
    marks = [character for character in plain if not character.isdecimal()]
    last = marks[-1]
    if last == "'" or marks.count(last) > 1:
        return _grouped(plain, last) if set(marks) == {last} else None
    whole, _, part = plain.rpartition(last)
    if len(marks) > 1:
        group = marks[0]
        grouped = _grouped(whole, group) if set(marks[:-1]) == {group} else None
        return (grouped[0] + _decimals(part), False) if grouped else None
    return _one_mark(whole, last, part, decimal)


def _one_mark(whole: str, mark: str, part: str, decimal: str) -> tuple[Fraction, bool] | None:
    may_group = len(part) == _GROUP and len(whole) <= _GROUP and not whole.startswith("0")
    if may_group and mark != decimal:
        return Fraction(int(whole + part)), False
    if len(whole) > 1 and whole.startswith("0"):
        return None
    return int(whole) + _decimals(part), may_group


def _decimals(part: str) -> Fraction:
    return Fraction(int(part), 10 ** len(part))


def _grouped(plain: str, mark: str) -> tuple[Fraction, bool] | None:
    """Groups of three digits, or as India writes them: groups of two and a last one of three."""
    first, *rest = plain.split(mark)
    sizes = {len(group) for group in rest[:-1]}
    regular = sizes <= {_GROUP} or (sizes == {_GROUP - 1} and len(first) < _GROUP and mark == ",")
    if len(rest[-1]) != _GROUP or not regular or not 1 <= len(first) <= _GROUP:
        return None
    return (Fraction(int("".join([first, *rest]))), False) if not first.startswith("0") else None
