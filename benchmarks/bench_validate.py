"""Any package against its Table Schema: a million rows of ten columns, fifteen constraints and two keys, best turns."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import PYTHON, Row, at_most, program, timed_commands
from packages import make_package
from table_peers import CHECKERS, READERS, frictionless_check, pyarrow_read_parquet

from footnoted.validate.resource import Report, validate_package

__all__ = ["run"]

MILLION = 1_000_000
_TURNS = 5
# Rows of a round of those that take minutes for a million.
_FEW = {"jsonschema-rs, a row at a time": 100_000, "frictionless, CSV": 20_000}
_NEEDED = "import footnoted.cli.validate, footnoted.cli.checks.package"
_LIBRARIES = "import click, pyarrow, pyarrow.compute, pyarrow.csv, jsonschema_rs"
_BAD = {
    *(("type", "id"), ("type", "amount"), ("type", "share"), ("type", "day"), ("type", "active")),
    *(("foreign-key", "company_id"), ("min-length", "name"), ("pattern", "code"), ("enum", "kind")),
    ("max-length", "note"),
}


def run() -> list[Row]:
    """Our rows first, with the limits that the peers of the same run set, then the peers."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        csv, bad, parquet = (folder / kind for kind in ("csv", "bad", "parquet"))
        make_package(csv, MILLION)
        make_package(bad, MILLION, wrong=True)
        make_package(parquet, MILLION, "parquet")
        ours = {
            "CSV": lambda: _clean(validate_package(csv)),
            "CSV, 1 % of each column wrong": lambda: _located(validate_package(bad)),
            "Parquet": lambda: _clean(validate_package(parquet)),
        }
        readers: dict[str, Callable[[], object]] = {label: _bound(peer, csv) for label, peer in READERS.items()}
        readers["pyarrow's Parquet reader, nothing checked"] = _bound(pyarrow_read_parquet, parquet)
        timed = {row.name: row for row in _timed({**ours, **readers})}
        slow = _slow(folder, csv)
        return [*_limited(timed, {row.name: row for row in slow}), *_cold(folder), *_big(), *_last(timed), *slow]


def _clean(report: Report) -> None:
    if not report.passed or report.rows["deals"] != MILLION:
        raise ValueError(f"a right package is called wrong: {report.problems[:1]}")


def _located(report: Report) -> None:
    """See that every wrong cell was counted, each in its column."""
    found = {(finding.code, finding.column): finding.total for finding in report.findings}
    if found != dict.fromkeys(_BAD, MILLION // 100):
        raise ValueError(f"wrong cells are missed: {found}")


def _bound(peer: Callable[[Path], object], folder: Path) -> Callable[[], object]:
    return lambda: peer(folder)


def _timed(works: dict[str, Callable[[], object]], turns: int = _TURNS) -> list[Row]:
    """Time works of one process in turns, after a first round that is not counted; the best turn is the value."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(turns + 1):
        for name, work in works.items():
            started = time.perf_counter()
            work()
            if turn:
                seconds[name].append(time.perf_counter() - started)
    return [Row(name, min(times), low=min(times), high=max(times)) for name, times in seconds.items()]


def _slow(folder: Path, csv: Path) -> list[Row]:
    """Peers that take long: once each, some on fewer rows, told for a million."""
    rows = []
    # Of Parquet frictionless reads nothing without pandas, which is none of our packages.
    checkers = {**CHECKERS, "frictionless, CSV": frictionless_check}
    for name, peer in checkers.items():
        few = _FEW.get(name)
        where = csv if few is None else make_package(folder / str(few), few).parent
        row = _timed({name: _bound(peer, where)}, 1)[0]
        rows.append(replace(row, value=row.value * MILLION / (few or MILLION), low=None, high=None))
    return rows


def _limited(timed: dict[str, Row], slow: dict[str, Row]) -> list[Row]:
    csv, read = timed["CSV"], timed["pyarrow's reader, nothing checked"]
    return [
        at_most(csv, min(slow["frictionless, CSV"].value / 80, read.value * 1.5)),
        at_most(timed["CSV, 1 % of each column wrong"], csv.value * 2),
        at_most(timed["Parquet"], 0.5),
    ]


def _last(timed: dict[str, Row]) -> list[Row]:
    return list(timed.values())[3:]


def _cold(folder: Path) -> list[Row]:
    """A package of a hundred rows in a process of its own, beside the imports that it needs."""
    small = make_package(folder / "small", 100)
    rows = timed_commands(
        {
            "100 rows, cold": [program("footnoted"), "validate", str(small)],
            "importing what that needs": [PYTHON, "-c", _NEEDED],
            "importing its libraries alone": [PYTHON, "-c", _LIBRARIES],
        }
    )
    return [at_most(rows[0], min(rows[1].value * 1.2, 0.5)), *rows[1:]]


def _big() -> list[Row]:
    """Rows of the number in FOOTNOTED_BENCH_ROWS within a gigabyte, in a process of its own; none without it."""
    if not (count := int(os.environ.get("FOOTNOTED_BENCH_ROWS", "0"))):
        return []
    with TemporaryDirectory() as name:
        package = make_package(Path(name), count, "parquet")
        command = [program("footnoted"), "validate", "--memory", "1GB", str(package)]
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        elapsed = time.perf_counter() - started
    if process.returncode:
        raise ValueError("a right package is called wrong")
    peak = at_most(Row(f"{count:,} rows, --memory 1GB: peak", used.ru_maxrss / 1024, "MB"), 1500)
    return [Row(f"{count:,} rows, --memory 1GB: time", elapsed), peak]
