"""Bad input: each broken dataset of tests/data/bad-input gives exactly one problem, of the expected rule and place."""

from __future__ import annotations

import errno
import hashlib
import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from footnoted.cli import main
from footnoted.rules import rules

if TYPE_CHECKING:
    from conftest import Seeds

DATA = Path(__file__).parent / "data" / "bad-input"
CASES = tomllib.loads((DATA / "cases.toml").read_text("utf-8"))["case"]
BASE = {name: (DATA / name).read_text("utf-8") for name in ("harbour.txt", "harbour.toml")}

Case = Mapping[str, Any]


def _file(seeds: Seeds, name: str) -> Path:
    return seeds.dataset / name[1:] if name.startswith("/") else seeds.folder / name


def _bytes(added: str | Mapping[str, Any]) -> bytes:
    if isinstance(added, str):
        return added.encode()
    if "hex" in added:
        return bytes.fromhex(added["hex"])
    return (added["repeat"] * added["times"] + added.get("then", "") * added.get("more", 0)).encode()


def _pinned(folder: Path) -> None:
    """Put the right sha256 in the place of each "?"."""
    for file in folder.glob("*.toml"):
        content = file.read_bytes()
        text = file.with_suffix(".txt")
        digest = hashlib.sha256(text.read_bytes()).hexdigest() if text.is_file() else "0" * 64
        file.write_bytes(content.replace(b'sha256 = "?"', f'sha256 = "{digest}"'.encode()))


def break_dataset(seeds: Seeds, case: Case) -> None:
    """Write the dataset of one case."""
    for name, content in BASE.items():
        seeds.write(name, content)
    if case.get("pinned") == "before":
        _pinned(seeds.folder)
    for name, old, new in case.get("edit", ()):
        content = _file(seeds, name).read_bytes().decode()
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {name}"
        _file(seeds, name).write_bytes(content.replace(old, new).encode())
    for name, added in case.get("add", {}).items():
        _file(seeds, name).write_bytes(_bytes(added))
    for name in case.get("drop", ()):
        _file(seeds, name).unlink()
    _pinned(seeds.folder)


def test_the_dataset_that_the_cases_break_is_whole(seeds: Seeds) -> None:
    """What is wrong in a case is what the case did."""
    break_dataset(seeds, {})
    assert seeds.problems("error", "warning", "hint") == []
    assert seeds.rows("stakes")["faro-capital-alba-robotica-1"]["share_percent"] == 14


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_one_broken_place_is_one_problem_at_that_place(seeds: Seeds, case: Case) -> None:
    """One rule, one file, one line and column; with a message and a hint (DESIGN, promise 7)."""
    break_dataset(seeds, case)
    found = seeds.check().problems
    place = lambda p: ":".join(str(part) for part in (p.path, p.line, p.column) if part is not None)  # noqa: E731
    assert [(p.code, place(p), p.level) for p in found] == [(case["code"], case["at"], case.get("level", "error"))]
    assert found[0].message
    assert found[0].hint
    assert case["code"] in rules()


def test_each_case_is_named_once() -> None:
    """Two cases of one name would hide each other in a report."""
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)


def test_a_changed_text_reports_each_passage_that_it_breaks(seeds: Seeds) -> None:
    """Beside the changed text itself, each cell whose words are gone or read otherwise."""
    case = {"edit": [["harbour.txt", "aproximadamente el 14%", "aproximadamente el 15%"]], "pinned": "before"}
    break_dataset(seeds, case)
    assert seeds.problems() == [
        ("source-changed", "seeds/harbour.toml", 4, 10),
        ("passage-absent", "seeds/harbour.toml", 21, 10),
    ]


def test_all_problems_of_a_run_are_in_one_report(seeds: Seeds) -> None:
    """A person mends them all at once, not one a run (DESIGN, promise 7)."""
    edits = [
        ["harbour.toml", 'share_percent = "aproximadamente el 14%"', 'share_percent = "4%"'],
        ["harbour.toml", 'power_mw = "2,2 gigavatios"', 'power_mw = "2 gigavatios"'],
        ["harbour.toml", 'speaker_role = "directora de Alba Robótica"', 'speaker_role = "director de Alba Robótica"'],
    ]
    break_dataset(seeds, {"edit": edits, "add": {"island.toml": "", "harbour.md": ""}})
    assert seeds.problems() == [
        ("passage-cut", "seeds/harbour.toml", 26, 17),
        ("passage-cut", "seeds/harbour.toml", 39, 12),
        ("passage-absent", "seeds/harbour.toml", 56, 16),
        ("source-empty", "seeds/island.toml", None, None),
    ]


