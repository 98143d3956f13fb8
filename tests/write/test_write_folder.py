"""Promise 7 for the folder: the last good build or the new one, never a mix and never nothing."""

from __future__ import annotations

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from footnoted.errors import OutputError
from footnoted.write import folder
from footnoted.write.folder import drafted, recover, swap_in
from footnoted.write.layout import MARKERS


def make_package(path: Path, word: str) -> None:
    """Fill the folder at `path` with files that hold `word`, the marks of a package among them."""
    path.mkdir(exist_ok=True)
    for name in MARKERS:
        (path / name).write_text(word, "utf-8")


def contents(path: Path) -> dict[str, str]:
    """The files of a folder and what they hold."""
    return {file.name: file.read_text("utf-8") for file in path.iterdir()}


def package(word: str) -> dict[str, str]:
    """What `contents` finds in a package of `word`."""
    return dict.fromkeys(MARKERS, word)


def put(out: Path, word: str) -> None:
    """Replace the package at `out` by one of `word`."""
    with drafted(out) as draft:
        make_package(draft, word)
        swap_in(draft, out)


def test_a_first_build_makes_the_folder(tmp_path: Path) -> None:
    """Folders above are made too, and nothing but the package is left beside it."""
    put(tmp_path / "deep" / "build", "new")
    assert contents(tmp_path / "deep" / "build") == package("new")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["build"]


def test_a_first_build_that_another_one_forestalls_replaces_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two first builds at once, the later one may have looked before the earlier one was done."""
    out = tmp_path / "build"
    with drafted(out) as draft:
        make_package(draft, "later")
        put(out, "earlier")
        monkeypatch.setattr(Path, "exists", lambda path: path != out and os.path.lexists(path))
        swap_in(draft, out)
        monkeypatch.undo()
    assert contents(out) == package("later")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_build_replaces_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, in_one_step: bool) -> None:
    """The new package takes the old one's place, also on a file system that cannot exchange two folders."""
    if not in_one_step:
        monkeypatch.setattr(folder, "_exchange", lambda _draft, _out: False)
    out = tmp_path / "build"
    put(out, "old")
    (out / "only-in-the-old-one").write_text("x", "utf-8")
    put(out, "new")
    assert contents(out) == package("new")
    assert list(tmp_path.iterdir()) == [out]


def test_the_folder_is_exchanged_in_one_step(tmp_path: Path) -> None:
    """Here, two folders change places at once."""
    one, other = tmp_path / "one", tmp_path / "other"
    make_package(one, "1")
    make_package(other, "2")
    assert folder._exchange(one, other)
    assert (contents(one), contents(other)) == (package("2"), package("1"))


def test_a_failed_build_changes_nothing(tmp_path: Path) -> None:
    """An error on the way leaves the last good build and no draft."""
    out = tmp_path / "build"
    put(out, "old")
    with pytest.raises(ZeroDivisionError), drafted(out) as draft:
        draft.joinpath("half").write_text(str(1 / len(contents(draft))), "utf-8")
    assert contents(out) == package("old")
    assert list(tmp_path.iterdir()) == [out]


def test_a_draft_that_is_not_swapped_in_goes_away(tmp_path: Path) -> None:
    """A build that finds problems leaves no folder at all where there was none."""
    with drafted(tmp_path / "build") as draft:
        make_package(draft, "new")
    assert list(tmp_path.iterdir()) == []


def test_a_linked_folder_is_replaced_where_it_is(tmp_path: Path) -> None:
    """Where `build` is a link, the folder it leads to is replaced and the link stays."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "elsewhere")
    put(tmp_path / "build", "new")
    assert (tmp_path / "build").is_symlink()
    assert contents(tmp_path / "elsewhere") == package("new")


@pytest.mark.parametrize("name", ["notes.txt", "datapackage.json"])
def test_a_folder_that_is_no_package_is_refused(tmp_path: Path, name: str) -> None:
    """A folder of anything else, a dataset's own among them, is never replaced."""
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="no package"), drafted(tmp_path):
        pytest.fail("nothing may be written")
    assert contents(tmp_path) == {name: "mine"}


def test_a_file_is_refused(tmp_path: Path) -> None:
    """A file in the folder's place is never replaced."""
    (tmp_path / "build").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="no package"):
        put(tmp_path / "build", "new")


