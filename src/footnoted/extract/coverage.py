"""Reverse coverage: what an article tells in figures and quotations that no drafted cell cites."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted import languages, readers
from footnoted.extract.draft import Draft
from footnoted.text import Span

__all__ = ["uncited"]


def uncited(drafted: Draft) -> Iterator[Span]:
    """Amounts, percentages, powers and quotations of the article that no cell's passage touches, in text order."""
    document = languages.document(drafted.text, str(drafted.source["language"]))
    cited = sorted(cell.span for row in drafted.rows for cell in row.cells)
    told = sorted((*readers.quantities(document), *readers.quotations(document)), key=lambda reading: reading.span)
    reached, index = 0, 0
    for reading in told:
        while index < len(cited) and cited[index].start < reading.span.end:
            reached = max(reached, cited[index].end)
            index += 1
        if reached <= reading.span.start:
            yield reading.span
