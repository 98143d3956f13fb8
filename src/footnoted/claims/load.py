"""All claims of a dataset, read from `seeds/`: sources pinned, names collected, passages found, values read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from footnoted import languages
from footnoted.claims.anchor import Anchor
from footnoted.claims.decisions import Decisions
from footnoted.claims.drafted import DraftedFile
from footnoted.claims.drafts import (
    draft_repeated,
    draft_source,
    drafted_names,
    named_as_people_do,
    packed_draft,
    with_drafted_names,
)
from footnoted.claims.entities import Names, check_entities, collect_names
from footnoted.claims.file import ClaimsFile, read_claims_file
from footnoted.claims.lens import Desk
from footnoted.claims.memory import Memory
from footnoted.claims.model import Assumption, Claim, Origin, Source
from footnoted.claims.packed import packed_file, packed_text
from footnoted.claims.read import ClaimReader
from footnoted.claims.review import check_review, reviewer
from footnoted.claims.said import Said
from footnoted.claims.seeds import SEEDS, Introduced, Progress, Seeds, read_seeds, unseen
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import Dataset
from footnoted.text import SourceText, read_source

__all__ = [
    "Loaded",
    "all_names",
    "load_claims",
    "read_file",
    "repeated",
    "source_path",
    "standing",
    "without_claims",
]


@dataclass(frozen=True)
class Loaded:
    """What `seeds/` says, and every problem met on the way.

    `whole`: no file had to be left out, so that a row or name that is missing is missing. `drafted` are the ids of the
    sources whose claims a machine drafted in this run; where there are any, `own_names` are the names without theirs.
    """

    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    names: Mapping[str, Names]
    decisions: Decisions
    problems: tuple[Problem, ...]
    whole: bool = True
    drafted: frozenset[str] = frozenset()
    own_names: Mapping[str, Names] = field(default_factory=dict)

    def by_names(self) -> Iterator[tuple[Mapping[str, Names], tuple[Source, ...]]]:
        """The sources with the names by which they are read: people's are not read by names that a machine drafted."""
        if not self.drafted:
            yield self.names, self.sources
            return
        yield self.own_names, tuple(source for source in self.sources if source.id not in self.drafted)
        yield self.names, tuple(source for source in self.sources if source.id in self.drafted)


def load_claims(
    dataset: Dataset,
    crew: Crew,
    progress: Progress = unseen,
    drafting: Task | None = None,
    memory: Memory | None = None,
) -> Loaded:
    """Let `crew` read every file in `seeds/` of `dataset`; `progress` may wrap the files to show how far it is.

    `drafting` gives a `DraftedFile` for the path of a text that no claims file is about. What `memory` has of an
    unchanged file is not read again.
    """
    seeds = read_seeds(dataset, crew, progress, memory)
    loaded = _written(dataset, crew, seeds, progress, memory)
    drafts = list(progress(crew.each(drafting, seeds.unclaimed), len(seeds.unclaimed))) if drafting else []
    if dataset.publishes_drafts:
        drafts += crew.each(Task(packed_draft, _same, (dataset,), source_path), seeds.drafted)
    if not drafting:
        without = tuple(map(without_claims, seeds.unclaimed))
        loaded = replace(loaded, problems=tuple(sorted((*loaded.problems, *without))))
    return _with_drafts(dataset, crew, loaded, drafts) if drafts else loaded


def _same(dataset: Dataset) -> Dataset:
    return dataset


def without_claims(path: str) -> Problem:
    """A text that no claims file is about."""
    hint = f"add {path.removesuffix('.txt')}.toml, the claims about it"
    return Problem("source-without-claims", path, "no claims file reads this text", None, None, hint, "warning")


def _with_drafts(dataset: Dataset, crew: Crew, loaded: Loaded, drafts: Iterable[DraftedFile]) -> Loaded:
    problems, files, taken = [], [], {source.id for source in loaded.sources}
    for drafted in drafts:
        problem = drafted.problem
        if problem is None and drafted.source["id"] in taken:
            problem = draft_repeated(drafted.path, drafted.source["id"])
        if problem is None:
            taken.add(drafted.source["id"])
            files.append(named_as_people_do(drafted, dataset, loaded.names))
        else:
            problems.append(problem)
    names = with_drafted_names(loaded.names, (named for file in files for named in drafted_names(file, dataset)))
    stand = list(crew.each(Task(standing, Desk, (dataset, names), _drafted_path), files))
    sources = tuple(source for source, _ in stand)
    return replace(
        loaded,
        sources=(*loaded.sources, *sources),
        claims=(*loaded.claims, *(claim for _, claims in stand for claim in claims)),
        names=names,
        problems=tuple(sorted((*loaded.problems, *problems))),
        drafted=frozenset(source.id for source in sources),
        own_names=loaded.names,
    )


def _drafted_path(drafted: DraftedFile) -> str:
    return drafted.path


def standing(desk: Desk, drafted: DraftedFile) -> tuple[Source, list[Claim]]:
    """The drafted claims that are read in the whole dataset without a problem, and as their drafter read them."""
    source = draft_source(drafted)
    found: list[Claim] = []
    for draft in drafted.claims:
        problems: list[Problem] = []
        claims = tuple(_claims(desk, {draft.table: [draft.said]}, source, problems))
        found += [c for c in claims if not problems and {cell.column: cell.value for cell in c.cells} == draft.values]
    return source, found


