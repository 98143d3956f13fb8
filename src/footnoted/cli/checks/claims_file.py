"""One claims file of a dataset, or one of its texts."""

from __future__ import annotations

from pathlib import Path

from footnoted.cli.checks.confined import dataset_problems
from footnoted.cli.reports.outcome import Checked
from footnoted.schema import SEEDS

__all__ = ["check"]


def check(path: Path) -> Checked:
    """The problems of the file at `path` and of its text or claims file.

    What a claims file says may collide with any other, so the whole dataset is read and the rest left untold.
    """
    root = path.absolute().parents[1]
    own = {f"{SEEDS}/{path.stem}{suffix}" for suffix in (".toml", ".txt")}
    problems = dataset_problems(root)
    return Checked(path, root, tuple(problem for problem in problems if problem.path in own))
