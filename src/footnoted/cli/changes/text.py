"""Changes for a terminal: a block a table, a row's cells below it, the old and new words of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from footnoted.cli.changes.words import headline, shifts, shortened, structure_lines
from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.text import text_report
from footnoted.compare import KINDS, Change, Changes, Held

__all__ = ["text"]

_SIGNS = {"row_added": "+", "row_removed": "-"}


def text(changes: Changes, told: Held, most: int | None) -> Iterator[str]:
    """The lines of the report, with at most so many changes of each table; what became worse than may be last."""
    counts = changes.counts()
    yield from map(printable, structure_lines(changes.structure))
    for table, cells in groupby(changes.each(most), lambda change: change.table_name):
        yield printable(f"{table}: {headline(counts[table])}")
        shown = 0
        for row_id, row in groupby(cells, lambda change: change.row_id):
            cells_of_row = list(row)
            shown += len(cells_of_row)
            yield printable(f"  {_SIGNS.get(cells_of_row[0].kind, '~')} {row_id}")
            yield from (printable(line) for change in cells_of_row for line in _cell(change))
        if most is not None and shown >= most:
            yield f"  only the first {most:,} changes are shown: --all shows the rest"
    if not counts and not changes.structure:
        yield "no changes"
    if told.shifts:
        yield f"quality: {shifts(told)}"
    yield from text_report(told.problems)


def _cell(change: Change) -> Iterator[str]:
    if change.column_name is None:
        return
    old, new = (None if value is None else shortened(value) for value in (change.old_value, change.new_value))
    if change.kind in _SIGNS:
        yield f"      {change.column_name} = {new if old is None else old}{_footnote(change, new=old is None)}"
        return
    values = new or "" if old == new else f"{old or '(empty)'} -> {new or '(empty)'}"
    yield f"      {change.column_name}: {values} ({KINDS[change.kind]})"
    for side in (False, True):
        if words := _footnote(change, new=side):
            yield f"          {'now' if side else 'was'}{words}"


def _footnote(change: Change, *, new: bool) -> str:
    passage, source = (change.new_passage, change.new_source) if new else (change.old_passage, change.old_source)
    if passage is None:
        return ""
    words = "" if passage == (change.new_value if new else change.old_value) else f" [{shortened(passage)}]"
    return f"{words} in {source}"
