"""Primary keys, unique keys and foreign keys (Table Schema v2, "primaryKey", "uniqueKeys", "foreignKeys")."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.schema import ForeignKey
from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.presence import absent
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.key import Key, Target
from footnoted.validate.table.rows import Hits, Rows
from footnoted.validate.table.spec import TableSpec

__all__ = ["keys"]


def keys(spec: TableSpec) -> Iterator[Check | Key | Fault]:
    """The keys of a table, and for the primary key the check that no part of it is null."""
    if spec.primary_key:
        yield from _own(spec, spec.primary_key, "primary-key")
        for part in spec.primary_key:
            yield _filled(part)
    for key in spec.unique_keys:
        yield from _own(spec, key, "unique-key")
    for foreign in spec.foreign_keys:
        yield _foreign(spec, foreign)


def _own(spec: TableSpec, key: tuple[str, ...], code: str) -> Iterator[Key | Fault]:
    if unknown := [name for name in key if spec.field(name) is None]:
        yield Fault("key-invalid", f"a {code.replace('-', ' ')} names no field of this table: {', '.join(unknown)}")
    elif key:
        named = f"`{key[0]}` has" if len(key) == 1 else f"{', '.join(f'`{name}`' for name in key)} together have"
        yield Key(code, key, f"{named} the same value in row {{row}}")


def _filled(part: str) -> Check:
    def run(rows: Rows) -> Hits | None:
        return absent(rows, part)

    return Check("primary-key", part, "a part of the primary key is empty", (part,), run)


def _foreign(spec: TableSpec, key: ForeignKey) -> Key | Fault:
    named = f"the foreign key on {', '.join(key.columns)}"
    if unknown := [name for name in key.columns if spec.field(name) is None]:
        return Fault("key-invalid", f"{named} names no field of this table: {', '.join(unknown)}")
    if len(key.columns) != len(key.references) or not key.columns:
        return Fault("key-invalid", f"{named} does not name as many fields here as there")
    there = f"in {', '.join(key.references)}"
    message = f"no row of {key.table} has this value {there}"
    if len(key.columns) > 1:
        message = f"no row of {key.table} has these values of {', '.join(key.columns)} {there}"
    return Key("foreign-key", key.columns, message, Target(key.table, key.references))
