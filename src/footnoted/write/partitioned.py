"""A corpus as tables in bounded memory: Parquet files in order, each table in as many as it takes.

Batches of sources are read, resolved, checked and proved one after another, by the same code as a whole dataset, and
laid on the disk; then DuckDB merges them (`write.merge`). What is written is what the build in memory would publish in
its tables, but for what only a whole package has: CSV, SQLite, quality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from footnoted.claims import Decisions, Loaded, Progress, unseen
from footnoted.claims.corpus import Corpus, read_corpus
from footnoted.parallel import Crew
from footnoted.problem import Problem
from footnoted.schema import DESCRIPTOR, Dataset, Table, load_dataset
from footnoted.validate.since import check_part
from footnoted.validate.strangers import check_strangers
from footnoted.write.checksums import checksum_lines, digest, digests
from footnoted.write.descriptor import descriptor_text, files_descriptor
from footnoted.write.folder import drafted, swap_in
from footnoted.write.layout import CHECKSUMS
from footnoted.write.merge import ORDER, Merge
from footnoted.write.parquet import parquet_writer

__all__ = ["MEMORY", "Tabled", "write_tables"]

MEMORY = 1 << 30
"""Bytes that the merge may hold; the processes that read take some hundred megabytes beside them."""
ROWS_IN_FILE = 1 << 21
_BATCHES = "batches"


@dataclass(frozen=True)
class Tabled:
    """Every problem that was found, and how many rows of each table were written; none where one is an error."""

    problems: tuple[Problem, ...]
    rows: dict[str, int]

    @property
    def passed(self) -> bool:
        """Whether there is no error."""
        return all(problem.level != "error" for problem in self.problems)


def write_tables(root: Path, out: Path, memory: int = MEMORY, progress: Progress = unseen) -> Tabled:
    """Write the tables of the corpus in the folder `root` to the folder `out`, whole or not at all.

    Raises:
        DatasetError: there is no `datapackage.json` in `root`.
        FootnotedError: the dataset is none that a machine drafted, or holds what a batch cannot be resolved without.
        OutputError: `out` cannot be written.
    """
    dataset = load_dataset(root)
    if not isinstance(dataset, Dataset):
        return Tabled(dataset, {})
    with drafted(out) as draft:
        batches = draft.with_name(_BATCHES)
        for name in dataset.tables:
            (batches / name).mkdir(parents=True)
        problems = tuple(sorted(set(_read(dataset, batches, progress))))
        if not Tabled(problems, {}).passed:
            return Tabled(problems, {})
        rows, repeated = _merged(dataset, batches, draft, memory)
        if not repeated:
            _describe(dataset, draft)
            swap_in(draft, out)
    return Tabled((*problems, *repeated), {} if repeated else rows)


def _read(dataset: Dataset, batches: Path, progress: Progress) -> Iterator[Problem]:
    with Crew() as crew:
        corpus = read_corpus(dataset, crew)
        yield from corpus.problems
        if any(problem.level == "error" for problem in corpus.problems):
            return
        yield from _names(corpus)
        for number, loaded in enumerate(corpus.batches(crew, progress)):
            checked = check_part(dataset, loaded, crew)
            yield from checked.problems
            yield from check_strangers(replace(loaded, names={}), checked.tables)
            for name, table in checked.tables.items():
                pq.write_table(table, batches / name / f"{number}.parquet", compression="zstd", compression_level=1)


def _names(corpus: Corpus) -> Iterator[Problem]:
    """What is wrong with names: of all of them once, not of all of them for each batch."""
    nothing = {name: table.arrow_schema().empty_table() for name, table in corpus.dataset.tables.items()}
    return check_strangers(Loaded((), (), corpus.names, Decisions.of(None), ()), nothing)


def _merged(dataset: Dataset, batches: Path, draft: Path, memory: int) -> tuple[dict[str, int], tuple[Problem, ...]]:
    merge = Merge(dataset, batches, memory)
    try:
        repeated = tuple(_repeated(merge, dataset))
        if repeated:
            return {}, repeated
        return {table.name: _write(dataset, table, merge, draft) for table in dataset.tables.values()}, ()
    finally:
        merge.close()


def _repeated(merge: Merge, dataset: Dataset) -> Iterator[Problem]:
    for table in dataset.tables.values():
        if count := merge.repeated(table):
            message = f"{table.name}: {count} rows have the primary key of another row"
            yield Problem("primary-key", table.path, message, hint="two parts hold the same articles: take one out")


def _write(dataset: Dataset, table: Table, merge: Merge, draft: Path) -> int:
    """Write a table to as many files as it takes, at least one; how many rows there are is returned."""
    folder = draft / table.name
    folder.mkdir()
    order = ORDER if table.name == "evidence" else table.primary_key
    batches = chain(merge.batches(table), (None,))
    total, number, batch = 0, 0, next(batches)
    while batch is not None or not number:
        rows = 0
        with parquet_writer(dataset, table, folder / f"{number:05}.parquet", order) as write:
            while batch is not None and rows < ROWS_IN_FILE:
                write(pa.Table.from_batches([batch]))
                rows += batch.num_rows
                batch = next(batches)
        total, number = total + rows, number + 1
    return total


def _describe(dataset: Dataset, draft: Path) -> None:
    files = digests(draft)
    (draft / DESCRIPTOR).write_text(descriptor_text(files_descriptor(dataset, files)), "utf-8")
    files[DESCRIPTOR] = digest(draft / DESCRIPTOR)
    (draft / CHECKSUMS).write_text(checksum_lines(files), "utf-8")
