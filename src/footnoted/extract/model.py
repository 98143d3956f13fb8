"""What the extractor drafts: rows whose cells are spans of the article, before any of them is read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from footnoted.claims import Attribution
from footnoted.text import Span

__all__ = ["DraftCell", "DraftRow"]


@dataclass(frozen=True, slots=True)
class DraftCell:
    """One column of a drafted row: the words it rests on.

    `value` is given where no cue decides (the cell is then judged), `antecedent` where the words only refer to what
    they mean; `attribution` says whose word it is.
    """

    span: Span
    value: str | None = None
    antecedent: Span | None = None
    attribution: Attribution = field(default_factory=Attribution)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row of one table as drafted; `key` names its parties, from which the row's id is made.

    Without the cells of `core` the row would tell something else: it stands or falls with them.
    """

    table: str
    key: str
    cells: Mapping[str, DraftCell]
    core: tuple[str, ...] = ()
