"""Fixtures that many tests share, and the rule that CI skips nothing of this repository's own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from footnoted.validate.dataset import Checked

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# A slow machine must not fail a property, and CI must try the same examples each time.
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")

# A command that is tested in a workflow of GitHub speaks as to a person all the same.
for _name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "GITLAB_CI", "CI_PROJECT_DIR"):
    os.environ.pop(_name, None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a command `footnoted` that need not import the toolkit before it runs: see warm/server.py."""
    folder = tmp_path_factory.mktemp("warm")
    server = [sys.executable, ROOT / "tests/warm/server.py", folder]
    with subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as answering:
        assert answering.stdout is not None
        assert answering.stdout.readline() == b"ready\n"
        yield folder


@pytest.fixture(scope="session")
def work() -> Callable[[Callable[[], object]], int]:
    """Counts the lines of Python that a call runs: a measure of its work that no clock and no other program changes."""

    def count(call: Callable[[], object]) -> int:
        lines = 0

        def trace(_frame: object, event: str, _argument: object) -> object:
            nonlocal lines
            lines += event == "line"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            call()
        finally:
            sys.settrace(before)
        return lines

    return count


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder `../shared` with data from outside this repository; a test that asks for it skips without it."""
    if not SHARED.is_dir():
        pytest.skip(f"no outside data: {SHARED.name} is not beside this repository")
    return SHARED


class Seeds:
    """A dataset of this repository's schemas, whose seeds a test writes."""

    def __init__(self, dataset: Path) -> None:
        self.dataset = dataset
        self.folder = dataset / "seeds"
        self.folder.mkdir(parents=True)
        shutil.copytree(ROOT / "schemas", dataset / "schemas")
        shutil.copy(ROOT / "datapackage.json", dataset)

    def write(self, name: str, content: str) -> None:
        """Write a file of `seeds/`."""
        (self.folder / name).write_text(content, "utf-8")

    def source(self, slug: str, text: str, claims: str, *, more: str = "", language: str = "en") -> None:
        """Write an article and its claims; `more` are further lines of [source]."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        header = f'[source]\nid = "{slug}"\ntext = "{slug}.txt"\nsha256 = "{digest}"\nlanguage = "{language}"\n{more}\n'
        self.write(f"{slug}.txt", text)
        self.write(f"{slug}.toml", header + claims)

    def check(self) -> Checked:
        """Check the dataset as `footnoted validate` does."""
        # Imported here: a module that does not import should fail its own tests, not every test.
        from footnoted.validate.dataset import check_dataset  # noqa: PLC0415

        return check_dataset(self.dataset)

    def problems(self, *levels: str) -> list[tuple[str, str, int | None, int | None]]:
        """Code and place of each problem, errors alone unless other levels are named."""
        wanted = levels or ("error",)
        return [(p.code, p.path, p.line, p.column) for p in self.check().problems if p.level in wanted]

    def rows(self, table: str) -> dict[str, dict[str, Any]]:
        """The rows of one table by id, without empty cells, of a dataset that must be without errors."""
        checked = self.check()
        assert [p for p in checked.problems if p.level == "error"] == []
        rows = checked.tables[table].to_pylist()
        return {row["id"]: {name: value for name, value in row.items() if value is not None} for row in rows}

    def ranks(self, row_id: str, column: str) -> dict[str, tuple[str, str]]:
        """Source -> rank and value of what it says of one cell, of a dataset that must be without errors."""
        checked = self.check()
        assert [p for p in checked.problems if p.level == "error"] == []
        found = checked.tables["evidence"].to_pylist()
        cell = [e for e in found if (e["row_id"], e["column_name"]) == (row_id, column)]
        return {e["source_id"]: (e["rank"], e["value"]) for e in cell}


@pytest.fixture(scope="session")
def new_seeds(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Seeds]:
    """Make empty datasets with this repository's schemas: for a dataset that several tests only read."""
    return lambda: Seeds(tmp_path_factory.mktemp("seeds") / "dataset")


@pytest.fixture
def seeds(new_seeds: Callable[[], Seeds]) -> Seeds:
    """An empty dataset with this repository's schemas, to be filled."""
    return new_seeds()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for outside data."""
    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.outside_data)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, turn a skip into a failure: a test that does not run holds nothing."""
    report = yield
    if not (item.get_closest_marker("outside_data") and not SHARED.is_dir()):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI, hold whole files to the same rule: a module that skips itself fails."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: Any) -> None:  # noqa: ANN401 - pytest gives its two kinds of report no common public type
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where every test must run: {report.longrepr}"
