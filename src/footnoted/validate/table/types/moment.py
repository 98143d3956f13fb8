"""Dates, times, datetimes, years and months in their default forms (Table Schema v2, "date" to "yearmonth")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.types.any_moment import read_any
from footnoted.validate.table.types.civil import (
    MICROSECONDS_A_DAY,
    days,
    integer,
    micros,
    parts,
    year_number,
    zone_micros,
)
from footnoted.validate.table.types.model import Cast, FieldType, as_is
from footnoted.validate.table.types.strptime import Target, read_pattern

__all__ = ["DATE", "DATETIME", "TIME", "YEAR", "YEARMONTH"]

_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
# XML Schema part 2, section 3.2.7.1: four digits or more, more than four without a leading zero; six are enough here.
_YEAR = r"(?P<year>-?(?:[0-9]{4}|[1-9][0-9]{4,5}))"
_DATE = r"\A(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\z"
_TIME = r"\A(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})\z"
_DATETIME = (
    rf"\A{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"
    rf"T(?P<hour>[0-9]{{2}}):(?P<minute>[0-9]{{2}}):(?P<second>[0-9]{{2}})(?:\.(?P<fraction>[0-9]+))?{_ZONE}\z"
)
_FIRST_DAY = -719_162
"""0001-01-01 in days since 1970-01-01."""


def _dates(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    values = _arrow_dates(texts)
    if values is not None:
        return values
    # Of days there are few, and each is looked at once.
    distinct = pc.drop_null(pc.unique(texts))
    read = _days_of(pa.chunked_array([distinct]))
    return pc.take(read.combine_chunks(), pc.index_in(texts, value_set=distinct))


def _days_of(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    # Mostly what is wrong is not even of the form, and the rest is read at once.
    fitting = pc.match_substring_regex(texts, pattern=_DATE)
    kept = pc.if_else(fitting, texts, pa.scalar(None, texts.type))
    values = _arrow_dates(kept)
    if values is not None:
        return values
    found = parts(kept, _DATE)
    number = days(year_number(found["year"]), integer(found["month"]), integer(found["day"]))
    return pc.cast(pc.cast(number, pa.int32()), pa.date32())


def _arrow_dates(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """The dates as Arrow reads them; None where it cannot read one, or reads one of the year 0."""
    try:
        values = pc.cast(texts, pa.date32())
    except pa.ArrowInvalid:
        return None
    late = pc.greater_equal(pc.cast(values, pa.int32()), _FIRST_DAY)
    return None if pc.all(late).as_py() is False else values


def _times(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    found = parts(texts, _TIME)
    return pc.cast(micros(*(integer(found[name]) for name in ("hour", "minute", "second"))), pa.time64("us"))


def _datetimes(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    found = parts(texts, _DATETIME)
    number = {name: integer(found[name]) for name in ("month", "day", "hour", "minute", "second")}
    # 24:00:00 is the end of the day (XML Schema part 2, section 3.2.7.1): the start of the next.
    end = pc.match_substring_regex(texts, pattern=r"T24:00:00(?:\.0+)?(?:Z|[+-]|\z)")
    hour = pc.if_else(end, 0, number["hour"])
    of_day = micros(hour, number["minute"], number["second"], found["fraction"])
    date = pc.add(days(year_number(found["year"]), number["month"], number["day"]), pc.cast(end, pa.int64()))
    local = pc.add(pc.multiply(date, MICROSECONDS_A_DAY), of_day)
    return pc.cast(pc.subtract(local, zone_micros(found["zone"])), pa.timestamp("us"))


def _years(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    found = parts(texts, rf"\A{_YEAR}{_ZONE}\z")
    return pc.if_else(pc.is_valid(zone_micros(found["zone"])), year_number(found["year"]), pa.scalar(None, pa.int64()))


def _months(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Months counted from year 0, so that they compare as numbers."""
    found = parts(texts, rf"\A{_YEAR}-(?P<month>0[1-9]|1[0-2]){_ZONE}\z")
    year = pc.if_else(pc.is_valid(zone_micros(found["zone"])), year_number(found["year"]), pa.scalar(None, pa.int64()))
    return pc.add(pc.multiply(year, 12), pc.subtract(integer(found["month"]), 1))


def _formatted(target: Target, default: Cast) -> Callable[[Mapping[str, Any]], Cast | Fault]:
    def caster(raw: Mapping[str, Any]) -> Cast | Fault:
        name = raw.get("format", "default")
        if not isinstance(name, str):
            return Fault("format-unknown", "`format` is a string")
        if name == "default":
            return default
        if name == "any":
            return read_any(target)
        # The prefix of Data Package v0 (Table Schema v2, "type and format").
        return read_pattern(name.removeprefix("fmt:"), target)

    return caster


def _plain(cast: Cast) -> Callable[[Mapping[str, Any]], Cast]:
    return lambda _: cast


DATE = FieldType("date", pa.date32(), _formatted("date", _dates), order=as_is)
TIME = FieldType("time", pa.time64("us"), _formatted("time", _times), order=as_is)
DATETIME = FieldType("datetime", pa.timestamp("us"), _formatted("datetime", _datetimes), order=as_is)
YEAR = FieldType("year", pa.int64(), _plain(_years), order=as_is)
YEARMONTH = FieldType("yearmonth", pa.int64(), _plain(_months), order=as_is)
