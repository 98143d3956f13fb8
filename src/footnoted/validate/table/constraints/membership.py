"""`enum` and `categories`: the value must be one of a list."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.model import Constraint, column_check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.literal import literals
from footnoted.validate.table.rows import Hits, hits
from footnoted.validate.table.spec import Field
from footnoted.validate.table.types.common import aligned

__all__ = ["ENUM", "among", "category_check", "none_of"]

_SHOWN = 12


def none_of(values: pa.ChunkedArray, allowed: pa.Array) -> Hits | None:
    """The rows whose value is not among `allowed`."""
    inside = pc.or_(among(values, allowed), pc.is_null(values))
    return None if pc.all(inside).as_py() else hits(pc.invert(inside))


def among(values: pa.ChunkedArray, allowed: pa.Array) -> pa.ChunkedArray:
    """True where the value is one of `allowed`; null is none of them."""
    values, stated = aligned(values, allowed)
    return pc.is_in(values, value_set=stated.combine_chunks())


def _compile(field: Field, stated: Any) -> Check | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
    if not isinstance(stated, list) or not stated:
        return Fault("constraint-invalid", f"`{field.name}`: enum is a list with at least one value")
    allowed = literals(field, stated)
    if isinstance(allowed, Fault):
        return allowed
    return _member_check("enum", field, stated, allowed)


def category_check(field: Field) -> Check | Fault | None:
    """The check of a field's property `categories`, plain or labelled (Table Schema v2, "categories")."""
    stated = field.raw.get("categories")
    if stated is None:
        return None
    if field.type not in ("string", "integer") or not isinstance(stated, list) or not stated:
        return Fault("constraint-invalid", f"`{field.name}`: categories are a list of values of a string or an integer")
    if all(isinstance(item, dict) and "value" in item for item in stated):
        stated = [item["value"] for item in stated]
    allowed = literals(field, stated)
    if isinstance(allowed, Fault):
        return allowed
    listed = field.constraints.get("enum")
    if isinstance(listed, list) and isinstance(enum := literals(field, listed), pa.Array):
        beyond = none_of(pa.chunked_array([enum]), allowed)
        if beyond is not None:
            return Fault("constraint-invalid", f"`{field.name}`: the enum has values that are no categories")
    return _member_check("categories", field, stated, allowed)


def _member_check(code: str, field: Field, stated: list[Any], allowed: pa.Array) -> Check:
    shown = ", ".join(map(str, stated[:_SHOWN])) + (", …" if len(stated) > _SHOWN else "")
    return column_check(
        code, field, f"the value is none of: {shown}", lambda rows: none_of(rows.values[field.name], allowed)
    )


ENUM = Constraint("enum", _compile)
