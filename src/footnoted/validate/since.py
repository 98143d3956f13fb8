"""A change checked: what it touches strictly, and what of the rest it can break."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from footnoted.claims import Loaded, Memory, accept, is_of_one_source, load_part
from footnoted.parallel import Crew
from footnoted.schema import Dataset, load_dataset
from footnoted.validate.footnotes import check_footnotes
from footnoted.validate.reveal import check_reveal
from footnoted.validate.tabled import NOT_SOUGHT, Checked, resolve_loaded

__all__ = ["check_part", "check_since"]


def check_since(root: Path, changed: Collection[str], memory: Memory) -> Checked | None:
    """Check what the `changed` files (paths relative to `root`) say, and the rows and references that they reach.

    A change of something that all sources depend on, a schema, a vocabulary, names or decisions, is one of everything:
    then there is no part to check, and the answer is None. What `memory` knows of unchanged files is not read again.

    Raises:
        DatasetError: there is no `datapackage.json` in `root`.
    """
    dataset = load_dataset(root)
    if not isinstance(dataset, Dataset):
        return Checked(dataset)
    if not all(is_of_one_source(path, dataset) for path in changed):
        return None
    with Crew() as crew:
        checked = check_part(dataset, load_part(dataset, crew, memory, changed), crew)
    memory.save()
    return checked


def check_part(dataset: Dataset, loaded: Loaded, crew: Crew) -> Checked:
    """Check the claims of some sources as if there were no others, and let `crew` prove their footnotes."""
    tabled = resolve_loaded(dataset, loaded)
    problems = list(tabled.problems)
    if tabled.is_resolved:
        # What `memory` knows is that all evidence of a source was proved; here there may be a part of it.
        problems += check_footnotes(dataset, tabled.tables, loaded, crew)
        problems += check_reveal(dataset, tabled.tables, {source.id: source for source in loaded.sources})
    return replace(tabled, problems=tuple(sorted(accept(loaded.decisions, tuple(problems), NOT_SOUGHT))))
