"""`footnoted extract`: drafts claims from articles, as TOML for people or JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from footnoted import languages
from footnoted.claims import Attribution
from footnoted.claims.format import claims_text
from footnoted.cli import ENGINES, PROBLEMS_FOUND, dataset_root
from footnoted.cli.corpus import Engine, extract_corpus
from footnoted.cli.progress import Bar
from footnoted.errors import FootnotedError
from footnoted.extract import Draft, Drafted, Extractor, draft, guess_language, language_free, slug, uncited
from footnoted.extract.corpus import Settings
from footnoted.extract.plugs import Installed, PlugError, draft_with, load_plug
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import Dataset, load_dataset
from footnoted.text import Span, read_source

__all__ = ["command", "entry"]

# More lines on one text hide what is said of the others.
_MOST_TOLD = 20


@click.command("extract")
@click.argument("texts", nargs=-1, metavar="TEXT...", type=click.Path(path_type=Path))
@click.option(
    "--language", metavar="TAG", help="The articles' language (BCP 47): es, de-CH ...; else it is told by them."
)
@click.option(
    "--format", "output", type=click.Choice(["toml", "json"]), default="toml", help="For people, or programs."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="A file each, in this folder."
)
@click.option(
    "--with", "plug", metavar="NAME[:OPTION]", help="Ask another extractor that is installed, such as llm:MODEL."
)
@click.option(
    "--corpus",
    type=click.Path(exists=True, path_type=Path),
    metavar="IN",
    help="Instead of TEXT: a Parquet file with the columns id and text (and language), or a folder of them or of .txt.",
)
@click.option("--engine", type=click.Choice(list(ENGINES)), default="local", help="Who drafts a corpus.")
@click.option(
    "--cluster", metavar="ADDRESS", help="The engine's cluster, such as tcp://HOST:8786 or spark://HOST:7077."
)
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes at once; else one for each core.")
@click.option("--limit", type=click.FloatRange(0, min_open=True), default=60.0, help="Seconds that one text may take.")
@click.option("--prune", is_flag=True, help="Remove parts in the folder that are of other texts or other versions.")
@click.pass_context
def command(
    context: click.Context,
    /,
    texts: tuple[Path, ...],
    output: str,
    out: Path | None,
    **how: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Draft the claims of each article TEXT: every cell with its passage, read back as a person's claims are.

    Drafts are written one after the other to standard output, or with `--out` to files named like the articles. An
    article that cannot be read is reported, and the others are drafted all the same.

    Example: footnoted extract seeds/harbour.txt > seeds/harbour.toml

    With --corpus, all texts of IN are drafted into tables of claims in the folder of --out, part by part. A part that
    is there is not made again: after a kill, or with new texts, the same command makes what is missing.

    Example: footnoted extract articles/*.txt --format json --out drafts

    Example: footnoted extract --corpus archive/ --out seeds
    """
    root = dataset_root(context)
    if how["corpus"] is not None:
        if texts or out is None:
            raise click.UsageError("--corpus goes with --out DIR, and without TEXT")
        settings = Settings(str(root.absolute()), how["language"], how["plug"], how["limit"])
        engine = Engine(how["engine"], how["cluster"], how["workers"])
        well = extract_corpus(how["corpus"], out, settings, engine, prune=how["prune"])
    elif not texts:
        raise click.UsageError("name the articles to draft, or a whole corpus with --corpus")
    else:
        dataset = _usable(root)
        drafts = _drafts(dataset, texts, how["language"], how["plug"])
        well = _write(dataset, texts, drafts, output, out)
    if not well:
        context.exit(PROBLEMS_FOUND)


def _usable(root: Path) -> Dataset:
    dataset = load_dataset(root)
    if not isinstance(dataset, Dataset):
        raise FootnotedError("the dataset's schemas cannot be used", "run `footnoted validate`, which says why")
    return dataset


def _write(
    dataset: Dataset, texts: tuple[Path, ...], drafts: Iterator[Draft | Undrafted], output: str, out: Path | None
) -> bool:
    """Write each draft, and say of which texts there is none; whether there is one of all."""
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    well = True
    for text, drafted in zip(texts, drafts, strict=True):
        if isinstance(drafted, Undrafted):
            well = False
            click.echo(f"{drafted.path}: {drafted.message}" + (f" ({drafted.hint})" if drafted.hint else ""), err=True)
            for line in drafted.told:
                click.echo(f"  {_line(line)}", err=True)
            continue
        for line in drafted.refused:
            click.echo(f"{text}: {_line(line)}", err=True)
        written = _json(drafted) if output == "json" else _toml(drafted, dataset)
        if out is None:
            click.echo(written, nl=False)
        elif not _add(out / f"{text.stem}.{output}", written):
            well = False
            click.echo(f"{out / text.stem}.{output}: there is such a file already, and it was left alone", err=True)
    return well


