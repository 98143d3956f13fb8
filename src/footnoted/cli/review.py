"""`footnoted review`: claims that nobody has checked against their article, one after another in the terminal."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import tomli

from footnoted.claims import Claim, content_hash
from footnoted.claims.parts import parts_in_seeds
from footnoted.claims.toml_values import value_text
from footnoted.cli import dataset_root
from footnoted.cli.claim_block import ClaimBlock
from footnoted.cli.replace_file import replace_file
from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.text import text_report
from footnoted.cli.sentence import sentence
from footnoted.errors import FootnotedError
from footnoted.schema import SEEDS, cell_text
from footnoted.validate.dataset import Checked, check_dataset

__all__ = ["command"]

_CHOICES = "accept (a), edit (e), reject (r), skip (s), quit (q)"
_EDITED = ", edited"


@click.command("review")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH...]")
@click.option("--by", metavar="NAME", help="Who reviews; else the name that git knows you by.")
@click.option("--drafts", is_flag=True, help="Only claims that the extractor has drafted.")
@click.option("--list", "listing", is_flag=True, help="Only say how many claims of each file are reviewed.")
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], by: str | None, drafts: bool, listing: bool) -> None:
    """Step through the claims that nobody has reviewed: all of them, or those of the claims files PATH.

    Each is shown with its passages in their sentences. Accept records your name and the day in the claim, bound to what
    it says: a later edit takes the review back. Edit opens your editor, reject takes the claim out.

    Example: footnoted review seeds/harbour.toml
    """
    root = dataset_root(context)
    only = {path.resolve() for path in paths}
    checked = check_dataset(root)
    if listing:
        for line in _listed(checked, root, only):
            click.echo(line)
        _tell_packed(checked, root)
        return
    name = by or _git_name()
    counts = Counter[str]()
    for key in _waiting(checked, root, only, drafts=drafts):
        answer = _Step(root, name).take(key)
        counts[answer] += 1
        if answer == "quit":
            break
    told = ", ".join(f"{counts[word]} {word}" for word in ("accepted", "edited", "rejected", "skipped") if counts[word])
    click.echo(f"Reviewed: {told or 'nothing'}.")
    _tell_packed(checked, root)


def _tell_packed(checked: Checked, root: Path) -> None:
    """Say which claims are not shown because no file of theirs could take the review."""
    claims = checked.loaded.claims if checked.loaded else ()
    waiting = sum(c.reviewed_by is None and not (root / c.origin.file.path).is_file() for c in claims)
    if waiting and (parts := parts_in_seeds(root)):
        many = f"{waiting:,} claim{'' if waiting == 1 else 's'}"
        click.echo(f"Not reviewed, and packed: {many}. To review them, unpack them here, and delete the part then:")
        for part in parts:
            click.echo(printable(f"  footnoted unpack {part} --out {SEEDS}"))


Key = tuple[str, str, str]
"""What a claim is known by while others come and go: its file, its table and its row."""


def _key(claim: Claim) -> Key:
    return claim.origin.file.path, claim.table, claim.row_id


def _waiting(checked: Checked, root: Path, only: set[Path], *, drafts: bool) -> Iterator[Key]:
    for claim in checked.loaded.claims if checked.loaded else ():
        wanted = not only or (root / claim.origin.file.path).resolve() in only
        in_file = (root / claim.origin.file.path).is_file()
        if wanted and in_file and claim.reviewed_by is None and (claim.drafted_by or not drafts):
            yield _key(claim)


def _listed(checked: Checked, root: Path, only: set[Path]) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for claim in checked.loaded.claims if checked.loaded else ():
        if not only or (root / claim.origin.file.path).resolve() in only:
            counts.setdefault(claim.origin.file.path, Counter())[_state(claim)] += 1
    for path, states in sorted(counts.items()):
        yield printable(f"{path}: {', '.join(f'{states[state]} {state}' for state in sorted(states))}")


def _state(claim: Claim) -> str:
    """Drafted by the extractor, edited since, or written by a person; and whether somebody has reviewed it."""
    drafted = claim.drafted_by
    origin = "written" if drafted is None else "edited" if drafted.endswith(_EDITED) else "drafted"
    return f"{origin}, reviewed" if claim.reviewed_by else f"{origin}, not reviewed"


@dataclass(frozen=True, slots=True)
class _Step:
    """One claim before one reviewer."""

    root: Path
    name: str

    def take(self, key: Key) -> str:
        """Show the claim and do what the reviewer says; gives what was done."""
        while True:
            # Read again each time: an edit of one claim may have changed what another says.
            checked = check_dataset(self.root)
            claim = next((c for c in checked.loaded.claims if _key(c) == key), None) if checked.loaded else None
            if claim is None:
                return "skipped"
            for line in (*_shown(claim), *_problems(checked, claim)):
                click.echo(line)
            try:
                answer = (
                    str(click.prompt(_CHOICES, prompt_suffix="? ", default="s", show_default=False)).strip().lower()
                )
            except click.Abort:
                return "quit"
            done = self._do(answer[:1], claim, checked)
            if done:
                return done

    def _do(self, answer: str, claim: Claim, checked: Checked) -> str | None:
        match answer:
            case "a":
                return self._accept(claim, checked)
            case "e":
                return self._edit(claim)
            case "r":
                self._write(claim, _block(claim).removed())
                return "rejected"
            case "s":
                return "skipped"
            case "q":
                return "quit"
        click.echo(f"{answer!r} is none of {_CHOICES}")
        return None

    def _accept(self, claim: Claim, checked: Checked) -> str | None:
        if _problems(checked, claim):
            click.echo("A claim with errors cannot be accepted: edit or reject it.")
            return None
        block = _block(claim)
        self._write(claim, block.replaced(self._signed(claim, block.text, edited=False)))
        return "accepted"

    def _edit(self, claim: Claim) -> str | None:
        """The reviewer's own version, signed; None where it cannot be read, and the file is then as it was."""
        block = _block(claim)
        edited = click.edit(block.text, extension=".toml")
        if edited is None:
            return None
        try:
            signed = self._signed(claim, edited, edited=True)
        except (tomli.TOMLDecodeError, KeyError, IndexError, TypeError) as error:
            click.echo(printable(f"This is no claim, and was not kept: {error}"))
            return None
        before = claim.origin.file.text
        self._write(claim, block.replaced(signed))
        if problems := _problems(check_dataset(self.root), claim):
            self._write(claim, before)
            for line in (*problems, "The edit has errors, and was not kept."):
                click.echo(line)
            return None
        return "edited"

    def _signed(self, claim: Claim, text: str, *, edited: bool) -> str:
        """The lines of a claim with the review at their end."""
        raw = tomli.loads(text)[claim.table][0]
        review = {
            "name": self.name,
            "on": dt.datetime.now().astimezone().date().isoformat(),
            "claim": content_hash(claim.table, raw, claim.source.sha256),
        }
        lines = [line for line in text.rstrip("\n").split("\n") if not line.startswith(("reviewed_by", "drafted_by"))]
        if drafted := raw.get("drafted_by"):
            by = drafted if not edited or drafted.endswith(_EDITED) else drafted + _EDITED
            lines.append(f"drafted_by = {value_text(by)}")
        return "\n".join((*lines, f"reviewed_by = {value_text(review)}")) + "\n"

    def _write(self, claim: Claim, text: str) -> None:
        replace_file(self.root / claim.origin.file.path, text)


