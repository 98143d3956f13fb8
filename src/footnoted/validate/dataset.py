"""A whole dataset checked: seeds read, claims resolved, tables and footnotes proved; all problems in one report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from footnoted.claims import Memory, Progress, accept, load_claims, unseen
from footnoted.extract.drafting import drafting
from footnoted.parallel import Crew
from footnoted.schema import Dataset, load_dataset
from footnoted.validate.drift import check_drift
from footnoted.validate.footnotes import check_footnotes
from footnoted.validate.quality import Figures, check_ranges, count_figures, measure
from footnoted.validate.reveal import check_reveal
from footnoted.validate.strangers import check_files, check_strangers
from footnoted.validate.tabled import NOT_SOUGHT, Checked, resolve_loaded
from footnoted.validate.uncited import check_uncited

__all__ = ["Checked", "check_dataset", "prove", "tabulate"]


def check_dataset(
    root: Path, progress: Progress = unseen, memory: Memory | None = None, *, hints: bool = False
) -> Checked:
    """Check the dataset in the folder `root` and give its tables; with `hints` also tell what articles have uncited.

    What `memory` knows of unchanged files is not read again, and `memory` learns the rest.

    Raises:
        DatasetError: there is no `datapackage.json` in `root`.
    """
    with Crew() as crew:
        checked = prove(tabulate(root, crew, progress, memory), crew, memory=memory, hints=hints)
    # Of schemas that cannot be used nothing was read, and there is nothing new to know.
    if memory is not None and checked.loaded is not None:
        memory.save()
    return checked


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
    not_sought = frozenset() if hints else NOT_SOUGHT
    return replace(tabled, problems=tuple(sorted(accept(loaded.decisions, tuple(problems), not_sought))))
