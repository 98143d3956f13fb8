"""`footnoted read`: what the readers see in a text, as a table for people or as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from footnoted.cli.reports.escape import printable
from footnoted.errors import FootnotedError
from footnoted.languages import Document, available, document
from footnoted.languages.segment_data import function_words
from footnoted.languages.votes import count_votes
from footnoted.readers import Reading, dates, quantities
from footnoted.text import Span

__all__ = ["command", "entry", "likely_language", "readings"]

_UNITS = {"percent": "%"}
_HEADER = ("reader", "value", "unit", "qualifier", "span", "words")
_TIE = "en"


@click.command("read")
@click.argument("texts", nargs=-1, metavar="[TEXT...]")
@click.option("--language", metavar="TAG", help="The language (BCP 47): es, de-CH, en-GB ...; else the likeliest one.")
@click.option("--format", "output", type=click.Choice(["table", "json"]), default="table", help="Table, or JSON lists.")
def command(texts: tuple[str, ...], language: str | None, output: str) -> None:
    """Print the quantities and dates in each TEXT; without a TEXT in each line of standard input.

    With `--format json` there is one list a text, each on a line. Offsets count Unicode code points.

    Example: footnoted read --language es "alrededor de 8 mil millones de dólares"

    Example: footnoted read --format json < lines.txt
    """
    for text in texts or _lines():
        found = readings(document(text, language or likely_language(text)))
        if output == "json":
            click.echo(json.dumps([entry(reading, text) for reading in found], ensure_ascii=False))
        else:
            for line in _table(found, text):
                click.echo(line)


def _lines() -> Iterator[str]:
    try:
        for line in sys.stdin.buffer:
            yield line.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise FootnotedError(
            f"standard input is not UTF-8: {error.reason}", "convert it, for example with iconv"
        ) from None


def readings(text: Document) -> list[Reading]:
    """All quantities and dates of a document, in text order."""
    return sorted((*quantities(text), *dates(text)), key=lambda reading: reading.span)


def likely_language(text: str) -> str:
    """The language most of whose function words `text` has; of equal ones that in which most is read, then English."""
    votes = count_votes(text, function_words())
    counts = {language: counted[-1] for language, counted in votes.counts.items()}
    candidates = [language for language in available() if counts[language] == max(counts.values())]
    if len(candidates) == 1:
        return candidates[0]
    return max(candidates, key=lambda language: (_words_read(text, language), language == _TIE))


def _words_read(text: str, language: str) -> int:
    return sum(reading.span.end - reading.span.start for reading in readings(document(text, language)))


def entry(reading: Reading, text: str) -> dict[str, Any]:
    """A reading as JSON writes it: `unit` for percentages and power, `currency` for money, neither for dates."""
    values = reading.values
    result: dict[str, Any] = {"reader": reading.reader, "value": values["value"]}
    if "max" in values:
        result["max"] = values["max"]
    if reading.reader != "date":
        result["qualifier"] = values["qualifier"]
    if reading.reader == "money":
        result["currency"] = values.get("currency")
    elif unit := values.get("unit", _UNITS.get(reading.reader)):
        result["unit"] = unit
    result |= {"inferred": reading.inferred, "ambiguous": reading.ambiguous}
    if reading.open:
        result["open"] = dict(reading.open)
    result |= _place(reading.span, text)
    result["parts"] = [{"part": name, **_place(span, text)} for name, span in reading.parts]
    return result


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"span_start": span.start, "span_end": span.end, "passage": span.of(text)}


def _table(found: Sequence[Reading], text: str) -> Iterator[str]:
    """The readings in columns under the text, or a word that there are none."""
    yield click.style(printable(text), bold=True)
    rows = [_HEADER, *(_row(reading, text) for reading in found)]
    if len(rows) == 1:
        yield "  nothing read"
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    for row in rows:
        cells = (
            cell.rjust(width) if column == 1 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  " + "  ".join(cells).rstrip()


def _row(reading: Reading, text: str) -> tuple[str, ...]:
    values = reading.values
    value = _number(values["value"]) + (f" to {_number(values['max'])}" if "max" in values else "")
    unit = str(values.get("currency") or values.get("unit") or _UNITS.get(reading.reader, ""))
    unit += f" ({reading.open['currency']}?)" if reading.open else ""
    qualifier = str(values.get("qualifier", "")) + (" ambiguous" if reading.ambiguous else "")
    span = f"{reading.span.start}-{reading.span.end}"
    return (reading.reader, value, unit.strip(), qualifier.strip(), span, printable(reading.span.of(text)))


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
