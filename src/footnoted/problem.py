"""What is wrong with a user's data: where it stands, which rule it breaks, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Level", "Place", "Problem"]

Level = Literal["error", "warning", "hint"]


class Place(NamedTuple):
    """A place in a file: line and column count from 1, in code points."""

    path: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule at one place.

    `code` is stable and described by `footnoted explain CODE`; `path` is relative to the dataset's root;
    `line` and `column` count from 1 (None where the whole file is meant); `related` are further places that
    help, such as the candidates of an ambiguous passage in the article.
    """

    code: str
    path: str
    message: str
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    level: Level = "error"
    related: tuple[Place, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by file, then by place in it, then by rule."""
        return (self.path, self.line or 0, self.column or 0, self.code, self.message)

    def __lt__(self, other: Problem) -> bool:
        return self.sort_key < other.sort_key
