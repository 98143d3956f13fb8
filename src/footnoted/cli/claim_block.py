"""The lines of one claim in its file: read, replaced or taken out, every other line as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from footnoted.claims.positions import positions

__all__ = ["ClaimBlock"]


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    """A claim from its header to its last value: lines `first` to `last` of `lines`, counted from 0, `last` beyond."""

    lines: tuple[str, ...]
    first: int
    last: int

    @classmethod
    def of(cls, text: str, table: str, index: int) -> Self:
        """The block of the claim with that number in its table."""
        places = positions(text)
        own = (table, index)
        first = places[own].line - 1
        last = max(place.end_line for keys, place in places.items() if keys[:2] == own and len(keys) > len(own))
        return cls(tuple(text.split("\n")), first, last)

    @property
    def text(self) -> str:
        """The lines of the claim."""
        return "\n".join(self.lines[self.first : self.last]) + "\n"

    def replaced(self, text: str) -> str:
        """The file with `text` in the place of the claim."""
        return "\n".join((*self.lines[: self.first], *text.rstrip("\n").split("\n"), *self.lines[self.last :]))

    def removed(self) -> str:
        """The file without the claim and the blank lines behind it."""
        last = self.last
        while last < len(self.lines) - 1 and not self.lines[last].strip():
            last += 1
        return "\n".join((*self.lines[: self.first], *self.lines[last:]))