def _block(claim: Claim) -> ClaimBlock:
    table, index = claim.origin.keys
    return ClaimBlock.of(claim.origin.file.text, str(table), int(index))


def _problems(checked: Checked, claim: Claim) -> list[str]:
    """The errors of the claim's file, as lines."""
    own = [p for p in checked.problems if p.path == claim.origin.file.path and p.level == "error"]
    return list(text_report(own))


def _shown(claim: Claim) -> Iterator[str]:
    path, line, _ = claim.origin.place()
    heading = f"{claim.table}/{claim.row_id}"
    by = f", drafted by {claim.drafted_by}" if claim.drafted_by else ""
    yield ""
    yield f"{click.style(printable(heading), bold=True)} ({printable(f'{path}:{line}{by}')})"
    for cell in claim.cells:
        yield printable(f"  {cell.column} = {cell_text(cell.value)} ({cell.method})")
        yield from sentence(claim.source, cell.span)
        if cell.antecedent is not None:
            yield "    which refers to"
            yield from sentence(claim.source, cell.antecedent)
        if cell.attribution.span is not None:
            yield printable(f"    {cell.attribution.kind} source: {cell.attribution.span.of(claim.source.text)}")


def _git_name() -> str:
    ask = ["git", "config", "user.name"]
    try:
        said = subprocess.run(ask, check=False, capture_output=True, text=True).stdout.strip()  # noqa: S603
    except FileNotFoundError:
        said = ""
    if not said:
        raise FootnotedError("who reviews is not known", "say it: footnoted review --by NAME")
    return said
