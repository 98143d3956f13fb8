"""`footnoted candidates`: rows that may be one thing told twice, for a person to decide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from footnoted.claims import Loaded, Source
from footnoted.claims.file import ClaimsFile, read_claims_file
from footnoted.claims.toml_values import value_text
from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.progress import Bar
from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.text import summary, text_report
from footnoted.cli.sentence import sentence
from footnoted.compare.candidates import Candidate, Told, same_facts, same_names
from footnoted.parallel import Crew
from footnoted.schema import SEEDS, Dataset
from footnoted.text import Span
from footnoted.validate.dataset import Checked, tabulate

__all__ = ["command"]


@click.command("candidates")
@click.option("--table", "wanted", metavar="TABLE", help="Only rows of this table.")
@click.option("--least", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="The lowest score shown.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="At most so many, the best first.")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", help="For people, or programs."
)
@click.pass_context
def command(context: click.Context, wanted: str | None, least: float, most: int, output: str) -> None:
    """List rows that may be one: things whose names are alike, facts of the same parties that two sources tell.

    Each comes with a score, the passages of both rows, and what to write where if they are one. Nothing is merged: that
    two texts mean the same thing is for a person to say.

    Example: footnoted candidates --table companies
    """
    with Crew() as crew:
        checked = tabulate(dataset_root(context), crew, Bar("Reading"))
    if not checked.passed or checked.dataset is None or checked.loaded is None:
        for line in text_report(checked.problems):
            click.echo(line, err=True)
        click.echo(f"Nothing can be compared: {summary(checked.problems)}", err=True)
        context.exit(PROBLEMS_FOUND)
    found = [each for each in _found(checked.dataset, checked.loaded, checked, least) if wanted in (None, each.table)]
    found = sorted(found, key=lambda candidate: candidate.order)
    if output == "json":
        told = [{**asdict(each), "decide": _decide(checked.loaded, each)} for each in found[:most]]
        click.echo(json.dumps(_plain(told), ensure_ascii=False, indent=2))
        return
    sources = {source.id: source for source in checked.loaded.sources}
    for each in found[:most]:
        for line in (*_shown(each, sources), *_decide(checked.loaded, each), ""):
            click.echo(line)
    click.echo(f"candidates: {len(found):,}, shown: {min(most, len(found)):,}")


def _found(dataset: Dataset, loaded: Loaded, checked: Checked, least: float) -> Iterator[Candidate]:
    for table in dataset.entities:
        different = _different(dataset.root, table)
        yield from same_names(table, loaded.names[table], different, checked.tables["evidence"], least)
    yield from same_facts(dataset, checked.tables, least)


def _different(root: Path, table: str) -> list[frozenset[str]]:
    path = f"{SEEDS}/{table}.toml"
    file = read_claims_file(root, path) if (root / path).is_file() else None
    return [frozenset(entry["ids"]) for entry in file.data.get("different", ())] if isinstance(file, ClaimsFile) else []


def _shown(candidate: Candidate, sources: Mapping[str, Source]) -> Iterator[str]:
    yield f"{candidate.score:.2f}  {candidate.table}: {printable('; '.join(candidate.reasons))}"
    for told in candidate.rows:
        place = told.place
        where = f" ({sources[place.source].path})" if place and place.source in sources else ""
        yield f"  {told.row_id}: {printable(told.name)}{printable(where)}"
        if place and place.source in sources:
            yield from sentence(sources[place.source], Span(place.start, place.end))


def _decide(loaded: Loaded, candidate: Candidate) -> list[str]:
    """What to write where, if the two are one."""
    first, second = candidate.rows
    if candidate.table not in loaded.names or not loaded.names[candidate.table].aliases:
        return [
            f"  if they are one, in {_file_of(loaded, candidate.table, second)}:",
            f"    about = {value_text(first.row_id)}",
        ]
    path = f"{SEEDS}/{candidate.table}.toml"
    own = (loaded.own_names or loaded.names)[candidate.table].declared
    if {first.row_id, second.row_id} <= own:
        block: dict[str, Any] = {"keep": first.row_id, "retire": second.row_id, "reason": "..."}
        return [f"  if they are one, in {path}:", "    [[same]]", *_lines(block)]
    # What only a machine drafted is no row yet that could be retired: a name of people's decides whose it is.
    row, other = (second, first) if second.row_id in own else (first, second)
    block = {"id": row.row_id, "aliases": [row.name, other.name]}
    return [f"  if they are one, in {path}:", f"    [[{candidate.table}]]", *_lines(block)]


def _lines(block: Mapping[str, Any]) -> Iterator[str]:
    return (f"    {key} = {value_text(value)}" for key, value in block.items())


def _file_of(loaded: Loaded, table: str, told: Told) -> str:
    places = [claim.origin.place() for claim in loaded.claims if (claim.table, claim.row_id) == (table, told.row_id)]
    return f"{places[0].path}:{places[0].line}, in the place of its id" if places else "its claims file"


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, tuple | list):
        fields = getattr(value, "_fields", None)
        return dict(zip(fields, map(_plain, value), strict=True)) if fields else [_plain(each) for each in value]
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value
