"""Footnotes as the database has them: of a row, of a source, of the cells of a page, each in one query."""

# ruff: noqa: S608 - the names in these statements are the toolkit's own, and the values are parameters
from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from footnoted.site.marks import Stretch

__all__ = ["MOST", "Ask", "Footnote", "footnotes_of_row", "footnotes_of_rows", "footnotes_of_source"]

Ask = Callable[[str, Mapping[str, Any]], Awaitable[list[dict[str, Any]]]]
"""Runs an SQL statement with its parameters and gives the rows, column -> value."""

MOST = 2000
"""Footnotes that a page shows: more than any article has, fewer than a browser chokes on."""
_BATCH = 500
"""Keys in a statement: SQLite's default limit of parameters was 999 until 3.32."""
_SHOWN = ("used", "agrees")
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **{name: name for name in ("id", "value", "passage", "method", "rank", "attribution")},
        **{name: f"{name}_name" for name in ("table", "column")},
        **{name: f"{name}_id" for name in ("row", "source")},
        **{name: f"span_{name}" for name in ("start", "end")},
    }
)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A value and the passage it was read from; `cells` has all columns of the table as they stand in the database."""

    id: str
    table: str
    row: str
    column: str
    value: str
    source: str
    start: int
    end: int
    passage: str
    method: str
    rank: str
    attribution: str
    cells: Mapping[str, Any] = field(repr=False)

    @property
    def stretch(self) -> Stretch:
        """Where the passage stands in its text."""
        return Stretch(self.start, self.end)

    @property
    def shown(self) -> bool:
        """Whether the table shows this value, so that the footnote speaks for the cell."""
        return self.rank in _SHOWN


def _footnote(cells: Mapping[str, Any]) -> Footnote:
    return Footnote(**{name: cells[column] for name, column in _COLUMNS.items()}, cells=cells)


async def footnotes_of_row(ask: Ask, table: str, row: str) -> list[Footnote]:
    """The footnotes of a row: those that prove a cell first, then in the order of the texts."""
    found = await ask(
        "SELECT * FROM evidence WHERE table_name = :table AND row_id = :row "
        f"ORDER BY rank <> 'used', source_id, span_start, span_end, column_name, id LIMIT {MOST}",
        {"table": table, "row": row},
    )
    return [_footnote(cells) for cells in found]


async def footnotes_of_source(ask: Ask, source: str) -> list[Footnote]:
    """The footnotes that rest on a source, in the order of its text."""
    found = await ask(
        f"SELECT * FROM evidence WHERE source_id = :source ORDER BY span_start, span_end, id LIMIT {MOST}",
        {"source": source},
    )
    return [_footnote(cells) for cells in found]


async def footnotes_of_rows(
    ask: Ask, keys: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, list[Footnote]]]:
    """Table and key of a row -> column -> its footnotes, the one that proves the cell first.

    One statement for each five hundred rows; of a cell with many footnotes, such as a name that every article has, a
    few of each kind are enough for a mark.
    """
    found: dict[tuple[str, str], dict[str, list[Footnote]]] = defaultdict(lambda: defaultdict(list))
    by_table: dict[str, list[str]] = defaultdict(list)
    for table, row in dict.fromkeys(keys):
        by_table[table].append(row)
    for table, rows in by_table.items():
        for start in range(0, len(rows), _BATCH):
            for note in await _batch(ask, table, rows[start : start + _BATCH]):
                found[note.table, note.row][note.column].append(note)
    return found


async def _batch(ask: Ask, table: str, rows: Sequence[str]) -> list[Footnote]:
    names = {f"row{number}": row for number, row in enumerate(rows)}
    found = await ask(
        "SELECT * FROM evidence WHERE table_name = :table AND row_id IN "
        f"({', '.join(f':{name}' for name in names)}) "
        # The index has this order; the rank comes last, because a cell has few footnotes and a page many cells.
        f"ORDER BY row_id, column_name, rank <> 'used', source_id, span_start, id LIMIT {MOST * 5}",
        {"table": table, **names},
    )
    return [_footnote(cells) for cells in found]
