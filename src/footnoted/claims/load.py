"""All claims of a dataset, read from `seeds/`: sources pinned, names collected, passages found, values read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from footnoted import languages
from footnoted.claims.anchor import Anchor
from footnoted.claims.decisions import Decisions
from footnoted.claims.entities import Names, check_entities, collect_names
from footnoted.claims.file import ClaimsFile, read_claims_file
from footnoted.claims.lens import Lens, Readers
from footnoted.claims.model import Assumption, Claim, Origin, Source
from footnoted.claims.read import ClaimReader
from footnoted.claims.shape import Shape
from footnoted.problem import Problem
from footnoted.schema import Dataset, claims_schema, decisions_schema, entities_schema
from footnoted.text import SourceText, read_source

__all__ = ["DECISIONS", "SEEDS", "Loaded", "load_claims"]

SEEDS = "seeds"
DECISIONS = "decisions"

Progress = Callable[[Iterable[ClaimsFile]], Iterable[ClaimsFile]]


@dataclass(frozen=True)
class Loaded:
    """What `seeds/` says, and every problem met on the way."""

    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    names: Mapping[str, Names]
    decisions: Decisions
    problems: tuple[Problem, ...]


def load_claims(dataset: Dataset, progress: Progress = iter) -> Loaded:
    """Read every file in `seeds/` of `dataset`; `progress` may wrap the claims files to show how far it is."""
    problems: list[Problem] = []
    files = _Files(dataset, problems)
    names = {
        table.name: collect_names(table, files.entities.get(table.name), files.claims)
        for table in dataset.facts.values()
        if table.label
    }
    for name in dataset.entities:
        problems += check_entities(names[name], files.entities.get(name))
    sources: list[Source] = []
    claims: list[Claim] = []
    readers = Readers(dataset, names)
    for file in progress(files.claims):
        source = _source(dataset, file, problems)
        if source is not None:
            sources.append(source)
            claims += _claims(dataset, source, names, Lens(readers, source.document), problems)
    problems += _repeated(sources)
    return Loaded(tuple(sources), tuple(claims), names, Decisions.of(files.decisions), tuple(sorted(problems)))


class _Files:
    """The TOML files of `seeds/`, each of the shape that it should have."""

    def __init__(self, dataset: Dataset, problems: list[Problem]) -> None:
        self._dataset, self._problems = dataset, problems
        listed = sorted(_listed(dataset.root, problems))
        tomls = [path for path in listed if path.endswith(".toml")]
        shape = Shape(claims_schema(dataset, languages.currency_families()), dataset.facts)
        own = {f"{SEEDS}/{name}.toml": name for name in (*dataset.entities, DECISIONS)}
        self.claims = [file for path in tomls if path not in own and (file := self._read(path, shape))]
        self.entities = {
            name: file
            for name in dataset.entities
            if f"{SEEDS}/{name}.toml" in tomls and (file := self._read(f"{SEEDS}/{name}.toml", _entity_shape(name)))
        }
        decisions = f"{SEEDS}/{DECISIONS}.toml"
        self.decisions = self._read(decisions, Shape(decisions_schema(dataset))) if decisions in tomls else None
        texts = {f"{SEEDS}/{file.data['source']['text']}" for file in self.claims}
        unread = {path[: -len(".toml")] + ".txt" for path in tomls}
        for path in listed:
            if path.endswith(".txt") and path not in texts | unread:
                hint = f"add {path[:-4]}.toml, the claims about it"
                problems.append(
                    Problem(
                        "source-without-claims", path, "no claims file reads this text", None, None, hint, "warning"
                    )
                )

    def _read(self, path: str, shape: Shape) -> ClaimsFile | None:
        file = read_claims_file(self._dataset.root, path)
        if isinstance(file, Problem):
            self._problems.append(file)
            return None
        found = shape.problems(file)
        self._problems += found
        return None if found else file


def _entity_shape(name: str) -> Shape:
    return Shape(entities_schema(name))


def _listed(root: Path, problems: list[Problem]) -> Iterator[str]:
    folder = root / SEEDS
    if folder.is_symlink() or not folder.is_dir():
        problems.append(
            Problem("seeds-missing", SEEDS, "there is no folder of this name", hint="texts and claims go there")
        )
        return
    for entry in folder.iterdir():
        path = f"{SEEDS}/{entry.name}"
        if entry.is_symlink():
            hint = "put the file itself here: a dataset follows no link"
            problems.append(Problem("source-link", path, "this is a symbolic link", hint=hint))
        elif entry.suffix in {".toml", ".txt"}:
            yield path


def _source(dataset: Dataset, file: ClaimsFile, problems: list[Problem]) -> Source | None:
    said: Mapping[str, Any] = file.data["source"]
    path = f"{SEEDS}/{said['text']}"
    text = read_source(dataset.root, path)
    if isinstance(text, Problem):
        problems.append(text)
        return None
    if text.sha256 != said["sha256"]:
        problems.append(_changed(file, text))
    if not languages.is_available(said["language"]):
        known = ", ".join(languages.available())
        message = f"no language data for {said['language']!r}"
        problems.append(file.problem("language-unknown", message, f"there is: {known}", keys=("source", "language")))
        return None
    return Source(
        id=said["id"],
        file=file,
        path=path,
        sha256=text.sha256,
        document=languages.document(text.text, said["language"]),
        metadata={key: value for key, value in said.items() if key not in {"text", "assume"}},
        assume={family: Assumption(**entry) for family, entry in said.get("assume", {}).items()},
    )


def _changed(file: ClaimsFile, text: SourceText) -> Problem:
    message = f"{text.path} is not the text that these claims were written about: its sha256 is {text.sha256}"
    hint = "bring the text back, or, once every passage is found again, write the new sha256 here"
    return file.problem("source-changed", message, hint, keys=("source", "sha256"))


def _claims(
    dataset: Dataset, source: Source, names: Mapping[str, Names], lens: Lens, problems: list[Problem]
) -> Iterator[Claim]:
    reader = ClaimReader(source, lens)
    for table in dataset.facts.values():
        for index, raw in enumerate(source.file.data.get(table.name, ())):
            origin = Origin(source.file, (table.name, index))
            anchor = Anchor(source, origin, raw)
            row_id = raw.get("id") or raw["about"]
            row_id = names[table.name].kept(row_id) if table.name in names else row_id
            given = [name for name in table.by_name if name in raw and name != "id"] if anchor.usable else []
            anchored = [cell for name in given if (cell := anchor.cell(name, raw[name]))]
            cells = reader.read(table, row_id, origin, anchored)
            problems += anchor.problems
            yield Claim(
                table.name,
                row_id,
                "about" in raw,
                source,
                cells,
                origin,
                raw.get("drafted_by"),
                raw.get("reviewed_by"),
                raw.get("note"),
            )
    problems += reader.problems


def _repeated(sources: Iterable[Source]) -> Iterator[Problem]:
    first: dict[str, Source] = {}
    for source in sources:
        other = first.setdefault(source.id, source)
        if other is not source:
            message = f"the id {source.id!r} is taken by {other.file.path}"
            yield source.file.problem("source-repeated", message, "give it an id of its own", keys=("source", "id"))
