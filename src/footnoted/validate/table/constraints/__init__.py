"""The constraints of Table Schema v2 on the cells of one column: `CONSTRAINTS` lists them, one entry each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.bounds import BOUNDS
from footnoted.validate.table.constraints.json_schema import JSON_SCHEMA
from footnoted.validate.table.constraints.lengths import LENGTHS
from footnoted.validate.table.constraints.membership import ENUM, category_check
from footnoted.validate.table.constraints.model import Constraint
from footnoted.validate.table.constraints.pattern import PATTERN
from footnoted.validate.table.constraints.precision import precision_checks
from footnoted.validate.table.constraints.presence import REQUIRED
from footnoted.validate.table.constraints.uniqueness import UNIQUE
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.key import Key
from footnoted.validate.table.spec import Field

__all__ = ["CONSTRAINTS", "constraint_checks"]

CONSTRAINTS: Mapping[str, Constraint] = {
    constraint.name: constraint for constraint in (REQUIRED, UNIQUE, ENUM, PATTERN, *BOUNDS, *LENGTHS, JSON_SCHEMA)
}


def constraint_checks(field: Field) -> Iterator[Check | Key | Fault]:
    """The checks of one field, and a fault for each constraint that cannot be checked."""
    for name, stated in field.constraints.items():
        if name not in CONSTRAINTS:
            yield Fault("constraint-invalid", f"`{field.name}`: there is no constraint {name!r}")
        elif (check := CONSTRAINTS[name].compile(field, stated)) is not None:
            yield check
    if (categories := category_check(field)) is not None:
        yield categories
    yield from precision_checks(field)
