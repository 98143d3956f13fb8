"""The files of `seeds/`: which there are, and what each claims file introduces before any claim is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from footnoted import languages
from footnoted.claims.file import ClaimsFile, read_claims_file
from footnoted.claims.shape import Shape
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import SEEDS, Dataset, claims_schema, decisions_schema, entities_schema

__all__ = ["DECISIONS", "SEEDS", "Introduced", "Progress", "Seeds", "read_seeds", "unseen"]

DECISIONS = "decisions"
_READ = frozenset({".toml", ".txt"})

Step = TypeVar("Step")


class Progress(Protocol):
    """Shows how far a run is: gives back the steps that it is given, of which there are `total`."""

    def __call__(self, steps: Iterable[Step], total: int, /) -> Iterable[Step]:
        """The same steps in the same order."""


def unseen(steps: Iterable[Step], _total: int, /) -> Iterable[Step]:
    """No progress shown."""
    return steps


class Named(NamedTuple):
    """A row as a claims file names it, `name` None where it does not; `joins` where another file makes the row."""

    id: str
    name: str | None
    joins: bool


@dataclass(frozen=True, slots=True)
class Introduced:
    """A claims file before its claims are read: the source's text, and the rows of tables that have names.

    `text` is None where the file cannot be used; `problems` then say why.
    """

    path: str
    text: str | None
    rows: Mapping[str, tuple[Named, ...]]
    problems: tuple[Problem, ...]


class Known(Protocol):
    """What earlier runs read."""

    def introduced(self, path: str) -> Introduced | None:
        """What the claims file at `path` introduces, if it is as it was."""


@dataclass(frozen=True)
class Seeds:
    """All files of a dataset's `seeds/`, each of the shape that it should have; `problems` of those that have not.

    `unclaimed` are the texts that no claims file is about.
    """

    claims: tuple[Introduced, ...]
    entities: Mapping[str, ClaimsFile]
    decisions: ClaimsFile | None
    problems: tuple[Problem, ...]
    unclaimed: tuple[str, ...] = ()


def read_seeds(dataset: Dataset, crew: Crew, progress: Progress = unseen, known: Known | None = None) -> Seeds:
    """List the files of `seeds/` and let `crew` check the shapes of those that are not `known` from before."""
    problems: list[Problem] = []
    listed = sorted(_listed(dataset.root, problems))
    own = {f"{SEEDS}/{name}.toml": name for name in (*dataset.entities, DECISIONS)}
    curated = {
        own[path]: file for path in listed if path in own and (file := _curated(dataset, path, own[path], problems))
    }
    tomls = [path for path in listed if path.endswith(".toml") and path not in own]
    here = {path: found for path in tomls if known and (found := known.introduced(path))}
    unread = [path for path in tomls if path not in here]
    task = Task(_introduced, _Introducer, (dataset,), str)
    here |= zip(unread, progress(crew.each(task, unread), len(unread)), strict=True)
    read = tuple(here[path] for path in tomls)
    problems += [problem for introduced in read for problem in introduced.problems]
    claims = tuple(introduced for introduced in read if introduced.text is not None)
    decisions = curated.pop(DECISIONS, None)
    return Seeds(claims, curated, decisions, tuple(problems), tuple(_unclaimed(listed, read)))


def _listed(root: Path, problems: list[Problem]) -> Iterator[str]:
    folder = root / SEEDS
    if folder.is_symlink():
        problems.append(_link(SEEDS))
        return
    if not folder.is_dir():
        hint = "texts and the claims about them go there"
        problems.append(Problem("seeds-missing", SEEDS, "there is no folder of this name", hint=hint))
        return
    for entry in folder.iterdir():
        path = f"{SEEDS}/{entry.name}"
        if entry.is_symlink():
            problems.append(_link(path))
        elif entry.suffix in _READ:
            yield path
        elif not entry.name.startswith(".") and (entry.is_dir() or entry.suffix.lower() in _READ):
            problems.append(_ignored(path, entry))


def _ignored(path: str, entry: Path) -> Problem:
    message = "nothing in this folder is read" if entry.is_dir() else "this file is not read"
    hint = "texts and claims stand in seeds/ itself, and their names end in .txt and .toml"
    return Problem("seeds-ignored", path, message, hint=hint, level="warning")


def _link(path: str) -> Problem:
    hint = "put the file itself here: a dataset follows no link"
    return Problem("source-link", path, "this is a symbolic link", hint=hint)


def _curated(dataset: Dataset, path: str, name: str, problems: list[Problem]) -> ClaimsFile | None:
    schema = decisions_schema(dataset) if name == DECISIONS else _entities_schema(dataset, name)
    file = _shaped(dataset.root, path, Shape(schema))
    if isinstance(file, ClaimsFile):
        return file
    problems += file
    return None


def _entities_schema(dataset: Dataset, name: str) -> dict[str, Any]:
    language = dataset.entities[name].by_name.get("language")
    return entities_schema(name, language.pattern if language else None)


def _shaped(root: Path, path: str, shape: Shape) -> ClaimsFile | tuple[Problem, ...]:
    file = read_claims_file(root, path)
    if isinstance(file, Problem):
        return (file,)
    return tuple(shape.problems(file)) or file


class _Introducer:
    """What a process needs to check the shape of claims files."""

    def __init__(self, dataset: Dataset) -> None:
        self.root = dataset.root
        self.shape = Shape(claims_schema(dataset, languages.currency_families()), dataset.facts)
        self.labels = {table.name: table.label for table in dataset.facts.values() if table.label}


def _introduced(context: _Introducer, path: str) -> Introduced:
    file = _shaped(context.root, path, context.shape)
    if not isinstance(file, ClaimsFile):
        return Introduced(path, None, {}, file)
    rows = {
        table: tuple(
            Named(claim.get("id") or claim["about"], _words(claim.get(label)), "about" in claim)
            for claim in file.data.get(table, ())
        )
        for table, label in context.labels.items()
    }
    return Introduced(path, f"{SEEDS}/{file.data['source']['text']}", rows, ())


def _words(cell: str | Mapping[str, str] | None) -> str | None:
    return cell if cell is None or isinstance(cell, str) else cell["passage"]


def _unclaimed(listed: Iterable[str], read: Iterable[Introduced]) -> Iterator[str]:
    # A text whose claims file is broken has one all the same.
    known = {introduced.text or introduced.path.removesuffix(".toml") + ".txt" for introduced in read}
    return (path for path in listed if path.endswith(".txt") and path not in known)
