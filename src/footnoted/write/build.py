"""A dataset built: its package is written while its footnotes are proved, and put in place where all is well."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from footnoted.claims import Memory, Progress, unseen
from footnoted.errors import OutputError
from footnoted.parallel import Crew
from footnoted.problem import Problem
from footnoted.validate.dataset import Checked, prove, tabulate
from footnoted.validate.quality import Figures, count_figures
from footnoted.write.package import write_package

__all__ = ["build"]


def build(root: Path, out: Path, progress: Progress = unseen, memory: Memory | None = None) -> Checked:
    """Build the dataset in the folder `root` into the folder `out`; where a problem is an error, `out` is as it was.

    What `memory` knows of unchanged sources is not read again, and `memory` learns the rest.

    Raises:
        DatasetError: there is no `datapackage.json` in `root`.
        OutputError: `out` cannot be written.
    """
    with Crew() as crew, ThreadPoolExecutor(max_workers=1) as thread:
        tabled = tabulate(root, crew, progress, memory)
        figures = _figures(tabled, crew, memory)
        proof = thread.submit(prove, tabled, crew, figures, memory)
        written: tuple[Problem, ...] = ()
        if tabled.passed and tabled.dataset is not None:
            try:
                written = write_package(tabled.dataset, tabled.tables, out, lambda: proof.result().passed, figures)
            except OutputError:
                # Of a dataset that may not be published, nobody needs to know that it could not be written either.
                if proof.result().passed:
                    raise
        proved = proof.result()
        if memory is not None:
            memory.save()
        return replace(proved, problems=(*proved.problems, *written))


def _figures(tabled: Checked, crew: Crew, memory: Memory | None) -> Figures | None:
    if not tabled.passed or tabled.dataset is None or tabled.loaded is None:
        return None
    return count_figures(tabled.dataset, tabled.tables, tabled.loaded, crew, memory)
