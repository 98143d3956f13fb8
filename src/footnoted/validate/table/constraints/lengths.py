"""`minLength`, `maxLength`: code points of a string, items of a collection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.model import Constraint, column_check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.spec import Field
from footnoted.validate.table.types import TYPES

__all__ = ["LENGTHS"]

Measure = Callable[[pa.ChunkedArray], pa.ChunkedArray]
Comparison = Callable[[pa.ChunkedArray, int], pa.ChunkedArray]


def _length(name: str, code: str, words: str, holds: Comparison) -> Constraint:
    def compile_length(field: Field, stated: Any) -> Check | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
        kind = TYPES.get(field.type)
        if kind is None or kind.lengths is None:
            return Fault("constraint-invalid", f"`{field.name}`: {name} is not for type {field.type}")
        if isinstance(stated, bool) or not isinstance(stated, int) or stated < 0:
            return Fault("constraint-invalid", f"`{field.name}`: {name} is a whole number from 0")
        measure = kind.lengths

        def run(rows: Rows) -> Hits | None:
            inside = holds(measure(rows.values[field.name]), stated)
            return hits(pc.invert(inside)) if pc.all(inside).as_py() is False else None

        return column_check(code, field, f"the length must be {words} {stated}", run)

    return Constraint(name, compile_length)


LENGTHS = (
    _length("minLength", "min-length", "at least", pc.greater_equal),
    _length("maxLength", "max-length", "at most", pc.less_equal),
)
