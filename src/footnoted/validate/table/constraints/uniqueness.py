"""`unique`: no value occurs twice in the column."""

from __future__ import annotations

from typing import Any

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.model import Constraint, column_check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.repeats import repeats
from footnoted.validate.table.spec import Field

__all__ = ["UNIQUE"]


def _compile(field: Field, stated: Any) -> Check | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
    if not isinstance(stated, bool):
        return Fault("constraint-invalid", f"`{field.name}`: unique is true or false")
    if not stated:
        return None
    message = "the value occurs already in row {row}"
    return column_check("unique", field, message, lambda rows: repeats([rows.values[field.name]]))


UNIQUE = Constraint("unique", _compile)
