"""The corrections that are certain, made in the claims files: what a problem's `fix` says, and proved to help."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from footnoted.cli.replace_file import replace_file
from footnoted.problem import Problem, mended
from footnoted.text import read_inside
from footnoted.validate.dataset import check_dataset

__all__ = ["made_corrections"]

# One correction may bring the next to light: a passage that is found can then be read.
_ROUNDS = 4


def made_corrections(root: Path, only: Collection[Path] = ()) -> Iterator[str]:
    """Correct the files of the dataset in `root`, or `only` those, and give a line for each correction.

    A file that would have no fewer problems afterwards is left as it was.
    """
    problems = check_dataset(root).problems
    for _ in range(_ROUNDS):
        before = {path: read_inside(root, path).decode("utf-8") for path in _fixable(root, problems, only)}
        if not before:
            return
        fixes = _fixable(root, problems, only)
        for path, text in before.items():
            replace_file(root / path, mended(text, (problem.fix for problem in fixes[path] if problem.fix)))
        problems, counts = check_dataset(root).problems, _counts(problems)
        for path, text in before.items():
            if _counts(problems)[path] >= counts[path]:
                replace_file(root / path, text)
                problems = tuple(problem for problem in problems if problem.path != path)
            else:
                yield from map(_told, fixes[path])


def _fixable(root: Path, problems: Collection[Problem], only: Collection[Path]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        path = (root / problem.path).resolve()
        # A claims file in a part is none that can be written.
        if problem.fix and path.is_file() and (not only or path in only or path.parent in only):
            found[problem.path].append(problem)
    return found


def _counts(problems: Collection[Problem]) -> Counter[str]:
    return Counter(problem.path for problem in problems if problem.level == "error")


def _told(problem: Problem) -> str:
    return f"fixed {problem.path}:{problem.line}: {problem.fix.text if problem.fix else ''} [{problem.code}]"
