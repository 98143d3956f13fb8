"""SARIF 2.1.0 (OASIS): what code scanning and editors read; each rule comes with its title and reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from footnoted import __version__
from footnoted.cli.reports.escape import json_text, printable
from footnoted.cli.reports.outcome import Outcome, by_weight
from footnoted.problem import Fix, Place, Problem
from footnoted.rules import rules

__all__ = ["sarif"]

_LEVELS = {"error": "error", "warning": "warning", "hint": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(outcome: Outcome) -> Iterator[str]:
    """One log with one run, and in it a result a problem; columns count code points."""
    problems = by_weight(outcome.placed)
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "footnoted", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in problems],
    }
    yield json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: str) -> dict[str, Any]:
    rule = rules().get(code)
    if rule is None:
        return {"id": code}
    return {"id": code, "shortDescription": {"text": rule.title}, "fullDescription": {"text": rule.why}}


def _result(problem: Problem, index: int) -> dict[str, Any]:
    told = problem.message + (f" (hint: {problem.hint})" if problem.hint else "")
    result = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.level],
        "message": {"text": _plain(told)},
        "locations": [_location(Place(problem.path, problem.line, problem.column))],
    }
    if problem.fix:
        result["fixes"] = [_fix(problem.path, problem.fix)]
    if problem.related:
        result["relatedLocations"] = [_location(place) for place in problem.related]
    return result


def _fix(path: str, fix: Fix) -> dict[str, Any]:
    region = dict(zip(("startLine", "startColumn", "endLine", "endColumn"), fix, strict=False))
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": [replacement]}
    return {"description": {"text": _plain(f"write {fix.text}")}, "artifactChanges": [change]}


def _plain(words: str) -> str:
    """Without the embedded links of section 3.11.6, `[text](target)`."""
    return printable(words).replace("](", "] (")


def _uri(path: str) -> str:
    # A byte of a file's name that is no text is quoted as that byte.
    uri = quote(path.encode("utf-8", "surrogateescape"))
    return f"file://{uri}" if uri.startswith("/") else uri


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.path)}}
    if place.line is not None:
        column = {} if place.column is None else {"startColumn": place.column}
        physical["region"] = {"startLine": place.line, **column}
    return {"physicalLocation": physical}
