"""The same work on many items, in order: here for a few, in processes of the standard library for many.

A `Crew` is the processes of one run. They stay from one task to the next, and an item of the same name goes to the same
process each time: what that process keeps of an article is not worked out twice.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, NamedTuple, Self
from zlib import crc32

from footnoted.errors import FootnotedError

__all__ = ["FEW", "Crew", "Task", "workers"]

# Below this many items, starting processes (about half a second each) costs more than they save.
FEW = 400
# Items of one process that travel together, and how many such loads are on their way at most.
_CHUNK = 32
_AHEAD = 4
# What a run makes stays to its end and holds hardly a cycle: to look for some every 700 objects, as Python does, costs
# a fifth of the time of a large build.
_COLLECTION = (100_000, 50, 50)

# The contexts of a worker process: what `prepare` made of its arguments, by the number of the preparation.
_prepared: dict[int, Any] = {}


def workers() -> int:
    """How many processes may work at once: the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Task(NamedTuple):
    """What is done with each item: `run(context, item)`, where the context is `prepare(*arguments)`.

    `name` gives an item's name. `run`, `prepare` and `name` are functions of modules; `arguments`, items and results
    can be pickled between processes of one run.
    """

    run: Callable[[Any, Any], Any]
    prepare: Callable[..., Any]
    arguments: tuple[object, ...]
    name: Callable[[Any], str]


class Crew:
    """The processes of one run, started when there is work for them; ends them when it is left.

    A context is prepared once in each process for the same preparation with the same arguments (compared by identity).
    """

    def __init__(self) -> None:
        self._pools: tuple[ProcessPoolExecutor, ...] = ()
        self._preparations: list[tuple[Callable[..., Any], tuple[object, ...]]] = []
        self._here: dict[int, Any] = {}
        self._there: set[int] = set()
        self._collection = gc.get_threshold()

    def __enter__(self) -> Self:
        gc.set_threshold(*_COLLECTION)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for pool in self._pools:
            pool.shutdown(wait=True, cancel_futures=True)
        gc.set_threshold(*self._collection)

    def each(self, task: Task, items: Sequence[Any]) -> Iterator[Any]:
        """The results for `items`, in their order. Where the work is done changes nothing about them.

        Raises:
            FootnotedError: a process ended from outside, most often for want of memory.
        """
        number = self._number(task)
        if len(items) < FEW or workers() == 1:
            if number not in self._here:
                self._here[number] = task.prepare(*task.arguments)
            yield from (task.run(self._here[number], item) for item in items)
            return
        try:
            yield from self._in_order(task, number, items)
        except BrokenProcessPool as error:
            raise FootnotedError("a process of this run was ended from outside", "is there memory left?") from error

    def _number(self, task: Task) -> int:
        for number, (prepare, arguments) in enumerate(self._preparations):
            same = len(arguments) == len(task.arguments) and all(map(_is, arguments, task.arguments))
            if prepare is task.prepare and same:
                return number
        self._preparations.append((task.prepare, task.arguments))
        return len(self._preparations) - 1

    def _in_order(self, task: Task, number: int, items: Sequence[Any]) -> Iterator[Any]:
        # Only so much is on its way that every process has work: to hand out all items at once would hold them all.
        pools = self._started(task, number)
        waiting: deque[_Load] = deque()
        step = _CHUNK * len(pools)
        for start in range(0, len(items), step):
            here = [items[at] for at in range(start, min(start + step, len(items)))]
            waiting.append(_load(pools, task, number, here))
            if len(waiting) > _AHEAD:
                yield from waiting.popleft().results()
        while waiting:
            yield from waiting.popleft().results()

    def _started(self, task: Task, number: int) -> tuple[ProcessPoolExecutor, ...]:
        if not self._pools:
            # Spawned, not forked: a copy of a process with threads (pyarrow's) may hang.
            spawn = multiprocessing.get_context("spawn")
            self._pools = tuple(ProcessPoolExecutor(1, spawn) for _ in range(workers()))
        if number not in self._there:
            self._there.add(number)
            ready = [pool.submit(_prepare, number, task.prepare, task.arguments) for pool in self._pools]
            for each in ready:
                each.result()
        return self._pools


class _Load(NamedTuple):
    """Items that were handed out together: which process has the next one, and what each process will give."""

    places: list[int]
    futures: list[Future[list[Any]]]

    def results(self) -> Iterator[Any]:
        found = [iter(future.result()) for future in self.futures]
        return (next(found[place]) for place in self.places)


def _load(pools: Sequence[ProcessPoolExecutor], task: Task, number: int, items: Sequence[Any]) -> _Load:
    places = [crc32(task.name(item).encode()) % len(pools) for item in items]
    shares: list[list[Any]] = [[] for _ in pools]
    for place, item in zip(places, items, strict=True):
        shares[place].append(item)
    return _Load(
        places, [pool.submit(_run, number, task.run, share) for pool, share in zip(pools, shares, strict=True)]
    )


def _is(one: object, other: object) -> bool:
    return one is other


def _prepare(number: int, prepare: Callable[..., object], arguments: tuple[object, ...]) -> None:
    gc.set_threshold(*_COLLECTION)
    _prepared[number] = prepare(*arguments)


def _run(number: int, run: Callable[[Any, Any], Any], items: Sequence[Any]) -> list[Any]:
    return [run(_prepared[number], item) for item in items]
