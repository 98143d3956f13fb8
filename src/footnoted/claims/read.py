"""From anchored cells to the cells of a claim: each read in its place, siblings of a group filled from one passage.

DESIGN promises 2 and 3: a passage that cuts a reading short is refused; a value that the reader reads otherwise is
refused; what the text leaves open rests on an antecedent or on an assumption of its source, or is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from footnoted.claims.anchor import AnchoredCell
from footnoted.claims.decide import Decided, Refusal, decide, fill, whole
from footnoted.claims.lens import Lens
from footnoted.claims.model import Cell, Origin, Source
from footnoted.claims.parties import strayed
from footnoted.problem import Fix, Problem
from footnoted.readers import covered
from footnoted.schema import Column, Table
from footnoted.text import Span

__all__ = ["ClaimReader"]

_TOGETHER = "columns that are told together are read from the same words: choose both passages from them"


def _bare(origin: Origin, text: str, column: str, key: str) -> Fix | None:
    """A cell that is a bare string is its passage."""
    return origin.fix(text, column) if key == "passage" else None


class _Read(NamedTuple):
    """A key of a claim and what it says."""

    column: Column
    anchored: AnchoredCell
    decided: Decided


class ClaimReader:
    """Reads the cells of the claims of one source; collects problems."""

    def __init__(self, source: Source, lens: Lens) -> None:
        self._source = source
        self._lens = lens
        self.problems: list[Problem] = []

    def read(self, table: Table, row_id: str, origin: Origin, anchored: Sequence[AnchoredCell]) -> tuple[Cell, ...]:
        """The cells of one claim, each column of `table` at most once, in the schema's order."""
        own: list[_Read] = []
        for cell in sorted(anchored, key=lambda cell: table.order[cell.column]):
            decided = decide(self._source, self._lens, table, row_id, cell)
            if isinstance(decided, Refusal):
                self._report(origin, cell.column, decided)
            else:
                own.append(_Read(table.by_name[cell.column], cell, decided))
        for column_name, refusal in (*self._cut_short(table, own), *self._apart(table, own)):
            self._report(origin, column_name, refusal)
        cells = {read.column.name: self._cell(read.column, read.anchored, read.decided) for read in own}
        self._fill_siblings(table, own, {cell.column for cell in anchored}, cells, origin)
        return tuple([cells[name] for name in sorted(cells, key=table.order.__getitem__)])

    def check_parties(self, table: Table, origin: Origin, cells: Sequence[Cell]) -> None:
        """Refuse parties that are named elsewhere only, in a claim of which no cell is missing."""
        for column_name, refusal in strayed(self._lens, table, cells):
            self._report(origin, column_name, refusal)

    def _report(self, origin: Origin, column: str, refusal: Refusal) -> None:
        problem = origin.problem(refusal.code, refusal.message, refusal.hint, keys=(column,))
        if refusal.instead is not None:
            key, text = refusal.instead
            problem = replace(problem, fix=origin.fix(text, column, key) or _bare(origin, text, column, key))
        self.problems.append(problem)

    def _cell(self, column: Column, anchored: AnchoredCell, decided: Decided) -> Cell:
        reading, method = decided.reading, decided.method
        # A settled assumption is no antecedent: the cell's own one is kept only where it was read.
        assumed = reading is not None and column.part in reading.open
        if self._source.kind == "reference" and method in {"stated", "converted"}:
            method = "curated"
        return Cell(
            column=column.name,
            value=decided.value,
            span=anchored.span,
            method=method,
            reader=column.reader if method != "judged" else None,
            antecedent=None if assumed else anchored.antecedent,
            attribution=anchored.attribution,
            note=decided.note,
            name_span=reading.span if reading and column.reader == "name" else None,
        )

    def _fill_siblings(
        self, table: Table, own: list[_Read], given: set[str], cells: dict[str, Cell], origin: Origin
    ) -> None:
        for read in own:
            for column in self._siblings(table, read):
                if column.name in given or column.name in cells or read.decided.reading is None:
                    continue
                filled = fill(self._source, self._lens, table, column, read.anchored)
                if isinstance(filled, Refusal):
                    given.add(column.name)
                    self._report(origin, read.column.name, filled)
                else:
                    cells[column.name] = self._cell(column, read.anchored, filled)

    def _siblings(self, table: Table, read: _Read) -> Iterator[Column]:
        key, reading = table.read_by[read.column.name], read.decided.reading
        if key is None or reading is None:
            return
        for name in table.group_of[read.column.name]:
            other = table.by_name[name]
            told = other.part in reading.values or other.part in reading.open
            if told and other.part != read.column.part and table.read_by[other.name] == key:
                yield other

    def _cut_short(self, table: Table, own: list[_Read]) -> Iterator[tuple[str, Refusal]]:
        """Readings of which the passages of their group leave out a number, hedge or unit."""
        for read in own:
            reading = read.decided.reading
            if reading is None:
                continue
            spans = [read.anchored.antecedent] if read.anchored.antecedent else self._passages(table, read, own)
            if not covered(reading, spans):
                code = "quotation-cut" if read.column.reader == "quotation" else "passage-cut"
                words = reading.span.of(self._source.text)
                message = f"the passage cuts short what is read here: {read.anchored.span.of(self._source.text)!r}"
                instead = None
                if not read.anchored.antecedent:
                    instead = whole(self._source.text, reading.span, read.anchored.scope)
                yield read.column.name, Refusal(code, message, f"the whole reading is {words!r}", instead)

    def _apart(self, table: Table, own: list[_Read]) -> Iterator[tuple[str, Refusal]]:
        """Keys of one group whose passages lie in different readings of the same reader."""
        first: dict[tuple[object, ...], _Read] = {}
        for read in own:
            key = table.read_by[read.column.name]
            if key is None or read.decided.reading is None or len(table.group_of[read.column.name]) == 1:
                continue
            # What the group's own words leave open ("dollars") is told elsewhere, beside another number.
            if read.anchored.antecedent:
                continue
            other = first.setdefault((key, table.group_of[read.column.name]), read)
            mine, theirs = read.decided.reading, other.decided.reading
            if theirs is not None and dict(mine.values) != dict(theirs.values):
                said = f"`{other.column.name}` reads {theirs.span.of(self._source.text)!r}"
                words = mine.span.of(self._source.text)
                yield (
                    read.column.name,
                    Refusal("group-apart", f"this reads {words!r}, but {said}", _TOGETHER),
                )

    def _passages(self, table: Table, read: _Read, own: list[_Read]) -> list[Span]:
        key, group = table.read_by[read.column.name], table.group_of[read.column.name]
        return [
            other.anchored.span
            for other in own
            if other.column.name in group and table.read_by[other.column.name] == key
        ]
