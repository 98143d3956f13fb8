"""What is wrong with a user's data: where it stands, which rule it breaks, and what would help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

__all__ = ["Fix", "Level", "Place", "Problem", "mended"]

Level = Literal["error", "warning", "hint"]


class Place(NamedTuple):
    """A place in a file: line and column count from 1, in code points."""

    path: str
    line: int | None = None
    column: int | None = None


class Fix(NamedTuple):
    """What would mend a problem for certain: `text` in the place of a stretch of its file.

    The stretch is half-open; lines and columns count from 1, in code points.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def mended(text: str, fixes: Iterable[Fix]) -> str:
    """`text` with each of `fixes` made; of two that meet, the first."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    parts, done = [], 0
    for fix in sorted(fixes):
        start, end = starts[fix.line - 1] + fix.column - 1, starts[fix.end_line - 1] + fix.end_column - 1
        if start >= done:
            parts += [text[done:start], fix.text]
            done = end
    return "".join((*parts, text[done:]))


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule at one place.

    `code` is stable and described by `footnoted explain CODE`; `path` is relative to the dataset's root;
    `line` and `column` count from 1 (None where the whole file is meant); `related` are further places that
    help, such as the candidates of an ambiguous passage in the article; `fix` is there where a suggestion is certain,
    and `footnoted fmt --fix` makes it.
    """

    code: str
    path: str
    message: str
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    level: Level = "error"
    related: tuple[Place, ...] = ()
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by file, then by place in it, then by rule."""
        return (self.path, self.line or 0, self.column or 0, self.code, self.message)

    def __lt__(self, other: Problem) -> bool:
        return self.sort_key < other.sort_key
