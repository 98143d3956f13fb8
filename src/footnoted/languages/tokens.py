"""A text as words, digit groups and signs with their places: one pass, and linear on any input."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from footnoted.text import Span

__all__ = ["APOSTROPHES", "HYPHENS", "PARAGRAPH", "Tokens", "tokenize"]

APOSTROPHES = frozenset("'\u2019")
"""The characters that stand for the end of a word written on to the next one ("l'8%")."""

HYPHENS = frozenset("-\u2010\u2011")
"""The characters that join the parts of one word."""

PARAGRAPH = "\n\n"
"""The token of a blank line: no phrase reaches across it."""

# White space, and the token behind it: together they are the whole text, and white space at its end has an empty one,
# lest it be tried from each of its characters. A space groups digits only behind one to three
# of them and before exactly three: "2024 500" stays two numbers.
_TOKEN = re.compile(
    r"(\s*)("
    r"[^\W0-9_]+"
    r"|[0-9]+(?:[.,'’][0-9]+|(?<![0-9]{4})[ \u00a0\u2009\u202f][0-9]{3}(?![0-9]))*"
    r"|[^\w\s]|_|\Z)"
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


def tokenize(
    text: str, stretch: Span, starts: frozenset[str], split: Callable[[str], list[str]] | None = None
) -> Tokens:
    """Cut a stretch of `text` into tokens.

    `starts` are the lower-case tokens a reading may begin with (digits and characters such as "½" always may); `split`
    takes a lower-case word apart into the pieces of a compound, or returns an empty list.
    """
    raws: list[str] = []
    lows: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    triggers: list[int] = []
    start = stretch.start
    for space, raw in _TOKEN.findall(text, stretch.start, stretch.end):
        if space:
            if len(space) > 1 and space.count("\n") > 1:
                _append((raws, lows, begins, ends), PARAGRAPH, PARAGRAPH, start, start + len(space))
            start += len(space)
        if not raw:
            break
        low = raw.lower()
        end = start + len(raw)
        if low in starts or low[0] in _DIGITS or (not low.isascii() and low.isnumeric()):
            triggers.append(len(raws))
        elif split and len(raw) >= _SHORTEST_COMPOUND and len(low) == len(raw) and (pieces := split(low)):
            triggers.append(len(raws))
            for piece in pieces[:-1]:
                stop = start + len(piece)
                _append((raws, lows, begins, ends), text[start:stop], piece, start, stop)
                start = stop
            low = pieces[-1]
        raws.append(text[start:end])
        lows.append(low)
        begins.append(start)
        ends.append(end)
        start = end
    for words in (raws, lows):
        words.append("")
    for offsets in (begins, ends):
        offsets.append(stretch.end + 1)
    return Tokens(text, raws, lows, begins, ends, triggers)


def _append(lists: tuple[list[str], list[str], list[int], list[int]], raw: str, low: str, start: int, end: int) -> None:
    for values, value in zip(lists, (raw, low, start, end), strict=True):
        values.append(value)  # type: ignore[attr-defined]  # strings to strings, offsets to offsets


_SHORTEST_COMPOUND = 6
_DIGITS = frozenset("0123456789")
