"""The command line: one module a command, imported when it is asked for.

A command is the click command called `command` in `footnoted.cli.<its name>`. It ends with `context.exit(1)` where
it found problems, and raises a `FootnotedError` where it cannot work at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from footnoted import __version__
from footnoted.errors import DatasetError, FootnotedError

__all__ = [
    "COMMANDS",
    "ENGINES",
    "PROBLEMS_FOUND",
    "WELL",
    "WRONG",
    "check_of",
    "commands",
    "dataset_root",
    "engine_of",
    "main",
]

WELL = 0
"""Exit code: all well."""
PROBLEMS_FOUND = 1
"""Exit code: the command did its work and found problems."""
WRONG = 2
"""Exit code: wrong usage, or an environment in which the command cannot work."""
INTERRUPTED = 130
"""Exit code: stopped by Control-C (128 + SIGINT, as shells count)."""

_DESCRIPTOR = "datapackage.json"


class Entry(NamedTuple):
    """What the list of commands knows about one without importing it."""

    module: str
    help: str


COMMANDS: Mapping[str, Entry] = {
    "init": Entry("footnoted.cli.init", "Make a new dataset that builds at once."),
    "extract": Entry("footnoted.cli.extract", "Draft claims from articles."),
    "build": Entry("footnoted.cli.build", "Build the package: seeds/ -> build/."),
    "validate": Entry("footnoted.cli.validate", "Check a dataset and report every problem."),
    "diff": Entry("footnoted.cli.diff", "List what changed between two editions, footnotes included."),
    "release": Entry("footnoted.cli.release", "Make a checked release: package, changes, citation, checksums."),
    "serve": Entry("footnoted.cli.serve", "Show the package in a browser, on this machine only."),
    "publish": Entry("footnoted.cli.publish", "Write a folder ready for a host."),
    "explain": Entry("footnoted.cli.explain", "Print the footnotes of a row, or what a rule means."),
    "fmt": Entry("footnoted.cli.fmt", "Put claims files into canonical form."),
    "candidates": Entry("footnoted.cli.candidates", "List rows that may be one thing told twice."),
    "pack": Entry("footnoted.cli.pack", "Write claims files and their texts as tables of claims (Parquet)."),
    "unpack": Entry("footnoted.cli.unpack", "Write tables of claims as claims files and their texts."),
    "review": Entry("footnoted.cli.review", "Step through claims that nobody has checked against their article."),
    "schema": Entry("footnoted.cli.schema", "Write the JSON Schema by which editors check claims files."),
    "read": Entry("footnoted.cli.read", "Print the quantities that the readers see in a text."),
}


CHECKS: Mapping[str, str] = {
    "dataset": "footnoted.cli.checks.dataset",
    "since": "footnoted.cli.checks.since",
    "everything": "footnoted.cli.checks.everything",
    "claims_file": "footnoted.cli.checks.claims_file",
    "package": "footnoted.cli.checks.package",
}
"""What `validate` checks: each kind of thing in a module of its own, so that nobody waits for the others' libraries."""


def check_of(kind: str) -> Callable[..., Any]:
    """Import the check of one kind of thing: a function `check` that takes a path and gives a `Checked`."""
    check: Callable[..., Any] = import_module(CHECKS[kind]).check
    return check


ENGINES: Mapping[str, str] = {
    "local": "footnoted.extract.corpus.engines.local",
    "dask": "footnoted.extract.corpus.engines.dask_engine",
    "spark": "footnoted.extract.corpus.engines.spark_engine",
}
"""Who drafts a corpus: each in a module of its own, since the library of a cluster may not be installed."""


def engine_of(name: str) -> Callable[..., Any]:
    """Import an engine: a function `run` that takes jobs, how many to do at once, and the address of a cluster or None.

    Raises:
        FootnotedError: its library is not installed.
    """
    try:
        run: Callable[..., Any] = import_module(ENGINES[name]).run
    except ModuleNotFoundError as error:
        hint = f"install {error.name}, in the version that the cluster has"
        raise FootnotedError(f"the engine {name!r} needs {error.name}", hint) from error
    return run


class LazyGroup(click.Group):
    """A group that imports a command's module only to run it, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name].module).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name].module}.command is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the list of commands from `COMMANDS` alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--dataset",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="FOOTNOTED_DATASET",
    metavar="DIR",
    help="Folder of the dataset; else the nearest folder from the current one upwards that has a datapackage.json.",
)
@click.version_option(__version__, prog_name="footnoted")
@click.pass_context
def commands(context: click.Context, dataset: Path | None) -> None:
    """Datasets in which every cell has a footnote.

    Example: footnoted build && footnoted serve
    """
    context.obj = dataset


def dataset_root(context: click.Context) -> Path:
    """Return the folder of the dataset that a command works on, as `--dataset` or the current folder says.

    Raises `DatasetError` where no such folder has a `datapackage.json`.
    """
    if isinstance(context.obj, Path):
        if (context.obj / _DESCRIPTOR).is_file():
            return context.obj
        raise DatasetError(f"{context.obj} holds no {_DESCRIPTOR}", "name a dataset's folder with --dataset")
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _DESCRIPTOR).is_file():
            return folder
    raise DatasetError(
        f"neither {here} nor a folder above it holds a {_DESCRIPTOR}",
        "go to a dataset's folder, or name one: footnoted --dataset DIR ...",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process by default) and return its exit code."""
    try:
        code = commands.main(arguments, prog_name="footnoted", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG
    except FootnotedError as error:
        _complain(error.message, error.hint)
        return WRONG
    except OSError as error:
        _complain(str(error), None)
        return WRONG
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else WELL


def _complain(message: str, hint: str | None) -> None:
    click.echo(f"Error: {message}", err=True)
    if hint:
        click.echo(f"Hint: {hint}", err=True)
