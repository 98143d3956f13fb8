"""Rows of one table as the checks see them: logical values by column, and how to name a row and a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    numbers: pa.ChunkedArray | None = None
    first: int = 0

    def missing(self, column: str) -> pa.ChunkedArray:
        """True where the cell holds nothing; a cell with a wrong text holds something."""
        absent = pc.is_null(self.values[column])
        return pc.and_not(absent, self.wrong[column]) if column in self.wrong else absent

    def number(self, position: int) -> int:
        """The number of the row at `position`."""
        if self.numbers is None:
            return self.first + position
        number: int = self.numbers[position].as_py()
        return number

    def text(self, column: str, position: int) -> str | None:
        """The cell as its file writes it, shortened where it is long; None where it is null or not there."""
        source = self.texts.get(column, self.values.get(column))
        value = None if source is None else source[position].as_py()
        if value is None:
            return None
        shown = cell_text(value) if isinstance(value, bool | int | float) else str(value)
        return shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"

    def key(self, position: int) -> tuple[str, ...]:
        """The row's primary key as text; empty where it has none or a part of it is null."""
        parts = [self.text(column, position) for column in self.primary_key]
        return () if None in parts else tuple(part for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class Hits:
    """The positions of the rows that break a rule, ascending; `beside` each the position of a row it collides with."""

    positions: pa.Array
    beside: pa.Array | None = None


def hits(mask: pa.ChunkedArray) -> Hits:
    """The rows where `mask` is true; null is not true."""
    return Hits(pc.indices_nonzero(mask))
