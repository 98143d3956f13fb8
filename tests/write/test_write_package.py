"""A whole package: what is in it, that it is the same each time, and that it is whole whatever happens."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pyarrow as pa
import pytest

from footnoted.errors import OutputError
from footnoted.schema import Dataset, Table
from footnoted.write import package as package_module
from footnoted.write import write_package

FILES = [
    "SHA256SUMS",
    "birds.zip",
    "birds.zip.sha256",
    "csv/bird_names.csv",
    "csv/birds.csv",
    "csv/evidence.csv",
    "csv/redirects.csv",
    "csv/songs.csv",
    "csv/sources.csv",
    "csv/texts.csv",
    "datapackage.json",
    "dataset.db",
    "dictionary.md",
    "parquet/bird_names.parquet",
    "parquet/birds.parquet",
    "parquet/evidence.parquet",
    "parquet/redirects.parquet",
    "parquet/songs.parquet",
    "parquet/sources.parquet",
    "parquet/texts.parquet",
    "quality.json",
]


def files(folder: Path) -> dict[str, bytes]:
    """Every file in `folder` and its bytes."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def is_whole(folder: Path) -> bool:
    """Whether a package's own checksums, checked by another program, hold for all of its files."""
    for sums in ("SHA256SUMS", "birds.zip.sha256"):
        if subprocess.run(["sha256sum", "--check", "--quiet", "--strict", sums], cwd=folder, check=False).returncode:
            return False
    return list(files(folder)) == FILES


@pytest.fixture
def fewer(tables: Mapping[str, pa.Table]) -> Mapping[str, pa.Table]:
    """The tables without the redirects: another package."""
    return {**tables, "redirects": tables["redirects"].slice(0, 0)}