def _link(seeds: Seeds, target: Path) -> None:
    (seeds.folder / "harbour.txt").unlink()
    (seeds.folder / "harbour.txt").symlink_to(target)


def _link_folder(seeds: Seeds, target: Path) -> None:
    seeds.folder.rename(target)
    seeds.folder.symlink_to(target)


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        (lambda s, t: (s.folder / "island.toml").symlink_to(t), "source-link", "seeds/island.toml"),
        (lambda s, t: (s.folder / "notes").symlink_to(t), "source-link", "seeds/notes"),
        (_link, "source-link", "seeds/harbour.txt"),
        (_link_folder, "source-link", "seeds"),
        (lambda s, _: (s.folder / "island.toml").mkdir(), "source-not-a-file", "seeds/island.toml"),
        (lambda s, _: os.mkfifo(s.folder / "island.toml"), "source-not-a-file", "seeds/island.toml"),
        (lambda s, t: s.folder.rename(t), "seeds-missing", "seeds"),
    ],
    ids=["claims linked", "a link to anything", "text linked", "folder linked", "folder", "pipe", "no folder"],
)
def test_only_files_of_the_dataset_itself_are_read(
    seeds: Seeds, tmp_path: Path, change: Callable[[Seeds, Path], object], code: str, at: str
) -> None:
    """No link is followed, no pipe waited for (DESIGN, promise 8)."""
    break_dataset(seeds, {})
    change(seeds, tmp_path / "outside")
    assert [(found, path) for found, path, _, _ in seeds.problems()] == [(code, at)]


def test_a_folder_of_seeds_is_not_read_in_silence(seeds: Seeds) -> None:
    """Claims that somebody has sorted into folders would be lost; hidden folders are the tools' own."""
    break_dataset(seeds, {"add": {"README": "", "notes.md": "", ".hidden": ""}})
    (seeds.folder / "2024").mkdir()
    (seeds.folder / ".cache").mkdir()
    assert seeds.problems("warning", "error") == [("seeds-ignored", "seeds/2024", None, None)]


def test_the_report_of_a_strangers_file_cannot_steer_the_terminal(
    seeds: Seeds, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escape codes, bidirectional marks and bytes of a file's name that are no text are shown as their codes."""
    break_dataset(seeds, {"add": {"island\u202e\x1b.toml": "a = "}})
    Path(os.fsdecode(os.fsencode(seeds.folder) + b"/caf\xe9.toml")).write_text("a = ")
    assert main(["--dataset", str(seeds.dataset), "validate"]) == 1
    report = capsys.readouterr().out
    assert "seeds/island\\u202e\\u001b.toml:1:5" in report
    assert "seeds/caf\\udce9.toml:1:5" in report


def test_a_package_folder_that_cannot_be_written_is_said_in_one_line(
    seeds: Seeds, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, or a folder without permission: no traceback, and nothing is left behind."""
    break_dataset(seeds, {})

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("footnoted.write.package.write_parquet", full)
    assert main(["--dataset", str(seeds.dataset), "build"]) == 2
    error = capsys.readouterr().err
    assert "the disk is full" in error
    assert "Traceback" not in error
    assert sorted(path.name for path in seeds.dataset.iterdir()) == ["datapackage.json", "schemas", "seeds"]


def test_an_error_leaves_the_last_good_build_as_it_was(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, and the words that nothing was built (DESIGN, promise 7)."""
    break_dataset(seeds, {})
    assert main(["--dataset", str(seeds.dataset), "build"]) == 0
    before = {path: path.read_bytes() for path in (seeds.dataset / "build").rglob("*") if path.is_file()}
    (seeds.folder / "harbour.txt").write_text("Otro texto.\n")
    assert main(["--dataset", str(seeds.dataset), "build"]) == 1
    assert "Not built" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (seeds.dataset / "build").rglob("*") if path.is_file()} == before
