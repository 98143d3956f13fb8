"""The command of the documentation's pages: in all that a caller sees, the one that is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--version"], 0), (["read", "--language", "en"], 0), (["no-such-command"], 2), (["validate"], 2)],
)
def test_it_ends_and_prints_as_the_installed_one(warm: Path, tmp_path: Path, arguments: list[str], code: int) -> None:
    """Arguments, input, folder and environment are the caller's; exit code, output and errors come back."""
    missing = tmp_path / "no dataset"
    outcomes = [
        subprocess.run(
            [folder / "footnoted", *arguments],
            cwd=tmp_path,
            env=os.environ | {"FOOTNOTED_DATASET": str(missing)},
            input="It paid 5 million euros.\n",
            capture_output=True,
            text=True,
            check=False,
        )
        for folder in (warm, Path(sys.executable).parent)
    ]
    ours, theirs = [(outcome.returncode, outcome.stdout, outcome.stderr) for outcome in outcomes]
    assert ours == theirs
    assert ours[0] == code
    assert (str(missing) in ours[2]) == (arguments == ["validate"])
    assert ("5 million euros" in ours[1]) == (arguments[0] == "read")
