"""The same work on many items, in order: here for a few, in processes of the standard library for many."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from footnoted.errors import FootnotedError

__all__ = ["FEW", "each", "workers"]

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")

# Below this many items, starting processes (about half a second each) costs more than they save.
FEW = 400
_CHUNK = 32
# Chunks on their way for each process.
_AHEAD = 3

# The context of a worker process: what `prepare` made when the process started.
_prepared: list[Any] = []


def workers() -> int:
    """How many processes may work at once: the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    task: Callable[[Context, Item], Result],
    items: Sequence[Item],
    prepare: Callable[..., Context],
    arguments: tuple[object, ...],
) -> Iterator[Result]:
    """`task(context, item)` for each of `items`, in their order; the context is `prepare(*arguments)`.

    `task` and `prepare` are functions of modules, and `arguments`, items and results can be pickled between processes
    of one run. Where the work is done changes nothing about the results.

    Raises:
        FootnotedError: a process ended from outside, most often for want of memory.
    """
    if len(items) < FEW or workers() == 1:
        context = prepare(*arguments)
        yield from (task(context, item) for item in items)
        return
    # Spawned, not forked: a copy of a process with threads (pyarrow's) may hang.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers(), spawn, _prepare, (prepare, arguments)) as pool:
        try:
            yield from _in_order(pool, task, items)
        except BrokenProcessPool as error:
            raise FootnotedError("a process of this run was ended from outside", "is there memory left?") from error


def _in_order(
    pool: ProcessPoolExecutor, task: Callable[[Any, Item], Result], items: Sequence[Item]
) -> Iterator[Result]:
    # Only so many chunks are on their way that every process has work: `Executor.map` would hold all items at once.
    waiting: deque[Future[list[Result]]] = deque()
    for start in range(0, len(items), _CHUNK):
        waiting.append(pool.submit(_run, task, [items[at] for at in range(start, min(start + _CHUNK, len(items)))]))
        if len(waiting) > _AHEAD * workers():
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _prepare(prepare: Callable[..., object], arguments: tuple[object, ...]) -> None:
    _prepared[:] = [prepare(*arguments)]


def _run(task: Callable[[Any, Item], Result], items: Sequence[Item]) -> list[Result]:
    return [task(_prepared[0], item) for item in items]
