"""`unique`: no value occurs twice in the column."""

from __future__ import annotations

from typing import Any

from footnoted.validate.table.constraints.model import Constraint
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.key import Key
from footnoted.validate.table.spec import Field

__all__ = ["UNIQUE"]


def _compile(field: Field, stated: Any) -> Key | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
    if not isinstance(stated, bool):
        return Fault("constraint-invalid", f"`{field.name}`: unique is true or false")
    if not stated:
        return None
    return Key("unique", (field.name,), "the value occurs already in row {row}")


UNIQUE = Constraint("unique", _compile)
