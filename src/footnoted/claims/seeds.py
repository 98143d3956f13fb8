"""The files of `seeds/`: which there are, and what each claims file introduces before any claim is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from footnoted import languages
from footnoted.claims.file import DECISIONS, ClaimsFile, read_claims_file
from footnoted.claims.packed import packed_file
from footnoted.claims.parts import SUFFIX, Group, PackedRow, part_groups, part_rows
from footnoted.claims.shape import Shape
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import SEEDS, Dataset, claims_schema, decisions_schema, entities_schema

__all__ = ["DECISIONS", "SEEDS", "Introduced", "Progress", "Seeds", "read_seeds", "unseen"]

_READ = frozenset({".toml", ".txt", SUFFIX})

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

    `text` is None where the file cannot be used; `problems` then say why. `packed` is the row of a part that stands for
    the file, where it is none of its own; `drafted` where a machine drafted all of it.
    """

    path: str
    text: str | None
    rows: Mapping[str, tuple[Named, ...]]
    problems: tuple[Problem, ...]
    packed: PackedRow | None = None
    drafted: bool = False


class Known(Protocol):
    """What earlier runs read."""

    def introduced(self, path: str) -> Introduced | None:
        """What the claims file at `path` introduces, if it is as it was."""


@dataclass(frozen=True)
class Seeds:
    """All files of a dataset's `seeds/`, each of the shape that it should have; `problems` of those that have not.

    `unclaimed` are the texts that no claims file is about, `drafted` the claims files in parts that a machine drafted.
    """

    claims: tuple[Introduced, ...]
    entities: Mapping[str, ClaimsFile]
    decisions: ClaimsFile | None
    problems: tuple[Problem, ...]
    unclaimed: tuple[str, ...] = ()
    drafted: tuple[Introduced, ...] = ()


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
    packed = _packed(dataset, crew, [path for path in listed if path.endswith(SUFFIX)], here, problems)
    written = sorted((*here.values(), *(i for i in packed if not i.drafted)), key=lambda introduced: introduced.path)
    problems += [problem for introduced in (*here.values(), *packed) for problem in introduced.problems]
    claims = tuple(introduced for introduced in written if introduced.text is not None)
    drafted = tuple(introduced for introduced in packed if introduced.drafted and introduced.text is not None)
    decisions = curated.pop(DECISIONS, None)
    unclaimed = tuple(_unclaimed(listed, (*here.values(), *packed)))
    return Seeds(claims, curated, decisions, tuple(problems), unclaimed, drafted)


def _packed(
    dataset: Dataset, crew: Crew, parts: Iterable[str], loose: Mapping[str, Introduced], problems: list[Problem]
) -> list[Introduced]:
    """The claims files in `parts`: each name once, and none that lies beside them as a file of its own."""
    groups: list[Group] = []
    for path in parts:
        found = part_groups(dataset.root, path)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            groups += found
    known, result = dict.fromkeys(loose, SEEDS), []
    for introduced in chain.from_iterable(crew.each(Task(_unpacked, _Introducer, (dataset,), str), groups)):
        part = introduced.packed.group.path if introduced.packed else introduced.path
        if introduced.path in known and introduced.text is not None:
            message = f"{introduced.path} stands here, and in {known[introduced.path]} too"
            problems.append(Problem("source-repeated", part, message, hint="take one of the two out"))
            continue
        known[introduced.path] = part
        result.append(introduced)
    return result


def _unpacked(context: _Introducer, group: Group) -> list[Introduced]:
    rows = part_rows(context.dataset.root, group)
    if isinstance(rows, Problem):
        return [Introduced(group.path, None, {}, (rows,))]
    found = []
    for at, row in enumerate(rows):
        # What was left out when the part was made is no source of the dataset.
        if row["source"] is None:
            continue
        packed = PackedRow(group, at)
        file = packed_file(context.dataset, packed)
        shaped = (file,) if isinstance(file, Problem) else tuple(context.shape.problems(file)) or file
        told = _told(context, shaped, group.path)
        found.append(replace(told, packed=packed, drafted=row["drafted_by"] is not None))
    return found


def _listed(root: Path, problems: list[Problem]) -> Iterator[str]:
    folder = root / SEEDS
    if folder.is_symlink():
        problems.append(_link(SEEDS))
        return
    if not folder.is_dir():
        hint = "texts and the claims about them go there"
        problems.append(Problem("seeds-missing", SEEDS, "there is no folder of this name", hint=hint))
        return
    # Not by Path, which takes ten times as long for a name, and asks the system once more for each of them.
    for entry in os.scandir(folder):
        path, suffix = f"{SEEDS}/{entry.name}", os.path.splitext(entry.name)[1]  # noqa: PTH122
        if entry.is_symlink():
            problems.append(_link(path))
        elif suffix in _READ:
            yield path
        elif not entry.name.startswith(".") and (entry.is_dir() or suffix.lower() in _READ):
            problems.append(_ignored(path, entry))


def _ignored(path: str, entry: os.DirEntry[str]) -> Problem:
    message = "nothing in this folder is read" if entry.is_dir() else "this file is not read"
    hint = "texts and claims stand in seeds/ itself, and their names end in .txt, .toml or .parquet"
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
        self.dataset = dataset
        self.shape = Shape(claims_schema(dataset, languages.currency_families()), dataset.facts)
        self.labels = {table.name: table.label for table in dataset.facts.values() if table.label}


def _introduced(context: _Introducer, path: str) -> Introduced:
    return _told(context, _shaped(context.dataset.root, path, context.shape), path)


def _told(context: _Introducer, file: ClaimsFile | tuple[Problem, ...], path: str) -> Introduced:
    if not isinstance(file, ClaimsFile):
        return Introduced(path, None, {}, file)
    rows = {
        table: tuple(
            Named(claim.get("id") or claim["about"], _words(claim.get(label)), "about" in claim)
            for claim in file.data.get(table, ())
        )
        for table, label in context.labels.items()
    }
    return Introduced(file.path, f"{SEEDS}/{file.data['source']['text']}", rows, ())


def _words(cell: str | Mapping[str, str] | None) -> str | None:
    return cell if cell is None or isinstance(cell, str) else cell["passage"]


def _unclaimed(listed: Iterable[str], read: Iterable[Introduced]) -> Iterator[str]:
    # A text whose claims file is broken has one all the same.
    known = {introduced.text or introduced.path.removesuffix(".toml") + ".txt" for introduced in read}
    return (path for path in listed if path.endswith(".txt") and path not in known)
