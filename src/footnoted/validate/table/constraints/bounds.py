"""`minimum`, `maximum` and their exclusive forms: the value must lie on one side of a bound."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.model import Constraint, column_check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.literal import literals
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.spec import Field
from footnoted.validate.table.types import TYPES
from footnoted.validate.table.types.common import aligned

__all__ = ["BOUNDS"]

Comparison = Callable[[pa.ChunkedArray, pa.Scalar], pa.ChunkedArray]


def _bound(name: str, code: str, words: str, holds: Comparison) -> Constraint:
    def compile_bound(field: Field, stated: Any) -> Check | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
        kind = TYPES.get(field.type)
        if kind is None or kind.order is None:
            return Fault("constraint-invalid", f"`{field.name}`: {name} is not for type {field.type}")
        bound = literals(field, [stated])
        if isinstance(bound, Fault):
            return bound
        order = kind.order

        def run(rows: Rows) -> Hits | None:
            values, stretched = aligned(rows.values[field.name], bound)
            limits = [limit[0] for limit in order(stretched)]
            inside = reduce(pc.and_, map(holds, order(values), limits))
            # Not "is beyond": NaN is on no side of any bound.
            return hits(pc.invert(inside)) if pc.all(inside).as_py() is False else None

        return column_check(code, field, f"the value must be {words} {stated}", run)

    return Constraint(name, compile_bound)


BOUNDS = (
    _bound("minimum", "minimum", "at least", pc.greater_equal),
    _bound("maximum", "maximum", "at most", pc.less_equal),
    _bound("exclusiveMinimum", "exclusive-minimum", "more than", pc.greater),
    _bound("exclusiveMaximum", "exclusive-maximum", "less than", pc.less),
)
