"""Whether a drafted row has what its table asks of every row: required columns, and the rules about nulls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footnoted.schema import Table

__all__ = ["is_complete"]

Row = Mapping[str, object]


def is_complete(table: Table, row: Row) -> bool:
    """Whether `row` (column -> value, the key aside) holds every required column and breaks no rule of `table`."""
    required = (column.name for column in table.claimable if column.required)
    return all(name in row for name in required) and all(_holds(rule, row) for rule in table.rules)


def _holds(rule: Mapping[str, Any], row: Row) -> bool:
    match rule["rule"]:
        case "at_most_one":
            return sum(name in row for name in rule["fields"]) <= 1
        case "differ":
            first, second = rule["fields"]
            return first not in row or row[first] != row.get(second)
        case "requires":
            asked = rule["field"] in row and row[rule["field"]] in rule.get("values", [row[rule["field"]]])
            return not asked or all(name in row for name in rule["fields"])
        case "only_with":
            other = row.get(rule["other"])
            allowed = other is not None and other in rule.get("values", [other])
            return rule["field"] not in row or allowed
        case "not_less":
            high, low = row.get(rule["field"]), row.get(rule["other"])
            return not isinstance(high, int | float) or not isinstance(low, int | float) or high >= low
    # Rules on the form of a code (a checksum) are about columns that no draft fills.
    return True
