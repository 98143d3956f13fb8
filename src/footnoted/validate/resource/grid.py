"""A batch of a table as its file writes it: labels and columns of texts, before anything is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Grid", "grid_of_records"]


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns of strings, null where a row has no cell there.

    `labels` are the cells of the header, None where the file has none; every batch of a file has the same. `numbers`
    are the rows' numbers in the file (the header is row 1), None where rows simply count from `first`. `extra` are
    cells beyond the last column, each with the number of its row; `short` says whether some row has fewer cells than
    columns.
    """

    labels: tuple[str, ...] | None
    columns: tuple[pa.ChunkedArray, ...]
    first: int
    numbers: pa.Array | None = None
    extra: tuple[tuple[int, str], ...] = ()
    short: bool = False

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.columns[0]) if self.columns else 0

    def shifted(self, by: int) -> Grid:
        """The same rows, numbered higher."""
        numbers = None if self.numbers is None else pc.add(self.numbers, by)
        extra = tuple((number + by, cell) for number, cell in self.extra)
        return self if not by else replace(self, first=self.first + by, numbers=numbers, extra=extra)

    def with_labels_as_row(self, labels: tuple[str, ...] | None) -> Grid:
        """The rows below `labels`, the file's own first record being data like the others."""
        columns = tuple(
            pa.chunked_array([pa.array([label], pa.string()), *column.chunks])
            for label, column in zip(self.labels or (), self.columns, strict=False)
        )
        numbers = None if self.numbers is None else pa.concat_arrays([pa.array([1], pa.int64()), self.numbers])
        return replace(self, labels=labels, columns=columns, first=self.first - 1, numbers=numbers)


def grid_of_records(labels: tuple[str, ...] | None, records: Sequence[tuple[int, Sequence[str]]], width: int) -> Grid:
    """The grid of numbered records, with as many columns as `width`."""
    columns = tuple(
        pa.chunked_array([pa.array([_cell(cells, place) for _, cells in records], pa.string())])
        for place in range(width)
    )
    numbers = pa.array([number for number, _ in records], pa.int64())
    extra = tuple((number, cell) for number, cells in records for cell in cells[width:])
    short = any(len(cells) < width for _, cells in records)
    return Grid(labels, columns, 0, numbers, extra, short)


def _cell(cells: Sequence[str], place: int) -> str | None:
    return cells[place] if place < len(cells) else None
