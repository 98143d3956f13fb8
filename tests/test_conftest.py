"""What CI may skip: tests of outside data where there is none, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest

def test_that_skips():
    pytest.skip("no such program")
"""
SKIPPING_FILE = """
import pytest

pytest.importorskip("a_library_that_nobody_has")
"""
OUTSIDE = """
def test_of_outside_data(shared_data):
    assert shared_data.name == "shared"
"""


@pytest.fixture
def repository(tmp_path: Path, root: Path) -> Path:
    """A folder with these fixtures and the project's settings, and nothing beside it."""
    tests = tmp_path / "repository" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(root / "tests" / "conftest.py", tests)
    shutil.copy(root / "pyproject.toml", tests.parent)
    return tests.parent


def run(repository: Path, test: str, ci: str) -> tuple[int, str]:
    """Run one test file there and return pytest's exit code and its closing line."""
    (repository / "tests" / "test_one.py").write_text(test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    outcome = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=repository, env=os.environ | {"CI": ci}
    )
    return outcome.returncode, outcome.stdout.splitlines()[-1]


def test_skip_fails_in_ci(repository: Path) -> None:
    """A test that skips itself fails the run where CI is true."""
    code, closing = run(repository, SKIPPING, "true")
    assert code == 1
    assert "1 failed" in closing


def test_skip_is_fine_elsewhere(repository: Path) -> None:
    """On a developer's machine a test may skip."""
    code, closing = run(repository, SKIPPING, "")
    assert code == 0
    assert "1 skipped" in closing


def test_skipped_file_fails_in_ci(repository: Path) -> None:
    """A test file that skips itself as a whole fails the run where CI is true."""
    code, closing = run(repository, SKIPPING_FILE, "true")
    assert code != 0
    assert "1 error" in closing


def test_absent_outside_data_may_skip_in_ci(repository: Path) -> None:
    """A test that asks for `shared_data` skips, in CI too, where that folder is absent."""
    code, closing = run(repository, OUTSIDE, "true")
    assert code == 0
    assert "1 skipped" in closing


def test_present_outside_data_is_given(repository: Path) -> None:
    """Where the folder is there, the test gets it and runs."""
    (repository.parent / "shared").mkdir()
    code, closing = run(repository, OUTSIDE, "true")
    assert code == 0
    assert "1 passed" in closing
