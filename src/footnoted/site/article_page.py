"""The page of a source: its text with all that was taken from it marked, and a list of that, row by row."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footnoted.languages import available, document
from footnoted.readers import quantities
from footnoted.schema import parse_cell
from footnoted.site.footnotes import MOST, Footnote, footnotes_of_source
from footnoted.site.headline import Names, headline, keys_named, plain
from footnoted.site.marks import Fragment, Segment, Stretch, segments
from footnoted.site.noted import Noted, counted, noted
from footnoted.site.package import Column, Table
from footnoted.site.panels import Numbers, Panel, numbered, panel, places_of, text_of
from footnoted.site.rows import Site, names_of, rows_by_key, rows_where

__all__ = ["ArticlePage", "Entry", "article_page"]

_READ = 100_000
"""Characters of a text in which figures are looked for that nothing rests on: a reader waits for it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that something was taken for from the source; `present`: it is in its table, and has a page."""

    table: Table
    key: str
    title: str
    present: bool
    notes: tuple[tuple[Column, Noted], ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What the page of a source shows; `only` is the table that it is narrowed to, `counts` have footnotes by table."""

    table: Table
    key: str
    cells: Mapping[str, Any]
    panel: Panel
    numbers: Numbers
    entries: tuple[Entry, ...]
    counts: Mapping[str, int]
    only: str | None
    replaced_by: tuple[str, ...]
    uncited: int
    tables: Mapping[int, Table]
    cut_off: bool

    @property
    def title(self) -> str:
        """The title of the source, or what names it."""
        return self.panel.title

    @property
    def footnotes(self) -> tuple[int, int]:
        """How many footnotes the page shows, and how many of them a person has reviewed."""
        return counted(note for entry in self.entries for _, note in entry.notes)

    def target(self, number: int) -> str | None:
        """The anchor in the list that a passage leads to."""
        return f"taken-{number}"

    def about(self, number: int) -> str:
        """What a passage says something about."""
        return self.tables[number].title if number in self.tables else ""

    def kind(self, source: str, segment: Segment) -> str:
        """The class of a mark: by the table whose passage starts last."""
        for place in reversed(segment.inside):
            if (table := self.tables.get(self.numbers[source, place])) is not None:
                return f"k{list(self.counts).index(table.name) % 6 + 1}"
        return "context"


async def article_page(site: Site, key: str, only: str | None) -> ArticlePage | None:
    """The page of the source `key`, narrowed to the table `only` if one is given; None where there is none."""
    sources = site.package.tables["sources"]
    cells = (await rows_by_key(site.ask, sources, [key])).get(key)
    if cells is None:
        return None
    found = [note for note in await footnotes_of_source(site.ask, key) if note.table in site.package.facts]
    notes = [note for note in found if only in {None, note.table}]
    text = await text_of(site, key)
    numbers = numbered(notes)
    shown = panel(site, cells, notes, text)
    figures = await asyncio.to_thread(_uncited, text, cells["language"], found) if text is not None else []
    if text is not None and figures:
        places = {place for note in notes for place, _ in places_of(note)}
        shown = Panel(cells, shown.title, (tuple(segments(Fragment(0, text), places | set(figures))),), whole=True)
    replacing = await rows_where(site.ask, sources, "replaces_id", key, 5) if "replaces_id" in sources.by_name else []
    counts = Counter(note.table for note in found)
    return ArticlePage(
        table=sources,
        key=key,
        cells=cells,
        panel=shown,
        numbers=numbers,
        entries=await _entries(site, notes, numbers, {key: shown.title}),
        counts={name: counts[name] for name in site.package.facts if name in counts},
        only=only if only in counts else None,
        replaced_by=tuple(row["id"] for row in replacing),
        uncited=len(figures),
        tables={numbers[note.source, note.stretch]: site.package.facts[note.table] for note in reversed(notes)},
        cut_off=len(found) == MOST,
    )


def _uncited(text: str, language: str, notes: Sequence[Footnote]) -> list[Stretch]:
    """The figures of `text` that no passage has a part of."""
    code = language.split("-", maxsplit=1)[0]
    if len(text) > _READ or code not in available():
        return []
    places = [place for note in notes for place, _ in places_of(note)]
    spans = (reading.span for reading in quantities(document(text, language)))
    figures = (Stretch(span.start, span.end) for span in spans)
    return [f for f in figures if not any(p.start < f.end and f.start < p.end for p in places)]


async def _entries(
    site: Site, notes: Sequence[Footnote], numbers: Numbers, titles: Mapping[str, str]
) -> tuple[Entry, ...]:
    by_row: dict[tuple[str, str], list[Footnote]] = {}
    for note in notes:
        by_row.setdefault((note.table, note.row), []).append(note)
    entries = []
    for name, table in site.package.facts.items():
        keys = [key for other, key in by_row if other == name]
        rows = await rows_by_key(site.ask, table, keys)
        told = [_told(table, by_row[name, key]) for key in keys]
        names = await names_of(site, keys_named(table, [*rows.values(), *told]))
        for key, cells in zip(keys, told, strict=True):
            row = rows.get(key)
            own = tuple(_noted(site, table, note, (cells, names, numbers, titles)) for note in by_row[name, key])
            title = headline(table, row, names) if row is not None else key
            entries.append(Entry(table, key, title, row is not None, own))
    return tuple(entries)


def _told(table: Table, notes: Sequence[Footnote]) -> dict[str, Any]:
    """A row as this source alone tells it."""
    cells: dict[str, Any] = dict.fromkeys(table.by_name)
    for note in notes:
        if (column := table.by_name.get(note.column)) is not None:
            cells[note.column] = parse_cell(column, note.value)
    return cells


def _noted(
    site: Site,
    table: Table,
    note: Footnote,
    around: tuple[Mapping[str, Any], Names, Numbers, Mapping[str, str]],
) -> tuple[Column, Noted]:
    cells, names, numbers, titles = around
    column = table.by_name[note.column]
    own = {**cells, column.name: parse_cell(column, note.value)}
    return column, noted(site.evidence, note, numbers, titles, plain(table, column, own, names) or note.value)
