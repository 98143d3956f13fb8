"""The page of a row: a sentence, each cell with its footnotes, and beside it the articles with the passages marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footnoted.schema import parse_cell
from footnoted.site.called import is_code
from footnoted.site.figures import figure, figure_of
from footnoted.site.footnotes import MOST, Footnote, footnotes_of_row
from footnoted.site.headline import Names, headline, keys_named, plain
from footnoted.site.marks import Segment, Stretch
from footnoted.site.noted import Noted, counted, noted
from footnoted.site.package import Column, Table
from footnoted.site.panels import Numbers, Panel, numbered, panels, places_of
from footnoted.site.rows import Site, names_of, rows_by_key

__all__ = ["RowCell", "RowPage", "row_page"]

_FIRST_NOTES = 4
"""Footnotes of a cell that stand open; a name may have hundreds, which open on demand."""


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell that is filled: what it shows, the exact figure or the code where it shows another, where it leads."""

    column: Column
    text: str
    exact: str | None
    code: str | None
    leads_to: tuple[str, str] | None
    first: tuple[Noted, ...]
    more: tuple[Noted, ...]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the passages that the value rests on."""
        return sorted({note.number for note in (*self.first, *self.more) if note.note.shown})

    @property
    def disputed(self) -> bool:
        """Whether another source gives another value."""
        return any(note.note.rank == "differs" for note in (*self.first, *self.more))


@dataclass(frozen=True, slots=True)
class RowPage:
    """What the page of a row shows; `silent` are the columns of which the sources say nothing.

    `cited` has for each number the columns that rest on that passage, `context` the columns whose antecedent or speaker
    stands there; `cut_off` tells that a row has more footnotes than a page shows.
    """

    table: Table
    key: str
    title: str
    cells: tuple[RowCell, ...]
    silent: tuple[Column, ...]
    panels: tuple[Panel, ...]
    numbers: Numbers
    cited: Mapping[int, tuple[Column, ...]]
    context: Mapping[int, tuple[Column, ...]]
    cut_off: bool

    @property
    def footnotes(self) -> tuple[int, int]:
        """How many footnotes the page shows, and how many of them a person has reviewed."""
        return counted(note for cell in self.cells for note in (*cell.first, *cell.more))

    def target(self, number: int) -> str | None:
        """The anchor that a passage leads back to: the first cell that rests on it."""
        columns = self.cited.get(number) or self.context.get(number)
        return columns[0].name if columns else None

    def about(self, number: int) -> str:
        """What a passage says something about: the titles of the columns."""
        return ", ".join(column.title for column in self.cited.get(number) or self.context.get(number) or ())

    def kind(self, source: str, segment: Segment) -> str:
        """The class of a mark."""
        return "context" if self.is_context(source, segment) else ""

    def is_context(self, source: str, segment: Segment) -> bool:
        """Whether no value rests on a piece of text itself: it only says what a passage refers to, or who says it."""
        return not any(self.numbers[source, place] in self.cited for place in segment.inside)


async def row_page(site: Site, table: Table, key: str) -> RowPage | None:
    """The page of the row `key` of `table`, or None where there is no such row."""
    row = (await rows_by_key(site.ask, table, [key])).get(key)
    if row is None:
        return None
    notes = await footnotes_of_row(site.ask, table.name, key)
    names = await names_of(site, keys_named(table, [row]) | _keys_overruled(table, notes))
    shown = await panels(site, notes)
    titles = {panel.id: panel.title for panel in shown}
    maker = _Maker(site.evidence, table, row, names, numbered(notes), titles, _told(table, notes))
    by_column = {name: [note for note in notes if note.column == name] for name in table.by_name}
    filled = [
        column for column in table.columns if row[column.name] is not None and column.name != table.primary_key[0]
    ]
    return RowPage(
        table,
        key,
        headline(table, row, names),
        tuple(maker.cell(column, by_column[column.name]) for column in filled),
        tuple(column for column in table.columns if row[column.name] is None),
        tuple(shown),
        maker.numbers,
        _columns_at(table, maker.numbers, [(note, note.stretch) for note in notes]),
        _columns_at(table, maker.numbers, [(note, place) for note in notes for place, _ in places_of(note)[1:]]),
        len(notes) == MOST,
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    evidence: Table
    table: Table
    row: Mapping[str, Any]
    names: Names
    numbers: Numbers
    titles: Mapping[str, str]
    told: Mapping[str, Mapping[str, Any]]

    def cell(self, column: Column, notes: Sequence[Footnote]) -> RowCell:
        text = plain(self.table, column, self.row, self.names) or ""
        shown = [self._noted(column, note) for note in notes]
        target = (column.references, self.row[column.name]) if column.references is not None else None
        exact, code = self._exact(column, text), self._code(column, text)
        return RowCell(column, text, exact, code, target, tuple(shown[:_FIRST_NOTES]), tuple(shown[_FIRST_NOTES:]))

    def _exact(self, column: Column, text: str) -> str | None:
        shown = figure_of(self.table, column, self.row)
        if shown is None:
            return None
        exact = " – ".join(figure(value) for value in (shown.value, shown.upper) if value is not None)
        return None if exact in text else exact

    def _code(self, column: Column, text: str) -> str | None:
        value = str(self.row[column.name])
        return value if is_code(column) and value != text else None

    def _noted(self, column: Column, note: Footnote) -> Noted:
        # What another source says is told with that source's hedge and currency, not with those of the row.
        cells = {**dict.fromkeys(self.row), **self.told.get(note.source, {}), column.name: _value(column, note)}
        text = plain(self.table, column, cells, self.names) or note.value
        return noted(self.evidence, note, self.numbers, self.titles, text)


def _value(column: Column, note: Footnote) -> Any:  # noqa: ANN401 - a cell of any type
    return parse_cell(column, note.value)


def _told(table: Table, notes: Sequence[Footnote]) -> dict[str, dict[str, Any]]:
    """Source -> column -> the value that it gives."""
    found: dict[str, dict[str, Any]] = {}
    for note in notes:
        if (column := table.by_name.get(note.column)) is not None:
            found.setdefault(note.source, {}).setdefault(note.column, _value(column, note))
    return found


def _keys_overruled(table: Table, notes: Sequence[Footnote]) -> set[tuple[str, str]]:
    columns = ((table.by_name.get(note.column), note) for note in notes if not note.shown)
    return {(column.references, note.value) for column, note in columns if column and column.references}


def _columns_at(
    table: Table, numbers: Numbers, places: Iterable[tuple[Footnote, Stretch]]
) -> dict[int, tuple[Column, ...]]:
    found: dict[int, dict[str, Column]] = {}
    for note, place in places:
        if note.column in table.by_name:
            found.setdefault(numbers[note.source, place], {})[note.column] = table.by_name[note.column]
    return {number: tuple(columns.values()) for number, columns in found.items()}
