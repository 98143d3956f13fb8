"""The gate: drafted claims are read as a person's claims are, and what is refused is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footnoted.claims import Cell, Lens, Origin, Source
from footnoted.claims.anchor import Anchor
from footnoted.claims.file import ClaimsFile
from footnoted.claims.read import ClaimReader
from footnoted.extract.complete import is_complete
from footnoted.problem import Problem
from footnoted.schema import Dataset, Table

__all__ = ["Gate", "Passed"]

Passed = tuple[dict[str, Any], tuple[Cell, ...]]
"""A claim as its file spells it, and the cells that are read from it."""


class Gate:
    """Reads drafted claims of one source as `footnoted validate` reads a file; gives what stands."""

    def __init__(self, dataset: Dataset, source: Source, lens: Lens) -> None:
        self._tables = dataset.facts
        self.source = source
        self._lens = lens
        self._origin = Origin(ClaimsFile(source.path, "", {}), ())

    def passed(self, table_name: str, claim: Mapping[str, Any]) -> Passed | None:
        """`claim` without the cells that are refused, or None where the row cannot stand without them."""
        table = self._tables[table_name]
        columns = [column.name for column in table.claimable if column.name in claim]
        kept, cells = columns, self._read(table, claim, columns)
        if cells is None:
            kept, cells = self._standing(table, claim, columns)
        if not kept or not is_complete(table, {cell.column: cell.value for cell in cells}):
            return None
        dropped = set(columns) - set(kept)
        return {key: said for key, said in claim.items() if key not in dropped}, cells

    def reasons(self, table_name: str, claim: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Every problem that a person would be told about `claim`."""
        table = self._tables[table_name]
        columns = [column.name for column in table.claimable if column.name in claim]
        anchor, reader, _ = self._reading(table, claim, columns)
        return (*anchor.problems, *reader.problems)

    def _standing(
        self, table: Table, claim: Mapping[str, Any], columns: list[str]
    ) -> tuple[list[str], tuple[Cell, ...]]:
        """The columns that raise no problem together with those before them, and their cells."""
        kept: list[str] = []
        stand: tuple[Cell, ...] = ()
        for name in columns:
            cells = self._read(table, claim, [*kept, name])
            if cells is not None:
                kept, stand = [*kept, name], cells
        return kept, stand

    def _read(self, table: Table, claim: Mapping[str, Any], columns: list[str]) -> tuple[Cell, ...] | None:
        """The cells of the named columns, or None where any of them is refused."""
        anchor, reader, cells = self._reading(table, claim, columns)
        return None if anchor.problems or reader.problems else cells

    def _reading(
        self, table: Table, claim: Mapping[str, Any], columns: list[str]
    ) -> tuple[Anchor, ClaimReader, tuple[Cell, ...]]:
        anchor = Anchor(self.source, self._origin, claim)
        anchored = [cell for name in columns if (cell := anchor.cell(name, claim[name]))] if anchor.usable else []
        reader = ClaimReader(self.source, self._lens)
        cells = reader.read(table, claim["id"], self._origin, anchored)
        reader.check_parties(table, self._origin, cells)
        return anchor, reader, cells
