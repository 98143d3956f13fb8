"""A progress bar on a terminal, nothing when the output is piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import click

__all__ = ["progress"]

_T = TypeVar("_T")
# Below this many steps the work is done before a bar could be read.
_FEW = 50


def progress(label: str) -> Callable[[Iterable[_T]], Iterable[_T]]:
    """A wrapper for the steps of a long run that shows on standard error how far it is."""

    def wrap(steps: Iterable[_T]) -> Iterator[_T]:
        listed: Sequence[_T] = list(steps)
        if len(listed) < _FEW or not sys.stderr.isatty():
            yield from listed
            return
        with click.progressbar(listed, label=label, file=sys.stderr) as bar:
            yield from bar

    return wrap
