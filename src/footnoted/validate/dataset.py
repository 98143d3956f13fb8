"""A whole dataset checked: seeds read, claims resolved, tables and footnotes proved; all problems in one report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from footnoted.claims import Loaded, Memory, Progress, accept, load_claims, unseen
from footnoted.extract.drafting import drafting
from footnoted.parallel import Crew
from footnoted.problem import Problem
from footnoted.resolve import Resolved, resolve, to_tables
from footnoted.schema import Dataset, load_dataset
from footnoted.validate.drift import check_drift
from footnoted.validate.footnotes import check_footnotes
from footnoted.validate.places import Places
from footnoted.validate.quality import Figures, check_ranges, count_figures, measure
from footnoted.validate.reveal import check_reveal
from footnoted.validate.strangers import check_files, check_strangers
from footnoted.validate.table import check_tables
from footnoted.validate.uncited import UNCITED, check_uncited

__all__ = ["Checked", "check_dataset", "prove", "resolve_loaded", "tabulate"]


@dataclass(frozen=True)
class Checked:
    """A dataset with its tables and every problem found; `tables` is empty where the schemas cannot be used."""

    problems: tuple[Problem, ...]
    dataset: Dataset | None = field(default=None, repr=False)
    loaded: Loaded | None = field(default=None, repr=False)
    resolved: Resolved | None = field(default=None, repr=False)
    tables: Mapping[str, pa.Table] = field(default_factory=dict, repr=False)

    @property
    def passed(self) -> bool:
        """Whether there is no error; warnings and hints do not fail a dataset."""
        return all(problem.level != "error" for problem in self.problems)

    @property
    def is_resolved(self) -> bool:
        """Whether no claim was refused, so that the tables hold all that was said."""
        said = (*self.loaded.problems, *self.resolved.problems) if self.loaded and self.resolved else self.problems
        return all(problem.level != "error" for problem in said)


def check_dataset(root: Path, progress: Progress = unseen, *, hints: bool = False) -> Checked:
    """Check the dataset in the folder `root` and give its tables; with `hints` also tell what articles have uncited.

    Raises:
        DatasetError: there is no `datapackage.json` in `root`.
    """
    with Crew() as crew:
        return prove(tabulate(root, crew, progress), crew, hints=hints)


def tabulate(root: Path, crew: Crew, progress: Progress = unseen, memory: Memory | None = None) -> Checked:
    """The first half: let `crew` read the dataset, and check its tables; what they say is not proved yet.

    Raises:
        DatasetError: there is no `datapackage.json` in `root`.
    """
    dataset = load_dataset(root)
    if not isinstance(dataset, Dataset):
        return Checked(dataset)
    tabled = resolve_loaded(dataset, load_claims(dataset, crew, progress, drafting(dataset), memory))
    return replace(tabled, problems=(*tabled.problems, *check_drift(dataset), *check_files(dataset)))


def resolve_loaded(dataset: Dataset, loaded: Loaded) -> Checked:
    """The tables that `loaded` claims give, checked; what they say is not proved yet."""
    resolved = resolve(dataset, loaded)
    tabled = Checked(
        (*loaded.problems, *resolved.problems), dataset, loaded, resolved, to_tables(dataset, loaded, resolved)
    )
    # A claim that was refused leaves holes; what the tables then lack follows from it and would only hide it.
    if not tabled.passed:
        return tabled
    places = Places(dataset, loaded, resolved)
    found = (places.problem(finding) for finding in check_tables(tabled.tables, dataset.tables))
    return replace(tabled, problems=(*tabled.problems, *found))


def prove(
    tabled: Checked, crew: Crew, figures: Figures | None = None, memory: Memory | None = None, *, hints: bool = False
) -> Checked:
    """The second half: let `crew` prove the footnotes, and set aside the problems that people accepted.

    With `hints` it also tells what articles have that no cell cites: for people who look, not for each build.
    """
    dataset, loaded, resolved, tables = tabled.dataset, tabled.loaded, tabled.resolved, tabled.tables
    if dataset is None or loaded is None or resolved is None:
        return tabled
    problems = list(tabled.problems)
    if tabled.is_resolved:
        problems += check_footnotes(dataset, tables, loaded, crew, memory)
        if dataset.settings.get("limits", {}).get("quality"):
            figures = figures or count_figures(dataset, tables, loaded, crew, memory)
            problems += check_ranges(dataset, measure(dataset, tables), figures)
        problems += check_strangers(loaded, tables)
        problems += check_reveal(dataset, tables, {source.id: source for source in loaded.sources})
        problems += check_uncited(dataset, tables, loaded, crew) if hints else ()
    unsought = frozenset() if hints else frozenset({UNCITED})
    return replace(tabled, problems=tuple(sorted(accept(loaded.decisions, tuple(problems), unsought))))
