"""Dates and times in any of the usual ways to write them (Table Schema v2, format "any").

The specification leaves the ways to the implementation: ISO 8601 first, then day, month and year in the common orders
(where two orders fit, the month comes after the day). A text that fits none of them is no date.
"""

from __future__ import annotations

from itertools import product

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.types.civil import MICROSECONDS_A_DAY, parts
from footnoted.validate.table.types.model import Cast
from footnoted.validate.table.types.strptime import Target, read_pattern

__all__ = ["read_any"]

_DATES = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y"),
    *("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y", "%d/%m/%y", "%m/%d/%y"),
    *("%a, %d %b %Y", "%A, %d %B %Y", "%Y-%m", "%b %Y", "%B %Y", "%Y"),
)
_CLOCKS = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p", "%I %p", "%I%p", "%I:%M%p")
_TIMES = tuple(clock + zone for clock, zone in product(_CLOCKS, ("", "%z", " %z", " %Z")))
_CLOCK = (
    r"[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\.[0-9]+)?(?:\s*[ap]m)?(?:\s*(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}))?"
    r"|[0-9]{1,2}\s*[ap]m"
)
_SPLIT = rf"(?i)\A(?P<date>.*?)(?:(?:\A|t|\s+)(?P<time>{_CLOCK}))?\z"


def read_any(target: Target) -> Cast:
    """The function that reads texts written in any of the usual ways."""
    return lambda texts: _by_distinct(texts, target)


def _by_distinct(texts: pa.ChunkedArray, target: Target) -> pa.ChunkedArray:
    distinct = pa.chunked_array([pc.drop_null(pc.unique(texts))])
    values = _read(distinct, target).combine_chunks()
    indices = pc.index_in(texts, value_set=distinct.combine_chunks())
    return pc.take(values, indices)


def _read(texts: pa.ChunkedArray, target: Target) -> pa.ChunkedArray:
    found = parts(texts, _SPLIT)
    date, time = found["date"], found["time"]
    if target == "date":
        wrong = pc.and_(pc.is_null(_first(time, _TIMES, "time")), pc.not_equal(time, ""))
        return pc.if_else(wrong, pa.scalar(None, pa.date32()), _first(date, _DATES, "date"))
    if target == "time":
        wrong = pc.and_(pc.is_null(_first(date, _DATES, "date")), pc.not_equal(date, ""))
        return pc.if_else(wrong, pa.scalar(None, pa.time64("us")), _first(time, _TIMES, "time"))
    midnight = pc.if_else(pc.equal(time, ""), pa.scalar(0, pa.timestamp("us")), pa.scalar(None, pa.timestamp("us")))
    # A zone moves the moment, so the time is read as one on the first day of 1970.
    moment = pc.coalesce(midnight, _first(pc.binary_join_element_wise("1970-01-01", time, " "), _ON_A_DAY, "datetime"))
    day = pc.cast(pc.cast(_first(date, _DATES, "date"), pa.int32()), pa.int64())
    return pc.cast(pc.add(pc.multiply(day, MICROSECONDS_A_DAY), pc.cast(moment, pa.int64())), pa.timestamp("us"))


_ON_A_DAY = tuple(f"%Y-%m-%d {time}" for time in _TIMES)


def _first(texts: pa.ChunkedArray, patterns: tuple[str, ...], target: Target) -> pa.ChunkedArray:
    """Each text by the first of the patterns that reads it."""
    values = None
    for pattern in patterns:
        read = read_pattern(pattern, target)
        if isinstance(read, Fault):
            continue
        values = read(texts) if values is None else pc.coalesce(values, read(texts))
        if values.null_count == 0:
            break
    return values
