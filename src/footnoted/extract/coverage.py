"""Reverse coverage: figures, quotations and companies that an article tells of and no cell cites."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from footnoted import languages, readers
from footnoted.extract.draft import Draft
from footnoted.extract.entities import entities
from footnoted.extract.runs import runs
from footnoted.languages import Document
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["Told", "missed", "names_in", "told", "uncited"]


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One thing that an article tells, at `span`: its `kind` is that of the reader, or "name".

    `what` is the same where the article tells the same once more: a value with its currency, a company.
    """

    span: Span
    kind: str
    what: tuple[object, ...]


def told(readings: Iterable[Reading]) -> Iterator[Told]:
    """What readings of figures and quotations tell."""
    for reading in readings:
        values = reading.values
        what = tuple(str(values.get(name)) for name in ("value", "max", "currency", "text"))
        yield Told(reading.span, reading.reader, (reading.reader, *what))


def names_in(document: Document) -> Iterator[Told]:
    """The companies that the article names, at each mention."""
    for entity in entities(document, runs(document)):
        if entity.kind == "company":
            yield from (Told(span, "name", ("name", entity.name)) for span in entity.mentions)


def missed(everything: Iterable[Told], cited: Iterable[Span]) -> list[Told]:
    """What no cited span touches, in text order and each once; what is told again where it is cited is not missed."""
    spans = _union(cited)
    ordered = sorted(everything)
    done = {one.what for one in ordered if _touched(one.span, spans)}
    found = []
    for one in ordered:
        if one.what not in done:
            done.add(one.what)
            found.append(one)
    return found


def _union(spans: Iterable[Span]) -> list[Span]:
    """The spans as few as possible, sorted and apart."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _touched(span: Span, apart: Sequence[Span]) -> bool:
    index = bisect_left(apart, span.end, key=lambda other: other.start) - 1
    return index >= 0 and apart[index].end > span.start


def uncited(drafted: Draft) -> Iterator[Span]:
    """Amounts, percentages, powers, quotations and companies that no drafted cell cites, in text order."""
    document = languages.document(drafted.text, str(drafted.source["language"]))
    readings = (*readers.quantities(document), *readers.quotations(document))
    cells = [cell for row in drafted.rows for cell in row.cells]
    cited = [span for cell in cells for span in (cell.span, cell.antecedent) if span]
    yield from (one.span for one in missed([*told(readings), *names_in(document)], cited))
