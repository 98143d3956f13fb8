"""Any Data Package or table, whoever made it."""

from __future__ import annotations

from pathlib import Path

from footnoted.cli.reports.outcome import Checked
from footnoted.validate.resource import validate_package

__all__ = ["check"]


def check(path: Path) -> Checked:
    """Every problem of the package at `path`: a folder, descriptor, archive or table; an archive counts as a folder."""
    report = validate_package(path)
    inside = path.is_dir() or path.suffix.lower() == ".zip"
    return Checked(path, path if inside else path.parent, report.problems, report)
