"""Primary keys and unique keys (Table Schema v2, "primaryKey", "uniqueKeys")."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.presence import absent
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.repeats import repeats
from footnoted.validate.table.rows import Hits, Rows
from footnoted.validate.table.spec import TableSpec

__all__ = ["key_checks"]


def key_checks(spec: TableSpec) -> Iterator[Check | Fault]:
    """The checks of the primary key (no null in any part, no repetition) and of each unique key."""
    if spec.primary_key:
        yield from _checked(spec, spec.primary_key, "primary-key")
        for part in spec.primary_key:
            yield _filled(part)
    for key in spec.unique_keys:
        yield from _checked(spec, key, "unique-key")


def _checked(spec: TableSpec, key: tuple[str, ...], code: str) -> Iterator[Check | Fault]:
    if unknown := [name for name in key if spec.field(name) is None]:
        yield Fault("key-invalid", f"a {code.replace('-', ' ')} names no field of this table: {', '.join(unknown)}")
    elif key:
        named = f"`{key[0]}` has" if len(key) == 1 else f"{', '.join(f'`{name}`' for name in key)} together have"
        message = f"{named} the same value in row {{row}}"
        yield Check(code, key[0], message, key, lambda rows: repeats([rows.values[name] for name in key]))


def _filled(part: str) -> Check:
    def run(rows: Rows) -> Hits | None:
        return absent(rows, part)

    return Check("primary-key", part, "a part of the primary key is empty", (part,), run)
