"""What a machine drafts of one text: a claims file that was never written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from footnoted.claims.model import Value
from footnoted.problem import Problem

__all__ = ["DraftedClaim", "DraftedFile"]


class DraftedClaim(NamedTuple):
    """One claim as a claims file spells it, and the values that its drafter read in its cells.

    `key` is the hash of its source, table and places, where it comes from a table of claims.
    """

    table: str
    said: Mapping[str, Any]
    values: Mapping[str, Value]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class DraftedFile:
    """What a machine drafts of the text at `path`: the entries of [source], its text and its claims.

    `problem` says why there is nothing, such as a language without data.
    """

    path: str
    source: Mapping[str, Any]
    text: str = ""
    claims: tuple[DraftedClaim, ...] = ()
    problem: Problem | None = None
