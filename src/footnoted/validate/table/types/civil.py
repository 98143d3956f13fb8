"""Arithmetic of the proleptic Gregorian calendar over whole columns, and the parts of a written moment."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["MICROSECONDS_A_DAY", "between", "days", "integer", "micros", "parts", "year_number", "zone_micros"]

MICROSECONDS_A_DAY = 86_400_000_000
_MONTH_LENGTHS = pa.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], pa.int64())
# Four centuries are always as long, so years shifted by so many of them divide without a sign.
_CYCLES = 2_500
_DAYS_A_CYCLE = 146_097
_DAYS_BEFORE_1970 = 719_468


def parts(texts: pa.ChunkedArray, pattern: str) -> Mapping[str, pa.ChunkedArray]:
    """The named groups of `pattern` (RE2) in each text: null without a match, "" for a group that takes no part."""
    found = pc.extract_regex(texts, pattern=pattern)
    return {field.name: pc.struct_field(found, field.name) for field in found.type}


def integer(digits: pa.ChunkedArray) -> pa.ChunkedArray:
    """Digits (at most 18, with or without a sign) as int64."""
    return pc.cast(pc.utf8_ltrim(digits, "+"), pa.int64())


def year_number(digits: pa.ChunkedArray) -> pa.ChunkedArray:
    """A year as int64; null for 0, which is no year (XML Schema part 2, section 3.2.7.1)."""
    year = integer(digits)
    return pc.if_else(pc.equal(year, 0), pa.scalar(None, pa.int64()), year)


def between(values: pa.ChunkedArray, least: int, most: int) -> pa.ChunkedArray:
    """The values from `least` to `most`; null for the others."""
    inside = pc.and_(pc.greater_equal(values, least), pc.less_equal(values, most))
    return pc.if_else(inside, values, pa.scalar(None, values.type))


def days(year: pa.ChunkedArray, month: pa.ChunkedArray, day: pa.ChunkedArray) -> pa.ChunkedArray:
    """Days since 1970-01-01 (int64); null where there is no such day. Years from -999999 to 999999."""
    month = between(month, 1, 12)
    day = pc.if_else(pc.less_equal(day, _month_length(year, month)), between(day, 1, 31), pa.scalar(None, pa.int64()))
    early = pc.less_equal(month, 2)
    shifted = pc.add(pc.subtract(year, pc.cast(early, pa.int64())), 400 * _CYCLES)
    cycle = pc.divide(shifted, 400)
    year_of_cycle = pc.subtract(shifted, pc.multiply(cycle, 400))
    month_from_march = pc.add(month, pc.if_else(early, 9, -3))
    day_of_year = pc.add(pc.divide(pc.add(pc.multiply(month_from_march, 153), 2), 5), pc.subtract(day, 1))
    leap_days = pc.subtract(pc.divide(year_of_cycle, 4), pc.divide(year_of_cycle, 100))
    day_of_cycle = pc.add(pc.add(pc.multiply(year_of_cycle, 365), leap_days), day_of_year)
    since_year_0 = pc.add(pc.multiply(pc.subtract(cycle, _CYCLES), _DAYS_A_CYCLE), day_of_cycle)
    return pc.subtract(since_year_0, _DAYS_BEFORE_1970)


def micros(
    hour: pa.ChunkedArray, minute: pa.ChunkedArray, second: pa.ChunkedArray, fraction: pa.ChunkedArray | None = None
) -> pa.ChunkedArray:
    """Microseconds since midnight; null where there is no such time. `fraction` is digits, cut after the sixth."""
    seconds = pc.add(
        pc.multiply(pc.add(pc.multiply(between(hour, 0, 23), 60), between(minute, 0, 59)), 60), between(second, 0, 59)
    )
    whole = pc.multiply(seconds, 1_000_000)
    if fraction is None:
        return whole
    return pc.add(whole, integer(pc.utf8_rpad(pc.utf8_slice_codeunits(fraction, 0, 6), 6, "0")))


def zone_micros(zone: pa.ChunkedArray) -> pa.ChunkedArray:
    """A time zone (`Z`, `+05:30`, `-0500` or nothing) as microseconds east of Greenwich; null beyond 14 hours.

    Source of the limit: XML Schema part 2, section 3.2.7.3.
    """
    found = parts(zone, r"\A(?:Z|(?P<sign>[+-])(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2}))?\z")
    # Z and nothing leave the groups empty.
    hour = integer(pc.if_else(pc.equal(found["hour"], ""), "0", found["hour"]))
    minute = integer(pc.if_else(pc.equal(found["minute"], ""), "0", found["minute"]))
    minutes = between(pc.add(pc.multiply(hour, 60), between(minute, 0, 59)), 0, 14 * 60)
    signed = pc.if_else(pc.equal(found["sign"], "-"), pc.negate(minutes), minutes)
    return pc.multiply(signed, 60_000_000)


def _month_length(year: pa.ChunkedArray, month: pa.ChunkedArray) -> pa.ChunkedArray:
    length = pc.take(_MONTH_LENGTHS, pc.subtract(month, 1))
    leap = pc.or_(pc.and_not(_divides(4, year), _divides(100, year)), _divides(400, year))
    return pc.if_else(pc.and_(leap, pc.equal(month, 2)), 29, length)


def _divides(divisor: int, values: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.equal(pc.multiply(pc.divide(values, divisor), divisor), values)
