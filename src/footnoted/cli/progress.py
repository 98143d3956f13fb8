"""A progress bar on a terminal, nothing when the output is piped."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

__all__ = ["Bar"]

Step = TypeVar("Step")
# Below this many steps the work is done before a bar could be read.
_FEW = 50


class Bar:
    """Shows on standard error how far a long run is; `label` says what it does."""

    def __init__(self, label: str) -> None:
        self._label = label

    def __call__(self, steps: Iterable[Step], total: int, /) -> Iterator[Step]:
        """Give the `total` steps one by one."""
        if total < _FEW or not sys.stderr.isatty():
            yield from steps
            return
        with click.progressbar(steps, length=total, label=self._label, file=sys.stderr) as bar:
            yield from bar
