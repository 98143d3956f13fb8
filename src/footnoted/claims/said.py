"""What one claims file says: its source, its claims, and the problems met in reading them."""

from __future__ import annotations

from dataclasses import dataclass

from footnoted.claims.model import Claim, Source
from footnoted.problem import Problem

__all__ = ["Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one claims file says; `source` is None where it, or its text, cannot be used."""

    source: Source | None
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