def _add(path: Path, written: str) -> bool:
    # What is there may be claims that people reviewed: a draft never takes their place.
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(written)
    except FileExistsError:
        return False
    return True


def _drafts(
    dataset: Dataset, texts: tuple[Path, ...], language: str | None, wanted: str | None
) -> Iterator[Draft | Undrafted]:
    """A draft of each article, or why there is none, in their order: in processes where there are many."""
    plug = load_plug(wanted) if wanted else None
    with Crew() as crew:
        if plug is None:
            drafts = crew.each(Task(_draft, _Hand, (dataset, language), str), texts)
        else:
            # Another extractor may hold a connection, which no other process can have.
            hand = _Hand(dataset, language, plug)
            drafts = (_draft(hand, text) for text in texts)
        yield from Bar("drafting")(drafts, len(texts))


class Undrafted(NamedTuple):
    """An article of which there is no draft, and why; `told` are words of it that need no language to be read."""

    path: str
    message: str
    hint: str | None
    told: tuple[str, ...] = ()


class _Hand:
    """Who drafts: the toolkit, or another extractor."""

    def __init__(self, dataset: Dataset, language: str | None, plug: Installed | None = None) -> None:
        self.extractor = Extractor(dataset)
        self.language = language
        self.plug = plug


def _draft(hand: _Hand, path: Path) -> Draft | Undrafted:
    try:
        article = read_source(path.parent, path.name)
    except OSError as error:
        return Undrafted(str(path), str(error), None)
    if isinstance(article, Problem):
        return Undrafted(article.path, article.message, article.hint)
    tag = hand.language or guess_language(article.text, languages.available())
    if tag is None:
        known = ", ".join(languages.available())
        message = "the language of this text is not one that there is data for: no row is drafted"
        told = tuple(span.of(article.text) for span in language_free(article.text)[:_MOST_TOLD])
        message += ", but every language reads this alike" if told else ""
        return Undrafted(str(path), message, f"there is: {known}; name it with --language", told)
    if hand.plug is None:
        return draft(slug(path.stem), article, tag, hand.extractor)
    try:
        return draft_with(hand.plug, slug(path.stem), article, tag, hand.extractor)
    except PlugError as error:
        return Undrafted(str(path), error.message, error.hint)


def _toml(drafted: Draft, dataset: Dataset) -> str:
    """The canonical claims file, and as comments at its end the figures and names that no cell cites."""
    missed = [f"#   {_line(span.of(drafted.text))}" for span in uncited(drafted)]
    text = claims_text(drafted.data(), dataset)
    return "\n".join([text, "# Cited by no cell:", *missed, ""]) if missed else text


def _line(words: str) -> str:
    # A comment of TOML ends with its line and holds no control character.
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _json(drafted: Draft) -> str:
    claims: dict[str, list[dict[str, Any]]] = {}
    told: set[tuple[str, str]] = set()
    for row in drafted.rows:
        # A further name of a company is a claim of its own, but no row of its own.
        if (row.table, row.claim["id"]) not in told:
            told.add((row.table, row.claim["id"]))
            claims.setdefault(row.table, []).append(entry(row, drafted.text))
    return json.dumps({"source": drafted.source, "claims": claims}, ensure_ascii=False, indent=2) + "\n"


def entry(row: Drafted, text: str) -> dict[str, Any]:
    """A drafted row as JSON has it: its id, and each cell with its value and where that was read."""
    return {"id": row.claim["id"], "cells": dict(_cells(row, text))}


def _cells(row: Drafted, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for cell in row.cells:
        yield (
            cell.column,
            {
                "value": cell.value,
                **_place(cell.span, text),
                "method": cell.method,
                "reader": cell.reader,
                "antecedent": _place(cell.antecedent, text) if cell.antecedent else None,
                "attribution": _attribution(cell.attribution, text),
                "note": cell.note,
            },
        )


def _attribution(attribution: Attribution, text: str) -> dict[str, Any]:
    return {"kind": attribution.kind, **(_place(attribution.span, text) if attribution.span else {})}


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"passage": span.of(text), "span_start": span.start, "span_end": span.end}
