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

__all__ = ["TextTable", "has_empty_rows", "prepare_grid", "with_labels"]


@dataclass(frozen=True, slots=True)
class TextTable:
    """Columns of texts by the fields they belong to, with the rows' numbers as in `Grid`."""

    columns: Mapping[str, pa.ChunkedArray]
    first: int
    numbers: pa.Array | None = None


def with_labels(spec: TableSpec, labels: tuple[str, ...]) -> TableSpec:
    """The rules of a table without a schema: its columns are of any type."""
    return (
        spec if spec.fields else TableSpec(spec.name, tuple(Field(label, "any", {}) for label in dict.fromkeys(labels)))
    )


def prepare_grid(grid: Grid, spec: TableSpec, how: str, tally: Tally) -> Rows:
    """The rows of a grid as the checks take them; what is wrong with header and rows goes to `tally`.

    `how` is the schema's `fieldsMatch`; a file without a header is matched by position.
    """
    names = [field.name for field in spec.fields]
    if grid.labels is None:
        matched = match_columns(_invented(names, len(grid.columns)), names, "exact")
    else:
        matched = match_columns(grid.labels, names, how)
    for column, fault in matched.faults:
        tally.fault(spec.name, fault, column or None)
    table = TextTable({name: grid.columns[place] for name, place in matched.places.items()}, grid.first, grid.numbers)
    blank = _blank_rows(table, spec) if len(grid.columns) > 1 else None
    blank_numbers: set[int] = set()
    if blank is not None:
        table, blank_numbers = _without(table, blank)
    _note(
        "row-blank", "all cells of the row are empty", [(number, None) for number in sorted(blank_numbers)], spec, tally
    )
    extra = [(number, cell) for number, cell in grid.extra if number not in blank_numbers]
    _note("cell-extra", "the row has more cells than the table has columns", extra, spec, tally)
    rows = _read(table, spec, tally)
    if grid.short:
        tally.run([_missing_cells(name) for name in table.columns], rows)
    return rows


def _invented(names: list[str], width: int) -> list[str]:
    """Labels for a file without a header: the fields' names, then numbers."""
    return [*names[:width], *(str(place) for place in range(len(names) + 1, width + 1))]


def _read(table: TextTable, spec: TableSpec, tally: Tally) -> Rows:
    reader = text_reader(spec)
    for column, fault in reader.faults.items():
        tally.fault(spec.name, fault, column)
    return reader.rows(table.columns, table.first, table.numbers)


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


def _note(code: str, message: str, cells: Sequence[tuple[int, str | None]], spec: TableSpec, tally: Tally) -> None:
    found = [Finding(code, spec.name, message, number, value=cell) for number, cell in cells]
    tally.listed(found, len(found))


def _missing_cells(name: str) -> Check:
    def run(rows: Rows) -> Hits:
        return Hits(pc.indices_nonzero(pc.is_null(rows.texts[name])))

    return Check("cell-missing", name, "the row ends before this column", (name,), run)
