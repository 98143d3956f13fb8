"""The command line: what loads, what it says, and with which exit code it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from footnoted import __version__, cli
from footnoted.errors import DatasetError, FootnotedError

HEAVY = ("pyarrow", "jsonschema", "datasette", "frictionless", "tree_sitter", "sqlite3", "tomli")


def run_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """Run a command that raises `error`."""

    @click.command
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli.commands, "get_command", lambda _context, _name: failing)
    return cli.main(["build"])


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`footnoted --help` ends well and names each command with its one-line help."""
    assert cli.main(["--help"]) == 0
    output = capsys.readouterr().out
    assert re.search(r"^  build +Build the package: seeds/ -> build/\.$", output, re.MULTILINE)
    assert [name for name in cli.COMMANDS if f"\n  {name} " not in output] == []


def test_package_runs_as_a_module() -> None:
    """`python -m footnoted` is the command."""
    run = subprocess.run([sys.executable, "-m", "footnoted", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.split()[-1] == __version__


def test_help_imports_nothing_heavy() -> None:
    """`footnoted --help` starts without the libraries that only some commands need."""
    code = (
        "import json, sys, footnoted.cli; footnoted.cli.main(['--help']);"
        f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    )
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert json.loads(output.splitlines()[-1]) == []


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_every_listed_command_loads_and_shows_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command of the list exists, and its `--help` has an example."""
    assert cli.main([name, "--help"]) == 0
    assert "Example" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`footnoted --version` prints the package's version."""
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"footnoted, version {__version__}\n"


@pytest.mark.parametrize("arguments", [["no-such-command"], ["--no-such-option"]])
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command or option is named on standard error, and the exit code is 2."""
    assert cli.main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert arguments[0] in captured.err


def test_footnoted_errors_show_message_and_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error of the environment ends with 2, its message and its hint on standard error, without a traceback."""
    assert run_with(monkeypatch, FootnotedError("the disk is full", "free some space")) == 2
    assert capsys.readouterr().err == "Error: the disk is full\nHint: free some space\n"


def test_system_errors_name_the_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read ends the command with 2 and is named."""
    assert run_with(monkeypatch, PermissionError(13, "Permission denied", "seeds/birds.toml")) == 2
    assert capsys.readouterr().err == "Error: [Errno 13] Permission denied: 'seeds/birds.toml'\n"


def test_control_c_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Control-C ends a command as shells expect it, without a traceback."""
    assert run_with(monkeypatch, KeyboardInterrupt()) == 130
    assert "Interrupted." in capsys.readouterr().err


def test_problems_found_is_1() -> None:
    """A command that ends with `context.exit(1)` gives the process exit code 1."""

    @click.command
    @click.pass_context
    def finding(context: click.Context) -> None:
        context.exit(cli.PROBLEMS_FOUND)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli.commands, "get_command", lambda _context, _name: finding)
        assert cli.main(["validate"]) == 1


def context_for(dataset: Path | None) -> click.Context:
    """A context as the commands get it."""
    return click.Context(cli.commands, obj=dataset)


def test_dataset_is_found_from_a_folder_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--dataset` the nearest folder upwards with a descriptor is the dataset."""
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    inside = tmp_path / "seeds" / "2026"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert cli.dataset_root(context_for(None)) == tmp_path


def test_named_dataset_wins(tmp_path: Path) -> None:
    """`--dataset` names the folder, wherever the command is started."""
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    assert cli.dataset_root(context_for(tmp_path)) == tmp_path


@pytest.mark.parametrize("named", [True, False], ids=["named", "searched"])
def test_no_dataset_is_an_error_with_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool) -> None:
    """Where no descriptor is found, the error says where it was looked for and how to name a dataset."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatasetError) as caught:
        cli.dataset_root(context_for(tmp_path if named else None))
    assert str(tmp_path) in caught.value.message
    assert "--dataset" in (caught.value.hint or "")