def test_a_package_holds_every_format(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> None:
    """Each table as CSV and Parquet, all in SQLite, described, with checksums that `sha256sum` accepts, and zipped."""
    assert write_package(birds, tables, tmp_path / "build") == ()
    assert is_whole(tmp_path / "build")


def test_the_archive_holds_the_package(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> None:
    """The ZIP has the same files, which its own checksums cover, with one date and the descriptor at its root."""
    write_package(birds, tables, tmp_path / "build")
    with zipfile.ZipFile(tmp_path / "build" / "birds.zip") as archive:
        packed = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
    expected = files(tmp_path / "build")
    del expected["birds.zip"], expected["birds.zip.sha256"]
    assert packed == expected
    assert list(packed) == sorted(packed)


BUILDING = """
import sys
from pathlib import Path
import pyarrow.parquet as pq
from footnoted.schema.load import _Loader
from footnoted.write import write_package

def build(root, source, out, times):
    dataset = _Loader(Path(root)).dataset()
    tables = {name: pq.read_table(Path(source, "parquet", f"{name}.parquet")) for name in dataset.tables}
    for number in range(times):
        rows = tables["redirects"].slice(number % 2)
        assert write_package(dataset, {**tables, "redirects": rows}, Path(out)) == ()
"""


def test_equal_tables_give_equal_bytes(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> None:
    """Another build, in another folder, in a process with another order of hashes, gives the same bytes."""
    write_package(birds, tables, tmp_path / "one")
    once = f"build({str(birds.root)!r}, {str(tmp_path / 'one')!r}, {str(tmp_path / 'two')!r}, 1)"
    command = [sys.executable, "-c", BUILDING + once]
    subprocess.run(command, check=True, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"})
    assert files(tmp_path / "two") == files(tmp_path / "one")


def test_files_are_readable_by_the_user_s_rules(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> None:
    """The folder has the permissions of any other that the user makes, not those of a private draft."""
    (tmp_path / "plain").mkdir()
    write_package(birds, tables, tmp_path / "build")
    assert (tmp_path / "build").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_formats_that_differ_are_not_published(
    birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format that came out otherwise than the tables stops the build; the last good package stays."""
    out = tmp_path / "build"
    write_package(birds, tables, out)
    before = files(out)
    write_parquet = package_module.write_parquet

    def write_other_rows(dataset: Dataset, table: Table, rows: pa.Table, path: Path) -> None:
        write_parquet(dataset, table, rows.slice(1), path)

    monkeypatch.setattr(package_module, "write_parquet", write_other_rows)
    problems = write_package(birds, {**tables, "texts": tables["texts"].slice(1)}, out)
    assert (problems[0].code, problems[0].path) == ("formats-differ", "parquet/songs.parquet")
    assert files(out) == before
    assert list(tmp_path.iterdir()) == [out]


def test_an_invalid_descriptor_is_not_published(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> None:
    """A descriptor that the Data Package profile refuses stops the build."""
    invalid = replace(birds, descriptor={**birds.descriptor, "licenses": []})
    (problem,) = write_package(invalid, tables, tmp_path / "build")
    assert (problem.code, problem.path) == ("descriptor-profile", "datapackage.json")
    assert problem.message.startswith("$.licenses:")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_last_package(
    birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a format runs out of space, the user is told and nothing has changed."""
    out = tmp_path / "build"
    write_package(birds, tables, out)

    def fill_the_disk(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(package_module, "write_archive", fill_the_disk)
    with pytest.raises(OutputError, match="the disk is full"):
        write_package(birds, tables, out)
    assert is_whole(out)
    assert list(tmp_path.iterdir()) == [out]


def test_two_builds_at_once(
    birds: Dataset, tables: Mapping[str, pa.Table], fewer: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    """Builds that run at the same time leave one of their packages, whole."""
    out = tmp_path / "build"
    with ThreadPoolExecutor(4) as pool:
        for result in [pool.submit(write_package, birds, rows, out) for rows in (tables, fewer) * 4]:
            assert result.result() == ()
    assert is_whole(out)
    assert list(tmp_path.iterdir()) == [out]


FORKING = """
import os, signal

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        build(*line.rstrip("\\n").split("\\t"), 1000)
        sys.exit()
"""


@pytest.fixture(scope="module")
def building() -> Iterator[Callable[..., int]]:
    """Start a process that builds again and again; all are forked from one that has imported what they need."""
    command = [sys.executable, "-c", BUILDING + FORKING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as forking:
        to, said = forking.stdin, forking.stdout
        assert to is not None
        assert said is not None

        def start(*paths: Path) -> int:
            to.write("\t".join(map(str, paths)) + "\n")
            to.flush()
            return int(said.readline())

        yield start


@pytest.mark.parametrize("seed", range(20))
def test_a_build_killed_at_any_moment(
    birds: Dataset, tables: Mapping[str, pa.Table], building: Callable[..., int], tmp_path: Path, seed: int
) -> None:
    """After SIGKILL at a random moment the package is whole, and the next build finds nothing in its way."""
    source, out = tmp_path / "source", tmp_path / "build"
    write_package(birds, tables, source)
    write_package(birds, tables, out)
    process = building(birds.root, source, out)
    time.sleep(random.Random(seed).uniform(0, 0.3))  # noqa: S311 - a moment, no secret
    os.kill(process, signal.SIGKILL)
    gone(process)
    assert is_whole(out)
    assert write_package(birds, tables, out) == ()
    assert files(out) == files(source)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "source"]


def gone(process: int) -> None:
    """Wait until a process that was killed is no more."""
    end = time.monotonic() + 60
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_the_statement_of_the_licence_goes_along(
    birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    """A dataset's words about its licence are in the package, described and checked; a link to others is not."""
    statement = tmp_path / "LICENSE-DATA.md"
    statement.write_text("The tables are free, the texts are not.\n", "utf-8")
    licensed = replace(birds, root=tmp_path)
    write_package(licensed, tables, tmp_path / "build")
    assert (tmp_path / "build" / "LICENSE-DATA.md").read_text("utf-8") == "The tables are free, the texts are not.\n"
    descriptor = json.loads((tmp_path / "build" / "datapackage.json").read_text("utf-8"))
    assert "LICENSE-DATA.md" in {resource["path"] for resource in descriptor["resources"]}
    statement.rename(tmp_path / "secret")
    statement.symlink_to(tmp_path / "secret")
    write_package(licensed, tables, tmp_path / "build")
    assert list(files(tmp_path / "build")) == FILES


def test_row_counts_and_hashes_are_published(
    birds: Dataset, tables: Mapping[str, pa.Table], fewer: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    """Each table's logical hash changes with its rows and with nothing else."""
    published = []
    for name, rows in (("one", tables), ("two", fewer)):
        write_package(birds, rows, tmp_path / name)
        descriptor = json.loads((tmp_path / name / "datapackage.json").read_text("utf-8"))
        tabular = [resource for resource in descriptor["resources"] if "schema" in resource]
        published.append({r["name"]: (r["rowCount"], r["logicalHash"]) for r in tabular})
    assert {name for name in published[0] if published[0][name] != published[1][name]} == {"redirects"}
    assert published[0]["birds"][0] == 3
    assert (published[0]["redirects"][0], published[1]["redirects"][0]) == (2, 0)
