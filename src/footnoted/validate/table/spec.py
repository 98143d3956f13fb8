"""What the checks need to know of a table: fields, keys and written rules, whoever described them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from footnoted.schema import Column, ForeignKey, Table
from footnoted.schema.cells import SIGNIFICANT_DIGITS

__all__ = ["Field", "TableSpec", "spec_of_table"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a Table Schema: `raw` is its descriptor, `constraints` what its cells must hold to.

    `missing` are the texts that stand for no value; `digits` is the number of significant digits that a number may
    have, None where any number will do.
    """

    name: str
    type: str
    constraints: Mapping[str, Any]
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    missing: tuple[str, ...] = ("",)
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table's fields, keys and written rules."""

    name: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    rules: tuple[Mapping[str, Any], ...] = ()

    def field(self, name: str) -> Field | None:
        """The field called `name`, if there is one."""
        return next((field for field in self.fields if field.name == name), None)


def spec_of_table(table: Table) -> TableSpec:
    """The rules of a dataset's own table; its numbers have at most 15 significant digits."""
    return TableSpec(
        name=table.name,
        fields=tuple(_field(column) for column in table.columns),
        primary_key=table.primary_key,
        unique_keys=tuple(tuple(key) for key in table.raw.get("uniqueKeys", ())),
        foreign_keys=table.foreign_keys,
        rules=table.rules,
    )


def _field(column: Column) -> Field:
    stated: dict[str, Any] = {
        "required": column.required or None,
        "unique": column.unique or None,
        "enum": list(column.enum) or None,
        "pattern": column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    constraints = {**column.raw.get("constraints", {}), **{k: v for k, v in stated.items() if v is not None}}
    return Field(column.name, column.type, constraints, column.raw, digits=SIGNIFICANT_DIGITS)
