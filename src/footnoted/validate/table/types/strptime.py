"""Dates and times by a pattern of strptime, translated to RE2 and computed over whole columns.

The meaning of the directives is Python's (`datetime`, "Format Codes"), as Table Schema v2 asks; month and weekday names
are those of the C locale.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.types.civil import (
    MICROSECONDS_A_DAY,
    days,
    integer,
    micros,
    parts,
    year_number,
    zone_micros,
)
from footnoted.validate.table.types.model import Cast

__all__ = ["Target", "read_pattern"]

Target = Literal["date", "time", "datetime"]

_HALVES = [dt.time(hour).strftime("%p") for hour in (0, 12)]
_NAMES: Mapping[str, tuple[str, ...]] = {
    "B": tuple(calendar.month_name)[1:],
    "b": tuple(calendar.month_abbr)[1:],
    "A": tuple(calendar.day_name),
    "a": tuple(calendar.day_abbr),
    "p": tuple(_HALVES),
}
_DIGITS: Mapping[str, str] = {
    "Y": "[0-9]{4}",
    "y": "[0-9]{2}",
    "m": "1[0-2]|0[1-9]|[1-9]",
    "d": "3[01]|[12][0-9]|0[1-9]|[1-9]| [1-9]",
    "j": "36[0-6]|3[0-5][0-9]|[12][0-9][0-9]|0[1-9][0-9]|00[1-9]|[1-9][0-9]|0[1-9]|[1-9]",
    "H": "2[0-3]|[01][0-9]|[0-9]",
    "I": "1[0-2]|0[1-9]|[1-9]",
    "M": "[0-5][0-9]|[0-9]",
    "S": "[0-5][0-9]|[0-9]",
    "f": "[0-9]{1,6}",
    "z": "Z|[+-][0-9]{2}:?[0-5][0-9]",
    "Z": "UTC|GMT",
}
_DIRECTIVE = re.compile(r"%(.)|(\s+)|([^%\s]+)", re.DOTALL)
_ARROW: Mapping[Target, pa.DataType] = {
    "date": pa.date32(),
    "time": pa.time64("us"),
    "datetime": pa.timestamp("us"),
}


def read_pattern(pattern: str, target: Target) -> Cast | Fault:
    """The function that reads texts written by `pattern` as dates, times or datetimes."""
    regex = _regex(pattern)
    if isinstance(regex, Fault):
        return regex
    return lambda texts: _values(parts(texts, regex), target)


def _regex(pattern: str) -> str | Fault:
    seen: list[str] = []
    found = []
    for match in _DIRECTIVE.finditer(pattern):
        directive, space, words = match.groups()
        if directive is None:
            found.append(r"\s+" if space else re.escape(words))
        elif directive == "%":
            found.append("%")
        elif directive in seen or directive not in {*_DIGITS, *_NAMES}:
            return Fault("format-unknown", f"%{directive} in the pattern {pattern!r} is unknown, or there twice")
        else:
            seen.append(directive)
            found.append(f"(?P<{directive}>{_DIGITS.get(directive) or '|'.join(_NAMES[directive])})")
    if not seen or (pattern.endswith("%") and not pattern.endswith("%%")):
        return Fault("format-unknown", f"{pattern!r} is no pattern of a date or a time, such as %d/%m/%Y")
    return rf"(?i)\A{''.join(found)}\z"


def _values(found: Mapping[str, pa.ChunkedArray], target: Target) -> pa.ChunkedArray:
    matched = pc.is_valid(next(iter(found.values())))
    date, time = _days(found, matched), _micros(found, matched)
    if target == "date":
        # A wrong time makes a wrong date.
        number = pc.if_else(pc.is_valid(time), date, pa.scalar(None, pa.int64()))
        return pc.cast(pc.cast(number, pa.int32()), pa.date32())
    if target == "time":
        return pc.cast(pc.if_else(pc.is_valid(date), time, pa.scalar(None, pa.int64())), pa.time64("us"))
    zone = zone_micros(pc.utf8_upper(found["z"])) if "z" in found else 0
    local = pc.add(pc.multiply(date, MICROSECONDS_A_DAY), time)
    return pc.cast(pc.subtract(local, zone), _ARROW[target])


def _number(found: Mapping[str, pa.ChunkedArray], name: str) -> pa.ChunkedArray:
    return integer(pc.utf8_ltrim_whitespace(found[name]))


def _days(found: Mapping[str, pa.ChunkedArray], matched: pa.ChunkedArray) -> pa.ChunkedArray:
    # What a pattern leaves out is 1900-01-01, as in Python.
    year, month, day = (pc.if_else(matched, default, pa.scalar(None, pa.int64())) for default in (1900, 1, 1))
    if "Y" in found:
        year = year_number(found["Y"])
    elif "y" in found:
        short = _number(found, "y")
        year = pc.add(short, pc.if_else(pc.less(short, 69), 2000, 1900))
    if "m" in found:
        month = _number(found, "m")
    elif name := next((name for name in ("B", "b") if name in found), None):
        month = pc.add(_place(found, name), 1)
    if "d" in found:
        day = _number(found, "d")
    elif "j" in found:
        return pc.add(days(year, month, day), pc.subtract(_number(found, "j"), 1))
    return days(year, month, day)


def _micros(found: Mapping[str, pa.ChunkedArray], matched: pa.ChunkedArray) -> pa.ChunkedArray:
    nothing = pc.if_else(matched, 0, pa.scalar(None, pa.int64()))
    hour = _number(found, "H") if "H" in found else nothing
    if "I" in found and "H" not in found:
        half = _place(found, "p") if "p" in found else nothing
        twelve = _number(found, "I")
        hour = pc.add(pc.if_else(pc.equal(twelve, 12), 0, twelve), pc.multiply(half, 12))
    minute = _number(found, "M") if "M" in found else nothing
    second = _number(found, "S") if "S" in found else nothing
    return micros(hour, minute, second, found.get("f"))


def _place(found: Mapping[str, pa.ChunkedArray], name: str) -> pa.ChunkedArray:
    names = pa.array([text.lower() for text in _NAMES[name]])
    return pc.cast(pc.index_in(pc.utf8_lower(found[name]), value_set=names), pa.int64())
