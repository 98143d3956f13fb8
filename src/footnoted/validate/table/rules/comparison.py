"""Rules that compare the cells of a row: differ, not_less."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.rules.model import Arguments, Rule
from footnoted.validate.table.spec import Field

__all__ = ["DIFFER", "NOT_LESS"]

_COMPARABLE = ({"integer", "number"},)


def _comparable(one: Field, other: Field) -> bool:
    return one.type == other.type or any({one.type, other.type} <= types for types in _COMPARABLE)


def _differ(given: Arguments) -> Iterator[Check | Fault]:
    """No two of `fields` hold the same value, empty cells aside. A finding stands at the later one."""
    if wrong := [field.name for field in given.fields if not _comparable(field, given.fields[0])]:
        yield Fault("rule-invalid", f"rule differ: `{wrong[0]}` is not of the type of `{given.fields[0].name}`")
        return
    for place, field in enumerate(given.fields[1:], 1):
        earlier = given.fields[:place]

        def run(rows: Rows, field: Field = field, earlier: tuple[Field, ...] = earlier) -> Hits | None:
            values = rows.values[field.name]
            # Kleene's or: a null on one side does not hide an equal pair on the other.
            same = reduce(pc.or_kleene, (pc.equal(values, rows.values[other.name]) for other in earlier))
            return hits(same) if pc.any(same).as_py() else None

        names = " or ".join(f"`{other.name}`" for other in earlier)
        yield given.check(field, f"`{field.name}` is the same as {names}", (field, *earlier), run)


def _not_less(given: Arguments) -> Iterator[Check | Fault]:
    """`field` is not less than `other`, where both are filled."""
    field, other = given.field, given.other
    if field is None or other is None:
        return
    if not _comparable(field, other):
        yield Fault("rule-invalid", f"rule not_less: `{field.name}` and `{other.name}` are not of one type")
        return

    def run(rows: Rows) -> Hits | None:
        less = pc.less(rows.values[field.name], rows.values[other.name])
        return hits(less) if pc.any(less).as_py() else None

    yield given.check(field, f"`{field.name}` is less than `{other.name}`", (field, other), run)


DIFFER = Rule("differ", ("fields",), _differ)
NOT_LESS = Rule("not_less", ("field", "other"), _not_less)
