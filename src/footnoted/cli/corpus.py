"""`footnoted extract --corpus`: many texts drafted into parts of claims."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import click

from footnoted.cli import engine_of
from footnoted.cli.reports.escape import printable
from footnoted.extract.corpus import Done, Settings, plan
from footnoted.parallel import workers

__all__ = ["Engine", "extract_corpus"]

_MOST_TOLD = 10


class Engine(NamedTuple):
    """Who does the work: its `name`, the `address` of its cluster if it is elsewhere, and how many texts `at_once`."""

    name: str
    address: str | None
    at_once: int | None


def extract_corpus(corpus: Path, out: Path, settings: Settings, engine: Engine, *, prune: bool) -> bool:
    """Draft all texts of `corpus` into parts in `out`, and say what was done; whether no text was left out."""
    out.mkdir(parents=True, exist_ok=True)
    planned = plan(corpus, out, settings)
    run = engine_of(engine.name)
    there = sum(Path(job.target).exists() for job in planned.jobs)
    if there:
        click.echo(f"parts that are there already: {there:,} of {len(planned.jobs):,}", err=True)
    done = list(_shown(run(planned.jobs, engine.at_once or workers(), engine.address), planned.texts))
    for job in planned.jobs:
        # What a killed run wrote aside and never renamed.
        for leftover in out.glob(f".{Path(job.target).name}-*"):
            leftover.unlink(missing_ok=True)
    _tell(out, done)
    _tell_others(planned.others, prune=prune)
    return not any(part.left_out for part in done)


def _shown(told: Iterator[int | Done], texts: int) -> Iterator[Done]:
    """The parts that are done; on a terminal, a bar with rate and time left."""
    begun, ticked, whole = monotonic(), 0, 0
    bar = click.progressbar(
        length=texts,
        label="Drafting",
        file=sys.stderr,
        show_pos=True,
        item_show_func=str,
        hidden=not sys.stderr.isatty(),
    )
    with bar:
        for found in told:
            # What was counted text by text is not counted once more with its part.
            whole += found.texts if isinstance(found, Done) else 0
            step = max(0, whole - ticked) if isinstance(found, Done) else found
            ticked += step
            bar.update(step, f"{ticked / max(monotonic() - begun, 1e-9):,.0f} texts/s")
            if isinstance(found, Done):
                yield found


def _tell(out: Path, done: Sequence[Done]) -> None:
    texts, claims = sum(part.texts for part in done), sum(part.claims for part in done)
    made, left = sum(part.made for part in done), sum(part.left_out for part in done)
    click.echo(f"{texts:,} texts, {claims:,} claims; parts in {out}: {len(done):,}, made now: {made:,}")
    if left:
        click.echo(f"texts left out: {left:,}; their rows say why (column `problems`), such as", err=True)
        for line in [line for part in sorted(done) for line in part.told][:_MOST_TOLD]:
            click.echo(f"  {printable(line)}", err=True)


def _tell_others(others: Sequence[Path], *, prune: bool) -> None:
    for path in others if prune else ():
        path.unlink()
    if others:
        told = "removed" if prune else "left alone; --prune removes them"
        click.echo(f"parts of other texts or other versions: {len(others):,}, {told}", err=True)
