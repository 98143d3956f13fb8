"""Changes as one JSON document, written as they come: a million of them need no memory."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.cli.reports.escape import json_text
from footnoted.compare import Changes, Held

__all__ = ["json"]


def json(changes: Changes, told: Held, most: int | None) -> Iterator[str]:
    """`{"structure": [...], "counts": {table: {kind: n}}, "quality": {...}, "refused": [...], "changes": [...]}`.

    A change a line; `quality` has old and new value of each measure that changed, `refused` what became too much worse.
    """
    structure = [{"what": what, "table": table, "column": column} for what, table, column in changes.structure]
    yield "{"
    yield f'"structure": {json_text(structure)},'
    yield f'"counts": {json_text(changes.counts())},'
    yield f'"quality": {json_text(dict(told.shifts))},'
    yield f'"refused": {json_text([problem.message for problem in told.problems])},'
    yield '"changes": ['
    before = None
    for change in changes.each(most):
        if before is not None:
            yield f"{before},"
        before = json_text(change._asdict())
    if before is not None:
        yield before
    yield "]}"
