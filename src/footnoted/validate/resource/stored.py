"""Columns of typed files against the types that the schema declares, without a detour through texts.

Arrow has no type for some of Table Schema's: those may be stored as strings in the form that a CSV file would have.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.spec import Field

__all__ = ["logical", "texts_of"]

# Types whose cells may be strings although the type is none.
_WRITTEN = frozenset(
    {"string", "yearmonth", "year", "duration", "geopoint", "geojson", "object", "array", "list", "any"}
)


def _is_list(kind: pa.DataType) -> bool:
    return bool(kinds.is_list(kind) or kinds.is_large_list(kind) or kinds.is_fixed_size_list(kind))


_NESTED: Mapping[str, Callable[[pa.DataType], bool]] = {
    "object": lambda kind: kinds.is_struct(kind) or kinds.is_map(kind),
    "geojson": kinds.is_struct,
    "geopoint": lambda kind: _is_list(kind) or kinds.is_struct(kind),
    "array": _is_list,
    "list": _is_list,
}


def texts_of(field: Field, column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """The column as strings, where the field may be stored as such or nested; None where it is stored as values."""
    stored = column.type.value_type if kinds.is_dictionary(column.type) else column.type
    if _is_string(stored) and field.type in _WRITTEN:
        return pc.cast(column, pa.string())
    if field.type in _NESTED and _NESTED[field.type](stored):
        mark = "," if field.type == "list" else None
        return pa.chunked_array([pa.array([_written(cell, mark) for cell in column.to_pylist()], pa.string())])
    return None


def logical(field: Field, column: pa.ChunkedArray) -> pa.ChunkedArray | Fault:
    """The column's values as the checks take them, or a fault where the stored type is not the declared one."""
    stored = column.type.value_type if kinds.is_dictionary(column.type) else column.type
    fault = Fault("type", f"the column is stored as {column.type}, which is no {field.type}")
    if kinds.is_null(stored) or field.type == "any":
        return pc.cast(column, pa.string()) if kinds.is_null(stored) else column
    if kinds.is_dictionary(column.type):
        column = pc.cast(column, stored)
    convert = _CONVERSIONS.get(field.type)
    converted = None if convert is None else _converted(convert, column, stored)
    return fault if converted is None else converted


def _converted(
    convert: Callable[[pa.DataType], pa.DataType | None], column: pa.ChunkedArray, stored: pa.DataType
) -> Any:  # noqa: ANN401 - a column or nothing
    target = convert(stored)
    if target is None:
        return None
    if kinds.is_timestamp(stored) and stored.tz is not None:
        # The moment itself: Arrow stores it in UTC.
        column = pc.cast(pc.cast(column, pa.int64()), pa.timestamp(stored.unit))
    if kinds.is_duration(stored):
        return pc.binary_join_element_wise(
            "0", pc.cast(pc.cast(column, pa.duration("us"), safe=False).cast(pa.int64()), pa.string()), " "
        )
    return column if column.type == target else pc.cast(column, target, safe=False)


def _integer(kind: pa.DataType) -> pa.DataType | None:
    if kinds.is_decimal(kind):
        return pa.decimal256(76, 0) if kind.scale <= 0 else None
    if kinds.is_uint64(kind):
        return pa.decimal256(76, 0)
    return pa.int64() if kinds.is_integer(kind) else None


def _number(kind: pa.DataType) -> pa.DataType | None:
    if kinds.is_floating(kind) or kinds.is_decimal(kind):
        return pa.float64()
    return _integer(kind)


def _when(holds: Callable[[pa.DataType], bool], target: pa.DataType) -> Callable[[pa.DataType], pa.DataType | None]:
    return lambda kind: target if holds(kind) else None


_CONVERSIONS: Mapping[str, Callable[[pa.DataType], pa.DataType | None]] = {
    "integer": _integer,
    "year": _integer,
    "number": _number,
    "boolean": _when(kinds.is_boolean, pa.bool_()),
    "date": _when(kinds.is_date, pa.date32()),
    "time": _when(kinds.is_time, pa.time64("us")),
    "datetime": _when(kinds.is_timestamp, pa.timestamp("us")),
    "duration": _when(kinds.is_duration, pa.string()),
}


def _is_string(kind: pa.DataType) -> bool:
    return bool(kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind))


def _written(cell: Any, mark: str | None) -> str | None:  # noqa: ANN401 - whatever a file stores
    if cell is None:
        return None
    if mark is not None:
        return mark.join(item if isinstance(item, str) else json.dumps(item, default=str) for item in cell)
    return json.dumps(
        dict(cell) if cell and isinstance(cell, list) and isinstance(cell[0], tuple) else cell, default=str
    )
