"""Rows that refer to nothing: foreign keys in memory, composite ones by SQL's MATCH SIMPLE."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.rows import Hits, hits
from footnoted.validate.table.types.common import common_type

__all__ = ["dangling"]

Pair = tuple[pa.ChunkedArray, pa.ChunkedArray]


def dangling(sources: Sequence[pa.ChunkedArray], targets: Sequence[pa.ChunkedArray]) -> Hits | None:
    """The rows whose values, none of them null, stand together in no row of the target."""
    source, _ = reduce(_combined, (_numbered(s, t) for s, t in zip(sources, targets, strict=True)))
    # MATCH SIMPLE: a row with a null in any part refers to nothing and is not checked.
    complete = reduce(pc.and_, (pc.is_valid(column) for column in sources))
    lost = pc.and_(complete, pc.is_null(source))
    return hits(lost) if pc.any(lost).as_py() else None


def _numbered(source: pa.ChunkedArray, target: pa.ChunkedArray) -> Pair:
    """Both columns as numbers of the target's distinct values; null where the value is none of them."""
    common = common_type(source.type, target.type)
    if common is None:
        nothing = pa.nulls(len(source), pa.int64()), pa.nulls(len(target), pa.int64())
        return pa.chunked_array([nothing[0]]), pa.chunked_array([nothing[1]])
    source, target = pc.cast(source, common), pc.cast(target, common)
    if pa.types.is_floating(common):
        # 0 and -0 are one number.
        source, target = pc.add(source, 0.0), pc.add(target, 0.0)
    return _indexed(source, target)


def _indexed(source: pa.ChunkedArray, target: pa.ChunkedArray) -> Pair:
    distinct = pc.drop_null(pc.unique(target))
    if isinstance(distinct, pa.ChunkedArray):
        distinct = distinct.combine_chunks()
    numbers = (pc.index_in(column, value_set=distinct) for column in (source, target))
    source_number, target_number = (pc.cast(number, pa.int64()) for number in numbers)
    return source_number, target_number


def _combined(left: Pair, right: Pair) -> Pair:
    width = len(right[1]) + 1
    source, target = (pc.add(pc.multiply(a, width), b) for a, b in zip(left, right, strict=True))
    return _indexed(source, target)
