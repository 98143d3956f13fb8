"""Changes as Markdown, for a pull request: nothing of a stranger's is HTML, a link or a mention in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from footnoted.cli.changes.words import headline, shifts, shortened, structure_lines
from footnoted.cli.reports.escape import code_span
from footnoted.compare import KINDS, Change, Changes, Held

__all__ = ["markdown"]


def markdown(changes: Changes, told: Held, most: int | None) -> Iterator[str]:
    """A list of the changes, table by table; lists and not tables, in which a `|` would end even code.

    What became worse than may be stands first.
    """
    counts = changes.counts()
    yield "### What this changes in the tables" if counts or changes.structure else "### No change in the tables"
    yield ""
    yield from (f"- **refused**: {code_span(problem.message, 400)}" for problem in told.problems)
    if told.shifts:
        yield f"- quality: {code_span(shifts(told), 400)}"
    yield from (f"- {code_span(line)}" for line in structure_lines(changes.structure))
    for table, cells in groupby(changes.each(most), lambda change: change.table_name):
        yield f"- {code_span(table)}: {headline(counts[table])}"
        shown = 0
        for row_id, row in groupby(cells, lambda change: change.row_id):
            cells_of_row = list(row)
            shown += len(cells_of_row)
            mark = f" ({KINDS[cells_of_row[0].kind]})" if cells_of_row[0].column_name is None else ""
            yield f"  - {code_span(row_id, 200)}{mark}"
            yield from (f"    - {_cell(change)}" for change in cells_of_row if change.column_name is not None)
        if most is not None and shown >= most:
            yield f"  - only the first {most:,} changes are shown"


def _cell(change: Change) -> str:
    old, new = (_code(value) for value in (change.old_value, change.new_value))
    column = code_span(change.column_name or "")
    if change.kind in {"row_added", "row_removed"}:
        passage = _code(change.old_passage if change.new_value is None else change.new_passage)
        return f"{column} {new or old}" + (f", from {passage}" if passage not in {"", new or old} else "")
    values = new if old == new else f"{old or '(empty)'} → {new or '(empty)'}"
    words = [code for passage in (change.old_passage, change.new_passage) if (code := _code(passage))]
    return f"{column} {values}: **{KINDS[change.kind]}**" + (f", from {' → '.join(dict.fromkeys(words))}" * bool(words))


def _code(words: str | None) -> str:
    return "" if words is None else code_span(shortened(words))
