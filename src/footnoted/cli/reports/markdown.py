"""Markdown for a job's summary or a comment: nothing of a stranger's is HTML, a link or a mention in it."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.cli.reports.escape import code_span
from footnoted.cli.reports.outcome import Outcome, by_weight
from footnoted.cli.reports.text import place, summary
from footnoted.problem import Problem

__all__ = ["markdown"]

_MOST = 100
"""Problems: GitHub drops a summary of more than a mebibyte as a whole."""
_LONGEST = 1000
"""Code points of a message."""


def markdown(outcome: Outcome) -> Iterator[str]:
    """A heading with the verdict, and a list of the problems, the weightiest first.

    A list, not a table: there, a `|` ends a cell even in code, and with it the code.
    """
    problems = by_weight(outcome.placed)
    yield f"### Validation: {summary(problems)}"
    yield ""
    for problem in problems[:_MOST]:
        yield from _item(problem)
    if len(problems) > _MOST:
        yield ""
        yield f"And {len(problems) - _MOST:,} more: the log of the step has them all."


def _item(problem: Problem) -> Iterator[str]:
    where = code_span(place(problem), _LONGEST)
    yield f"- **{problem.level}** {where} {code_span(problem.message, _LONGEST)} ({code_span(problem.code, _LONGEST)})"
    if problem.hint:
        yield f"  - hint: {code_span(problem.hint, _LONGEST)}"
