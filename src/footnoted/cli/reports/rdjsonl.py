"""Reviewdog's diagnostic format, a line of JSON a problem: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.cli.reports.escape import code_span, json_text
from footnoted.cli.reports.outcome import Outcome, by_weight
from footnoted.problem import Problem

__all__ = ["rdjsonl"]

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "hint": "INFO"}


def rdjsonl(outcome: Outcome) -> Iterator[str]:
    """A diagnostic a problem.

    Places are lines: that format counts a column in bytes, and a problem's counts in code points. Reviewdog posts a
    message as Markdown, so it is code.
    """
    for problem in by_weight(outcome.placed):
        yield json_text(_diagnostic(problem))


def _diagnostic(problem: Problem) -> dict[str, object]:
    where: dict[str, object] = {"path": problem.path}
    if problem.line is not None:
        where["range"] = {"start": {"line": problem.line}}
    message = code_span(problem.message) + (f" hint: {code_span(problem.hint)}" if problem.hint else "")
    return {
        "message": message,
        "location": where,
        "severity": _SEVERITIES[problem.level],
        "source": {"name": "footnoted"},
        "code": {"value": problem.code},
    }
