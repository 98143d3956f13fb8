"""The engine of this machine: a thread for each job in work, which drafts in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event

from footnoted.errors import FootnotedError
from footnoted.extract.corpus.jobs import Job
from footnoted.extract.corpus.work import Done, make_part

__all__ = ["run"]


class _StoppedError(Exception):
    """The run was ended while a job was in work."""


def run(jobs: Sequence[Job], count: int, address: str | None = None) -> Iterator[int | Done]:
    """Do `jobs`, `count` at a time. What was in work when this is left early is lost, and nothing else.

    Raises:
        FootnotedError: there is an `address`: this machine has none.
    """
    if address:
        raise FootnotedError("the engine of this machine takes no cluster", "name one with --engine dask or spark")
    told: SimpleQueue[int | Future[Done]] = SimpleQueue()
    stopped = Event()

    def tick(texts: int) -> None:
        if stopped.is_set():
            raise _StoppedError
        told.put(texts)

    with ThreadPoolExecutor(count) as pool:
        try:
            for job in jobs:
                pool.submit(make_part, job, tick).add_done_callback(told.put)
            left = len(jobs)
            while left:
                found = told.get()
                left -= isinstance(found, Future)
                yield found.result() if isinstance(found, Future) else found
        finally:
            stopped.set()
            pool.shutdown(cancel_futures=True)
