"""Rules about which cells of a row are filled: at_most_one, requires, only_with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.membership import among
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.literal import literals
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.rules.model import Arguments, Rule
from footnoted.validate.table.spec import Field

__all__ = ["AT_MOST_ONE", "ONLY_WITH", "REQUIRES"]


def _filled(rows: Rows, field: Field) -> pa.ChunkedArray:
    return pc.invert(rows.missing(field.name))


def _some(mask: pa.ChunkedArray) -> Hits | None:
    return hits(mask) if pc.any(mask).as_py() else None


def _at_most_one(given: Arguments) -> Iterator[Check | Fault]:
    """Of `fields` at most one is filled; a finding stands at each that is filled after another."""
    for place, field in enumerate(given.fields[1:], 1):
        earlier = given.fields[:place]

        def run(rows: Rows, field: Field = field, earlier: tuple[Field, ...] = earlier) -> Hits | None:
            before = reduce(pc.or_, (_filled(rows, other) for other in earlier))
            return _some(pc.and_(before, _filled(rows, field)))

        names = ", ".join(f"`{other.name}`" for other in earlier)
        sentence = f"`{field.name}` is given together with {names}, of which at most one may be"
        yield given.check(field, sentence, (field, *earlier), run)


def _requires(given: Arguments) -> Iterator[Check | Fault]:
    """Where `field` is filled (with one of `values`, if stated), all of `fields` are. A finding stands at each gap."""
    field = given.field
    if field is None:
        return
    condition = _condition(field, given.values)
    if isinstance(condition, Fault):
        yield condition
        return
    stated = "" if given.values is None else f" as {', '.join(map(str, given.values))}"
    for needed in given.fields:

        def run(rows: Rows, needed: Field = needed) -> Hits | None:
            return _some(pc.and_(_holds(rows, field, condition), rows.missing(needed.name)))

        yield given.check(
            needed, f"`{needed.name}` is empty, though `{field.name}` is given{stated}", (field, needed), run
        )


def _only_with(given: Arguments) -> Iterator[Check | Fault]:
    """`field` is filled only where `other` is (with one of `values`, if stated)."""
    field, other = given.field, given.other
    if field is None or other is None:
        return
    condition = _condition(other, given.values)
    if isinstance(condition, Fault):
        yield condition
        return
    stated = "given" if given.values is None else ", ".join(map(str, given.values))

    def run(rows: Rows) -> Hits | None:
        return _some(pc.and_(_filled(rows, field), pc.invert(_holds(rows, other, condition))))

    yield given.check(field, f"`{field.name}` is given, though `{other.name}` is not {stated}", (field, other), run)


def _condition(field: Field, values: tuple[object, ...] | None) -> pa.Array | Fault | None:
    return None if values is None else literals(field, values)


def _holds(rows: Rows, field: Field, condition: pa.Array | None) -> pa.ChunkedArray:
    """True where the field is filled, or holds one of the values of the condition."""
    if condition is None:
        return _filled(rows, field)
    return among(rows.values[field.name], condition)


AT_MOST_ONE = Rule("at_most_one", ("fields",), _at_most_one)
REQUIRES = Rule("requires", ("field", "fields", "values"), _requires)
ONLY_WITH = Rule("only_with", ("field", "other", "values"), _only_with)
