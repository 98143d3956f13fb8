"""Problems as lines of text for a terminal: file, place, level, rule, message, and the hint below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from footnoted.cli.reports.escape import printable
from footnoted.problem import Problem

__all__ = ["place", "summary", "text_report"]


def text_report(problems: Iterable[Problem]) -> Iterator[str]:
    """The lines of a report, as editors and terminals know them: `path:line:column: level: message [code]`."""
    for problem in problems:
        yield printable(f"{place(problem)}: {problem.level}: {problem.message} [{problem.code}]")
        if problem.hint:
            yield printable(f"    hint: {problem.hint}")


def place(problem: Problem) -> str:
    """Where a problem stands, as `path:line:column`."""
    return ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part is not None)


def summary(problems: Iterable[Problem]) -> str:
    """How many problems there are of each level, in words."""
    counts = Counter(problem.level for problem in problems)
    told = [f"{n} {level}{'s' if n > 1 else ''}" for level in ("error", "warning", "hint") if (n := counts[level])]
    return ", ".join(told) or "no problems"
