"""JSON: a list of all problems, each with every field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from footnoted.cli.reports.escape import json_text
from footnoted.cli.reports.outcome import Outcome
from footnoted.problem import Problem

__all__ = ["json"]


def json(outcome: Outcome) -> Iterator[str]:
    """One JSON document; paths start from the dataset or package that a problem is in."""
    yield json_text([_told(problem) for problem in outcome.problems], indent=2)


def _told(problem: Problem) -> dict[str, object]:
    fix = None if problem.fix is None else problem.fix._asdict()
    return asdict(problem) | {"related": [place._asdict() for place in problem.related], "fix": fix}
