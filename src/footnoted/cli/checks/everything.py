"""A whole dataset, of which something changed that all of it depends on: what is known of its sources is kept."""

from __future__ import annotations

from pathlib import Path

from footnoted.claims import Memory
from footnoted.cli.progress import Bar
from footnoted.cli.reports.outcome import Checked
from footnoted.validate.dataset import check_dataset

__all__ = ["check"]


def check(path: Path, memory: Memory) -> Checked:
    """Every problem of the dataset in the folder `path`, of which `memory` may know what earlier runs read."""
    return Checked(path, path, check_dataset(path, Bar("Checking"), memory).problems)
