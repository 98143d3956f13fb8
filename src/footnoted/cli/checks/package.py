"""Any Data Package or table, whoever made it."""

from __future__ import annotations

from pathlib import Path

from footnoted.cli.reports.outcome import Checked
from footnoted.validate.resource import DEFAULT_LIMITS, Limits, validate_package

__all__ = ["check"]


def check(path: Path, memory: int = DEFAULT_LIMITS.memory) -> Checked:
    """Every problem of the package at `path`: a folder, descriptor, archive or table; an archive counts as a folder.

    `memory` is about what the check may use, in bytes.
    """
    report = validate_package(path, Limits(memory=memory))
    inside = path.is_dir() or path.suffix.lower() == ".zip"
    return Checked(path, path if inside else path.parent, report.problems, report)
