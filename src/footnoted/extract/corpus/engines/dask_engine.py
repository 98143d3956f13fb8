"""The engine of a Dask cluster: the one at an address, or one of this machine's processes for the time of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from distributed import Client, as_completed

from footnoted.extract.corpus.jobs import Job
from footnoted.extract.corpus.work import Done, make_part

__all__ = ["run"]


def run(jobs: Sequence[Job], count: int, address: str | None) -> Iterator[Done]:
    """Let the workers at `address` do `jobs`, or `count` workers here; Dask repeats what one that ended had in work."""
    here = {"n_workers": count, "threads_per_worker": 1, "dashboard_address": None}
    with Client(address) if address else Client(**here) as client:
        for future in as_completed(client.map(make_part, jobs, pure=False)):
            yield future.result()
