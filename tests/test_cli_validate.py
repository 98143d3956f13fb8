"""`footnoted validate` checks a dataset, one of its claims files, or any package or table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from footnoted.cli import main


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A new dataset, as `footnoted init` makes it."""
    folder = tmp_path / "towers"
    assert main(["init", str(folder)]) == 0
    return folder


def _break(dataset: Path) -> Path:
    claims = next(path for path in sorted((dataset / "seeds").glob("*.toml")) if "[source]" in path.read_text("utf-8"))
    claims.write_text(claims.read_text("utf-8") + '\n[[nonsense]]\nid = "a"\n', "utf-8")
    return claims


def test_a_sound_dataset_has_no_problems(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder of a dataset can be named, and the exit code is 0."""
    capsys.readouterr()
    assert main(["validate", str(dataset)]) == 0
    assert capsys.readouterr().out == "no problems\n"


def test_a_broken_claims_file_is_told_with_its_place_and_exit_code_1(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file can be named alone."""
    claims = _break(dataset)
    line = claims.read_text("utf-8").splitlines().index("[[nonsense]]") + 1
    capsys.readouterr()
    assert main(["validate", str(claims)]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"seeds/{claims.name}:{line}:1: error: ")
    assert first.endswith("[unknown-table]")


def test_problems_of_other_files_are_not_told_with_a_named_file(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who asks about one file hears about that file."""
    _break(dataset)
    other = dataset / "seeds" / "decisions.toml"
    other.write_text("# Nothing is decided yet.\n", "utf-8")
    capsys.readouterr()
    assert main(["validate", str(other)]) == 0
    assert capsys.readouterr().out == "no problems\n"


def test_json_holds_every_field_of_a_problem(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the same problems as people."""
    claims = _break(dataset)
    capsys.readouterr()
    assert main(["validate", str(dataset), "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["code"] == "unknown-table"
    assert problem["path"] == f"seeds/{claims.name}"
    assert problem["level"] == "error"
    assert sorted(problem) == ["code", "column", "fix", "hint", "level", "line", "message", "path", "related"]


def test_a_strangers_table_is_checked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that is too long is told by its line."""
    table = tmp_path / "birds.csv"
    table.write_text("id,name\n1,Jay\n2,Gull,shore\n", "utf-8")
    assert main(["validate", str(table)]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert "birds.csv:3" in line
    assert line.endswith("[cell-extra]")


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    """Exit code 2 tells a mistake in the call from a problem in the data."""
    assert main(["validate", str(tmp_path / "nothing")]) == 2
