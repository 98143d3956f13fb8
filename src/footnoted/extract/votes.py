"""Votes on what a name names: each cue speaks for a kind, once, with a weight."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from footnoted.text import Span

__all__ = ["Votes"]

_LEAD = 0.75


@dataclass(slots=True)
class Votes:
    """How strongly each cue speaks for each kind (or, with a negative weight, against it)."""

    cues: dict[tuple[str, str], float] = field(default_factory=dict)
    nouns: set[str] = field(default_factory=set)
    legal_form: Span | None = None

    def cast(self, kind: str, cue: str, weight: float) -> None:
        """Let `cue` speak for `kind`; seen again it counts as strongly as it was at its strongest."""
        known = self.cues.get((kind, cue), 0.0)
        self.cues[kind, cue] = max(weight, known) if weight >= 0 else min(weight, known)

    def add(self, other: Votes) -> None:
        """Count the cues of another mention too."""
        for (kind, cue), weight in other.cues.items():
            self.cast(kind, cue, weight)
        self.nouns |= other.nouns
        self.legal_form = self.legal_form or other.legal_form

    def weight(self, kind: str) -> float:
        """How much is said for `kind`."""
        return sum(weight for (own, _), weight in self.cues.items() if own == kind)

    def kind(self, least: float) -> str:
        """The kind most is said for, "none" where that is less than `least` or hardly more than for another."""
        counts: dict[str, float] = defaultdict(float)
        for (kind, _), weight in self.cues.items():
            counts[kind] += weight
        ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        if not ranked or ranked[0][1] < least:
            return "none"
        close = len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _LEAD
        return "none" if close else ranked[0][0]
