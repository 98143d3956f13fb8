"""A whole dataset, by its folder."""

from __future__ import annotations

from pathlib import Path

from footnoted.cli.progress import Bar
from footnoted.cli.reports.outcome import Checked
from footnoted.validate.dataset import check_dataset

__all__ = ["check"]


def check(path: Path) -> Checked:
    """Every problem of the dataset in the folder `path`."""
    return Checked(path, path, check_dataset(path, Bar("Checking")).problems)
