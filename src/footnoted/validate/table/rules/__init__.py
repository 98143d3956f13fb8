"""The written rules that tie the cells of one row together: `RULES` lists them, one entry each.

A table's schema states them in its property `rules`: `{"rule": NAME, ...arguments, "description": "..."}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from footnoted.validate.table.check import Check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rules.checksum import CHECKSUM
from footnoted.validate.table.rules.comparison import DIFFER, NOT_LESS
from footnoted.validate.table.rules.model import Rule, arguments
from footnoted.validate.table.rules.presence import AT_MOST_ONE, ONLY_WITH, REQUIRES
from footnoted.validate.table.spec import TableSpec

__all__ = ["RULES", "rule_checks"]

RULES: Mapping[str, Rule] = {rule.name: rule for rule in (AT_MOST_ONE, REQUIRES, ONLY_WITH, DIFFER, NOT_LESS, CHECKSUM)}


def rule_checks(spec: TableSpec) -> Iterator[Check | Fault]:
    """The checks of a table's written rules, and a fault for each rule that is not stated well."""
    for stated in spec.rules:
        rule = RULES.get(str(stated.get("rule")))
        if rule is None:
            yield Fault("rule-invalid", f"there is no rule {stated.get('rule')!r}: it is one of {', '.join(RULES)}")
            continue
        given = arguments(rule, stated, spec)
        if isinstance(given, Fault):
            yield given
        else:
            yield from rule.compile(given)
