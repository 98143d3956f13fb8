"""One job done: the texts of a part read batch by batch, drafted, and written as a part of claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from footnoted.claims.parts import write_part
from footnoted.extract.corpus.core import TEXTS, left_out
from footnoted.extract.corpus.hand import Hand
from footnoted.extract.corpus.jobs import Job

__all__ = ["Done", "make_part"]

# Texts that go to the process that drafts at once.
_BATCH = 64
_MOST_TOLD = 10


class Done(NamedTuple):
    """A part that is there: how many texts and claims it holds, and of those left out the number and the first few.

    `made`: it was not there before.
    """

    target: str
    texts: int
    claims: int
    left_out: int
    told: tuple[str, ...]
    made: bool


def make_part(job: Job, tick: Callable[[int], None] | None = None) -> Done:
    """Make the part of a job, unless it is there; `tick` is told of each few texts that are done.

    Whatever ends this, the part is there whole or not at all.
    """
    target = Path(job.target)
    made = not target.exists()
    if made:
        write_part(target, _rows(job, tick or _unheard))
    with pq.ParquetFile(target) as file:
        table = file.read(columns=["id", "claims.list.element.key", "problems"])
    left = table.filter(pc.greater(pc.list_value_length(table["problems"]), 0))
    told = (f"{row['id']}: {row['problems'][0]['message']}" for row in left.slice(0, _MOST_TOLD).to_pylist())
    claims = pc.sum(pc.list_value_length(table["claims"])).as_py() or 0
    return Done(job.target, table.num_rows, claims, left.num_rows, tuple(told), made)


def _unheard(_count: int) -> None:
    return None


def _rows(job: Job, tick: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    known: set[str] = set()
    with Hand(job.settings) as hand:
        for batch in _batches(job):
            names = batch.column("id").to_pylist()
            fresh = [name is None or not (name in known or name in names[:at]) for at, name in enumerate(names)]
            known.update(names)
            for answer in hand.draft(batch.filter(pa.array(fresh, pa.bool_()))):
                yield from answer.to_pylist()
            twice = (name for name, is_fresh in zip(names, fresh, strict=True) if not is_fresh)
            yield from (left_out(name, "another text of this part has its id") for name in twice)
            tick(batch.num_rows)


def _batches(job: Job) -> Iterator[pa.RecordBatch]:
    if job.end:
        yield from _of_table(job)
        return
    for start in range(0, len(job.paths), _BATCH):
        texts = [_text(path, job.base) for path in job.paths[start : start + _BATCH]]
        yield pa.RecordBatch.from_pylist(texts, TEXTS)


def _of_table(job: Job) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(job.paths[0]) as file:
        columns = [name for name in TEXTS.names if name in file.schema_arrow.names]
        at, groups = _groups(file.metadata, job.first, job.end)
        for batch in file.iter_batches(_BATCH, row_groups=groups, columns=columns):
            low, high = max(job.first - at, 0), min(job.end - at, batch.num_rows)
            at += batch.num_rows
            if low < high:
                given = {name: batch.column(name).slice(low, high - low).cast(pa.string()) for name in columns}
                nothing = pa.nulls(high - low, pa.string())
                yield pa.RecordBatch.from_arrays([given.get(name, nothing) for name in TEXTS.names], schema=TEXTS)


def _groups(metadata: pq.FileMetaData, first: int, end: int) -> tuple[int, list[int]]:
    """The row groups that hold the rows `first` to `end`, and the number of the row that they begin with."""
    begins = [0, *accumulate(metadata.row_group(number).num_rows for number in range(metadata.num_row_groups))]
    held = [number for number, (low, high) in enumerate(pairwise(begins)) if low < end and high > first]
    return begins[held[0]], held


def _text(path: str, base: str) -> dict[str, str | None]:
    name = Path(path).relative_to(base).with_suffix("").as_posix()
    try:
        return {"id": name, "text": Path(path).read_bytes().decode("utf-8"), "language": None}
    except UnicodeDecodeError:
        return {"id": name, "text": None, "language": None}
