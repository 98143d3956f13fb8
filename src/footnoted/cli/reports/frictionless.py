"""A report in the shape of frictionless's own, for programs that read those (its library reads this one too)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from footnoted.cli.reports.escape import json_text
from footnoted.cli.reports.outcome import Outcome
from footnoted.problem import Problem
from footnoted.rules import rules
from footnoted.validate.report import FRICTIONLESS_TYPES, Report
from footnoted.validate.table import Finding

__all__ = ["frictionless"]

Told = dict[str, Any]

_OF_CELL = frozenset({"type-error", "constraint-error", "unique-error", "missing-cell", "extra-cell"})
_OF_ROW = frozenset({"primary-key", "foreign-key", "blank-row"})


def frictionless(outcome: Outcome) -> Iterator[str]:
    """One JSON document: a task a resource, an error a finding.

    Of the bad row only the bad cell is told (`cells` is empty), and no time is measured (`seconds` is 0). Problems of
    a dataset's own files, which frictionless does not know, are errors of a task a file.
    """
    errors = [_error(finding, None) for one in _reports(outcome) for finding in one.findings if not finding.table]
    tasks = [task for one in _reports(outcome) for task in _tasks(one)]
    tasks += _files(problem for one in outcome.checked if one.report is None for problem in one.problems)
    count = len(errors) + sum(len(task["errors"]) for task in tasks)
    stats = {"tasks": len(tasks), "errors": count, "warnings": 0, "seconds": 0}
    told = {"valid": not count, "stats": stats, "warnings": [], "errors": errors, "tasks": tasks}
    yield json_text(told, indent=2)


def _reports(outcome: Outcome) -> list[Report]:
    return [one.report for one in outcome.checked if one.report is not None]


def _tasks(report: Report) -> Iterator[Told]:
    names = dict.fromkeys([*report.paths, *report.rows, *(f.table for f in report.findings if f.table)])
    for name in names:
        labels = list(report.columns.get(name, ()))
        errors = [_error(finding, labels) for finding in report.findings if finding.table == name]
        rows = {"rows": report.rows[name], "fields": len(labels)} if name in report.rows else {}
        kind = "table" if name in report.rows else "file"
        yield _task(name, kind, report.paths.get(name, report.path), errors) | {"labels": labels} | _stats(errors, rows)


def _files(problems: Iterable[Problem]) -> Iterator[Told]:
    files: dict[str, list[Told]] = {}
    for problem in problems:
        errors = files.setdefault(problem.path, [])
        if problem.level == "error":
            errors.append(_described(problem.code, problem.message, []))
    for path, errors in files.items():
        yield _task(path, "file", path, errors) | {"labels": []} | _stats(errors, {})


def _task(name: str, kind: str, place: str, errors: list[Told]) -> Told:
    return {"name": name, "type": kind, "valid": not errors, "place": place, "warnings": [], "errors": errors}


def _stats(errors: list[Told], rows: Told) -> Told:
    return {"stats": {"errors": len(errors), "warnings": 0, "seconds": 0, **rows}}


def _error(finding: Finding, labels: list[str] | None) -> Told:
    total = f" ({finding.total} such)" if finding.total > 1 else ""
    kind = FRICTIONLESS_TYPES.get(finding.code, "error")
    tags = ["#table", "#row", "#cell"] if kind in _OF_CELL else ["#table", "#row"] if kind in _OF_ROW else []
    told = _described(finding.code, f"{finding.message}{total}", tags)
    if finding.row is not None and tags:
        told |= {"rowNumber": finding.row, "cells": []}
    if finding.row is not None and kind in _OF_CELL:
        column = finding.column or ""
        number = labels.index(column) + 1 if labels and column in labels else len(labels or ()) + 1
        told |= {"cell": finding.value or "", "fieldName": column, "fieldNumber": number}
    return told


def _described(code: str, message: str, tags: list[str]) -> Told:
    rule = rules().get(code)
    kind = FRICTIONLESS_TYPES.get(code, "error")
    title, why = (rule.title, rule.why) if rule else (code, "")
    return {"type": kind, "title": title, "description": why, "message": message, "tags": tags, "note": code}
