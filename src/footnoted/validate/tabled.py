"""The tables that claims give, checked as tables: what a dataset, and a part of one, are checked by alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa

from footnoted.claims import Loaded
from footnoted.problem import Problem
from footnoted.resolve import Resolved, resolve, to_tables
from footnoted.schema import Dataset
from footnoted.validate.places import Places
from footnoted.validate.table import check_tables

__all__ = ["NOT_SOUGHT", "UNCITED", "Checked", "resolve_loaded"]

UNCITED = "article-uncited"
"""The code of what an article tells and no cell cites."""
NOT_SOUGHT = frozenset({UNCITED})
"""What only people who look are told: that a run finds none of it does not mean that there is none."""


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
