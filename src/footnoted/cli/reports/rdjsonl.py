"""Reviewdog's diagnostic format, a line of JSON a problem: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from footnoted.cli.reports.escape import code_span, json_text
from footnoted.cli.reports.outcome import Outcome, by_weight
from footnoted.problem import Fix, Problem, mended
from footnoted.text import read_inside

__all__ = ["rdjsonl"]

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "hint": "INFO"}


def rdjsonl(outcome: Outcome) -> Iterator[str]:
    """A diagnostic a problem.

    Places are lines: that format counts a column in bytes, and a problem's counts in code points. So a suggestion is
    whole lines too. Reviewdog posts a message as Markdown, so it is code.
    """
    for problem in by_weight(outcome.placed):
        told = _diagnostic(problem)
        if problem.fix and (lines := _mended(outcome.workspace, problem.path, problem.fix)):
            end = {"line": problem.fix.end_line}
            told["suggestions"] = [{"range": {"start": {"line": problem.fix.line}, "end": end}, "text": lines}]
        yield json_text(told)


def _mended(workspace: Path, path: str, fix: Fix) -> str | None:
    """The lines that `fix` touches as they should be; None where the file cannot be read any more."""
    try:
        text = read_inside(workspace, path).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    lines = mended(text, [fix]).split("\n")
    grown = len(lines) - len(text.split("\n"))
    return "\n".join(lines[fix.line - 1 : fix.end_line + grown])


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
