"""`footnoted release`: a checked release of the dataset."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.changes.markdown import markdown
from footnoted.cli.editions import edition, revisions
from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.text import summary, text_report
from footnoted.compare import Changes, Held
from footnoted.compare.release import Plan, release
from footnoted.compare.versions import Reason, Version
from footnoted.errors import FootnotedError, OutputError

__all__ = ["command"]

_MOST = 100
_FIRST = "none"


@click.command("release")
@click.argument("version")
@click.option("--last", metavar="EDITION", help="The last release: package, dataset or revision; `none` for the first.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Else releases/VERSION.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of the release, instead of today.")
@click.option(
    "--sign-with", "key", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="KEY",
    help="Sign the checksums with this ssh key.",
)  # fmt: skip
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - click passes arguments and options by name
    context: click.Context, version: str, last: str | None, out: Path | None, day: str | None, key: Path | None
) -> None:
    """Build the dataset as VERSION, compare it with the last release, and write everything that a release needs.

    Without --last, the last release is the highest tag of git that is a version (v1.2.0). The release is refused where
    the dataset has errors, an id was used again or is gone without a word, or VERSION is too low for what changed.

    Example: footnoted release 1.0.0 --last none
    """
    root = dataset_root(context)
    number = Version.parse(version)
    if number is None:
        raise FootnotedError(f"{version!r} is no version", "it has three numbers: 1.0.0")
    target = out or root / "releases" / version
    if target.exists():
        raise OutputError(f"{target} is there already", "a release is never changed: raise the version")
    before = last or _last_tag(root, number)
    with nullcontext(None) if before == _FIRST else edition(before, root) as old:
        done = release(Plan(root, number, _day(day), old), target, _told, lambda sums: _sign(sums, key))
    for line in text_report(done.problems):
        click.echo(line, err=True)
    if not done.passed:
        click.echo(f"Not released: {summary(done.problems)}.", err=True)
        context.exit(PROBLEMS_FOUND)
    for reason in done.reasons:
        click.echo(printable(f"{reason.level}: {reason.text}"))
    click.echo(printable(f"Released {version} in {target}, after {before}."))


def _last_tag(root: Path, version: Version) -> str:
    tags = {found: tag for tag in revisions(root) if (found := Version.parse(tag.removeprefix("v")))}
    if not tags:
        hint = "name it with --last, or say that this is the first one: --last none"
        raise FootnotedError("no tag of git is a version, so that the last release is not known", hint)
    earlier = [found for found in tags if found < version]
    if not earlier:
        raise FootnotedError(f"{max(tags)} was released before", f"{version} is not later")
    return tags[max(earlier)]


def _day(day: str | None) -> str:
    if day is None and (epoch := os.environ.get("SOURCE_DATE_EPOCH")):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
    try:
        return (dt.date.fromisoformat(day) if day else dt.datetime.now(dt.UTC).date()).isoformat()
    except ValueError as error:
        raise FootnotedError(f"{day!r} is no day", "write it as 2026-11-28") from error


def _told(plan: Plan, reasons: Sequence[Reason], changes: Changes | None) -> Iterator[str]:
    """The section of the changelog for one release."""
    yield f"## {plan.version} ({plan.released_on})"
    yield ""
    if changes is None:
        yield "The first release."
        return
    yield from (f"- **{reason.level}**: {printable(reason.text)}" for reason in reasons)
    yield ""
    yield from markdown(changes, Held({}, ()), _MOST)


def _sign(sums: Path, key: Path | None) -> None:
    """SHA256SUMS.sig beside the checksums, which `ssh-keygen -Y verify` checks."""
    if key is None:
        return
    try:
        sign = ["ssh-keygen", "-q", "-Y", "sign", "-n", "footnoted", "-f", str(key), str(sums)]
        subprocess.run(sign, check=True, capture_output=True)  # noqa: S603
    except FileNotFoundError as error:
        raise FootnotedError("ssh-keygen is not installed", "install it, or leave --sign-with out") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        raise FootnotedError(f"the checksums cannot be signed: {said}", "is this the private key?") from error
