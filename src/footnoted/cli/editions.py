"""What a user names as an edition: a package, a dataset's folder, or a revision of the dataset in git."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from footnoted.cli.git import git
from footnoted.cli.progress import Bar
from footnoted.compare import Edition, edition_of, package_edition
from footnoted.errors import DatasetError
from footnoted.parallel import Crew
from footnoted.schema import DESCRIPTOR, SEEDS
from footnoted.validate.dataset import Checked, check_dataset
from footnoted.validate.quality import Figures, count_figures
from footnoted.validate.resource.safe import DEFAULT_LIMITS
from footnoted.validate.resource.unpack import unpack

__all__ = ["checked_out", "edition", "revisions"]

# What a dataset consists of; nothing else of a revision is written anywhere.
_PARTS = (DESCRIPTOR, "schemas", SEEDS)
_HINT = "name a package (folder or ZIP), a dataset's folder, or a revision of git such as main"


@contextmanager
def edition(named: str, root: Path) -> Iterator[Edition]:
    """The edition that `named` means, for as long as the block lasts; `root` is the dataset whose revisions count.

    Raises:
        DatasetError: there is nothing of the kind, or it has errors.
    """
    path = Path(named)
    if path.suffix.lower() == ".zip" and path.is_file():
        with tempfile.TemporaryDirectory() as folder:
            found = unpack(path, Path(folder), DEFAULT_LIMITS)
            if not isinstance(found, Path):
                raise DatasetError(f"{named} cannot be unpacked: {found.message}", "footnoted validate says more")
            yield package_edition(found)
    elif (path / DESCRIPTOR).is_file():
        yield _built(path, named) if (path / SEEDS).is_dir() else package_edition(path)
    else:
        with checked_out(named, root) as folder:
            yield _built(folder, named)


@contextmanager
def checked_out(revision: str, root: Path) -> Iterator[Path]:
    """The dataset in `root` as it was at a revision, in a folder that is gone afterwards; links are left out.

    Raises:
        DatasetError: git knows no such revision, or it holds no dataset.
    """
    prefix = _git(root, "rev-parse", "--show-prefix").decode().rstrip("/\n")
    # From a folder below, git would read the names in a tree as names below that folder.
    root = Path(_git(root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", of=revision)
    tree = f"{commit.decode().strip()}:{prefix}"
    there = set(_git(root, "ls-tree", "--name-only", "--end-of-options", tree, of=revision).decode().split("\n"))
    if DESCRIPTOR not in there:
        raise DatasetError(f"{revision} holds no dataset: there is no {DESCRIPTOR}", _HINT)
    archive = _git(root, "archive", "--format=tar", tree, *(part for part in _PARTS if part in there), of=revision)
    with tempfile.TemporaryDirectory(prefix="footnoted-revision-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            members = [member for member in files.getmembers() if member.isfile() or member.isdir()]
            files.extractall(folder, members, filter="data")
        yield Path(folder)


def revisions(root: Path) -> tuple[str, ...]:
    """The tags of the repository that the dataset in `root` is in; none where it is in none."""
    try:
        return tuple(_git(root, "tag", "--list").decode().split())
    except DatasetError:
        return ()


def _built(folder: Path, named: str) -> Edition:
    checked = check_dataset(folder, Bar(f"Reading {named}"))
    if checked.dataset is None or not checked.passed:
        first = next(problem for problem in checked.problems if problem.level == "error")
        message = f"{named} has errors, so that its tables cannot be compared"
        raise DatasetError(message, f"first {first.path}:{first.line}: {first.message}; footnoted validate tells all")
    return edition_of(checked.dataset, checked.tables, _figures(checked))


def _figures(checked: Checked) -> Figures | None:
    """How many figures of the articles are cited, where the dataset limits that: to count them takes its time."""
    if checked.dataset is None or checked.loaded is None:
        return None
    if "figures.uncited" not in checked.dataset.settings.get("limits", {}).get("quality", {}):
        return None
    with Crew() as crew:
        return count_figures(checked.dataset, checked.tables, checked.loaded, crew)


def _git(root: Path, *arguments: str, of: str = "") -> bytes:
    return git(root, *arguments, hint=_HINT, of=of, otherwise="neither a package nor a revision")
