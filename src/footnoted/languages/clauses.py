"""Where clauses end: at semicolons, colons, dashes, brackets, and at a comma before a conjunction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from footnoted.languages.spans import stripped
from footnoted.text import Span

__all__ = ["clauses", "conjunction_pattern"]

# In brackets of fewer words stands a name or a figure, and the clause goes on around it.
_WORDS_OF_A_CLAUSE = 4

_MARK = re.compile(r"[;:,](?=\s)|(?<=\s)[–—-](?=\s)|(?<=\s)[–—]|[–—](?=\s)|[()\[\]]")
_SPACES = re.compile(r"\s*")
_PAIRS = {"(": ")", "[": "]"}


def conjunction_pattern(conjunctions: Sequence[str]) -> re.Pattern[str]:
    """A pattern that matches one of `conjunctions` at the start of a clause; with none of them it matches nothing."""
    words = "|".join(re.escape(words) for words in sorted(conjunctions, key=len, reverse=True))
    return re.compile(rf"(?:{words})\b" if words else r"(?!)")


def clauses(text: str, stretch: Span, conjunctions: re.Pattern[str]) -> Iterator[Span]:
    """The clauses of a stretch of one sentence, in order: with the mark that ends them, without white space around."""
    start = stretch.start
    for end in (*_breaks(text, stretch, conjunctions), stretch.end):
        clause = stripped(text, Span(start, end))
        if clause.start < clause.end:
            yield clause
            start = end


def _breaks(text: str, stretch: Span, conjunctions: re.Pattern[str]) -> Iterator[int]:
    """The offsets at which a clause ends and the next one starts."""
    closing: list[str] = []
    for match in _MARK.finditer(text, stretch.start, stretch.end):
        mark, at, end = match.group(), match.start(), match.end()
        if mark in ";:":
            yield end
        elif mark == ",":
            if conjunctions.match(text, _after_spaces(text, end), stretch.end):
                yield end
        elif mark in _PAIRS:
            if _is_clause(text, Span(end, stretch.end), _PAIRS[mark]):
                closing.append(_PAIRS[mark])
                yield at
        elif mark in ")]":
            if closing and closing[-1] == mark:
                closing.pop()
                yield end
        elif at > stretch.start and not _is_range(text, at, end):
            yield _side(text, at, end)


def _side(text: str, at: int, end: int) -> int:
    """A dash that leans on the word behind it belongs to that word's clause, any other to the clause before it."""
    return end if text[end : end + 1].isspace() else at


def _is_clause(text: str, span: Span, closing: str) -> bool:
    # A bracket further away than this holds clauses of its own anyway.
    inside = text[span.start : min(span.end, span.start + 120)]
    return len(inside.partition(closing)[0].split()) >= _WORDS_OF_A_CLAUSE


def _is_range(text: str, at: int, end: int) -> bool:
    """A dash between two figures ("10 – 15 %") is none between clauses."""
    before = text[max(0, at - 2) : at].rstrip()
    after = text[end : end + 2].lstrip()
    return before[-1:].isdigit() and after[:1].isdigit()


def _after_spaces(text: str, at: int) -> int:
    match = _SPACES.match(text, at)
    return match.end() if match else at
