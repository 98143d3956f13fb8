"""A passage in its sentence, marked, as a terminal shows it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from footnoted.claims import Source
from footnoted.cli.reports.escape import printable
from footnoted.languages import document
from footnoted.text import Span

__all__ = ["WIDTH", "sentence"]

WIDTH = 100


def sentence(source: Source, span: Span) -> Iterator[str]:
    """The lines of the sentence around `span`, the passage in brackets."""
    around = [s for s in document(source.text, source.language).sentences if s.touches(span)] or [span]
    start, end = min(around[0].start, span.start), max(around[-1].end, span.end)
    before, words, after = (
        Span(a, b).of(source.text) for a, b in ((start, span.start), (span.start, span.end), (span.end, end))
    )
    # The marks stand without colour too: in a pipe, on paper, for a screen reader.
    marked = " ".join(f"{before}[{words}]{after}".split())
    yield from textwrap.wrap(printable(marked), WIDTH, initial_indent="    ", subsequent_indent="    ")
