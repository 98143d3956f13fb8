"""The Arrow type in which values of two columns, or of a column and a schema, can be compared."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["aligned", "common_type"]


def common_type(one: pa.DataType, other: pa.DataType) -> pa.DataType | None:
    """The type in which values of the two can be equal; None where no value of one can equal one of the other."""
    if one == other:
        return one
    if not (_is_number(one) and _is_number(other)):
        return None
    if pa.types.is_floating(one) or pa.types.is_floating(other):
        return pa.float64()
    return one if pa.types.is_decimal(one) else other


def aligned(values: pa.ChunkedArray, stated: pa.Array) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """`values` and the values that a schema states for them, both in their common type.

    Integers beyond 64 bits are decimals, so a column and a bound may be stored in two ways.
    """
    common = common_type(values.type, stated.type) or values.type
    return pc.cast(values, common), pc.cast(pa.chunked_array([stated]), common)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))
