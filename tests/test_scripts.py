"""The scripts: they set themselves up, work from any folder and hand their arguments on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

TASKS = ("build", "serve", "validate")
SCRIPTS = (*TASKS, "bench", "docs", "extract", "setup", "test")


def run(command: list[str | Path], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with a few variables of its own."""
    environment = os.environ | variables
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, env=environment)


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_can_be_started(root: Path, name: str) -> None:
    """Each script is an executable file and says in its second line what it does."""
    script = root / "scripts" / name
    assert os.access(script, os.X_OK)
    lines = script.read_text("utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("# ")


@pytest.mark.parametrize("name", TASKS)
def test_script_works_from_any_folder(root: Path, tmp_path: Path, name: str) -> None:
    """A script hands its arguments to the command of its name, wherever it is started."""
    outcome = run([root / "scripts" / name, "--help"], tmp_path)
    assert outcome.returncode == 0
    assert f"Usage: footnoted {name}" in outcome.stdout


def test_setup_up_to_date_needs_nothing(root: Path, tmp_path: Path) -> None:
    """Once set up, a further setup says nothing and looks for no Python."""
    outcome = run(["/bin/bash", root / "scripts" / "setup"], tmp_path, FOOTNOTED_PYTHON="no-such-python")
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")


def test_setup_without_python_says_what_to_install(root: Path, tmp_path: Path) -> None:
    """Where no Python is new enough, setup ends with 2, names the need and gives a hint."""
    copy = tmp_path / "scripts" / "setup"
    copy.parent.mkdir()
    copy.write_bytes((root / "scripts" / "setup").read_bytes())
    copy.chmod(0o755)
    outcome = run([copy], tmp_path, FOOTNOTED_PYTHON="no-such-python")
    assert outcome.returncode == 2
    assert "Python 3.11" in outcome.stderr
    assert "hint: " in outcome.stderr
    assert not (tmp_path / ".venv").exists()
