"""What the checks of a table find: a broken rule, and where exactly."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fault", "Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell (or row, column, table) that breaks one rule.

    `code` names the rule; `row` counts from 0 and is None where the column or the whole table is meant; `key` holds
    the row's primary key as text, one part a column; `value` is the cell as the CSV file writes it, None where it is
    null. `total` says how many cells break this rule here, of which only the first are listed.
    """

    code: str
    table: str
    message: str
    row: int | None = None
    key: tuple[str, ...] = ()
    column: str | None = None
    value: str | None = None
    total: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a rule, as a schema states it, cannot be checked at all."""

    code: str
    message: str
