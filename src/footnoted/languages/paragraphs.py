"""Paragraphs: where a text's lines break for the reader, and where only because the column was full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from footnoted.languages.spans import stripped
from footnoted.text import Span

__all__ = ["paragraphs"]

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Text set in a column: its lines are this long at most, and the longest at least so long.
_NARROWEST, _WIDEST = 50, 120


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`, in order, without the white space around them.

    An empty line ends a paragraph. So does a line break, except in text set in a column, where a line goes on in the
    next one if that one's first word would not have fitted.
    """
    lines = _lines(text)
    width = max((line.end - line.start for line in lines), default=0)
    wrapped = _NARROWEST <= width <= _WIDEST and _is_wrapped(text, lines, width)
    found: list[Span] = []
    previous: Span | None = None
    for line in lines:
        if line.start == line.end:
            previous = None
            continue
        if previous and wrapped and not _fits(text, previous, line, width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
        previous = line
    return tuple(found)


def _lines(text: str) -> list[Span]:
    return [stripped(text, line) for line in _split(text)]


def _split(text: str) -> Iterator[Span]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _is_wrapped(text: str, lines: list[Span], width: int) -> bool:
    """Whether most of the line breaks between words stand where the column was full."""
    breaks = [not _fits(text, a, b, width) for a, b in pairwise(lines) if a.start < a.end and b.start < b.end]
    return len(breaks) > 1 and 2 * sum(breaks) > len(breaks)


def _fits(text: str, line: Span, following: Span, width: int) -> bool:
    word = text[following.start : following.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) <= width
