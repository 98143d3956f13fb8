"""`footnoted validate`: check a dataset and report every problem."""

from __future__ import annotations

import click

from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.progress import Bar
from footnoted.cli.report import summary, text_report
from footnoted.validate import check_dataset

__all__ = ["command"]


@click.command("validate")
@click.pass_context
def command(context: click.Context) -> None:
    """Check the dataset and report every problem, without building anything.

    Example: footnoted validate
    """
    checked = check_dataset(dataset_root(context), Bar("Checking"))
    for line in text_report(checked.problems):
        click.echo(line)
    click.echo(summary(checked.problems), err=bool(checked.problems))
    if not checked.passed:
        context.exit(PROBLEMS_FOUND)
