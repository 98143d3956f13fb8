"""`footnoted validate`: check a dataset, single claims files, or any package or table, and report every problem."""

from __future__ import annotations

import os
from pathlib import Path

import click

from footnoted.cli import PROBLEMS_FOUND, check_of, dataset_root
from footnoted.cli.reports.formats import FORMATS
from footnoted.cli.reports.markdown import markdown
from footnoted.cli.reports.outcome import Checked, Outcome
from footnoted.cli.reports.text import summary
from footnoted.schema import DESCRIPTOR, SEEDS

__all__ = ["command"]

_ON_GITHUB = "GITHUB_ACTIONS"
_WORKSPACE = "GITHUB_WORKSPACE"
_SUMMARY = "GITHUB_STEP_SUMMARY"


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH...]")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How problems are printed; else as text, and in a GitHub workflow as github, with a summary of the job.",
)
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], form: str | None) -> None:
    """Check the dataset and report every problem, without building anything.

    PATH may be another dataset's folder, a claims file of a dataset (its problems alone are told), or any Data Package
    (folder, descriptor or ZIP) or table (CSV, Parquet).

    Example: footnoted validate seeds/harbour.toml build/
    """
    workspace = Path(os.environ.get(_WORKSPACE) or Path.cwd())
    outcome = Outcome(tuple(_checked(path) for path in paths or (dataset_root(context),)), workspace)
    form = form or ("github" if os.environ.get(_ON_GITHUB) == "true" else "text")
    for line in FORMATS[form](outcome):
        click.echo(line)
    if form == "text":
        click.echo(summary(outcome.problems), err=bool(outcome.problems))
    if form == "github" and (file := os.environ.get(_SUMMARY)):
        with Path(file).open("a", encoding="utf-8", errors="replace") as job:
            job.writelines(f"{line}\n" for line in markdown(outcome))
    if outcome.failed:
        context.exit(PROBLEMS_FOUND)


def _checked(path: Path) -> Checked:
    if (path / SEEDS).is_dir() and (path / DESCRIPTOR).is_file():
        kind = "dataset"
    elif path.suffix == ".toml" or path.absolute().parent.name == SEEDS:
        kind = "claims_file"
    else:
        kind = "package"
    checked: Checked = check_of(kind)(path)
    return checked
