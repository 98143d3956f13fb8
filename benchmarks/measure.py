"""What a benchmark gives, a list of rows, and how whole commands are timed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter

__all__ = ["PYTHON", "ROOT", "Row", "at_most", "program", "timed_commands"]

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing; the first row of a benchmark is ours, the others are its peers.

    `value` is a median in `unit`, `low` and `high` the extremes; `limit` is the most that the value may be.
    """

    name: str
    value: float
    unit: str = "s"
    low: float | None = None
    high: float | None = None
    limit: float | None = None

    @property
    def held(self) -> bool:
        """Whether the value keeps to its limit; a row without one always does."""
        return self.limit is None or self.value <= self.limit


def at_most(row: Row, limit: float) -> Row:
    """Return the row with a limit."""
    return replace(row, limit=limit)


def program(name: str) -> str:
    """Return the path of an installed program of this environment."""
    return str(Path(PYTHON).with_name(name))


def timed_commands(commands: Mapping[str, Sequence[str]], runs: int = 9) -> list[Row]:
    """Time whole processes, each from its start to its end, and give a row for each in the order given.

    The commands take turns, so that whatever else the machine does falls on all of them alike. A first round, not
    counted, fills the system's file cache. Raises `CalledProcessError` where a command fails: the time of a failed
    run says nothing.
    """
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            elapsed = _seconds(command)
            if turn:
                seconds[name].append(elapsed)
    return [Row(name, median(times), low=min(times), high=max(times)) for name, times in seconds.items()]


def _seconds(command: Sequence[str]) -> float:
    environment = os.environ | {"FOOTNOTED_DATASET": str(ROOT)}
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
    return perf_counter() - started
