"""`footnoted validate`: check a dataset, single claims files, or any package or table, and report every problem."""

from __future__ import annotations

import os
from pathlib import Path

import click

from footnoted.cli import PROBLEMS_FOUND, check_of, dataset_root
from footnoted.cli.memory import Memory
from footnoted.cli.reports.formats import FORMATS
from footnoted.cli.reports.outcome import Checked, Outcome
from footnoted.cli.reports.service import service_of
from footnoted.cli.reports.text import summary
from footnoted.schema import DESCRIPTOR, SEEDS

__all__ = ["command"]


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH...]")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How problems are printed; else as text, and in a GitHub workflow as github, with a summary of the job.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    callback=lambda _context, _option, given: tuple(map(_report, given)),
    help="Write a report to a file as well; may be given several times.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Check what is not as it was at a revision of git, and what of the rest of the dataset that can break.",
)
@click.option(
    "--memory",
    type=Memory(),
    metavar="SIZE",
    help="About how much memory the check of a package may use, such as 512MB; larger tables go by the disk.",
)
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    context: click.Context,
    paths: tuple[Path, ...],
    form: str | None,
    reports: tuple[tuple[str, Path], ...],
    since: str | None,
    memory: int | None,
) -> None:
    """Check the dataset and report every problem, without building anything.

    PATH may be another dataset's folder, a claims file of a dataset (its problems alone are told), or any Data Package
    (folder, descriptor or ZIP) or table (CSV, Parquet).

    With --since only what changed is checked strictly: the changed texts and claims files, the rows they tell of, and
    ids and references of the rest. Another schema, vocabulary, name or decision is a change of everything.

    Example: footnoted validate seeds/harbour.toml build/
    """
    service = service_of(os.environ)
    outcome = Outcome(
        tuple(_checked(path, memory, since) for path in paths or (dataset_root(context),)), service.workspace
    )
    # Who names a format reads it, and wants nothing else written.
    reports += () if form else service.reports
    form = form or service.form
    for line in FORMATS[form](outcome):
        click.echo(line)
    if form == "text":
        click.echo(summary(outcome.problems), err=bool(outcome.problems))
        if any(problem.fix for problem in outcome.problems):
            click.echo("Some can be corrected for certain: footnoted fmt --fix", err=True)
    for name, file in reports:
        # A job's summary belongs to all its steps.
        with file.open("a" if name == "markdown" else "w", encoding="utf-8", errors="replace") as report:
            report.writelines(f"{line}\n" for line in FORMATS[name](outcome))
    if outcome.failed:
        context.exit(PROBLEMS_FOUND)


def _report(given: str) -> tuple[str, Path]:
    form, _, file = given.partition("=")
    if form not in FORMATS or not file:
        raise click.BadParameter(f"{given!r} is no FORMAT=FILE, where FORMAT is one of {', '.join(FORMATS)}")
    return form, Path(file)


def _checked(path: Path, memory: int | None, since: str | None) -> Checked:
    if (path / SEEDS).is_dir() and (path / DESCRIPTOR).is_file():
        kind = "dataset"
    elif path.suffix == ".toml" or path.absolute().parent.name == SEEDS:
        kind = "claims_file"
    else:
        kind = "package"
    if since is not None:
        if kind != "dataset":
            raise click.UsageError(f"--since checks datasets, and {path} is none")
        checked_since: Checked = check_of("since")(path, since)
        return checked_since
    limits = {"memory": memory} if kind == "package" and memory is not None else {}
    checked: Checked = check_of(kind)(path, **limits)
    return checked
