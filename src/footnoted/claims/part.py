"""The part of a dataset that a change can reach: the changed sources, and of the others what crosses files with them.

A row is whole only with the claims of every source that tells of it, and a reference only with the row that it names.
So the part is closed: it holds the rows that changed sources tell of, the rows that refer to those, the rows that any
of them refers to, and every row that stands alone though it must not (joined without being made, made twice, named
without being there); of each row it holds all claims. What is found wrong in it is wrong in the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims.decisions import Decisions
from footnoted.claims.lens import Desk
from footnoted.claims.load import Loaded, all_names, read_file, repeated, source_path, without_claims
from footnoted.claims.memory import Memory
from footnoted.claims.said import Said
from footnoted.claims.seeds import SEEDS, Seeds, read_seeds
from footnoted.claims.told import Told, briefs, told_by
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import Dataset

__all__ = ["is_of_one_source", "load_part"]


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
        memory.keep(introduced, said, dataset)
    index = _index(dataset, fresh, memory)
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
    usable = all(said.source is not None for said in fresh.values())
    whole = usable and not any(problem.level == "error" for problem in seeds.problems)
    return Loaded(
        sources,
        tuple(c for p, said in found.items() for c in said.claims if p in strict or f"{c.table}/{c.row_id}" in rows),
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


def _index(dataset: Dataset, fresh: Mapping[str, Said], memory: Memory) -> _Index:
    # What is fresh and has no problem, `memory` knows by now.
    unknown = {path: said for path, said in fresh.items() if said.source is not None and not memory.knows(path)}
    told = memory.told().and_of(briefs((path, told_by(said, dataset)) for path, said in unknown.items()))
    sources = ((path, said.source.id, said.source.replaces_id) for path, said in unknown.items() if said.source)
    return _Index(told, (*memory.sources(), *sources))


def _decided(dataset: Dataset, decisions: Decisions) -> Iterable[str]:
    """Rows that a written redirect leads from or to."""
    found = ((redirect.table, row) for redirect in decisions.redirects for row in (redirect.old_id, redirect.new_id))
    return (f"{table}/{row}" for table, row in found if row and table not in dataset.entities)


def _of(decisions: Decisions, rows: Collection[str], changed: Collection[str]) -> Decisions:
    """The decisions about `rows`, and the exceptions accepted in files that changed."""
    return replace(
        decisions,
        preferred=tuple(p for p in decisions.preferred if f"{p.table}/{p.row_id}" in rows),
        redirects=tuple(r for r in decisions.redirects if f"{r.table}/{r.old_id}" in rows),
        accepted=tuple(entry for entry in decisions.accepted if entry["path"] in changed),
    )


class _Index:
    """Who tells of which row, and which row refers to which, over all sources; a row is "table/id"."""

    def __init__(self, told: Told, sources: Collection[tuple[str, str, str | None]]) -> None:
        self._told, self._sources = told, sources

    def reach(self, strict: Collection[str], decided: Iterable[str]) -> frozenset[str]:
        """The rows of the part, as the module says."""
        claims, references = self._told
        makers = claims.group_by("row").aggregate([("made", "sum")])
        told = claims.filter(_is_in(claims["path"], strict))["row"].to_pylist()
        alone = makers.filter(pc.not_equal(makers["made_sum"], 1))["row"].to_pylist()
        known = makers["row"].combine_chunks()
        dangling = references.filter(pc.invert(pc.is_in(references["target"], known)))["row"].to_pylist()
        referring = references.filter(_is_in(references["target"], told))["row"].to_pylist()
        rows, found = {*told, *alone, *dangling, *referring, *decided}, set[str]()
        while more := rows - found:
            found |= more
            rows = {*references.filter(_is_in(references["row"], more))["target"].to_pylist()}
        return frozenset(makers.filter(_is_in(known, found))["row"].to_pylist())

    def paths(self, rows: Collection[str]) -> frozenset[str]:
        """The claims files that tell of `rows`."""
        return frozenset(self._told.claims.filter(_is_in(self._told.claims["row"], rows))["path"].to_pylist())

    def beside(self, strict: Collection[str]) -> frozenset[str]:
        """The claims files of sources that share an id, and of those that a changed one corrects or that correct it."""
        count = Counter(source for _, source, _ in self._sources)
        mine = {source for path, source, _ in self._sources if path in strict}
        replaced = {replaces for path, _, replaces in self._sources if path in strict}
        return frozenset(
            path
            for path, source, replaces in self._sources
            if count[source] > 1 or source in replaced or (replaces and (replaces in mine or replaces not in count))
        )


def _is_in(column: pa.ChunkedArray | pa.Array, values: Collection[str]) -> pa.Array:
    return pc.is_in(column, pa.array(sorted(values), pa.string()))
