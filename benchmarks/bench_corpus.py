"""Invented corpora of 1,000 and 10,000 articles drafted with `extract --corpus` and tabled with `build --tables`.

The texts are of the same templates as in `bench_scale`; what is measured is time, memory and size. One text is drafted
at a time, so that the rate is that of one core. Memory is that of the largest process, which should not grow in
drafting; time may grow 1.1 times as the number of articles does. The tables are written by as many processes as there
are processors, and the merge may hold half a gigabyte.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb
from measure import PYTHON, ROOT, Row, at_most, program
from synthetic import make_corpus

SMALL, LARGE = 1_000, 10_000
"""Articles."""

# The cells of all claims. (To unnest claims and then cells would take seven times as long: it copies each claim.)
_CELLS = """CREATE VIEW cells AS SELECT id, unnest(flatten(list_transform(claims,
    lambda claim: list_transform(claim.cells, lambda cell: {'name': cell.column_name, 'value': cell.value})))) AS cell
    FROM '%s/*.parquet'"""
# What a user may ask of them: who is told of a company, all figures of one kind, what is named most.
_QUERIES = {
    "articles that name a company": "SELECT count(DISTINCT id) FROM cells WHERE cell.value = 'Balberber Rail'",
    "sum of a column": "SELECT sum(CAST(cell.value AS DOUBLE)) FROM cells WHERE cell.name = 'share_percent'",
    "most named": """SELECT cell.value, count(*) FROM cells WHERE cell.name = 'name' GROUP BY ALL
        ORDER BY 2 DESC LIMIT 10""",
}


# Runs a command, and prints the seconds that its processes worked and the megabytes of the largest of them.
_USED = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"""


def run() -> list[Row]:
    """Draft both corpora; then ask the parts of the larger one."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        small, large = (_drafted(folder / str(articles), articles) for articles in (SMALL, LARGE))
        tabled = [_tabled(folder / str(articles)) for articles in (SMALL, LARGE)]
        growth = Row(f"CPU time, {LARGE:,} articles over {SMALL:,}", large["cpu"] / small["cpu"], "times")
        return [
            at_most(growth, 1.1 * LARGE / SMALL),
            Row(f"{LARGE:,} articles", large["wall"]),
            Row(f"{LARGE:,} articles, of one core", LARGE / large["cpu"], "articles/s"),
            Row("an article's text", large["text"] / LARGE, "bytes"),
            Row("an article with its claims, in a part", large["parts"] / LARGE, "bytes"),
            # The largest so far: that of the small corpus was measured first.
            Row(f"memory, {SMALL:,} articles", small["memory"], "MB"),
            at_most(Row(f"memory, {LARGE:,} articles", large["memory"], "MB"), 1.25 * small["memory"]),
            *_asked(folder / str(LARGE) / "out"),
            Row(f"tables of {LARGE:,} articles, processor time", tabled[1]["cpu"]),
            Row(f"tables, {LARGE:,} articles over {SMALL:,}", tabled[1]["cpu"] / tabled[0]["cpu"], "times"),
            Row("an article in the tables", tabled[1]["bytes"] / LARGE, "bytes"),
            Row(f"tables of {SMALL:,} articles, memory", tabled[0]["memory"], "MB"),
            Row(f"tables of {LARGE:,} articles, memory", tabled[1]["memory"], "MB"),
        ]


def _drafted(folder: Path, articles: int) -> dict[str, float]:
    folder.mkdir()
    text = make_corpus(folder / "in.parquet", articles)
    command = [program("footnoted"), "--dataset", str(ROOT), "extract", "--corpus", str(folder / "in.parquet")]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run([*command, "--out", str(folder / "out"), "--workers", "1"], check=True, capture_output=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter() - begun
    return {
        "wall": wall,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "memory": after.ru_maxrss / 1024,
        "text": text,
        "parts": sum(path.stat().st_size for path in (folder / "out").glob("*.parquet")),
    }


def _tabled(folder: Path) -> dict[str, float]:
    dataset = folder / "dataset"
    dataset.mkdir()
    shutil.copytree(ROOT / "schemas", dataset / "schemas")
    shutil.copy(ROOT / "datapackage.json", dataset)
    (dataset / "seeds").mkdir()
    for part in (folder / "out").glob("*.parquet"):
        (dataset / "seeds" / part.name).hardlink_to(part)
    command = [program("footnoted"), "--dataset", str(dataset), "build", "--tables", str(folder / "tables")]
    # A process of its own has the largest of its own children, and of no other command's.
    used = subprocess.run([PYTHON, "-c", _USED, *command, "--memory", "512MB"], check=True, capture_output=True)
    cpu, memory = map(float, used.stdout.split()[-2:])
    size = sum(path.stat().st_size for path in (folder / "tables").rglob("*.parquet"))
    return {"cpu": cpu, "memory": memory, "bytes": size}


def _asked(out: Path) -> Iterator[Row]:
    for name, query in _QUERIES.items():
        with duckdb.connect() as database:
            database.sql(_CELLS % out)
            begun = perf_counter()
            database.sql(query).fetchall()
            yield Row(f"DuckDB: {name}", perf_counter() - begun)
