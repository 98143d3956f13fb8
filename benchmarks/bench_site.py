"""Pages of the site at 1,000, 100,000 and 1,000,000 rows, each with three footnotes, beside stock Datasette.

Every page is asked for once, so that none comes from a cache, one after the other and in this process: what is timed is
the work of the server, without a network. Values are the 95th of a hundred times; limits hold for the largest number of
rows. `CPU` is the time of this process, all threads, which other programs change less. With the largest, the server
also runs by itself, on loopback: pages that it has kept, and its memory under hostile requests.

`FOOTNOTED_BENCH_ROWS` may hold other numbers of rows, with commas between them.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from types import MappingProxyType
from typing import Any

from measure import ROOT, Row, at_most
from site_server import hostile_requests, kept_pages, serving

from footnoted.schema import load_dataset
from footnoted.site import application, read_package
from footnoted.site.application import SETTINGS
from footnoted.site.metadata import inspect_data
from footnoted.write.checksums import Digest, digest
from footnoted.write.descriptor import Summary, descriptor_text, published_descriptor
from footnoted.write.layout import csv_path
from footnoted.write.sqlite import write_sqlite

SIZES = tuple(int(rows) for rows in os.environ.get("FOOTNOTED_BENCH_ROWS", "1000,100000,1000000").split(","))
REQUESTS = 100
PERCENTILE = 0.95

# Milliseconds, for the largest number of rows.
LIMITS: Mapping[str, float] = MappingProxyType({"row page": 50, "table page": 120, "facet page": 400, "search": 80})

# One stake in ten companies each; the words of a passage differ, so that a search finds few or many.
_FILL = """
CREATE TEMP TABLE n AS
  WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i + 1 < :rows) SELECT i FROM c;
INSERT INTO sources (id, kind, language, path, sha256, characters, republish, status)
  SELECT printf('article-%d', i), 'article', 'en', printf('seeds/%d.txt', i), printf('%064d', i), 5000, 0, 'active'
  FROM n WHERE i <= :rows / 100;
INSERT INTO companies (id, name) SELECT printf('company-%d', i), printf('Company %d', i) FROM n WHERE i <= :rows / 10;
INSERT INTO stakes (id, holder_id, company_id, interest, status, share_percent, share_qualifier)
  SELECT printf('stake-%07d', i), printf('company-%d', i % (:rows / 10)), printf('company-%d', (i + 7) % (:rows / 10)),
    'shareholding', CASE i % 3 WHEN 0 THEN 'held' WHEN 1 THEN 'planned' ELSE 'former' END, i % 1000 / 10.0, 'stated'
  FROM n ORDER BY 1;
INSERT INTO evidence (id, table_name, row_id, column_name, value, source_id, span_start, span_end, passage, method,
    attribution, rank)
  SELECT printf('%016x', i * 3 + part.k), 'stakes', printf('stake-%07d', i), part.name,
    CASE part.k
      WHEN 0 THEN printf('%g', i % 1000 / 10.0) WHEN 1 THEN printf('company-%d', i % (:rows / 10)) ELSE 'held' END,
    printf('article-%d', i / 100), (i % 100) * 40 + part.k * 10, (i % 100) * 40 + part.k * 10 + 9,
    printf('words %d', i % 5000), CASE part.k WHEN 1 THEN 'inferred' ELSE 'converted' END, 'source', 'used'
  FROM n JOIN (SELECT 0 AS k, 'share_percent' AS name UNION SELECT 1, 'holder_id' UNION SELECT 2, 'status') AS part
  ORDER BY 1;
INSERT INTO search SELECT passage, 'passage', table_name, row_id FROM evidence WHERE column_name = 'share_percent';
INSERT INTO search SELECT name, 'name', 'companies', id FROM companies;
"""


def run() -> list[Row]:
    """Time each kind of page at each size, ours and stock Datasette's."""
    rows: list[Row] = []
    for size in SIZES:
        with TemporaryDirectory() as folder:
            _make(Path(folder), size)
            rows += [*_ours(Path(folder), size), *_stock(Path(folder), size)]
            if size == max(SIZES):
                rows += _server(Path(folder), size)
    return rows


