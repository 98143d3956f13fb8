"""`footnoted schema`: the JSON Schema of the claims files, made from schemas/."""

from __future__ import annotations

import click

from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.reports.text import summary, text_report
from footnoted.errors import FootnotedError
from footnoted.schema import Dataset, load_dataset
from footnoted.validate.drift import CLAIMS_SCHEMA, claims_schema_text

__all__ = ["command"]


@click.command("schema")
@click.pass_context
def command(context: click.Context) -> None:
    """Write schemas/claims.schema.json, by which editors complete and check claims files.

    Example: footnoted schema
    """
    dataset = load_dataset(dataset_root(context))
    if not isinstance(dataset, Dataset):
        for line in text_report(dataset):
            click.echo(line, err=True)
        click.echo(summary(dataset), err=True)
        context.exit(PROBLEMS_FOUND)
    target = dataset.root / CLAIMS_SCHEMA
    if target.is_symlink() or target.parent.is_symlink():
        raise FootnotedError(f"{CLAIMS_SCHEMA} is a link, which would be written through", "remove the link")
    target.write_text(claims_schema_text(dataset), "utf-8")
    click.echo(f"Wrote {CLAIMS_SCHEMA}.")
