"""`pattern`: the whole text must match a regular expression, run by RE2 in time linear in the text."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.expression import whole_match
from footnoted.validate.table.constraints.model import Constraint, column_check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.spec import Field

__all__ = ["PATTERN"]


def _compile(field: Field, stated: Any) -> Check | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
    if field.type != "string":
        return Fault("constraint-invalid", f"`{field.name}`: a pattern is for strings, not for type {field.type}")
    if not isinstance(stated, str):
        return Fault("constraint-invalid", f"`{field.name}`: a pattern is a string")
    whole, refused = whole_match(stated)
    if refused is not None:
        return Fault("pattern-unsupported", f"`{field.name}`: the pattern {stated!r} cannot be run: {refused}")
    return column_check(
        "pattern", field, f"the text does not match {stated}", lambda rows: _unmatched(rows, field.name, whole)
    )


def _unmatched(rows: Rows, column: str, pattern: str) -> Hits | None:
    matched = pc.match_substring_regex(rows.values[column], pattern=pattern)
    return hits(pc.invert(matched)) if pc.all(matched).as_py() is False else None


PATTERN = Constraint("pattern", _compile)
