"""The JSON Schema that editors use is the one that the schemas give."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from footnoted.cli import main

if TYPE_CHECKING:
    from conftest import Seeds

FILE = "schemas/claims.schema.json"


def _linked(file: Path) -> None:
    file.rename(file.with_name("elsewhere.json"))
    file.symlink_to("elsewhere.json")


def _piped(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b"\xff"),
        lambda file: file.write_text(file.read_text("utf-8") + " ", "utf-8"),
        _linked,
        _piped,
    ],
    ids=["missing", "not UTF-8", "changed", "a link", "a pipe"],
)
def test_whatever_else_stands_there_is_one_problem(seeds: Seeds, change: Callable[[Path], object]) -> None:
    """No link is followed and no pipe waited for."""
    assert seeds.problems() == []
    change(seeds.dataset / FILE)
    assert seeds.problems() == [("schema-drift", FILE, None, None)]


def test_the_command_makes_it_again(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """What it writes is what the check expects."""
    (seeds.dataset / FILE).unlink()
    assert main(["--dataset", str(seeds.dataset), "schema"]) == 0
    assert capsys.readouterr().out == f"Wrote {FILE}.\n"
    assert seeds.problems() == []


def test_the_command_writes_through_no_link(seeds: Seeds, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stranger's dataset could otherwise have any file of the machine overwritten."""
    precious = tmp_path / "precious"
    precious.write_text("Keep me.")
    (seeds.dataset / FILE).unlink()
    (seeds.dataset / FILE).symlink_to(precious)
    assert main(["--dataset", str(seeds.dataset), "schema"]) == 2
    assert "is a link" in capsys.readouterr().err
    assert precious.read_text() == "Keep me."
