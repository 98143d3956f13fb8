"""A build that would change nothing is not done, and tells what the last one told."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from footnoted.claims import keys, memory
from footnoted.cli import build, main
from footnoted.write import last_build

if TYPE_CHECKING:
    from conftest import Seeds

NAMES = "".join(f'[[companies]]\nid = "{name.lower()}"\nname = "{name}"\n\n' for name in ("Alder", "Oak"))
TEXT = "In the town Alder has a stake of 14% in Oak, as everybody knows.\n"
CLAIMS = """[[stakes]]
id = "alder-oak-1"
holder_id = "Alder"
company_id = "Oak"
interest = "stake"
share_percent = "14%"
"""


@pytest.fixture(autouse=True)
def key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place of these tests' own for the key; a cache is used for any number of files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "key-of-last-builds"))
    monkeypatch.setattr(memory, "FEW", 1)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the dataset lies: at one place for all tests, since it is built once."""
    return tmp_path_factory.mktemp("last-build") / "dataset"


@pytest.fixture
def world(dataset: Path, seeds: Seeds) -> Iterator[Path]:
    """A dataset of one source, built; what a test changes is put back afterwards."""
    if not dataset.exists():
        seeds.write("companies.toml", NAMES)
        seeds.source("s1", TEXT, CLAIMS)
        seeds.dataset.rename(dataset)
        assert main(["--dataset", str(dataset), "build"]) == 0
    kept = dataset.with_name("kept")
    shutil.copytree(dataset, kept)
    yield dataset
    shutil.rmtree(dataset)
    kept.rename(dataset)


class BuiltAgainError(Exception):
    """Raised instead of building."""


def _is_built_again(dataset: Path, *options: str) -> bool:
    """Whether the command does its work once more."""

    def built(*_: object) -> None:
        raise BuiltAgainError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "build", built)
        try:
            assert main(["--dataset", str(dataset), "build", *options]) == 0
        except BuiltAgainError:
            return True
    return False


def test_the_same_again_is_told_and_not_done(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows, footnotes and hints stand there as after a build that was done."""
    assert main(["--dataset", str(world), "build", "--no-cache"]) == 0
    first = capsys.readouterr()
    assert "stakes             1 row\n" in first.out
    assert not _is_built_again(world)
    assert capsys.readouterr() == first
    assert not _is_built_again(world, "--explain")
    assert capsys.readouterr().out == (
        f"{first.out}Nothing was done: sources, schemas and toolkit are as they were, "
        "and so are the files of the last build.\n"
    )


def test_a_build_without_cache_is_done(world: Path) -> None:
    """Whoever asks for everything to be read gets it."""
    assert _is_built_again(world, "--no-cache")


def test_a_build_into_another_folder_is_done(world: Path, tmp_path: Path) -> None:
    """What stands in one folder says nothing of another."""
    assert _is_built_again(world, "--out", str(tmp_path / "elsewhere"))


def _append(path: str) -> Callable[[Path], None]:
    def change(dataset: Path) -> None:
        with (dataset / path).open("a", encoding="utf-8") as file:
            file.write(" \n")

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": _append("seeds/s1.txt"),
    "a claims file": _append("seeds/s1.toml"),
    "names": _append("seeds/companies.toml"),
    "a schema": _append("schemas/stakes.json"),
    "a vocabulary": _append("schemas/vocabularies/interest.toml"),
    "the descriptor": _append("datapackage.json"),
    "the licence": lambda dataset: (dataset / "LICENSE-DATA.md").write_text("All rights reserved.\n", "utf-8"),
    "another source": lambda dataset: (dataset / "seeds/s2.txt").write_text("Nothing is said here.\n", "utf-8"),
    "a source taken away": lambda dataset: (dataset / "seeds/s1.txt").unlink(),
    "a folder in seeds": lambda dataset: (dataset / "seeds/more").mkdir(),
    "a text that may be run": lambda dataset: (dataset / "seeds/s1.txt").chmod(0o755),
    "a table of the package": _append("build/csv/stakes.csv"),
    "a file of the package taken away": lambda dataset: (dataset / "build/quality.json").unlink(),
    "a file beside the package's": lambda dataset: (dataset / "build/notes.txt").write_text("!", "utf-8"),
    "what is known of it": _append(".footnoted/build.json"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_a_build_is_done(world: Path, change: Callable[[Path], object]) -> None:
    """Of what it is made of, of what it made, or of what was kept about both."""
    change(world)
    assert _is_built_again(world)


def test_with_another_toolkit_a_build_is_done(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code may write other bytes."""
    monkeypatch.setattr(last_build, "code_version", lambda: "another one")
    assert _is_built_again(world)


def test_what_came_from_elsewhere_is_not_believed(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A contribution may bring what it likes to be known: it was sealed with another key than this user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert _is_built_again(world)


def test_a_file_written_again_as_it_was_is_no_change(world: Path) -> None:
    """Where the system tells of a change, the contents decide."""
    for path in (world / "seeds" / "s1.txt", world / "build" / "csv" / "stakes.csv"):
        held = path.read_bytes()
        path.unlink()
        path.write_bytes(held)
    assert not _is_built_again(world)


def test_what_the_system_says_is_as_it_was_is_not_read(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time all is old enough to be trusted; then no file of ten thousand is opened."""
    monkeypatch.setattr(keys, "_RECENT", 0)
    time.sleep(0.01)
    assert not _is_built_again(world)
    monkeypatch.setattr(last_build, "_contents", None)
    assert not _is_built_again(world)
