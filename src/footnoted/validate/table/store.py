"""Where the key columns of a run are kept: in memory while they are few, on disk from then on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from footnoted.validate.table.held import Broken, Held
from footnoted.validate.table.key import Key
from footnoted.validate.table.parallel import each
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spilled import Spilled

__all__ = ["KeyStore"]


class KeyStore:
    """Key columns of all tables of a run.

    `memory` is what the run may use, in bytes: a quarter of it is for key columns, and half for DuckDB where they are
    more. Of the rows that break a key the first `most` are told.
    """

    def __init__(self, memory: int, most: int) -> None:
        self._memory, self._most = memory, most
        self._held = Held()
        self._spilled: Spilled | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._spilled is not None:
            self._spilled.close()

    def add(self, rows: Rows) -> None:
        """Keep a batch of a table; `rows` has key columns alone."""
        if self._spilled is not None:
            self._spilled.add(rows)
            return
        self._held.add(rows)
        if self._held.nbytes > self._memory // 4:
            self._spill()

    def broken(self, keys: Sequence[tuple[str, Key]]) -> list[Broken | None]:
        """For each key of a table the rows that break it, with the number of all of them; None where none do."""
        if self._spilled is not None:
            return [self._spilled.broken(table, key, key.target) for table, key in keys]
        held = self._held.joined()
        return each(lambda asked: held.broken(asked[0], asked[1], asked[1].target), keys, held.count)

    def _spill(self) -> None:
        self._spilled = Spilled(self._memory // 2, self._most)
        for batches in self._held.batches.values():
            while batches:
                self._spilled.add(batches.pop(0))
