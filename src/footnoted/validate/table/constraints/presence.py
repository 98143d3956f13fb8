"""`required`: the cell must hold something."""

from __future__ import annotations

from typing import Any

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.model import Constraint, column_check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.spec import Field

__all__ = ["REQUIRED", "absent"]


def absent(rows: Rows, column: str) -> Hits | None:
    """The rows whose cell in `column` holds nothing."""
    return hits(rows.missing(column)) if rows.values[column].null_count else None


def _compile(field: Field, stated: Any) -> Check | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
    if not isinstance(stated, bool):
        return Fault("constraint-invalid", f"`{field.name}`: required is true or false")
    if not stated:
        return None
    return column_check("required", field, "the cell is empty, but required", lambda rows: absent(rows, field.name))


REQUIRED = Constraint("required", _compile)