def _ours(folder: Path, size: int) -> Iterator[Row]:
    with application(read_package(folder)) as site:
        for kind, path in _PAGES.items():
            times = _times(site, path, size)
            row = Row(f"{kind}, {size:,} rows", times.wall, "ms")
            yield at_most(row, LIMITS[kind]) if size == max(SIZES) and kind in LIMITS else row
            yield Row(f"{kind}, {size:,} rows, CPU", times.processor, "ms")
            if kind == "facet page":
                # The file cannot change, so that a facet is counted once in a server's life.
                yield Row(f"{kind}, {size:,} rows, the first", times.first, "ms")


def _server(folder: Path, size: int) -> Iterator[Row]:
    kinds = ("row page", "table page", "company page")
    with serving(folder) as (address, process):
        yield from kept_pages(address, process, [(kind, _PAGES[kind](1, size)) for kind in kinds])
        yield from hostile_requests(address, process)


def _stock(folder: Path, size: int) -> Iterator[Row]:
    from datasette.app import Datasette  # noqa: PLC0415 - after our own site, which starts it

    package = read_package(folder)
    # Tuned as ours is: no facets are suggested, and the rows are counted beforehand.
    site = Datasette(
        [], immutables=[str(package.database)], inspect_data=inspect_data(package), settings=dict(SETTINGS)
    )
    for kind, path in _PAGES.items():
        if kind != "search":
            times = _times(site, path, size)
            yield Row(f"stock: {kind}, {size:,} rows", times.wall, "ms")
            yield Row(f"stock: {kind}, {size:,} rows, CPU", times.processor, "ms")


_PAGES: Mapping[str, Callable[[int, int], str]] = MappingProxyType(
    {
        "row page": lambda i, size: f"/dataset/stakes/stake-{i * size // REQUESTS:07d}",
        "company page": lambda i, size: f"/dataset/companies/company-{i * size // REQUESTS // 10}",
        "table page": lambda i, size: f"/dataset/stakes?_nofacet=1&_next=stake-{i * size // REQUESTS:07d}",
        "facet page": lambda i, size: f"/dataset/stakes?_facet=status&_next=stake-{i * size // REQUESTS:07d}",
        "search": lambda i, size: f"/-/search?q=words+{i * 37 % 5000}" if size else "/-/search",
    }
)


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of the first page of a kind, and of the 95th of a hundred more: on the clock, and of processors."""

    first: float
    wall: float
    processor: float


def _times(site: Any, path: Callable[[int, int], str], size: int) -> Times:  # noqa: ANN401 - Datasette has no types
    async def ask(address: str) -> tuple[float, float]:
        start, used = perf_counter(), process_time()
        response = await site.client.get(address)
        if response.status_code != 200:  # noqa: PLR2004 - OK
            raise RuntimeError(f"{address}: {response.status_code}")
        return (perf_counter() - start) * 1000, (process_time() - used) * 1000

    async def ask_all() -> Times:
        # The first page of a kind reads templates and settings, once in the life of a server.
        last = path(REQUESTS - 1, size)
        first, _ = await ask(last + ("&" if "?" in last else "?") + "_first=1")
        wall, processor = zip(*[await ask(path(number, size)) for number in range(REQUESTS)], strict=True)
        place = int(REQUESTS * PERCENTILE) - 1
        return Times(first, sorted(wall)[place], sorted(processor)[place])

    return asyncio.run(ask_all())


def _make(folder: Path, size: int) -> None:
    dataset = load_dataset(ROOT)
    if isinstance(dataset, tuple):
        raise TypeError("the dataset of this repository has problems")
    path = folder / "dataset.db"
    empty = {name: table.arrow_schema().empty_table() for name, table in dataset.tables.items()}
    write_sqlite(dataset, empty, path)
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
        for statement in _FILL.split(";\n"):
            database.execute(statement, {"rows": size} if ":rows" in statement else {})
        counts = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in dataset.tables}
        database.commit()
    files = {csv_path(table): Digest(0, "0" * 64) for table in dataset.tables.values()} | {path.name: digest(path)}
    summaries = {name: Summary(count, "0" * 64) for name, count in counts.items()}
    descriptor = published_descriptor(dataset, summaries, files)
    (folder / "datapackage.json").write_text(descriptor_text(json.loads(json.dumps(descriptor))), "utf-8")
