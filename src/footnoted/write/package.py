"""A whole package: every format, read back and compared, described, and put in place of the last one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa

from footnoted.problem import Problem
from footnoted.schema import DESCRIPTOR, Dataset
from footnoted.validate.quality import ColumnQuality, Figures, measure
from footnoted.validate.resource.profile import check_profile
from footnoted.write.archive import write_archive
from footnoted.write.canonical import canonical_table, logical_hash
from footnoted.write.checksums import checksum_lines, digest, digests
from footnoted.write.csv import write_csv
from footnoted.write.descriptor import Summary, descriptor_text, published_descriptor
from footnoted.write.dictionary import data_dictionary
from footnoted.write.folder import drafted, swap_in
from footnoted.write.layout import (
    CHECKSUMS,
    DATABASE,
    DICTIONARY,
    LICENCE,
    QUALITY,
    archive_name,
    csv_path,
    parquet_path,
)
from footnoted.write.parquet import write_parquet
from footnoted.write.quality import quality_text
from footnoted.write.readback import read_back
from footnoted.write.sqlite import check_sqlite, write_sqlite

__all__ = ["write_package"]


def _approved() -> bool:
    return True


def write_package(
    dataset: Dataset,
    tables: Mapping[str, pa.Table],
    out: Path,
    approved: Callable[[], bool] = _approved,
    figures: Figures | None = None,
) -> tuple[Problem, ...]:
    """Write the package of `dataset` to the folder `out`, whole or not at all.

    Args:
        dataset: the schemas and the authored descriptor.
        tables: a table for each of the dataset's, with its columns, sorted by primary key, checked before.
        out: a folder that holds nothing or an earlier package, which is replaced in one step.
        figures: how many figures of the articles are cited, for `quality.json`.
        approved: asked when all is written, before the package is put in place: whether it may be.

    Returns:
        Where a format read back differs from the tables (`formats-differ`), or the published descriptor is not valid
        by the Data Package v2 profile (`descriptor-profile`); `out` is then as it was.

    Raises:
        OutputError: the folder cannot be written, or a table holds what the checks before should have refused.
    """
    with drafted(out) as draft:
        quality = measure(dataset, tables)
        (draft / QUALITY).write_text(quality_text(quality, figures), "utf-8")
        summaries = _write_tables(dataset, tables, draft, quality)
        # Comparing and compressing wait for each other nowhere, and both leave Python's lock for most of their time.
        with ThreadPoolExecutor(max_workers=1) as pool:
            comparison = pool.submit(_prove, dataset, tables, draft)
            invalid = _write_descriptions(dataset, summaries, draft)
        problems = comparison.result() + invalid
        if approved() and not problems:
            swap_in(draft, out)
    return problems


def _write_tables(
    dataset: Dataset, tables: Mapping[str, pa.Table], draft: Path, quality: tuple[ColumnQuality, ...]
) -> dict[str, Summary]:
    summaries = {}
    for folder in ("csv", "parquet"):
        (draft / folder).mkdir()
    # SQLite, Arrow and zlib leave Python's lock for most of their time.
    with ThreadPoolExecutor(max_workers=1) as pool:
        database = pool.submit(write_sqlite, dataset, tables, draft / DATABASE, quality)
        for table in dataset.tables.values():
            rows = tables[table.name]
            canonical = canonical_table(table, rows)
            summaries[table.name] = Summary(rows.num_rows, logical_hash(table, canonical))
            write_csv(canonical, draft / csv_path(table))
            write_parquet(dataset, table, rows, draft / parquet_path(table))
        database.result()
    return summaries


def _prove(dataset: Dataset, tables: Mapping[str, pa.Table], draft: Path) -> tuple[Problem, ...]:
    check_sqlite(draft / DATABASE)
    return read_back(dataset, tables, draft)


def _write_descriptions(dataset: Dataset, summaries: Mapping[str, Summary], draft: Path) -> tuple[Problem, ...]:
    (draft / DICTIONARY).write_text(data_dictionary(dataset), "utf-8")
    licence = dataset.root / LICENCE
    # A link could lead to a file that was never meant to be published.
    if licence.is_file() and not licence.is_symlink():
        shutil.copyfile(licence, draft / LICENCE)
    files = digests(draft)
    descriptor = published_descriptor(dataset, summaries, files)
    (draft / DESCRIPTOR).write_text(descriptor_text(descriptor), "utf-8")
    files[DESCRIPTOR] = digest(draft / DESCRIPTOR)
    (draft / CHECKSUMS).write_text(checksum_lines(files), "utf-8")
    # The archive holds the checksums, so that these cannot hold the archive's: it has a file of its own.
    archive = draft / archive_name(dataset)
    write_archive(draft, [*files, CHECKSUMS], archive)
    checksum = checksum_lines({archive.name: digest(archive)})
    archive.with_name(f"{archive.name}.sha256").write_text(checksum, "utf-8")
    return check_profile(descriptor, DESCRIPTOR)
