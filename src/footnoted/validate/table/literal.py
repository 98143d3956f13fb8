"""The values that a schema states for a column (bounds, enums, terms of rules) as Arrow values of its type."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.spec import Field
from footnoted.validate.table.types import TYPES

__all__ = ["literals"]


def literals(field: Field, stated: Sequence[Any]) -> pa.Array | Fault:
    """The `stated` values as logical values of the field.

    They are JSON values, or strings in the form that the field's cells have (Table Schema v2, "Field Constraints").
    """
    if any(value is None for value in stated):
        return Fault("constraint-invalid", f"`{field.name}`: null is no value; `required` decides about it")
    kind = TYPES.get(field.type)
    if kind is None:
        return Fault("type-unknown", f"`{field.name}`: there is no type {field.type!r}")
    # A JSON number or boolean is written the plain way, whatever marks or words the cells use.
    read, read_plain = kind.caster(field.raw), kind.caster({})
    if isinstance(read, Fault):
        return read
    if isinstance(read_plain, Fault):
        return read_plain
    own = read(pa.chunked_array([[v if isinstance(v, str) else None for v in stated]], pa.string()))
    plain = read_plain(pa.chunked_array([[None if isinstance(v, str) else _json_text(v) for v in stated]], pa.string()))
    # Integers beyond 64 bits are decimals, and hold all the others.
    wide = plain.type if pa.types.is_decimal(plain.type) else own.type
    values = pc.coalesce(pc.cast(own, wide), pc.cast(plain, wide))
    if values.null_count:
        wrong = stated[values.is_null().combine_chunks().index(True).as_py()]
        return Fault("constraint-invalid", f"`{field.name}`: {wrong!r} is no value of type {field.type}")
    return values.combine_chunks()


def _json_text(value: Any) -> str:  # noqa: ANN401 - whatever a descriptor holds
    return json.dumps(value, ensure_ascii=False)
