"""`footnoted explain`: the footnotes of a row in the terminal, or what a rule means."""

from __future__ import annotations

import difflib
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import click
import pyarrow.compute as pc

from footnoted.claims import Value
from footnoted.cli import PROBLEMS_FOUND, dataset_root
from footnoted.cli.reports.escape import printable
from footnoted.cli.reports.text import summary, text_report
from footnoted.cli.sentence import WIDTH, sentence
from footnoted.errors import FootnotedError
from footnoted.rules import Example, rules
from footnoted.schema import cell_text
from footnoted.text import Lines, Span
from footnoted.validate.dataset import Checked, check_dataset

__all__ = ["command"]


@click.command("explain")
@click.argument("what", metavar="TABLE/ROW[/COLUMN] | CODE")
@click.pass_context
def command(context: click.Context, what: str) -> None:
    """Print the footnotes of a row, each passage marked in its sentence; or what the rule CODE means.

    Example: footnoted explain lighthouses/skerrin-point
    """
    if "/" not in what:
        _explain_rule(what)
        return
    table, row_id, *columns = what.split("/", 2)
    checked = check_dataset(dataset_root(context))
    if not checked.tables:
        for line in text_report(checked.problems):
            click.echo(line, err=True)
        click.echo(summary(checked.problems), err=True)
        context.exit(PROBLEMS_FOUND)
    for line in _explain_row(checked, table, row_id, columns[0] if columns else None):
        click.echo(line)
    if not checked.passed:
        click.echo(f"\nThe dataset has {summary(checked.problems)}: footnoted validate", err=True)


def _explain_rule(code: str) -> None:
    rule = rules().get(code)
    if rule is None:
        near = difflib.get_close_matches(code, rules(), n=1)
        hint = f"did you mean {near[0]}?" if near else "a row is named with its table: lighthouses/skerrin-point"
        raise FootnotedError(f"there is no rule {code!r}", hint)
    click.echo(f"{click.style(rule.code, bold=True)}: {rule.title}\n")
    click.echo(textwrap.fill(rule.why, WIDTH))
    for line in _case(rule.example) if rule.example else ():
        click.echo(line)


def _case(example: Example) -> Iterator[str]:
    for path, words in example.given.items():
        yield from _indented(path, words)
    form = f" ({example.form})" if example.form in {"latin-1", "repeated"} else ""
    yield from _indented(f"Wrong, in {example.path}{form}", example.bad)
    yield from _indented("Right", example.good)


def _indented(heading: str, words: str) -> Iterator[str]:
    yield ""
    yield click.style(f"{heading}:", bold=True)
    lines = (words.strip("\n") or "(empty)").split("\n")
    yield from (_visible(f"    {line}".rstrip(" ")) for line in lines)


def _visible(line: str) -> str:
    # A case may be about the very characters that nobody sees.
    return "".join(f"\\u{ord(c):04x}" if unicodedata.combining(c) else c for c in printable(line))


def _explain_row(checked: Checked, table: str, row_id: str, column: str | None) -> Iterator[str]:
    row = _row(checked, table, row_id)
    evidence = checked.tables["evidence"]
    mask = pc.and_(pc.equal(evidence["table_name"], table), pc.equal(evidence["row_id"], row_id))
    footnotes = evidence.filter(mask).to_pylist()
    if column is not None and column not in row:
        raise FootnotedError(f"`{table}` has no column {column!r}", f"it has: {', '.join(row)}")
    yield click.style(printable(f"{table}/{row_id}"), bold=True)
    for name in row if column is None else [column]:
        cell = [f for f in footnotes if f["column_name"] == name]
        if cell:
            yield from _explain_cell(checked, name, row[name], cell)
        elif name == column:
            why = "no source says it" if row[name] is None else "filled by the toolkit, without a footnote"
            yield f"\n{_headed(name, row[name])}: {why}"


def _row(checked: Checked, table: str, row_id: str) -> Mapping[str, Any]:
    if checked.dataset is None or table not in checked.dataset.facts:
        known = ", ".join(checked.dataset.facts) if checked.dataset else ""
        raise FootnotedError(f"there is no table {table!r} with footnotes", f"there are: {known}")
    found = checked.tables[table]
    ids = found.column("id").to_pylist()
    if row_id in ids:
        return dict(found.slice(ids.index(row_id), 1).to_pylist()[0])
    for redirect in checked.tables["redirects"].to_pylist():
        if redirect["table_name"] == table and redirect["old_id"] == row_id:
            hint = f"see {table}/{redirect['new_id']}" if redirect["new_id"] else None
            raise FootnotedError(f"{table}/{row_id} is no longer there: {redirect['reason']}", hint)
    near = difflib.get_close_matches(row_id, ids, n=1)
    raise FootnotedError(f"`{table}` has no row {row_id!r}", f"did you mean {near[0]}?" if near else None)


def _explain_cell(
    checked: Checked, name: str, value: Value | None, footnotes: list[Mapping[str, Any]]
) -> Iterator[str]:
    yield f"\n{_headed(name, value)}"
    order = ("used", "agrees", "differs", "retracted")
    for footnote in sorted(footnotes, key=lambda f: (order.index(f["rank"]), f["source_id"], f["span_start"])):
        yield from _explain_footnote(checked, footnote)


def _headed(name: str, value: Value | None) -> str:
    shown = "(empty)" if value is None else printable(cell_text(value))
    return f"{click.style(name, bold=True)} = {shown}"


def _explain_footnote(checked: Checked, footnote: Mapping[str, Any]) -> Iterator[str]:
    sources = checked.loaded.sources if checked.loaded else ()
    source = next(source for source in sources if source.id == footnote["source_id"])
    span = Span(footnote["span_start"], footnote["span_end"])
    line, column = Lines(source.text).at(span.start)
    says = f" says {footnote['value']}" if footnote["rank"] in {"differs", "retracted"} else ""
    how = footnote["method"] + (f" by {footnote['reader']}" if footnote["reader"] else "")
    yield printable(f"  {footnote['rank']}{says}, {how}; {source.path}:{line}:{column}")
    yield from sentence(source, span)
    if footnote["antecedent"] is not None:
        yield "    which refers to"
        yield from sentence(source, Span(footnote["antecedent_start"], footnote["antecedent_end"]))
    if footnote["attributed_to"] is not None:
        yield printable(f"    {footnote['attribution']} source: {footnote['attributed_to']}")
    if footnote["note"] is not None:
        yield printable(f"    note: {footnote['note']}")
