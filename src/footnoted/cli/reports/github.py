"""Workflow commands: GitHub shows each problem on its line of the change.

GitHub shows the first ten errors, warnings and notices of a step, so those that matter come first.
"""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.outcome import Outcome, by_weight
from footnoted.cli.reports.text import summary
from footnoted.problem import Problem

__all__ = ["github"]

_COMMANDS = {"error": "error", "warning": "warning", "hint": "notice"}


def github(outcome: Outcome) -> Iterator[str]:
    """A workflow command a problem, and how many there are."""
    problems = by_weight(outcome.placed)
    yield from map(_command, problems)
    yield summary(problems)


def _command(problem: Problem) -> str:
    """`::error file=...,line=...,col=...,title=...::message`; a column has a meaning with its line alone."""
    places = {"file": problem.path, "line": problem.line, "col": problem.line and problem.column, "title": problem.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in places.items() if value is not None)
    lines = [problem.message, *([f"hint: {problem.hint}"] if problem.hint else [])]
    return f"::{_COMMANDS[problem.level]} {properties}::{'%0A'.join(map(_data, lines))}"


def _data(words: str) -> str:
    # Line ends are steering characters, and `printable` has named them; what is left to escape begins an escape.
    return printable(words).replace("%", "%25")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
