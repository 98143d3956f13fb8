"""What resolving gives: rows, the evidence of every cell of every claim, and ids that are used no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from footnoted.claims import Cell, Claim, Redirect, Value
from footnoted.problem import Problem

__all__ = ["Evidence", "Rank", "Resolved", "Row"]

Rank = Literal["used", "agrees", "differs", "retracted"]
Row = Mapping[str, Value]


class Evidence(NamedTuple):
    """One cell of one claim with its rank: a row of the published table `evidence`, spans still as objects."""

    table: str
    row_id: str
    cell: Cell
    claim: Claim
    rank: Rank


@dataclass(frozen=True)
class Resolved:
    """`rows` by table and id, without the toolkit's own tables; nulls are absent."""

    rows: Mapping[str, Mapping[str, Row]]
    evidence: tuple[Evidence, ...]
    redirects: tuple[Redirect, ...]
    problems: tuple[Problem, ...]
