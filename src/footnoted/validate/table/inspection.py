"""Every check of a run: what a row alone shows, batch by batch; what it takes the whole of a table for, at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Self

from footnoted.validate.table.check import DEFAULT_LIMIT, Check, Tally
from footnoted.validate.table.constraints import constraint_checks
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.key import Key, Target
from footnoted.validate.table.keys import keys
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.rules import rule_checks
from footnoted.validate.table.spec import TableSpec
from footnoted.validate.table.store import KeyStore
from footnoted.validate.table.texts import type_checks

__all__ = ["DEFAULT_MEMORY", "Inspection", "references"]

DEFAULT_MEMORY = 2_000_000_000
"""Bytes that a run may use, where nobody says otherwise."""


def references(specs: Iterable[TableSpec]) -> Mapping[str, frozenset[str]]:
    """The columns of each table that the foreign keys of `specs` refer to."""
    found: dict[str, frozenset[str]] = {}
    for spec in specs:
        for key in spec.foreign_keys:
            found[key.table] = found.get(key.table, frozenset()) | frozenset(key.references)
    return found


class Inspection:
    """The checks of several tables: `begin` each, `add` its rows in batches, and `finish` once.

    `referred` has, by table, the columns that foreign keys of other tables refer to; `memory` is what the run may use,
    in bytes: key columns beyond it go to the disk.
    """

    def __init__(
        self,
        tally: Tally,
        referred: Mapping[str, frozenset[str]] = MappingProxyType({}),
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        self._tally, self._referred = tally, referred
        self._store = KeyStore(memory, DEFAULT_LIMIT)
        self._checks: dict[str, list[Check]] = {}
        self._keys: dict[str, list[tuple[Key, Check]]] = {}
        self._gathered: dict[str, frozenset[str]] = {}
        self._columns: dict[str, frozenset[str]] = {}
        self._left_out: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self._store.__exit__(*reason)

    def begin(self, spec: TableSpec) -> None:
        """Make the checks of a table ready; what is wrong with its schema goes to the tally."""
        made = list(_checks(spec))
        for fault in made:
            if isinstance(fault, Fault):
                self._tally.fault(spec.name, fault)
        ready = [(item, _check(item)) for item in made if not isinstance(item, Fault)]
        self._tally.expect(spec.name, [check for _, check in ready])
        self._checks[spec.name] = [check for item, check in ready if item is check]
        self._keys[spec.name] = [(item, check) for item, check in ready if isinstance(item, Key)]
        used = {column for key, _ in self._keys[spec.name] for column in key.columns}
        used |= self._referred.get(spec.name, frozenset()) | references([spec]).get(spec.name, frozenset())
        self._gathered[spec.name] = frozenset(used | set(spec.primary_key)) if used else frozenset()

    def add(self, rows: Rows) -> None:
        """Check a batch of the table `rows.table`."""
        self._tally.run(self._checks[rows.table], rows)
        self._columns[rows.table] = frozenset(rows.values)
        if self._gathered[rows.table]:
            self._store.add(rows.only(self._gathered[rows.table]))

    def leave_out(self, table: str) -> None:
        """Check no key of a table that could not be read whole, nor any that refers to it."""
        self._left_out.add(table)

    def finish(self) -> None:
        """Check the keys of all tables."""
        asked = [(table, key, check) for table, own in self._keys.items() for key, check in own]
        ready = [one for one in asked if self._is_ready(one[0], one[1])]
        broken = self._store.broken([(table, key) for table, key, _ in ready])
        for (_, _, check), found in zip(ready, broken, strict=True):
            if found is not None:
                self._tally.hit(check, *found)

    def _is_ready(self, table: str, key: Key) -> bool:
        """Whether a key can be checked; why it cannot, where that is a fault of the schema, goes to the tally."""
        if table in self._left_out or (key.target is not None and key.target.table in self._left_out):
            return False
        if key.target is not None and (fault := self._target_fault(key, key.target)) is not None:
            self._tally.fault(table, fault)
            return False
        return self._columns.get(table, frozenset()).issuperset(key.columns)

    def _target_fault(self, key: Key, target: Target) -> Fault | None:
        named = f"the foreign key on {', '.join(key.columns)}"
        if target.table not in self._columns:
            return Fault("key-invalid", f"{named} refers to no table: {target.table}")
        if unknown := [name for name in target.columns if name not in self._columns[target.table]]:
            return Fault("key-invalid", f"{named} refers to no column of {target.table}: {', '.join(unknown)}")
        return None


def _check(item: Check | Key) -> Check:
    """The check that an item is, or that tells what breaks a key: it finds nothing in a single batch."""
    if isinstance(item, Check):
        return item
    return Check(item.code, item.columns[0], item.message, item.columns, lambda _: None)


def _checks(spec: TableSpec) -> Iterator[Check | Key | Fault]:
    yield from type_checks(spec)
    for field in spec.fields:
        yield from constraint_checks(field)
    yield from keys(spec)
    yield from rule_checks(spec)
