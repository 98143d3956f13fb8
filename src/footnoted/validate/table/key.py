"""A key as a value: columns whose values together occur once, or stand in another table."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Key", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """The columns of a table that a foreign key refers to."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """Columns whose values, where none is null, must not occur together twice; with a `target`, must occur there.

    `code` is the rule that a row breaks, `{row}` in `message` the number of the row that it repeats.
    """

    code: str
    columns: tuple[str, ...]
    message: str
    target: Target | None = None