def _written(dataset: Dataset, crew: Crew, seeds: Seeds, progress: Progress, memory: Memory | None) -> Loaded:
    """What people wrote."""
    names, problems = all_names(dataset, seeds)
    read = _said((dataset, names), crew, seeds, progress, memory)
    sources = tuple(said.source for said in read if said.source is not None)
    torn = any(problem.level == "error" for problem in seeds.problems)
    # What another file may have told is not missing here; to say so would only hide the file that is broken.
    problems += [problem for said in read for problem in said.problems if not (torn and problem.code == "unknown-name")]
    problems += repeated(sources)
    claims = tuple(claim for said in read for claim in said.claims)
    whole = not torn and len(sources) == len(read)
    return Loaded(sources, claims, names, Decisions.of(seeds.decisions), tuple(sorted(dict.fromkeys(problems))), whole)


def all_names(dataset: Dataset, seeds: Seeds) -> tuple[dict[str, Names], list[Problem]]:
    """The names of the rows of each table that has names, and every problem met before any claim is read."""
    names = {
        table.name: collect_names(table, seeds.entities.get(table.name), seeds.claims)
        for table in dataset.facts.values()
        if table.label
    }
    problems = [*seeds.problems]
    for name in dataset.entities:
        problems += check_entities(names[name], seeds.entities.get(name))
    return names, problems


def _said(
    by: tuple[Dataset, Mapping[str, Names]], crew: Crew, seeds: Seeds, progress: Progress, memory: Memory | None
) -> list[Said]:
    """What each claims file says, as it is read `by` a dataset and its names, or as it was read before."""
    known: dict[str, Said] = {}
    dataset, names = by
    task = Task(read_file, Desk, by, source_path)
    if memory is not None:
        memory.meet(names)
        known = {i.path: said for i in seeds.claims if (said := memory.said(i.path)) is not None}
    unread = [introduced for introduced in seeds.claims if introduced.path not in known]
    for introduced, said in zip(unread, progress(crew.each(task, unread), len(unread)), strict=True):
        known[introduced.path] = said
        if memory is not None:
            memory.keep(introduced, said, dataset)
    return [known[introduced.path] for introduced in seeds.claims]


def source_path(introduced: Introduced) -> str:
    """The name by which a claims file goes to the same process each time, those of one group of a part together."""
    return str(introduced.packed.group) if introduced.packed else introduced.path


def read_file(desk: Desk, introduced: Introduced) -> Said:
    """What one claims file says."""
    dataset, packed = desk.dataset, introduced.packed
    file = packed_file(dataset, packed) if packed else read_claims_file(dataset.root, introduced.path)
    if isinstance(file, Problem):
        return Said(None, (), (file,))
    problems: list[Problem] = []
    path = f"{SEEDS}/{file.data['source']['text']}"
    text = packed_text(dataset, packed, path) if packed else read_source(dataset.root, path)
    source = _source(file, text, path, problems)
    if source is None:
        return Said(None, (), tuple(problems))
    return Said(source, tuple(_claims(desk, file.data, source, problems)), tuple(problems))


def _source(file: ClaimsFile, text: SourceText | Problem, path: str, problems: list[Problem]) -> Source | None:
    said: Mapping[str, Any] = file.data["source"]
    if isinstance(text, Problem):
        problems.append(_missing(file, path) if text.code == "source-missing" else text)
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
        # What the file says is in the claims; of the file itself, problems need the text alone.
        file=ClaimsFile(file.path, file.text, {}),
        path=path,
        sha256=text.sha256,
        text=text.text,
        metadata={key: value for key, value in said.items() if key not in {"text", "assume"}},
        assume={family: Assumption(**entry) for family, entry in said.get("assume", {}).items()},
    )


def _missing(file: ClaimsFile, path: str) -> Problem:
    hint = "put it beside this file, or correct its name"
    return file.problem("source-missing", f"there is no text {path}", hint, keys=("source", "text"))


def _changed(file: ClaimsFile, text: SourceText) -> Problem:
    message = f"{text.path} is not the text that these claims were written about: its sha256 is {text.sha256}"
    hint = "bring the text back, or, once every passage is found again, write the new sha256 here"
    return file.problem("source-changed", message, hint, keys=("source", "sha256"))


def _claims(desk: Desk, said: Mapping[str, Any], source: Source, problems: list[Problem]) -> Iterator[Claim]:
    reader = ClaimReader(source, desk.lens(source.text, source.language))
    for table in desk.dataset.facts.values():
        for index, raw in enumerate(said.get(table.name, ())):
            origin = Origin(source.file, (table.name, index))
            anchor = Anchor(source, origin, raw)
            row_id = raw.get("id") or raw["about"]
            row_id = desk.names[table.name].kept(row_id) if table.name in desk.names else row_id
            given = [name for name in table.by_name if name in raw and name != "id"] if anchor.usable else []
            if not given and anchor.usable:
                hint = "quote the words that tell something of this row, or take the claim out"
                problems.append(origin.problem("claim-incomplete", "the claim fills no column", hint))
            anchored = [cell for name in given if (cell := anchor.cell(name, raw[name]))]
            before = len(reader.problems)
            cells = reader.read(table, row_id, origin, anchored)
            if not anchor.problems and len(reader.problems) == before:
                reader.check_parties(table, origin, cells)
            problems += [*anchor.problems, *check_review(origin, raw, source.sha256)]
            yield Claim(
                table.name,
                row_id,
                "about" in raw,
                source,
                cells,
                origin,
                raw.get("drafted_by"),
                reviewer(table.name, raw, source.sha256),
                raw.get("note"),
            )
    problems += reader.problems


def repeated(sources: Iterable[Source]) -> Iterator[Problem]:
    """Sources with the id of another one."""
    first: dict[str, Source] = {}
    for source in sources:
        other = first.setdefault(source.id, source)
        if other is not source:
            message = f"the id {source.id!r} is taken by {other.file.path}"
            yield source.file.problem("source-repeated", message, "give it an id of its own", keys=("source", "id"))
