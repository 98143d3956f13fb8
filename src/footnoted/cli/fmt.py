"""`footnoted fmt`: claims files in canonical form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from footnoted.claims import SEEDS
from footnoted.claims.file import ClaimsFile, parse_claims_file, read_claims_file
from footnoted.claims.format import formatted
from footnoted.claims.parts import SUFFIX, parts_in_seeds
from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.corrections import made_corrections
from footnoted.cli.progress import Bar
from footnoted.cli.replace_file import replace_file
from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.text import summary, text_report
from footnoted.errors import FootnotedError
from footnoted.problem import Problem
from footnoted.schema import Dataset, load_dataset
from footnoted.text import read_inside

__all__ = ["command"]

# What an editor may have done to a file, and what is undone here: TOML reads it as the same data.
_MENDED = {"source-newline", "source-bom"}


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Change nothing; list the files that are not in canonical form.")
@click.option("--fix", is_flag=True, help="First make the corrections that are certain, and list them.")
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], check: bool, fix: bool) -> None:
    """Put claims files into canonical form: all of seeds/, or the files and folders that are named.

    The order of tables and keys is that of the schemas; comments are kept, and what a file says never changes, but
    with --fix: a passage that cuts a reading short, is copied with a slip or misspells a term is put right.

    Example: footnoted fmt --check
    """
    if fix and check:
        raise FootnotedError("--fix changes files, --check must not", "use one of them")
    root = dataset_root(context)
    for line in made_corrections(root, [path.resolve() for path in paths]) if fix else ():
        click.echo(printable(line))
    dataset = load_dataset(root)
    problems = list(dataset) if not isinstance(dataset, Dataset) else []
    changed = []
    if isinstance(dataset, Dataset):
        files = list(_files(dataset.root, paths))
        for file in Bar("Formatting")(files, len(files)):
            found = _format(dataset, file, check=check)
            if isinstance(found, Problem):
                problems.append(replace(found, path=file.shown))
            elif found:
                changed.append(file.shown)
    for part in _parts(root, paths):
        click.echo(printable(f"{part} is left alone: `footnoted unpack` writes its claims in canonical form"), err=True)
    _tell(changed, sorted(problems), check=check)
    if problems or (check and changed):
        context.exit(PROBLEMS_FOUND)


class _File(NamedTuple):
    """A file at `path` in the folder `root`, `shown` in the report as it was named."""

    root: Path
    path: str
    shown: str


def _files(root: Path, paths: Sequence[Path]) -> Iterator[_File]:
    if not paths:
        for file in sorted((root / SEEDS).glob("*.toml")):
            yield _File(root, f"{SEEDS}/{file.name}", f"{SEEDS}/{file.name}")
    for path in paths:
        if not path.exists():
            raise FootnotedError(f"there is no {path}", "name claims files, or folders that hold some")
        for file in sorted(path.glob("*.toml")) if path.is_dir() else [path] if path.suffix != SUFFIX else ():
            yield _File(file.parent, file.name, str(file))


def _parts(root: Path, paths: Sequence[Path]) -> list[str]:
    """The parts among what is to be formatted: no files in them are written."""
    return [str(path) for path in paths if path.suffix == SUFFIX] if paths else parts_in_seeds(root)


def _format(dataset: Dataset, file: _File, *, check: bool) -> bool | Problem:
    """Whether the file was not in canonical form, or why it cannot be; it is rewritten unless this is a check."""
    said = read_claims_file(file.root, file.path)
    if isinstance(said, Problem) and said.code in _MENDED:
        said = _mended(file) or said
    if isinstance(said, Problem):
        return said
    text = formatted(said, dataset)
    differs = read_inside(file.root, file.path) != text.encode()
    if differs and not check:
        replace_file(file.root / file.path, text)
    return differs


def _mended(file: _File) -> ClaimsFile | Problem | None:
    data = read_inside(file.root, file.path).removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    try:
        return parse_claims_file(file.path, data.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _tell(changed: Sequence[str], problems: Sequence[Problem], *, check: bool) -> None:
    for path in changed:
        click.echo(printable(path if check else f"formatted {path}"))
    for line in text_report(problems):
        click.echo(line, err=True)
    if problems:
        click.echo(summary(problems), err=True)
    elif not changed:
        click.echo("All files are in canonical form.", err=True)
