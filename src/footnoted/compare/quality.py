"""Quality held against an earlier edition: what became better or worse, and what became worse than may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from footnoted.compare.edition import Edition
from footnoted.problem import Problem
from footnoted.schema import DESCRIPTOR
from footnoted.validate.quality import DIGITS

__all__ = ["Held", "check_worse", "held"]

_NEITHER = frozenset({"stated", "converted", "curated"})
"""What is neither better nor worse: the other measures say which part of the cells needs a second look."""


@dataclass(frozen=True, slots=True)
class Held:
    """The measures of all cells together that changed, old and new, and a problem for each limit that was passed."""

    shifts: Mapping[str, tuple[float, float]]
    problems: tuple[Problem, ...]


def held(old: Edition, new: Edition) -> Held:
    """Hold the quality of `new` against that of `old`."""
    overall = [name for name in old.quality if "." not in name and name in new.quality and name not in _NEITHER]
    shifts = {name: (old.quality[name], new.quality[name]) for name in overall}
    return Held({n: pair for n, pair in shifts.items() if pair[0] != pair[1]}, tuple(check_worse(old, new)))


def check_worse(old: Edition, new: Edition) -> Iterator[Problem]:
    """A problem for each measure that fell or rose by more than `limits.quality` of the new descriptor allows.

    What one of the two does not measure, such as a column that is new, is not compared.
    """
    limits = new.descriptor.get("footnoted", {}).get("limits", {}).get("quality", {})
    for name, limit in limits.items():
        if name in old.quality and name in new.quality:
            yield from _worse(name, limit, old.quality[name], new.quality[name])


def _worse(name: str, limit: Mapping[str, float], before: float, now: float) -> Iterator[Problem]:
    change = round(now - before, DIGITS)
    for bound, moved, verb in (("fall", -change, "fell"), ("rise", change, "rose")):
        if bound in limit and moved > limit[bound]:
            message = f"{name} {verb} from {before:g} to {now:g}, by more than {limit[bound]:g}"
            hint = "mend what the change made worse, or let the limit in datapackage.json say how much worse is allowed"
            yield Problem("quality-range", DESCRIPTOR, message, hint=hint)
