"""JSON: a list of all problems, each with every field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from footnoted.cli.reports.escape import json_text
from footnoted.cli.reports.outcome import Outcome

__all__ = ["json"]


def json(outcome: Outcome) -> Iterator[str]:
    """One JSON document; paths start from the dataset or package that a problem is in."""
    told = [asdict(p) | {"related": [place._asdict() for place in p.related]} for p in outcome.problems]
    yield json_text(told, indent=2)
