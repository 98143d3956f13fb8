"""What a constraint is: a name in Table Schema, a rule code, and how it is made ready for one field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from footnoted.validate.table.check import Check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.key import Key
from footnoted.validate.table.rows import Hits, Rows
from footnoted.validate.table.spec import Field

__all__ = ["Constraint", "column_check"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """`name` as Table Schema calls it; `compile` makes the check of one field, or its key, from what the schema states.

    `compile` gives None where the statement asks for nothing, such as `"required": false`.
    """

    name: str
    compile: Callable[[Field, Any], Check | Key | Fault | None]


def column_check(code: str, field: Field, message: str, run: Callable[[Rows], Hits | None]) -> Check:
    """A check that reads nothing but the cells of `field`."""
    return Check(code, field.name, message, (field.name,), run)
