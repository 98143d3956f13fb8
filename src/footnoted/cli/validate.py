"""`footnoted validate`: check a dataset, single claims files, or any package or table, and report every problem."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from footnoted.claims import SEEDS
from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.progress import Bar
from footnoted.cli.report import summary, text_report
from footnoted.problem import Problem
from footnoted.schema import DESCRIPTOR
from footnoted.validate import check_dataset
from footnoted.validate.resource import validate_package

__all__ = ["command"]


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH...]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How problems are printed.")
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], form: str) -> None:
    """Check the dataset and report every problem, without building anything.

    PATH may be another dataset's folder, a claims file of a dataset (its problems alone are told), or any Data Package
    (folder, descriptor or ZIP) or table (CSV, Parquet).

    Example: footnoted validate seeds/harbour.toml build/
    """
    found: dict[Problem, None] = {}
    for path in paths or (dataset_root(context),):
        found |= dict.fromkeys(_problems(path))
    problems = sorted(found)
    if form == "json":
        told = [asdict(problem) | {"related": [place._asdict() for place in problem.related]} for problem in problems]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in text_report(problems):
            click.echo(line)
        click.echo(summary(problems), err=bool(problems))
    if any(problem.level == "error" for problem in problems):
        context.exit(PROBLEMS_FOUND)


def _problems(path: Path) -> Iterator[Problem]:
    if (path / SEEDS).is_dir() and (path / DESCRIPTOR).is_file():
        yield from check_dataset(path, Bar("Checking")).problems
    elif path.suffix == ".toml" or path.absolute().parent.name == SEEDS:
        yield from _of_file(path.absolute())
    else:
        yield from validate_package(path).problems


def _of_file(path: Path) -> Iterator[Problem]:
    # What a claims file says may collide with any other file, so the whole dataset is read and the rest left untold.
    own = {f"{SEEDS}/{path.stem}{suffix}" for suffix in (".toml", ".txt")}
    for problem in check_dataset(path.parents[1], Bar("Checking")).problems:
        if problem.path in own:
            yield problem
