"""A whole dataset, by its folder."""

from __future__ import annotations

from pathlib import Path

from footnoted.cli.checks.confined import dataset_problems
from footnoted.cli.reports.outcome import Checked

__all__ = ["check"]


def check(path: Path) -> Checked:
    """Every problem of the dataset in the folder `path`."""
    return Checked(path, path, dataset_problems(path))
