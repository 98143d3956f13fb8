"""`footnoted build`: seeds/ -> build/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from footnoted.claims import Memory as Cache
from footnoted.claims import remembered
from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.memory import Memory
from footnoted.cli.progress import Bar
from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.text import summary, text_report
from footnoted.validate.dataset import Checked
from footnoted.validate.reveal import revealed_shares
from footnoted.write.build import build
from footnoted.write.last_build import LastBuild, Report
from footnoted.write.partitioned import MEMORY, write_tables

__all__ = ["command"]

# As in the vocabulary of the column: what the words themselves give first, what people judge last.
_METHODS = ("stated", "converted", "inferred", "curated", "judged")
_MOST_SOURCES = 10
_SAME = "Nothing was done: sources, schemas and toolkit are as they were, and so are the files of the last build."


@click.command("build")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder to build into, instead of the dataset's build/.",
)
@click.option(
    "--tables",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Of a drafted corpus that is larger than memory, write the tables alone into DIR, as Parquet.",
)
@click.option(
    "--memory", type=Memory(), metavar="SIZE", help="With --tables: about how much the merge may hold, such as 512MB."
)
@click.option("--no-cache", is_flag=True, help="Read every source again, whatever earlier runs read.")
@click.option("--explain", is_flag=True, help="Say which sources were read again, and why.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    context: click.Context, out: Path | None, tables: Path | None, memory: int | None, *, no_cache: bool, explain: bool
) -> None:
    """Build the package: read every passage again, check every table, write every format.

    A build with errors writes nothing: the last good one stays. Of a large dataset, what earlier runs read and proved
    is kept in .footnoted/ and not read again while nothing that it depends on changed; the package is the same.

    With --tables only the tables are written, in files of up to two million rows, and memory stays bounded: for parts
    that `extract --corpus` made, thousands of articles each, beside which seeds/ holds nothing but names.

    Example: footnoted build
    """
    root = dataset_root(context)
    if tables is not None:
        _write_tables(context, root, tables, memory or MEMORY)
        return
    target = out or root / "build"
    known = None if no_cache else remembered(root)
    last = None if known is None else LastBuild(root, target)
    report = None if last is None else last.report()
    if report is not None:
        _tell(Report(report.problems, (*report.package, *((_SAME,) if explain else ()))))
        return
    checked = build(root, target, Bar("Reading"), known)
    problems = tuple(text_report(checked.problems))
    if not checked.passed:
        _tell(Report((*problems, f"Not built: {summary(checked.problems)}. {target} is as it was."), ()))
        context.exit(PROBLEMS_FOUND)
    report = Report(problems, tuple(_told(checked, target)))
    if last is not None:
        last.remember(report)
    _tell(Report(report.problems, (*report.package, *(_explained(known) if explain else ()))))


def _write_tables(context: click.Context, root: Path, out: Path, memory: int) -> None:
    tabled = write_tables(root, out, memory, Bar("Reading batches"))
    problems = tuple(text_report(tabled.problems))
    if not tabled.passed:
        _tell(Report((*problems, f"Not written: {summary(tabled.problems)}. {out} is as it was."), ()))
        context.exit(PROBLEMS_FOUND)
    told = f"Wrote the tables to {out}: {summary(tabled.problems)}."
    _tell(Report(problems, (*_counted(tabled.rows), "", told)))


def _tell(report: Report) -> None:
    for line in report.problems:
        click.echo(line, err=True)
    for line in report.package:
        click.echo(line)


def _explained(memory: Cache | None) -> Iterator[str]:
    """Why sources were read: each reason with how many there are, and the first of them."""
    if memory is None:
        yield "Every source was read: no cache is used."
        return
    by_reason: dict[str, list[str]] = {}
    for path, reason in sorted(memory.reasons.items()):
        by_reason.setdefault(reason, []).append(path)
    yield f"{memory.kept:,} sources were as they were, and are not read again."
    for reason, paths in sorted(by_reason.items()):
        more = f" and {len(paths) - _MOST_SOURCES:,} more" if len(paths) > _MOST_SOURCES else ""
        yield f"{len(paths):,} read, because {reason}: {', '.join(map(printable, paths[:_MOST_SOURCES]))}{more}"


def _told(checked: Checked, target: Path) -> list[str]:
    return [
        *_counted({name: table.num_rows for name, table in checked.tables.items()}),
        "",
        *_footnotes(checked),
        *_drafted(checked),
        *_revealed(checked),
        f"Built {target}: {summary(checked.problems)}.",
    ]


def _counted(rows: Mapping[str, int]) -> Iterator[str]:
    filled = {name: count for name, count in rows.items() if count}
    width = max(map(len, filled), default=0)
    return (f"{name:<{width}}  {count:>9,} row{'' if count == 1 else 's'}" for name, count in filled.items())


def _footnotes(checked: Checked) -> Iterator[str]:
    counts = Counter(checked.tables["evidence"].column("method").to_pylist())
    told = ", ".join(f"{counts[method]:,} {method}" for method in _METHODS if counts[method])
    if told:
        yield f"Footnotes: {told}."


def _drafted(checked: Checked) -> Iterator[str]:
    if checked.loaded is None or not checked.loaded.drafted:
        return
    articles, claims = len(checked.loaded.drafted), checked.loaded.claims
    rows = {(claim.table, claim.row_id) for claim in claims if claim.source.id in checked.loaded.drafted}
    said = "1 article has" if articles == 1 else f"{articles:,} articles have"
    yield f"{said} no claims file: a machine's drafts tell of {len(rows):,} rows, and nobody has reviewed them."


def _revealed(checked: Checked) -> Iterator[str]:
    sources = {source.id: source for source in checked.loaded.sources} if checked.loaded else {}
    shares = revealed_shares(checked.tables, sources)
    most = sorted(shares, key=lambda name: (-shares[name], name))[:_MOST_SOURCES]
    for name in most:
        yield f"Passages reveal {shares[name]:.0%} of {printable(sources[name].path)}."
    if len(shares) > len(most):
        yield f"Of {len(shares) - len(most):,} more texts they reveal {shares[most[-1]]:.0%} at most."
