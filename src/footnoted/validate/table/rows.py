"""Rows of one table as the checks see them: logical values by column, and how to name a row and a cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.schema.cells import cell_text

__all__ = ["LONGEST_SHOWN", "Hits", "Rows", "hits"]

# A cell may hold a book; a message shows its beginning (code points).
LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Rows:
    """`count` rows of the table `table`.

    `values` are the logical values by column, null where a cell is missing or not of its type. Where they were read
    from text, `texts` has the cells as the file writes them and `wrong` is true where a text is not of its type (both
    only for columns that have such cells). `primary_key` names the columns that name a row. `numbers` are the rows'
    numbers for people; without them rows count from `first`.
    """

    table: str
    count: int
    values: Mapping[str, pa.ChunkedArray]
    primary_key: tuple[str, ...] = ()
    texts: Mapping[str, pa.ChunkedArray] = field(default_factory=dict)
    wrong: Mapping[str, pa.ChunkedArray] = field(default_factory=dict)
    numbers: pa.Array | None = None
    first: int = 0

    def missing(self, column: str) -> pa.ChunkedArray:
        """True where the cell holds nothing; a cell with a wrong text holds something."""
        absent = pc.is_null(self.values[column])
        return pc.and_not(absent, self.wrong[column]) if column in self.wrong else absent

    @property
    def nbytes(self) -> int:
        """Bytes of the columns in memory."""
        columns = [*self.values.values(), *self.texts.values(), *self.wrong.values()]
        return int(sum(column.nbytes for column in columns)) + (0 if self.numbers is None else int(self.numbers.nbytes))

    def only(self, columns: Collection[str]) -> Rows:
        """The same rows with no other columns than these."""
        values, texts, wrong = (
            {name: column for name, column in kept.items() if name in columns}
            for kept in (self.values, self.texts, self.wrong)
        )
        return replace(self, values=values, texts=texts, wrong=wrong)

    def all_numbers(self) -> pa.Array:
        """The number of every row."""
        return pa.arange(self.first, self.first + self.count) if self.numbers is None else self.numbers

    def numbers_at(self, positions: pa.Array) -> list[int]:
        """The numbers of the rows at `positions`."""
        numbers: list[int]
        if self.numbers is None:
            numbers = [self.first + position for position in positions.to_pylist()]
        else:
            numbers = self.numbers.take(positions).to_pylist()
        return numbers

    def texts_at(self, column: str, positions: pa.Array) -> list[str | None]:
        """The cells at `positions` as their file writes them, shortened where long; None where null or not there."""
        source = self.texts.get(column, self.values.get(column))
        if source is None:
            return [None] * len(positions)
        return [_shown(value) for value in _python(pc.take(source, positions))]

    def keys_at(self, positions: pa.Array) -> list[tuple[str, ...]]:
        """The primary keys of the rows at `positions` as text; empty where there is none or a part of it is null."""
        parts = [self.texts_at(column, positions) for column in self.primary_key]
        keys = zip(*parts, strict=True) if parts else ((None,) for _ in range(len(positions)))
        return [tuple(part for part in key if part is not None) if None not in key else () for key in keys]


def _python(cells: pa.ChunkedArray) -> list[Any]:
    """The cells as Python's values; as texts where Python has no such dates."""
    try:
        values: list[Any] = cells.to_pylist()
    except (ValueError, OverflowError):
        values = pc.cast(cells, pa.string()).to_pylist()
    return values


def _shown(value: Any) -> str | None:  # noqa: ANN401 - any cell
    if value is None:
        return None
    shown = cell_text(value) if isinstance(value, bool | int | float) else str(value)
    return shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Hits:
    """The positions of the rows that break a rule, ascending; `beside` each the position of a row it collides with."""

    positions: pa.Array
    beside: pa.Array | None = None


def hits(mask: pa.ChunkedArray) -> Hits:
    """The rows where `mask` is true; null is not true."""
    return Hits(pc.indices_nonzero(mask))
