"""The engine of a Spark cluster: the one at an address (`spark://...`, `yarn`), or one of this machine's threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyspark.sql import SparkSession

from footnoted.extract.corpus.jobs import Job
from footnoted.extract.corpus.work import Done, make_part

__all__ = ["run"]


def run(jobs: Sequence[Job], count: int, address: str | None) -> Iterator[Done]:
    """Let the executors of the cluster at `address` do `jobs`, or `count` here; Spark repeats what one lost."""
    session = SparkSession.builder.master(address or f"local[{count}]").appName("footnoted").getOrCreate()
    try:
        # A job is a part of its own; results come back one partition after the other.
        yield from (
            session.sparkContext.parallelize(jobs, len(jobs)).map(make_part).toLocalIterator(prefetchPartitions=True)
        )
    finally:
        session.stop()
