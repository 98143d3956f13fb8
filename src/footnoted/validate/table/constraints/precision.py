"""Numbers that are finite and that a float64 holds exactly as they are written."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.model import column_check
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.spec import Field

__all__ = ["precision_checks"]


def precision_checks(field: Field) -> tuple[Check, ...]:
    """The checks of a number field that limits its `digits`; none for others."""
    if field.type != "number" or field.digits is None:
        return ()
    digits = field.digits
    return (
        column_check("finite", field, "the value must be a finite number", lambda rows: _infinite(rows, field.name)),
        column_check(
            "precision",
            field,
            f"the number has more than {digits} significant digits",
            lambda rows: _too_exact(rows, field.name, digits),
        ),
    )


def _infinite(rows: Rows, column: str) -> Hits | None:
    finite = pc.is_finite(rows.values[column])
    return hits(pc.invert(finite)) if pc.all(finite).as_py() is False else None


def _too_exact(rows: Rows, column: str, digits: int) -> Hits | None:
    # Arrow writes the shortest decimal that reads back as the same number: "6.15e+22", "-0.07".
    shortest = pc.cast(rows.values[column], pa.string())
    mantissa = pc.replace_substring_regex(shortest, pattern=r"[eE].*|[^0-9eE]", replacement="")
    significant = pc.utf8_length(pc.replace_substring_regex(mantissa, pattern=r"\A0+|0+\z", replacement=""))
    # "inf" and "nan" have no digits; `finite` finds them.
    exact = pc.less_equal(significant, digits)
    return hits(pc.invert(exact)) if pc.all(exact).as_py() is False else None
