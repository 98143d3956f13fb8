"""`footnoted diff`: what changed between two editions of a dataset, footnotes included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.changes.json import json
from footnoted.cli.changes.markdown import markdown
from footnoted.cli.changes.text import text
from footnoted.cli.editions import edition
from footnoted.compare import Changes, Held, compare, held
from footnoted.errors import DatasetError

__all__ = ["command"]

_FORMATS: Mapping[str, Callable[[Changes, Held, int | None], Iterator[str]]] = {
    "text": text,
    "markdown": markdown,
    "json": json,
}
_MOST = {"text": 200, "markdown": 100}
"""Changes of each table that are shown where not all are asked for; a summary of a job may have a mebibyte."""


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False, default=".")
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text", help="How changes are printed.")
@click.option("--all", "everything", is_flag=True, help="Print every change, however many there are.")
@click.option(
    "--parquet",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all changes as a Parquet file too.",
)
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - click passes arguments and options by name
    context: click.Context, old: str, new: str, form: str, everything: bool, parquet: Path | None
) -> None:
    """List what changed from OLD to NEW, row by row and cell by cell, with the words that each value rests on.

    OLD and NEW are each a package (folder or ZIP), a dataset's folder, or a revision of the dataset in git; without
    NEW, the dataset as it stands is meant. A value that changed, a footnote that moved, support that was won or lost
    and a dispute are told apart. The command ends with 1 where quality fell or rose by more than `limits.quality` in
    datapackage.json allows.

    Example: footnoted diff main
    """
    root = _root(context)
    with (
        edition(old, root) as before,
        edition(str(root) if new == "." else new, root) as after,
        compare(before, after) as changes,
    ):
        told = held(before, after)
        for line in _FORMATS[form](changes, told, None if everything else _MOST.get(form)):
            click.echo(line)
        if parquet is not None:
            changes.write_parquet(parquet)
    if told.problems:
        context.exit(PROBLEMS_FOUND)


def _root(context: click.Context) -> Path:
    """The dataset whose revisions may be meant; two packages can be compared anywhere."""
    try:
        return dataset_root(context)
    except DatasetError:
        return Path.cwd()
