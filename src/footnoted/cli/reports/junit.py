"""JUnit XML, as build servers show it: a test case a problem, and one for each thing that has none."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.outcome import Outcome
from footnoted.cli.reports.text import place
from footnoted.problem import Problem

__all__ = ["junit"]


def junit(outcome: Outcome) -> Iterator[str]:
    """One XML document; errors are failures, warnings and hints pass and are told in their case's output."""
    problems = outcome.placed
    sound = [outcome.named(one.path) for one in outcome.checked if not one.problems]
    failures = sum(problem.level == "error" for problem in problems)
    counts = {"tests": str(len(problems) + len(sound)), "failures": str(failures), "errors": "0"}
    suites = Element("testsuites", counts)
    suite = SubElement(suites, "testsuite", {"name": "footnoted validate", **counts, "skipped": "0"})
    for name in sound:
        SubElement(suite, "testcase", {"classname": printable(name), "name": "no problems"})
    for problem in problems:
        _case(suite, problem)
    indent(suites)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield tostring(suites, "unicode")


def _case(suite: Element, problem: Problem) -> None:
    name = f"{problem.code} at {place(problem)}"
    case = SubElement(suite, "testcase", {"classname": printable(problem.path), "name": printable(name)})
    if problem.line is not None:
        case.set("line", str(problem.line))
    case.set("file", printable(problem.path))
    told = printable(problem.message) + (f"\nhint: {printable(problem.hint)}" if problem.hint else "")
    if problem.level == "error":
        failure = SubElement(case, "failure", {"type": problem.code, "message": printable(problem.message)})
        failure.text = told
    else:
        SubElement(case, "system-out").text = f"{problem.level}: {told}"
