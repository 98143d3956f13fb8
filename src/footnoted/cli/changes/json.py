"""Changes as one JSON document, written as they come: a million of them need no memory."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.cli.reports.escape import json_text
from footnoted.compare import Changes

__all__ = ["json"]


def json(changes: Changes, most: int | None) -> Iterator[str]:
    """`{"structure": [...], "counts": {table: {kind: n}}, "changes": [...]}`, a change a line."""
    structure = [{"what": what, "table": table, "column": column} for what, table, column in changes.structure]
    yield "{"
    yield f'"structure": {json_text(structure)},'
    yield f'"counts": {json_text(changes.counts())},'
    yield '"changes": ['
    before = None
    for change in changes.each(most):
        if before is not None:
            yield f"{before},"
        before = json_text(change._asdict())
    if before is not None:
        yield before
    yield "]}"
