"""What a check found, as every report takes it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from footnoted.problem import Place, Problem
from footnoted.validate.report import Report

__all__ = ["Checked", "Outcome", "by_weight"]

_LEVELS = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked: what the user named, and the `folder` that the paths of its problems start from.

    `report` holds the findings cell by cell where a package or a table was checked.
    """

    path: Path
    folder: Path
    problems: tuple[Problem, ...]
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that one run checked; `workspace` is the folder that other programs look for files in."""

    checked: tuple[Checked, ...]
    workspace: Path

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, each once, by the paths of its own dataset or package."""
        return tuple(sorted({problem for one in self.checked for problem in one.problems}))

    @property
    def failed(self) -> bool:
        """Whether there is an error; warnings and hints do not fail a check."""
        return any(problem.level == "error" for problem in self.problems)

    @property
    def placed(self) -> tuple[Problem, ...]:
        """All problems, each once, by paths from the workspace."""
        return tuple(sorted({self._placed(problem, one.folder) for one in self.checked for problem in one.problems}))

    def named(self, path: Path) -> str:
        """`path` from the workspace, with slashes; in full where it lies outside."""
        full, workspace = Path(os.path.abspath(path)), Path(os.path.abspath(self.workspace))  # noqa: PTH100 - see below
        # Links stay as they are named: a resolved path would be one that nobody has asked about.
        return (full.relative_to(workspace) if full.is_relative_to(workspace) else full).as_posix()

    def _placed(self, problem: Problem, folder: Path) -> Problem:
        related = tuple(Place(self.named(folder / p.path), p.line, p.column) for p in problem.related)
        return replace(problem, path=self.named(folder / problem.path), related=related)


def by_weight(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first; among equals the first of each rule in each file before its repetitions, then by place.

    Who shows but the first ten so shows ten different things.
    """
    seen: Counter[tuple[str, str]] = Counter()
    weighed = []
    for problem in sorted(problems):
        seen[problem.path, problem.code] += 1
        weighed.append((_LEVELS.index(problem.level), seen[problem.path, problem.code], problem))
    return [problem for _, _, problem in sorted(weighed)]
