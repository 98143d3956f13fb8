"""`footnoted pack`: claims files and their texts as tables of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import click

from footnoted.claims import Claim, Loaded, load_claims
from footnoted.claims.file import ClaimsFile, read_claims_file
from footnoted.claims.format.comments import read_comments
from footnoted.claims.parts import SUFFIX, ReadClaim, Spelled, packed_row, write_part
from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.progress import Bar
from footnoted.cli.reports.text import summary, text_report
from footnoted.errors import FootnotedError
from footnoted.parallel import Crew
from footnoted.schema import Dataset, load_dataset

__all__ = ["command"]


@click.command("pack")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder for the parts; none in it is overwritten.",
)
@click.option("--sources", "most", default=20_000, show_default=True, type=click.IntRange(1), help="At most, a part.")
@click.pass_context
def command(context: click.Context, out: Path, most: int) -> None:
    """Write the claims files of seeds/, with their texts, as Parquet files of many sources each.

    Such a part may lie in seeds/ in the place of the files: the build reads both alike. `footnoted unpack` gives the
    files back, comments and all, in the form of `footnoted fmt`. Where claims have errors, nothing is written.

    Example: footnoted pack --out parts
    """
    dataset = load_dataset(dataset_root(context))
    if not isinstance(dataset, Dataset):
        raise FootnotedError("the dataset's schemas cannot be used", "run `footnoted validate`, which says why")
    with Crew() as crew:
        loaded = load_claims(dataset, crew, Bar("Reading"))
    if errors := tuple(problem for problem in loaded.problems if problem.level == "error"):
        for line in text_report(errors):
            click.echo(line, err=True)
        click.echo(f"Nothing is packed: {summary(errors)}.", err=True)
        context.exit(PROBLEMS_FOUND)
    out.mkdir(parents=True, exist_ok=True)
    files = sorted({s.file.path for s in loaded.sources if (dataset.root / s.file.path).is_file()})
    for number, start in enumerate(range(0, len(files), most)):
        path = out / f"claims-{number:05}{SUFFIX}"
        if path.exists():
            raise FootnotedError(f"there is a {path} already", "name another folder with --out")
        count = write_part(path, _rows(dataset, loaded, files[start : start + most]))
        click.echo(f"{path}: {count:,} source{'' if count == 1 else 's'}")


def _rows(dataset: Dataset, loaded: Loaded, files: list[str]) -> Iterator[dict[str, Any]]:
    wanted = set(files)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in loaded.claims:
        if claim.origin.file.path in wanted:
            claims[claim.origin.file.path].append(claim)
    texts = {source.file.path: source.text for source in loaded.sources}
    for path in files:
        file = read_claims_file(dataset.root, path)
        if not isinstance(file, ClaimsFile):
            raise FootnotedError(f"{path} changed while it was packed", "pack again")
        read = [ReadClaim(c.table, file.data[c.table][int(c.origin.keys[1])], c.cells) for c in claims[path]]
        said = Spelled(file.data, read_comments(file.text))
        yield packed_row(PurePosixPath(path).stem, said, texts[path], read)
