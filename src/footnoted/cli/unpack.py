"""`footnoted unpack`: tables of claims as claims files and their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from footnoted.claims.packed import packed_file, packed_text
from footnoted.claims.parts import PackedRow, part_groups, part_rows
from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.progress import Bar
from footnoted.cli.reports.text import text_report
from footnoted.errors import FootnotedError
from footnoted.problem import Problem
from footnoted.schema import SEEDS, Dataset, load_dataset

__all__ = ["command"]


@click.command("unpack")
@click.argument("parts", nargs=-1, required=True, metavar="PART...", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder for the files; none in it is overwritten.",
)
@click.pass_context
def command(context: click.Context, parts: tuple[Path, ...], out: Path) -> None:
    """Write each source of each PART as its claims file and its text, in the form of `footnoted fmt`.

    Facts that a machine drafted get their key into their id, so that no two articles make the same row.

    Example: footnoted unpack seeds/claims-00000.parquet --out seeds
    """
    dataset = load_dataset(dataset_root(context))
    if not isinstance(dataset, Dataset):
        raise FootnotedError("the dataset's schemas cannot be used", "run `footnoted validate`, which says why")
    out.mkdir(parents=True, exist_ok=True)
    found = [_write(dataset, row, out) for part in Bar("Unpacking")(parts, len(parts)) for row in _rows(dataset, part)]
    count = sum(made is None for made in found)
    click.echo(f"{count:,} source{'' if count == 1 else 's'} unpacked into {out}")
    problems = tuple(made for made in found if isinstance(made, Problem))
    for line in text_report(problems):
        click.echo(line, err=True)
    for path in (made for made in found if isinstance(made, Path)):
        click.echo(f"{path}: there is such a file already, and it was left alone", err=True)
    if any(made is not None for made in found):
        context.exit(PROBLEMS_FOUND)


def _rows(dataset: Dataset, part: Path) -> Iterator[PackedRow | Problem]:
    groups = part_groups(dataset.root, str(part.absolute()))
    if isinstance(groups, Problem):
        yield groups
        return
    for group in groups:
        rows = part_rows(dataset.root, group)
        if isinstance(rows, Problem):
            yield rows
        else:
            yield from (PackedRow(group, at) for at, row in enumerate(rows) if row["source"] is not None)


def _write(dataset: Dataset, row: PackedRow | Problem, out: Path) -> Problem | Path | None:
    """Write a source; why it cannot be read, or which file is in the way, if it is not."""
    file = row if isinstance(row, Problem) else packed_file(dataset, row)
    if isinstance(row, Problem) or isinstance(file, Problem):
        return file  # type: ignore[return-value]  # one of the two is a problem, and then both are
    said: Mapping[str, Any] = file.data["source"]
    # The shape of the file is checked when it is read; the name of its text, before it is written.
    text = packed_text(dataset, row, f"{SEEDS}/{Path(str(said.get('text', ''))).name}")
    if isinstance(text, Problem):
        return text
    contents = {out / Path(file.path).name: file.text, out / Path(text.path).name: text.text}
    if there := [path for path in contents if path.exists()]:
        return there[0]
    for path, content in contents.items():
        path.write_text(content, "utf-8", newline="\n")
    return None
