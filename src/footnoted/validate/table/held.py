"""Key columns in memory: every batch of every table, joined when its keys are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.key import Key, Target
from footnoted.validate.table.references import dangling
from footnoted.validate.table.repeats import repeats
from footnoted.validate.table.rows import Hits, Rows
from footnoted.validate.table.types.common import common_type

__all__ = ["Held"]

# Rows, those of them that break a key, and how many there are in all.
Broken = tuple[Rows, Hits, int]


class Held:
    """The key columns of tables, in memory."""

    def __init__(self) -> None:
        self.batches: dict[str, list[Rows]] = {}
        self.nbytes = 0

    def add(self, rows: Rows) -> None:
        """Keep a batch; `rows` has key columns alone."""
        self.batches.setdefault(rows.table, []).append(rows)
        self.nbytes += rows.nbytes

    def joined(self) -> Held:
        """The same columns, one batch a table, as `broken` needs them."""
        self.batches = {table: [_join(batches)] for table, batches in self.batches.items()}
        return self

    @property
    def count(self) -> int:
        """The number of rows of all tables."""
        return sum(rows.count for batches in self.batches.values() for rows in batches)

    def broken(self, table: str, key: Key, target: Target | None) -> Broken | None:
        """The rows that break a key of `table`; None where none do."""
        rows = self.batches[table][0]
        columns = [rows.values[name] for name in key.columns]
        if target is None:
            found = repeats(columns)
        else:
            there = self.batches[target.table][0]
            found = dangling(columns, [there.values[name] for name in target.columns])
        return None if found is None else (rows, found, len(found.positions))


def _join(batches: Sequence[Rows]) -> Rows:
    if len(batches) == 1:
        return batches[0]
    first = batches[0]
    values, texts = (
        {name: _chunked([part[name] for part in parts]) for name in parts[0]}
        for parts in ([rows.values for rows in batches], [rows.texts for rows in batches])
    )
    numbers = pa.concat_arrays([rows.all_numbers() for rows in batches])
    count = sum(rows.count for rows in batches)
    return Rows(first.table, count, values, first.primary_key, texts, numbers=numbers, first=first.first)


def _chunked(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """One column of several; an integer beyond 64 bits in one batch makes decimals of all."""
    kind = reduce(lambda one, other: common_type(one, other) or one, (column.type for column in columns))
    return pa.chunked_array([chunk for column in columns for chunk in pc.cast(column, kind).chunks], kind)