def test_a_full_disk_is_explained(tmp_path: Path) -> None:
    """The user learns that the disk is full and that the last build is safe."""
    put(tmp_path / "build", "old")
    with pytest.raises(OutputError, match="the disk is full") as raised, drafted(tmp_path / "build"):
        Path("/dev/full").write_bytes(b"x")
    assert raised.value.hint == "free some space and build again"
    assert contents(tmp_path / "build") == package("old")


def fill_a_small_database(path: Path) -> None:
    """Write more to a SQLite file than it may hold, so that SQLite says what it says on a full disk."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA max_page_count = 2")
        database.execute("CREATE TABLE t (x)")
        database.execute("INSERT INTO t VALUES (zeroblob(100000))")


def test_a_full_disk_under_sqlite_is_explained(tmp_path: Path) -> None:
    """SQLite's own error for a full disk says the same."""
    with pytest.raises(OutputError, match="the disk is full"), drafted(tmp_path / "build") as draft:
        fill_a_small_database(draft / "dataset.db")
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user learns which folder may not be written to."""

    def refuse(**_: object) -> NoReturn:
        raise PermissionError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(OutputError, match=r"may not be written to: .*Read-only file system"):
        put(tmp_path / "build", "new")


def test_leftovers_of_a_killed_build_are_cleared(tmp_path: Path) -> None:
    """The next build removes the drafts of dead ones, and folders that only look alike stay."""
    put(tmp_path / "build", "old")
    make_package(tmp_path / ".build-draft-dead", "half")
    make_package(tmp_path / ".building", "mine")
    put(tmp_path / "build", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".building", "build"]


def test_the_draft_of_a_living_build_stays(tmp_path: Path) -> None:
    """Two builds at once do not clear each other away; the one that ends last is what stays."""
    out = tmp_path / "build"
    with drafted(out) as first:
        make_package(first, "first")
        put(out, "second")
        assert contents(first) == package("first")
        swap_in(first, out)
    assert contents(out) == package("first")
    assert list(tmp_path.iterdir()) == [out]


KILLED_BETWEEN_RENAMES = """
import os, signal, sys
from pathlib import Path
from footnoted.write import folder

out, rename, calls = Path(sys.argv[1]), Path.rename, []

def rename_once(self, target):
    if calls:
        os.kill(os.getpid(), signal.SIGKILL)
    calls.append(self)
    return rename(self, target)

folder._exchange = lambda draft, out: False
Path.rename = rename_once
with folder.drafted(out) as draft:
    (draft / "datapackage.json").write_text("new", "utf-8")
    folder.swap_in(draft, out)
"""


def test_a_build_killed_between_two_steps_is_undone(tmp_path: Path) -> None:
    """Where the exchange takes two steps and the second never came, the last good build is put back."""
    out = tmp_path / "build"
    put(out, "old")
    killed = subprocess.run([sys.executable, "-c", KILLED_BETWEEN_RENAMES, str(out)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not out.exists()
    recover(out)
    assert contents(out) == package("old")
    assert list(tmp_path.iterdir()) == [out]


BUILDING_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from footnoted.write.folder import drafted, swap_in

for number in count():
    with drafted(Path(sys.argv[1])) as draft:
        for name in ("datapackage.json", "SHA256SUMS", *map(str, range(20))):
            (draft / name).write_text(str(number), "utf-8")
        swap_in(draft, Path(sys.argv[1]))
    if number == 0:
        print("built", flush=True)
"""


@pytest.mark.parametrize("seed", range(6))
def test_a_build_killed_at_any_moment_leaves_a_whole_one(tmp_path: Path, seed: int) -> None:
    """After SIGKILL at a random moment the folder holds all files of one build, and the next build is clean."""
    out = tmp_path / "build"
    with subprocess.Popen([sys.executable, "-c", BUILDING_FOR_EVER, str(out)], stdout=subprocess.PIPE) as building:
        assert building.stdout is not None
        assert building.stdout.readline() == b"built\n"
        time.sleep(random.Random(seed).uniform(0, 0.05))  # noqa: S311 - a moment, no secret
        building.kill()
    found = contents(out)
    assert len(found) == 22
    assert len(set(found.values())) == 1
    put(out, "next")
    assert contents(out) == package("next")
    assert list(tmp_path.iterdir()) == [out]
