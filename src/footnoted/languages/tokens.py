"""A text as words, digit groups and signs with their places: one pass, and linear on any input."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from footnoted.text import Span

__all__ = ["HYPHENS", "PARAGRAPH", "Tokens", "tokenize"]

HYPHENS = frozenset("-\u2010\u2011")
"""The characters that join the parts of one word."""

PARAGRAPH = "\n\n"
"""The token of a blank line: no phrase reaches across it."""

# A space groups digits only behind one to three of them and before exactly three: "2024 500" stays two numbers.
_TOKEN = re.compile(
    r"[^\W0-9_]+"
    r"|[0-9]+(?:[.,'’][0-9]+|(?<![0-9]{4})[ \u00a0\u2009\u202f][0-9]{3}(?![0-9]))*"
    r"|[^\w\s]|_"
    r"|\n[^\S\n]*\n"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a stretch of a text as parallel lists, closed by an empty token so that a look ahead is safe.

    `raw` is the token as written, `low` in lower case; `start` and `end` are offsets in the whole text. `triggers`
    are the indices of the tokens that the caller asked for.
    """

    text: str
    raw: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    triggers: list[int]

    def glued(self, index: int) -> bool:
        """Whether nothing stands between token `index` and the one before it."""
        return index > 0 and self.end[index - 1] == self.start[index]

    def span(self, first: int, last: int) -> Span:
        """The span from token `first` up to, not including, token `last`."""
        return Span(self.start[first], self.end[last - 1])

    def __len__(self) -> int:
        return len(self.raw) - 1


def tokenize(text: str, stretch: Span, trigger: Callable[[str], bool], split: Callable[[str], list[str]]) -> Tokens:
    """Cut a stretch of `text` into tokens.

    `trigger` tells of a lower-case token whether a reading may start there (digits always may); `split` takes a
    lower-case word apart into the pieces of a compound, or returns an empty list.
    """
    tokens = Tokens(text, [], [], [], [], [])
    for match in _TOKEN.finditer(text, stretch.start, stretch.end):
        raw = match.group()
        start, end = match.span()
        low = raw.lower()
        if raw[0] in "0123456789" or trigger(low):
            tokens.triggers.append(len(tokens.raw))
        elif len(raw) >= _SHORTEST_COMPOUND and len(low) == len(raw) and (pieces := split(low)):
            tokens.triggers.append(len(tokens.raw))
            _append_pieces(tokens, raw, start, pieces)
            continue
        elif raw[0] == "\n":
            raw = low = PARAGRAPH
        _append(tokens, raw, low, start, end)
    _append(tokens, "", "", stretch.end + 1, stretch.end + 1)
    return tokens


_SHORTEST_COMPOUND = 6


def _append(tokens: Tokens, raw: str, low: str, start: int, end: int) -> None:
    tokens.raw.append(raw)
    tokens.low.append(low)
    tokens.start.append(start)
    tokens.end.append(end)


def _append_pieces(tokens: Tokens, raw: str, start: int, pieces: list[str]) -> None:
    at = 0
    for piece in pieces:
        stop = at + len(piece)
        _append(tokens, raw[at:stop], piece, start + at, start + stop)
        at = stop
