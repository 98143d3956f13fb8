"""The part of a dataset that a change can reach: the changed sources, and of the others what crosses files with them.

A row is whole only with the claims of every source that tells of it, and a reference only with the row that it names.
So the part is closed: it holds the rows that changed sources tell of, the rows that refer to those, the rows that any
of them refers to, and every row that stands alone though it must not (joined without being made, made twice, named
without being there); of each row it holds all claims. What is found wrong in it is wrong in the whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from footnoted.claims.decisions import Decisions
from footnoted.claims.lens import Desk
from footnoted.claims.load import Loaded, all_names, read_file, repeated, source_path, without_claims
from footnoted.claims.memory import Memory, Told, told_by
from footnoted.claims.said import Said
from footnoted.claims.seeds import SEEDS, Seeds, read_seeds
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import Dataset

__all__ = ["is_of_one_source", "load_part"]

RowKey = tuple[str, str]


def is_of_one_source(path: str, dataset: Dataset) -> bool:
    """Whether the file at `path` is a text or a claims file, and not one that all sources depend on."""
    folder, _, name = path.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    return folder == SEEDS and suffix in {"txt", "toml"} and stem not in {*dataset.entities, "decisions"}


def load_part(dataset: Dataset, crew: Crew, memory: Memory, changed: Collection[str]) -> Loaded:
    """What the `changed` texts and claims files say, and what of the rest they can reach.

    Files that `memory` does not know are read, and `memory` learns them; the result is the same either way.
    """
    seeds = read_seeds(dataset, crew, known=memory)
    names, problems = all_names(dataset, seeds)
    memory.meet(names)
    unread = [introduced for introduced in seeds.claims if not memory.knows(introduced.path)]
    fresh: dict[str, Said] = {}
    for introduced, said in zip(
        unread, crew.each(Task(read_file, Desk, (dataset, names), source_path), unread), strict=True
    ):
        fresh[introduced.path] = said
        memory.keep(introduced, said)
    index = _Index(dataset, dict(_told(seeds, fresh, memory)))
    strict = frozenset(i.path for i in seeds.claims if i.path in changed or i.text in changed)
    decisions = Decisions.of(seeds.decisions)
    rows = index.reach(strict, _decided(dataset, decisions))
    paths = sorted(index.paths(rows) | index.beside(strict) | strict)
    found = {path: said for path in paths if (said := fresh.get(path) or memory.said(path))}
    problems += [problem for path in strict if path in found for problem in found[path].problems]
    asked = {*changed, *(path for i in seeds.claims if i.path in strict for path in (i.path, i.text))}
    problems = [problem for problem in problems if _is_told(problem, asked, seeds)]
    problems += [without_claims(path) for path in seeds.unclaimed if path in changed]
    sources = tuple(said.source for said in found.values() if said.source is not None)
    problems += repeated(sources)
    whole = not any(problem.level == "error" for problem in seeds.problems) and index.whole
    return Loaded(
        sources,
        tuple(c for p, said in found.items() for c in said.claims if p in strict or (c.table, c.row_id) in rows),
        {name: replace(known, merged={}) for name, known in names.items()},
        _of(decisions, rows, changed),
        tuple(sorted(dict.fromkeys(problems))),
        whole,
    )


def _is_told(problem: Problem, asked: Collection[str | None], seeds: Seeds) -> bool:
    """Of a claims file that did not change, its own problems are not what the change is asked about."""
    return problem.path in asked or not any(
        problem.path in {introduced.path, introduced.text} for introduced in seeds.claims
    )


def _told(seeds: Seeds, fresh: Mapping[str, Said], memory: Memory) -> Iterator[tuple[str, Told | None]]:
    for introduced in seeds.claims:
        said = fresh.get(introduced.path)
        yield introduced.path, memory.told(introduced.path) if said is None else told_by(said)


def _decided(dataset: Dataset, decisions: Decisions) -> frozenset[RowKey]:
    """Rows that a written redirect leads from or to."""
    keys = ((r.table, row) for r in decisions.redirects for row in (r.old_id, r.new_id) if row)
    return frozenset(key for key in keys if key[0] not in dataset.entities)


def _of(decisions: Decisions, rows: Collection[RowKey], changed: Collection[str]) -> Decisions:
    """The decisions about `rows`, and the exceptions accepted in files that changed."""
    return replace(
        decisions,
        preferred=tuple(p for p in decisions.preferred if (p.table, p.row_id) in rows),
        redirects=tuple(r for r in decisions.redirects if (r.table, r.old_id) in rows),
        accepted=tuple(entry for entry in decisions.accepted if entry["path"] in changed),
    )


class _Index:
    """Who tells of which row, and which row refers to which, over all sources."""

    def __init__(self, dataset: Dataset, told: Mapping[str, Told | None]) -> None:
        self._told = {path: found for path, found in told.items() if found is not None}
        self.whole = len(self._told) == len(told)
        self._tellers: dict[RowKey, set[str]] = defaultdict(set)
        self._refers: dict[RowKey, set[RowKey]] = defaultdict(set)
        self._makers: Counter[RowKey] = Counter()
        for path, found in self._told.items():
            for claim in found.claims:
                table = dataset.tables[claim.table]
                if claim.table in dataset.entities:
                    continue
                key = (claim.table, claim.row_id)
                self._tellers[key].add(path)
                self._makers[key] += not claim.joins
                for column, value in claim.named:
                    target = table.references(column)
                    if target is not None and target not in dataset.entities:
                        self._refers[key].add((target, value))

    def reach(self, strict: Collection[str], decided: Iterable[RowKey]) -> frozenset[RowKey]:
        """The rows of the part, as the module says."""
        told = {key for key, tellers in self._tellers.items() if not tellers.isdisjoint(strict)}
        alone = {key for key in self._tellers if self._makers[key] != 1}
        dangling = {key for key, targets in self._refers.items() if not targets <= self._tellers.keys()}
        referring = {key for key, targets in self._refers.items() if not targets.isdisjoint(told)}
        rows = told | alone | dangling | referring | {key for key in decided if key in self._tellers}
        found: set[RowKey] = set()
        while more := rows - found:
            found |= more
            rows = {target for key in more for target in self._refers.get(key, ()) if target in self._tellers}
        return frozenset(found)

    def paths(self, rows: Iterable[RowKey]) -> frozenset[str]:
        """The claims files that tell of `rows`."""
        return frozenset(path for key in rows for path in self._tellers.get(key, ()))

    def beside(self, strict: Collection[str]) -> frozenset[str]:
        """The claims files of sources that share an id, and of those that a changed one corrects or that correct it."""
        count = Counter(found.source for found in self._told.values())
        mine = {found.source for path, found in self._told.items() if path in strict}
        replaced = {found.replaces for path, found in self._told.items() if path in strict}
        known = {found.source for found in self._told.values()}
        return frozenset(
            path
            for path, found in self._told.items()
            if count[found.source] > 1
            or found.source in replaced
            or (found.replaces and (found.replaces in mine or found.replaces not in known))
        )
