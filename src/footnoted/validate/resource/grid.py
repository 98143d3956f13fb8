"""A table as its file writes it: labels and columns of texts, before anything is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Grid", "grid_of_records", "join_grids"]


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns of strings, null where a row has no cell there.

    `labels` are the cells of the header, None where the file has none. `numbers` are the rows' numbers in the file
    (the header is row 1), None where rows simply count from `first`. `extra` are cells beyond the last column, each
    with the number of its row; `short` says whether some row has fewer cells than columns.
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


def join_grids(grids: Sequence[Grid]) -> Grid | None:
    """One grid of several files of one table, rows numbered on; None where their headers or widths differ."""
    first = grids[0]
    if len(grids) == 1:
        return first
    if any(grid.labels != first.labels or len(grid.columns) != len(first.columns) for grid in grids):
        return None
    numbers, extra, before = [], list[tuple[int, str]](), 0
    for grid in grids:
        own = pa.array(range(grid.first, grid.first + grid.count), pa.int64()) if grid.numbers is None else grid.numbers
        numbers.append(pc.add(own, before))
        extra += [(number + before, cell) for number, cell in grid.extra]
        before += grid.count
    columns = tuple(
        pa.chunked_array([chunk for grid in grids for chunk in grid.columns[place].chunks], pa.string())
        for place in range(len(first.columns))
    )
    short = any(grid.short for grid in grids)
    return Grid(first.labels, columns, first.first, pa.concat_arrays(numbers), tuple(extra), short)


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
