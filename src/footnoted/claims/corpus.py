"""A corpus that a machine drafted, read a batch at a time: what is held of all of it is names and paths, no claim.

It is read twice, since a name means what it means in all articles: once for the names, and once for the claims, by
those names. What an article tells of facts no other one tells, so that a batch is whole but for the rows of entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from footnoted.claims.decisions import Decisions
from footnoted.claims.drafts import draft_repeated, drafted_names, named_as_people_do, packed_draft, with_drafted_names
from footnoted.claims.entities import Alias, Names
from footnoted.claims.lens import Desk
from footnoted.claims.load import Loaded, all_names, source_path, standing
from footnoted.claims.model import Claim, Source
from footnoted.claims.seeds import SEEDS, Introduced, Progress, read_seeds, unseen
from footnoted.errors import FootnotedError
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import Dataset

__all__ = ["Corpus", "read_corpus"]

BATCH = 2_000
"""Sources whose claims are held together."""
_HINT = "build it without --tables, which holds all claims in memory"


@dataclass(frozen=True)
class Corpus:
    """The sources of a corpus, the names of all of them, and those that people gave; the claims are read on demand."""

    dataset: Dataset
    sources: tuple[Introduced, ...]
    names: Mapping[str, Names]
    own_names: Mapping[str, Names]
    problems: tuple[Problem, ...]

    def batches(self, crew: Crew, progress: Progress = unseen) -> Iterator[Loaded]:
        """What `crew` reads, as if each batch of sources were a dataset, with the names of all.

        Raises:
            FootnotedError: a source was withdrawn or corrects another one, which more than its own batch would feel.
        """
        task = Task(_read, _Reader, (self.dataset, self.names, self.own_names), source_path)
        for start in progress(range(0, len(self.sources), BATCH), -(-len(self.sources) // BATCH)):
            read = list(crew.each(task, self.sources[start : start + BATCH]))
            for source, _ in read:
                if source.status == "retracted" or source.replaces_id:
                    raise FootnotedError(f"{source.path} is withdrawn, or corrects another source", _HINT)
            yield Loaded(
                tuple(source for source, _ in read),
                tuple(claim for _, claims in read for claim in claims),
                self.names,
                Decisions.of(None),
                (),
                drafted=frozenset(source.id for source, _ in read),
                own_names=self.own_names,
            )


def read_corpus(dataset: Dataset, crew: Crew, progress: Progress = unseen) -> Corpus:
    """Let `crew` read which sources stand in the parts of `dataset`, and what they name.

    Raises:
        FootnotedError: there are claims or decisions that people wrote, or texts without any, or no parts.
    """
    seeds = read_seeds(dataset, crew, progress)
    if seeds.claims or seeds.unclaimed or seeds.decisions is not None:
        first = (*(introduced.path for introduced in seeds.claims), *seeds.unclaimed, f"{SEEDS}/decisions.toml")[0]
        raise FootnotedError(f"{first} is not a part that a machine drafted", _HINT)
    if not seeds.drafted and not seeds.problems:
        raise FootnotedError(
            f"there are no parts in {SEEDS}/", "make them: footnoted extract --corpus TEXTS --out seeds"
        )
    own, problems = all_names(dataset, seeds)
    aliases: dict[tuple[str, Alias], None] = {}
    taken: set[str] = set()
    kept = []
    found = crew.each(Task(_named, _Naming, (dataset, own), source_path), seeds.drafted)
    for introduced, named in zip(seeds.drafted, found, strict=True):
        problem = named.problem
        if problem is None and named.source in taken:
            problem = draft_repeated(introduced.path, named.source)
        if problem is not None:
            problems.append(problem)
            continue
        taken.add(named.source)
        kept.append(introduced)
        aliases |= dict.fromkeys(named.aliases)
    return Corpus(dataset, tuple(kept), with_drafted_names(own, aliases), own, tuple(problems))


class _Naming(NamedTuple):
    dataset: Dataset
    names: Mapping[str, Names]


class _Named(NamedTuple):
    source: str
    aliases: Sequence[tuple[str, Alias]]
    problem: Problem | None


def _named(naming: _Naming, introduced: Introduced) -> _Named:
    drafted = packed_draft(naming.dataset, introduced)
    if drafted.problem is not None:
        return _Named("", (), drafted.problem)
    named = named_as_people_do(drafted, naming.dataset, naming.names)
    return _Named(str(drafted.source["id"]), tuple(drafted_names(named, naming.dataset)), None)


class _Reader:
    """What a process needs to read drafts: the desk with all names, and the names that people gave."""

    def __init__(self, dataset: Dataset, names: Mapping[str, Names], own: Mapping[str, Names]) -> None:
        self.desk = Desk(dataset, names)
        self.own = own


def _read(reader: _Reader, introduced: Introduced) -> tuple[Source, list[Claim]]:
    dataset = reader.desk.dataset
    return standing(reader.desk, named_as_people_do(packed_draft(dataset, introduced), dataset, reader.own))
