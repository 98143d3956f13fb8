"""Rows that repeat the values of an earlier row, found by hashing whole columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.rows import Hits

__all__ = ["repeats"]


def repeats(columns: Sequence[pa.ChunkedArray]) -> Hits | None:
    """The rows whose values in `columns` stand in an earlier row, each beside the first such row.

    A row with a null in any of the columns repeats nothing (SQL's UNIQUE, which Table Schema follows).
    """
    if len(columns) == 1 and _ascends(columns[0]):
        return None
    codes, size = reduce(_combined, (_encoded(column) for column in columns))
    if size == len(codes) - codes.null_count:
        return None
    return _later_ones(codes)


def _ascends(column: pa.ChunkedArray) -> bool:
    """Whether each value is greater than the one before, as in a file sorted by its key: the cheapest proof."""
    if not (pa.types.is_integer(column.type) or pa.types.is_string(column.type) or pa.types.is_date(column.type)):
        return False
    if column.null_count or len(column) < 2:  # noqa: PLR2004 - two rows are the fewest that can repeat
        return bool(column.null_count == 0)
    return bool(pc.all(pc.greater(column.slice(1), column.slice(0, len(column) - 1))).as_py())


def _encoded(column: pa.ChunkedArray) -> tuple[pa.Array, int]:
    """Each value as the number of its distinct value, and how many distinct values there are."""
    if pa.types.is_floating(column.type):
        # 0 and -0 are one number.
        column = pc.add(column, 0.0)
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
    return pc.cast(encoded.indices, pa.int64()), len(encoded.dictionary)


def _combined(left: tuple[pa.Array, int], right: tuple[pa.Array, int]) -> tuple[pa.Array, int]:
    # Encoding anew at each step keeps the numbers below rows squared, which int64 holds for any table in memory.
    codes = pc.add(pc.multiply(left[0], max(right[1], 1)), right[0]).dictionary_encode()
    return pc.cast(codes.indices, pa.int64()), len(codes.dictionary)


def _later_ones(codes: pa.Array) -> Hits:
    counts = pc.value_counts(pc.drop_null(codes))
    repeated = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    positions = pc.cast(pc.indices_nonzero(pc.is_in(codes, value_set=repeated)), pa.int64())
    rows = pa.table({"code": codes.take(positions), "position": positions})
    firsts = rows.group_by("code").aggregate([("position", "min")])
    first = (
        firsts["position_min"]
        .combine_chunks()
        .take(pc.index_in(rows["code"].combine_chunks(), value_set=firsts["code"].combine_chunks()))
    )
    later = pc.not_equal(positions, first)
    return Hits(positions.filter(later), first.filter(later))
