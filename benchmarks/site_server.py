"""The site as a server of its own process: how many kept pages it answers, and what memory hostile requests cost it.

`wrk` (https://github.com/wg/wrk) asks on loopback; memory is the highest that Linux saw of the process (VmHWM).
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from time import sleep
from typing import IO
from urllib.parse import quote

from measure import Row, at_most, program

__all__ = ["HOSTILE", "hostile_requests", "kept_pages", "serving"]

_SECONDS = 5
_CONNECTIONS = 8
_AT_ONCE = 4
_TIMEOUT = 60
_UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
# A kept page in so many microseconds is a thousand pages a second.
_MICROSECONDS = 1_000
_MEGABYTES = 600

_NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n limit 1999)"
_TEXT = "(select replace(replace(printf('%500c', 'a'), ' ', printf('%500c', 'a')), ' ', 'a'))"
HOSTILE: Sequence[str] = (
    # Values that are large, made of nothing.
    "select hex(zeroblob(1000000000))",
    "select randomblob(1000000000)",
    "select printf('%.*c', 900000000, 'x')",
    "select replace(printf('%*c', 999, 'a'), ' ', printf('%999c', 'a'))",
    "select group_concat(passage) from evidence",
    "select json_group_array(passage) from evidence",
    # One call each, which no limit of time ends.
    f"select trim({_TEXT}, {_TEXT})",
    f"select instr({_TEXT}, substr({_TEXT}, 1, 120000) || 'b')",
    f"select replace({_TEXT}, substr({_TEXT}, 1, 120000) || 'b', 'c')",
    f"select {_TEXT} like '" + "%a" * 240 + "b'",
    # Statements that grow while they are read.
    "with c0(x) as (select 1)"
    + "".join(f", c{n + 1}(x) as (select a.x from c{n} a, c{n} b)" for n in range(30))
    + " select x from c30",
    # Results that are large.
    f"{_NUMBERS} select replace(printf('%900c', 'x'), ' ', 'twenty-two characters!') from n",
    "select * from evidence a, evidence b",
    "select a.passage || b.passage from evidence a, evidence b",
    # Sorts, sets and products that are large while they are made.
    "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
    "with recursive n(i) as (select 1 union select i + 1 from n) select count(*) from n",
    "select count(*) from evidence a, evidence b, evidence c",
    "select passage, count(*) from evidence group by passage || id order by passage || value desc",
    "select distinct passage || id from evidence order by 1 desc",
    "select * from evidence order by random()",
    "select count(distinct a.id || b.id) from evidence a, evidence b",
    "select * from search where search match 'words' order by text desc",
    # What Datasette itself may be asked for.
    "select 1 where 'a' like '" + "%a" * 20_000 + "'",
    f"select {'(' * 300}1{')' * 300}",
    "select " + ", ".join(f"{n} as c{n}" for n in range(1900)),
)
"""What a hostile visitor asks in SQL."""

_ADDRESSES = (
    "/dataset/evidence.csv?_stream=1&_size=max",
    "/dataset/evidence.json?_size=max",
    "/dataset/evidence?_facet=passage&_facet=id&_facet=row_id",
    "/dataset/evidence?_sort=passage",
    "/dataset/stakes?_where=1=1+or+share_percent+in+(select+1)",
    "/-/evidence.json?sql=select+*+from+stakes",
    "/-/search?q=" + "w+" * 2000,
    "/dataset/stakes?" + "&".join(f"_facet=status{n}" for n in range(200)),
    "/dataset/evidence?" + "&".join(["_facet=passage"] * 200),
    "/dataset/evidence?_sort=passage&_timelimit=900000",
)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """The address and the process id of a server of the package in `folder`."""
    command = [program("footnoted"), "--dataset", str(folder), "serve", "--no-open", "--port", "0"]
    # Into a file, not a pipe: a server waits for whoever does not read what it says.
    with (
        TemporaryFile("w+") as said,
        subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL, env=os.environ | _UNBUFFERED) as process,
    ):
        try:
            yield _address(said, process), process.pid
        finally:
            process.send_signal(signal.SIGINT)


def _address(said: IO[str], process: subprocess.Popen[bytes]) -> str:
    while process.poll() is None:
        said.seek(0)
        if found := re.search(r"http://[\d.]+:\d+", said.read()):
            return found.group()
        sleep(0.05)
    raise RuntimeError("the server did not start")


def kept_pages(address: str, process: int, paths: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """How long a page that was asked for before takes, by kind: microseconds, with several visitors at once.

    On the clock, which `wrk` and all else on the machine share, and of the server's own processor.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        print("wrk is not installed: kept pages are not measured", file=sys.stderr)
        return
    for kind, path in paths:
        _ask(address + path)
        command = [wrk, "-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s", address + path]
        before = _processor(process)
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if "Non-2xx" in told:
            raise RuntimeError(f"{path}: {told}")
        rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])
        yield at_most(Row(f"kept {kind}", 1_000_000 / rate, "us"), _MICROSECONDS)
        requests = int(re.findall(r"(\d+) requests in", told)[0])
        yield at_most(
            Row(f"kept {kind}, CPU", 1_000_000 * (_processor(process) - before) / requests, "us"), _MICROSECONDS
        )


def hostile_requests(address: str, process: int) -> Iterator[Row]:
    """The memory of the server before and after every hostile request was made twice, several at once."""
    yield Row("memory before", _peak(process), "MB")
    asked = [f"/dataset.json?_shape=array&sql={quote(sql)}" for sql in HOSTILE]
    asked += [f"/dataset?sql={quote(sql)}" for sql in HOSTILE]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = list(pool.map(lambda path: _ask(address + path), [*asked, *_ADDRESSES] * 2))
    if 0 in answers:
        raise RuntimeError("the server broke off an answer")
    yield at_most(Row("memory, hostile", _peak(process), "MB"), _MEGABYTES)


def _ask(address: str) -> int:
    """The status of an answer, which is read to its end; 0 where the connection broke."""
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT) as answer:  # noqa: S310 - our own server
            while answer.read(1 << 20):
                pass
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, HTTPException):
        return 0


def _processor(process: int) -> float:
    """Seconds of processors that a process has used."""
    # Behind the name, which may hold blanks: the fields from the third on (proc(5)).
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: int) -> float:
    """The most memory that the process ever held, in megabytes."""
    status = Path(f"/proc/{process}/status")
    if not status.is_file():
        raise RuntimeError(f"{os.uname().sysname} does not tell the memory of a process in /proc")
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())
    return int(kilobytes) / 1000
