"""The library's front door: `import footnoted`."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import footnoted
from footnoted.cli import main
from footnoted.errors import DatasetError


def python(code: str) -> str:
    """What a program prints in a Python of its own."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def birds(tmp_path: Path) -> Path:
    """A table of a hundred rows, the last of which is too long."""
    rows = [f"{n},Gull {n}" for n in range(1, 100)]
    table = tmp_path / "birds.csv"
    table.write_text("\n".join(["id,name", *rows, "100,Gull,shore"]) + "\n", "utf-8")
    return table


def test_a_package_is_validated_from_python(birds: Path) -> None:
    """By a path or its name; the report has each finding and each problem."""
    for path in (birds, str(birds)):
        report = footnoted.validate_package(path)
        assert isinstance(report, footnoted.Report)
        assert report.passed is False
        assert [(f.code, f.row) for f in report.findings] == [("cell-extra", 101)]
        (problem,) = report.problems
        assert isinstance(problem, footnoted.Problem)
        assert (problem.path, problem.line) == ("birds.csv", 101)


def test_a_path_without_a_file_is_an_error_of_the_library(tmp_path: Path) -> None:
    """Not a problem of somebody's data."""
    with pytest.raises(DatasetError):
        footnoted.validate_package(tmp_path / "nothing.csv")
    assert issubclass(DatasetError, footnoted.FootnotedError)


def test_a_dataset_is_checked_from_python(tmp_path: Path) -> None:
    """A new dataset passes, and its tables come along."""
    assert main(["init", str(tmp_path / "lights")]) == 0
    checked = footnoted.check_dataset(tmp_path / "lights")
    assert isinstance(checked, footnoted.Checked)
    assert checked.passed
    assert checked.tables["sources"].num_rows


def test_every_public_name_is_there_and_no_other() -> None:
    """Also for who asks with `dir` or `import *`; an unknown name is an AttributeError."""
    assert [name for name in footnoted.__all__ if not hasattr(footnoted, name)] == []
    assert set(footnoted.__all__) <= set(dir(footnoted))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = footnoted.nonsense


def test_importing_the_library_imports_nothing_else() -> None:
    """Each name is imported when it is asked for."""
    code = "import sys, footnoted; print(*sorted(n for n in sys.modules if n.startswith(('footnoted', 'pyarrow'))))"
    assert python(code) == "footnoted\n"


def test_the_package_of_checks_keeps_its_name() -> None:
    """`footnoted.validate` is the same thing whatever was imported before, a module that can be called."""
    first = (
        "import footnoted; footnoted.validate_package; import footnoted.validate as v; from footnoted import validate"
    )
    for before in (first, "from footnoted import validate; import footnoted.validate.dataset, footnoted.validate as v"):
        assert python(f"import types; {before}; print(v is validate, isinstance(v, types.ModuleType))") == "True True\n"


def test_any_package_is_validated_by_one_call(birds: Path) -> None:
    """`footnoted.validate(path)`, within the memory that the caller states."""
    assert footnoted.validate(birds).findings == footnoted.validate_package(birds).findings
    assert footnoted.validate(str(birds), memory=10**8).rows == {"birds": 100}


def test_types_are_seen_by_a_type_checker(tmp_path: Path) -> None:
    """Mypy knows what the lazy names are."""
    user = tmp_path / "user.py"
    user.write_text(
        "import footnoted\n"
        "passed: bool = footnoted.validate('birds.csv').passed\n"
        "wrong: int = footnoted.validate_package('birds.csv').path\n"
        "also: int = footnoted.validate('birds.csv', memory=10**9).path\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent", str(user)]
    told = subprocess.run(
        [*command, f"--cache-dir={tmp_path}"], check=False, capture_output=True, text=True, cwd=tmp_path
    ).stdout
    assert "user.py:3: error: Incompatible types" in told
    assert "user.py:4: error: Incompatible types" in told
    assert "user.py:2" not in told


def test_validating_a_package_imports_nothing_of_a_dataset(birds: Path) -> None:
    """Claims, readers, languages and the Datasette site are for datasets; half of the time would be theirs."""
    code = (
        "import sys; from footnoted.cli import main; main(['validate', '--format', 'json', sys.argv[1]]);"
        "print(*sorted({'.'.join(n.split('.')[:2]) for n in sys.modules if n.startswith('footnoted.')}))"
    )
    command = [sys.executable, "-c", code, str(birds)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    light = ("cli", "errors", "language_files", "problem", "rules", "schema", "text", "validate")
    assert told.split() == [f"footnoted.{name}" for name in light]


def test_each_pre_commit_hook_runs_on_a_new_dataset(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hooks name files of a dataset, and their commands work in its folder and fail on a broken one."""
    *hooks, package = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in (*hooks, package)] == ["footnoted-validate", "footnoted-fmt", "footnoted-package"]
    assert main(["init", str(tmp_path / "lights")]) == 0
    monkeypatch.chdir(tmp_path / "lights")
    claims = tmp_path / "lights/seeds/skerrin-panels.toml"
    words = claims.read_text("utf-8")
    for hook in hooks:
        program, *arguments = shlex.split(hook["entry"]) + hook.get("args", [])
        assert (program, hook["language"], hook["pass_filenames"]) == ("footnoted", "python", False)
        claims.write_text(words, "utf-8")
        assert main(arguments) == 0
        claims.write_text(words + '\n[[nonsense]]\nid   = "a"\n', "utf-8")
        assert main(arguments) == 1


def test_the_pre_commit_hook_of_packages_takes_descriptors(root: Path, tmp_path: Path) -> None:
    """Pre-commit names the descriptors that changed, in any repository, and each is checked with its data."""
    hook = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))[-1]
    assert "pass_filenames" not in hook
    assert [bool(re.search(hook["files"], name)) for name in ("datapackage.json", "a/datapackage.json", "a.json")] == [
        True,
        True,
        False,
    ]
    program, *arguments = shlex.split(hook["entry"])
    descriptor = tmp_path / "datapackage.json"
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    descriptor.write_text(json.dumps({"resources": [{"name": "t", "path": "t.csv", "schema": schema}]}), "utf-8")
    for cell, code in (("1", 0), ("x", 1)):
        (tmp_path / "t.csv").write_text(f"id\n{cell}\n", "utf-8")
        assert (program, main([*arguments, str(descriptor)])) == ("footnoted", code)
