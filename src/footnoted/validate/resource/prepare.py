"""Texts of a file as rows of a table: columns matched to fields, blank rows and odd rows told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.resource.grid import Grid
from footnoted.validate.resource.match import match_columns
from footnoted.validate.table.check import Check, Tally
from footnoted.validate.table.finding import Finding
from footnoted.validate.table.rows import Hits, Rows
from footnoted.validate.table.spec import Field, TableSpec
from footnoted.validate.table.texts import is_among, text_reader

__all__ = ["Preparation", "TextTable", "has_empty_rows", "with_labels"]


@dataclass(frozen=True, slots=True)
class TextTable:
    """Columns of texts by the fields they belong to, with the rows' numbers as in `Grid`."""

    columns: Mapping[str, pa.ChunkedArray]
    first: int
    numbers: pa.Array | None = None


def with_labels(spec: TableSpec, labels: tuple[str, ...]) -> TableSpec:
    """The rules of a table without a schema: its columns are of any type.

    A column without a label of its own has its number in its name.
    """
    if spec.fields:
        return spec
    names: list[str] = []
    for place, label in enumerate(labels, 1):
        own = label if label and label not in names else f"{label or 'field'}{place}"
        names.append(own if own not in labels or own == label else f"{own}_{place}")
    return TableSpec(spec.name, tuple(Field(name, "any", {}) for name in names))


class Preparation:
    """Makes rows of the batches of one table, all with the same header.

    `labels` are the cells of the header; a file without one is matched by position, to as many columns as `width`.
    `how` is the schema's `fieldsMatch`. What is wrong with header and rows goes to `tally`.
    """

    def __init__(self, labels: tuple[str, ...] | None, width: int, spec: TableSpec, how: str, tally: Tally) -> None:
        names = [field.name for field in spec.fields]
        known, how = (_invented(names, width), "exact") if labels is None else (labels, how)
        matched = match_columns(known, names, how)
        self._spec, self._tally, self._places = spec, tally, matched.places
        self._reader = text_reader(spec)
        self._missing = [_missing_cells(name) for name in matched.places]
        tally.expect(spec.name, self._missing)
        for column, fault in (*matched.faults, *self._reader.faults.items()):
            tally.fault(spec.name, fault, column or None)

    def rows(self, grid: Grid) -> Rows:
        """The rows of a batch as the checks take them, without those that are blank."""
        columns = {name: grid.columns[place] for name, place in self._places.items()}
        table = TextTable(columns, grid.first, grid.numbers)
        blank = _blank_rows(table, self._spec) if len(grid.columns) > 1 else None
        blanks: set[int] = set()
        if blank is not None:
            table, blanks = _without(table, blank)
        self._note("row-blank", "all cells of the row are empty", [(number, None) for number in sorted(blanks)])
        extra = [(number, cell) for number, cell in grid.extra if number not in blanks]
        self._note("cell-extra", "the row has more cells than the table has columns", extra)
        rows = self._reader.rows(table.columns, table.first, table.numbers)
        if grid.short:
            self._tally.run(self._missing, rows)
        return rows

    def _note(self, code: str, message: str, cells: Sequence[tuple[int, str | None]]) -> None:
        name = self._spec.name
        self._tally.listed([Finding(code, name, message, number, value=cell) for number, cell in cells])


def _invented(names: list[str], width: int) -> list[str]:
    """Labels for a file without a header: the fields' names, then numbers."""
    return [*names[:width], *(str(place) for place in range(len(names) + 1, width + 1))]


def _blank_rows(table: TextTable, spec: TableSpec) -> pa.ChunkedArray | None:
    """True for the rows in which every cell is missing; None where there are none.

    A table of one column is not asked: nobody can tell its blank rows from its empty cells.
    """
    missing = {field.name: field.missing for field in spec.fields}
    blank = None
    for name, texts in table.columns.items():
        empty = pc.or_kleene(pc.is_null(texts), is_among(texts, missing[name]))
        blank = empty if blank is None else pc.and_(blank, empty)
        if not pc.any(blank).as_py():
            return None
    return blank


def has_empty_rows(grid: Grid) -> bool:
    """Whether some row has nothing but empty texts: an empty line, or a line of nothing but delimiters."""
    empty = None
    for texts in grid.columns:
        own = is_among(texts, ("",))
        empty = own if empty is None else pc.and_(empty, own)
        if not pc.any(empty).as_py():
            return False
    return empty is not None


def _without(table: TextTable, blank: pa.ChunkedArray) -> tuple[TextTable, set[int]]:
    """The table without its blank rows, and their numbers: no other rule applies to them."""
    positions = pa.array(range(table.first, table.first + len(blank)), pa.int64())
    numbers = positions if table.numbers is None else table.numbers
    kept = pc.invert(blank)
    columns = {name: texts.filter(kept) for name, texts in table.columns.items()}
    left_out = set(numbers.filter(blank.combine_chunks()).to_pylist())
    return TextTable(columns, table.first, numbers.filter(kept.combine_chunks())), left_out


def _missing_cells(name: str) -> Check:
    def run(rows: Rows) -> Hits:
        return Hits(pc.indices_nonzero(pc.is_null(rows.texts[name])))

    return Check("cell-missing", name, "the row ends before this column", (name,), run)
