"""The formats by name: a new one is one module with one function, and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from footnoted.cli.reports.frictionless import frictionless
from footnoted.cli.reports.github import github
from footnoted.cli.reports.gitlab import gitlab
from footnoted.cli.reports.json import json
from footnoted.cli.reports.junit import junit
from footnoted.cli.reports.markdown import markdown
from footnoted.cli.reports.outcome import Outcome
from footnoted.cli.reports.rdjsonl import rdjsonl
from footnoted.cli.reports.sarif import sarif
from footnoted.cli.reports.text import text_report

__all__ = ["FORMATS", "Format"]

Format = Callable[[Outcome], Iterator[str]]
"""Gives the lines of a report, without their ends."""


def _text(outcome: Outcome) -> Iterator[str]:
    return text_report(outcome.problems)


FORMATS: Mapping[str, Format] = {
    "text": _text,
    "json": json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
    "markdown": markdown,
    "rdjsonl": rdjsonl,
    "frictionless": frictionless,
}
