"""GitLab's Code Quality report, shown beside the lines of a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from footnoted.cli.reports.escape import json_text, printable
from footnoted.cli.reports.outcome import Outcome, by_weight
from footnoted.problem import Problem

__all__ = ["gitlab"]

_SEVERITIES = {"error": "major", "warning": "minor", "hint": "info"}


def gitlab(outcome: Outcome) -> Iterator[str]:
    """One JSON document, a list of all problems, the weightiest first."""
    yield json_text([_told(problem) for problem in by_weight(outcome.placed)], indent=2)


def _told(problem: Problem) -> dict[str, object]:
    told = printable(problem.message) + (f" (hint: {printable(problem.hint)})" if problem.hint else "")
    # The same problem on another line, because something was added above it, is the same problem.
    words = f"{problem.path}\x1f{problem.code}\x1f{problem.message}"
    return {
        "description": told,
        "check_name": problem.code,
        "fingerprint": hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest(),
        "severity": _SEVERITIES[problem.level],
        "location": {"path": problem.path, "lines": {"begin": problem.line or 1}},
    }
