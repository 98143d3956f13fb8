"""Durations (Table Schema v2, "duration"), compared as XML Schema does."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.types.civil import MICROSECONDS_A_DAY, days, integer, parts
from footnoted.validate.table.types.model import FieldType

__all__ = ["DURATION"]

# XML Schema part 2, section 3.2.6.1, with as many digits as keep the sum within 64 bits of microseconds.
_LEXICAL = (
    r"\A(?P<sign>-)?P(?:(?P<years>[0-9]{1,5})Y)?(?:(?P<months>[0-9]{1,5})M)?(?:(?P<days>[0-9]{1,7})D)?"
    r"(?P<time>T(?:(?P<hours>[0-9]{1,8})H)?(?:(?P<minutes>[0-9]{1,9})M)?"
    r"(?:(?P<seconds>[0-9]{1,11})(?:\.(?P<fraction>[0-9]+))?S)?)?\z"
)
_SOMETHING = r"P.*[0-9][A-Z]"
_EMPTY_TIME = r"T\z"
# XML Schema part 2, section 3.2.6.2: one duration is more than another if it is, added to each of these months.
_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
# A multiple of 400 years keeps the division of months without a sign.
_SHIFT_YEARS = 400_000
_DAYS_OF_SHIFT = 1_000 * 146_097


def _durations(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Durations as two numbers in a string, "months microseconds": equal durations are equal strings."""
    good = pc.and_not(
        pc.match_substring_regex(texts, pattern=_SOMETHING), pc.match_substring_regex(texts, pattern=_EMPTY_TIME)
    )
    found = parts(pc.if_else(good, texts, pa.scalar(None, texts.type)), _LEXICAL)

    def number(name: str) -> pa.ChunkedArray:
        return integer(pc.if_else(pc.equal(found[name], ""), "0", found[name]))

    months = pc.add(pc.multiply(number("years"), 12), number("months"))
    hours = pc.add(pc.multiply(number("days"), 24), number("hours"))
    minutes = pc.add(pc.multiply(hours, 60), number("minutes"))
    seconds = pc.add(pc.multiply(minutes, 60), number("seconds"))
    fraction = integer(pc.utf8_rpad(pc.utf8_slice_codeunits(found["fraction"], 0, 6), 6, "0"))
    micros = pc.add(pc.multiply(seconds, 1_000_000), fraction)
    sign = pc.if_else(pc.equal(found["sign"], "-"), -1, 1)
    written = (pc.cast(pc.multiply(part, sign), pa.string()) for part in (months, micros))
    return pc.binary_join_element_wise(*written, " ")


def _order(values: pa.ChunkedArray) -> tuple[pa.ChunkedArray, ...]:
    """Microseconds from 1970 to each of the four reference months with the duration added."""
    found = parts(values, r"\A(?P<months>-?[0-9]+) (?P<micros>-?[0-9]+)\z")
    months, micros = (pc.cast(found[name], pa.int64()) for name in ("months", "micros"))
    ends = []
    for year, month in _REFERENCES:
        shifted = pc.add(months, (_SHIFT_YEARS + year) * 12 + month - 1)
        years = pc.divide(shifted, 12)
        of_year = pc.add(pc.subtract(shifted, pc.multiply(years, 12)), 1)
        since_1970 = pc.subtract(days(years, of_year, pc.if_else(pc.is_valid(of_year), 1, 1)), _DAYS_OF_SHIFT)
        ends.append(pc.add(pc.multiply(since_1970, MICROSECONDS_A_DAY), micros))
    return tuple(ends)


DURATION = FieldType("duration", pa.string(), lambda _: _durations, order=_order)
