"""Claims as frozen values: what one source says about one row, cell by cell, each with its passage.

What a dataset has hundreds of thousands of is a named tuple: made, and sent between processes, in a third of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from footnoted.claims.file import ClaimsFile
from footnoted.problem import Fix, Place, Problem
from footnoted.text import Span

__all__ = ["Assumption", "Attribution", "Cell", "Claim", "Method", "Origin", "Source", "Value"]

Value = str | int | float | bool
Method = Literal["stated", "converted", "judged", "inferred", "curated"]


class Assumption(NamedTuple):
    """What a source's claims take for granted where the text leaves a currency open, and why."""

    currency: str
    note: str


@dataclass(frozen=True, slots=True)
class Source:
    """One article or reference: its metadata as authored, and its text as pinned."""

    id: str
    file: ClaimsFile = field(repr=False)
    path: str
    sha256: str
    text: str = field(repr=False)
    metadata: Mapping[str, Value]
    assume: Mapping[str, Assumption]

    @property
    def language(self) -> str:
        """The tag of the language that the text is declared to be in (BCP 47)."""
        return str(self.metadata["language"])

    @property
    def kind(self) -> str:
        """`article` or `reference`."""
        return str(self.metadata.get("kind", "article"))

    @property
    def status(self) -> str:
        """`active`, `corrected` or `retracted`."""
        return str(self.metadata.get("status", "active"))

    @property
    def published_on(self) -> str | None:
        """ISO 8601 date at the precision known, or None."""
        date = self.metadata.get("published_on")
        return None if date is None else str(date)

    @property
    def replaces_id(self) -> str | None:
        """The source that this one corrects, or None."""
        replaced = self.metadata.get("replaces_id")
        return None if replaced is None else str(replaced)


class Attribution(NamedTuple):
    """Whose word a statement is: the source's own, or of those whom `span` names."""

    kind: Literal["source", "anonymous", "named"] = "source"
    span: Span | None = None


class Cell(NamedTuple):
    """One column of one claim: its value and where it was read.

    `name_span` is the exact name in the passage or antecedent where a name reader read one.
    """

    column: str
    value: Value
    span: Span
    method: Method
    reader: str | None
    antecedent: Span | None = None
    attribution: Attribution = Attribution()
    note: str | None = None
    name_span: Span | None = None


class Origin(NamedTuple):
    """Where in a claims file a claim stands: the file and the keys that lead to it."""

    file: ClaimsFile
    keys: tuple[str | int, ...]

    def place(self, *keys: str) -> Place:
        """Line and column of the claim, or of a key in it."""
        return self.file.place(*self.keys, *keys)

    def fix(self, value: str, *keys: str) -> Fix | None:
        """`value` in the place of what stands under a key of this claim."""
        return self.file.fix(value, *self.keys, *keys)

    def problem(self, code: str, message: str, hint: str | None = None, *, keys: tuple[str, ...] = ()) -> Problem:
        """A problem at this claim, or at a key in it."""
        path, line, column = self.place(*keys)
        return Problem(code, path, message, line, column, hint)


class Claim(NamedTuple):
    """What one source says about one row of one table. `joins` tells `about` from `id`."""

    table: str
    row_id: str
    joins: bool
    source: Source
    cells: tuple[Cell, ...]
    origin: Origin
    drafted_by: str | None = None
    reviewed_by: str | None = None
    note: str | None = None
