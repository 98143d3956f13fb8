"""`footnoted build`: seeds/ -> build/."""

from __future__ import annotations

from pathlib import Path

import click

from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.progress import Bar
from footnoted.cli.report import summary, text_report
from footnoted.problem import Problem
from footnoted.validate import Checked, check_dataset
from footnoted.write import write_package

__all__ = ["command"]


@click.command("build")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder to build into, instead of the dataset's build/.",
)
@click.pass_context
def command(context: click.Context, out: Path | None) -> None:
    """Build the package: read every passage again, check every table, write every format.

    A build with errors writes nothing: the last good one stays.

    Example: footnoted build
    """
    root = dataset_root(context)
    checked = check_dataset(root, Bar("Reading"))
    problems = checked.problems
    target = out or root / "build"
    if checked.passed and checked.dataset is not None:
        problems = (*problems, *write_package(checked.dataset, checked.tables, target))
    for line in text_report(problems):
        click.echo(line, err=True)
    if any(problem.level == "error" for problem in problems):
        click.echo(f"Not built: {summary(problems)}. {target} is as it was.", err=True)
        context.exit(PROBLEMS_FOUND)
    for line in _told(checked, target, problems):
        click.echo(line)


def _told(checked: Checked, target: Path, problems: tuple[Problem, ...]) -> list[str]:
    tables = {name: table for name, table in checked.tables.items() if table.num_rows}
    width = max((len(name) for name in tables), default=0)
    lines = [f"{name:<{width}}  {table.num_rows:>9,} rows" for name, table in tables.items()]
    return [*lines, "", f"Built {target}: {summary(problems)}."]
