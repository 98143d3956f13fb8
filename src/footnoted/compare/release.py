"""A release: the package built anew, what changed since the last one, and what other programs know it by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from footnoted.compare.changes import Changes, compare
from footnoted.compare.edition import Edition, edition_of
from footnoted.compare.identity import check_ids_kept
from footnoted.compare.quality import check_worse
from footnoted.compare.versions import Reason, Version, reasons
from footnoted.problem import Problem
from footnoted.schema import DESCRIPTOR, Dataset
from footnoted.write.archive import write_archive
from footnoted.write.build import build
from footnoted.write.checksums import checksum_lines, digest, digests
from footnoted.write.citation import citation, citation_text
from footnoted.write.croissant import croissant
from footnoted.write.csvw import csvw
from footnoted.write.descriptor import descriptor_text
from footnoted.write.folder import drafted, swap_in
from footnoted.write.layout import CHECKSUMS, archive_name

__all__ = ["Plan", "Released", "Telling", "release"]

_PACKAGE = "package"
CHANGES, CHANGED_ROWS = "CHANGES.md", "changes.parquet"


@dataclass(frozen=True)
class Plan:
    """What is to be released: the dataset in `root` as `version`, dated `released_on` (ISO 8601), after `last`."""

    root: Path
    version: Version
    released_on: str
    last: Edition | None = None


@dataclass(frozen=True)
class Released:
    """What came of it: nothing was written where one of `problems` is an error."""

    problems: tuple[Problem, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether there is a release."""
        return all(problem.level != "error" for problem in self.problems)


Telling = Callable[[Plan, Sequence[Reason], Changes | None], Iterator[str]]
"""Gives the lines of the changelog."""
Signing = Callable[[Path], None]
"""Signs a file of checksums."""


def _unsigned(_: Path) -> None:
    return


def release(plan: Plan, out: Path, telling: Telling, signing: Signing = _unsigned) -> Released:
    """Build and compare, and write the release to the folder `out`, whole or not at all.

    Raises:
        OutputError: `out` cannot be written.
    """
    with drafted(out) as draft:
        checked = build(plan.root, draft / _PACKAGE)
        if not checked.passed or checked.dataset is None:
            return Released(checked.problems)
        new = edition_of(checked.dataset, checked.tables)
        problems = [*checked.problems, *_wrong_version(checked.dataset, plan)]
        if plan.last is not None:
            problems += [*check_ids_kept(checked.dataset, plan.last, new), *check_worse(plan.last, new)]
        with compare(plan.last, new) if plan.last else nullcontext() as changes:
            why = reasons(plan.last, new, changes) if plan.last and changes else []
            problems += _too_low(plan, why)
            found = Released(tuple(problems), tuple(why))
            if found.passed:
                _write(draft, plan, "".join(f"{line}\n" for line in telling(plan, why, changes)), changes)
        if found.passed:
            _seal(draft, checked.dataset, plan, signing)
            swap_in(draft, out)
    return found


def _wrong_version(dataset: Dataset, plan: Plan) -> Iterator[Problem]:
    said = dataset.descriptor.get("version")
    if said != str(plan.version):
        hint = f'write "version": "{plan.version}" there, and commit it: the package tells its version'
        yield Problem("release-version", DESCRIPTOR, f"the version is {said!r}, not {plan.version}", hint=hint)


def _too_low(plan: Plan, why: Sequence[Reason]) -> Iterator[Problem]:
    if plan.last is None:
        return
    last = Version.parse(str(plan.last.descriptor.get("version", "")))
    if last is None:
        hint = "a version has three numbers, such as 1.0.0"
        yield Problem("release-version", DESCRIPTOR, "the last release has no version to go on from", hint=hint)
        return
    least = last.raised(why[0].level if why else "patch")
    if plan.version < least:
        message = f"{plan.version} after {last} is too low" + (f": {why[0].text}" if why else "")
        hint = f"by the version recipe of Data Package this is {least} or later"
        yield Problem("release-version", DESCRIPTOR, message, hint=hint)


def _write(draft: Path, plan: Plan, told: str, changes: Changes | None) -> None:
    for path in sorted((draft / _PACKAGE).iterdir()):
        path.rename(draft / path.name)
    (draft / _PACKAGE).rmdir()
    before = plan.root / CHANGES
    older = before.read_text("utf-8") if before.is_file() and not before.is_symlink() else ""
    (draft / CHANGES).write_text("\n".join(filter(None, (told, older))), "utf-8")
    if changes is not None:
        changes.write_parquet(draft / CHANGED_ROWS)


def _dated(path: Path, released_on: str) -> dict[str, Any]:
    """The descriptor at `path`, which tells from now on when the package was made."""
    # The specification wants a time as well, and names no day alone.
    descriptor: dict[str, Any] = json.loads(path.read_text("utf-8")) | {"created": f"{released_on}T00:00:00Z"}
    path.write_text(descriptor_text(descriptor), "utf-8")
    return descriptor


def _seal(draft: Path, dataset: Dataset, plan: Plan, signing: Signing) -> None:
    descriptor = _dated(draft / DESCRIPTOR, plan.released_on)
    (draft / "CITATION.cff").write_text(citation_text(citation(descriptor, plan.released_on)), "utf-8")
    for name, said in (("croissant.json", croissant(descriptor, plan.released_on)), ("csvw.json", csvw(descriptor))):
        (draft / name).write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
    # The archive of the build knows nothing of what came to the package since.
    archive = draft / archive_name(dataset)
    for old in (archive, archive.with_name(f"{archive.name}.sha256"), draft / CHECKSUMS):
        old.unlink()
    files = digests(draft)
    (draft / CHECKSUMS).write_text(checksum_lines(files), "utf-8")
    archive = archive.with_name(f"{archive.stem}-{plan.version}.zip")
    write_archive(draft, [*files, CHECKSUMS], archive)
    archive.with_name(f"{archive.name}.sha256").write_text(checksum_lines({archive.name: digest(archive)}), "utf-8")
    signing(draft / CHECKSUMS)
