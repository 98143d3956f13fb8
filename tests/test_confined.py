"""Checks in a child process: a crash, a hunger for memory or an endless loop is one problem with the file's name."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from footnoted.cli import main
from footnoted.cli.checks.confined import dataset_problems
from footnoted.cli.confined import Bounds, Ended, confined
from footnoted.errors import DatasetError, FootnotedError
from footnoted.problem import Fix, Place, Problem

SMALL = Bounds(memory=1 << 30, seconds=20)
MARK = "# ends the parser"


def crash() -> None:
    """As a bug in a parser written in C would."""
    faulthandler.disable()  # its long report belongs to a crash that nobody asked for
    os.kill(os.getpid(), signal.SIGSEGV)


def devour() -> None:
    """As a file would that unpacks without end."""
    held = [bytearray(1 << 28) for _ in range(1 << 12)]
    raise AssertionError(len(held))


def test_problems_come_back_whole() -> None:
    """Every field of a problem survives the way between the processes."""
    problem = Problem("code", "a.toml", "mess\u00e4ge", 1, 2, "hint", "hint", (Place("b", 3, 4),), Fix(1, 2, 3, 4, "x"))
    assert confined(lambda: (problem,), SMALL) == (problem,)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (crash, "it was ended by signal 11 (SIGSEGV)"),
        (devour, "it needs more memory than a check may use"),
        (lambda: os._exit(7), "it ended with exit code 7"),
        (lambda: 1 / 0, "the toolkit failed: ZeroDivisionError: division by zero"),
    ],
)
def test_what_ends_a_check_is_told(act: Callable[[], object], why: str) -> None:
    """This process goes on, and knows why the other one did not."""
    assert confined(lambda: (act(), ())[1], SMALL) == Ended(why)


def test_an_endless_check_is_ended() -> None:
    """By the clock, so that sleeping does not help either."""
    assert confined(lambda: (time.sleep(600), ())[1], Bounds(1 << 30, 0.2)) == Ended("it took longer than 0.2 seconds")


def test_a_report_without_end_is_ended() -> None:
    """Findings, too, have a limit."""
    flood = (Problem("code", "a", "x" * 10_000),) * 1000
    assert confined(lambda: flood, Bounds(1 << 30, 20, findings=1 << 16)) == Ended(
        "it found more than a report can hold"
    )


def test_an_error_of_the_environment_stays_one() -> None:
    """What cannot be checked at all is no problem of a file."""

    def fail() -> tuple[Problem, ...]:
        raise DatasetError("no dataset", "make one")

    with pytest.raises(FootnotedError) as caught:
        confined(fail, SMALL)
    assert (caught.value.message, caught.value.hint) == ("no dataset", "make one")


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new dataset with one more claims file, and a parser that crashes on it."""
    folder = tmp_path / "lights"
    assert main(["init", str(folder)]) == 0
    (folder / "seeds/bomb.toml").write_text(f"{MARK}\n", "utf-8")
    loads = tomli.loads

    def fragile(text: str) -> object:
        if MARK in text:
            crash()
        return loads(text)

    monkeypatch.setattr("footnoted.claims.file.tomli.loads", fragile)
    return folder


def test_the_file_that_ends_the_check_is_named(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One problem, `file-unchecked`, at that file; the command ends as it does for any problem."""
    (problem,) = dataset_problems(lights)
    assert (problem.code, problem.path) == ("file-unchecked", "seeds/bomb.toml")
    assert "SIGSEGV" in problem.message
    capsys.readouterr()
    assert main(["--dataset", str(lights), "validate"]) == 1
    assert "seeds/bomb.toml: error: the check of this file ended" in capsys.readouterr().out


def test_without_a_culprit_the_check_says_so(lights: Path) -> None:
    """Where no file alone ends it, nobody is blamed."""
    (lights / "seeds/bomb.toml").unlink()
    with pytest.raises(FootnotedError, match="did not come to its end: it took longer"):
        dataset_problems(lights, within=Bounds(1 << 30, 0.01))
