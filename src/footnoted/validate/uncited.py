"""Facts that a reviewer may have missed: what articles tell in figures, quotations and names and no footnote cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from footnoted.claims import Desk, Lens, Loaded, Source
from footnoted.extract.coverage import Told, missed, names_in, told
from footnoted.languages import document
from footnoted.parallel import Crew, Task
from footnoted.problem import Place, Problem
from footnoted.schema import Dataset
from footnoted.text import Span, lines_of
from footnoted.validate.tabled import UNCITED

__all__ = ["check_uncited"]

_READERS = ("money", "percent", "power", "quotation")
_NAMED = {
    "money": ("amount", "amounts"),
    "percent": ("percentage", "percentages"),
    "power": ("power figure", "power figures"),
    "quotation": ("quotation", "quotations"),
    "name": ("name", "names"),
}
_SHOWN = 5
_LONGEST = 40
# Names that the dataset does not know are looked for in so many articles: it takes as long as reading their figures.
_FEW = 200

Item = tuple[Source, tuple[Span, ...], bool]


def check_uncited(dataset: Dataset, tables: Mapping[str, pa.Table], loaded: Loaded, crew: Crew) -> Iterator[Problem]:
    """A hint for each article that tells more than its footnotes cite, with the first places of what they do not."""
    cited: dict[str, list[Span]] = {source.id: [] for source in loaded.sources}
    ends = [(f"{name}_start", f"{name}_end") for name in ("span", "antecedent", "attributed")]
    evidence = tables["evidence"]
    sources = evidence["source_id"].to_pylist()
    for first, last in ends:
        for source_id, start, end in zip(sources, evidence[first].to_pylist(), evidence[last].to_pylist(), strict=True):
            if start is not None and end is not None:
                cited[source_id].append(Span(start, end))
    articles = [source for source in loaded.sources if source.kind == "article" and source.status == "active"]
    open_names = isinstance(dataset.descriptor.get("extractor"), str) and len(articles) <= _FEW
    items = [(source, tuple(cited[source.id]), open_names) for source in articles]
    for item, found in zip(items, crew.each(Task(_missed, Desk, (dataset, loaded.names), _path), items), strict=True):
        if found:
            yield _hint(item[0], found)


def _path(item: Item) -> str:
    return item[0].file.path


def _missed(desk: Desk, item: Item) -> tuple[Told, ...]:
    source, cited, open_names = item
    lens = desk.lens(source.text, source.language)
    readings = (reading for reader in _readers(desk.dataset) for reading in lens.readings((reader, "")))
    everything = [*told(readings), *_known(desk, lens)]
    if open_names:
        known = {one.span.of(source.text) for one in everything if one.kind == "name"}
        new = names_in(document(source.text, source.language))
        everything += [one for one in new if not any(_alike(one.span.of(source.text), name) for name in known)]
    return tuple(missed(everything, cited))


def _readers(dataset: Dataset) -> list[str]:
    """The readers of figures and quotations that some column of the dataset has: what no table holds is not missed."""
    used = {column.reader for table in dataset.facts.values() for column in table.columns}
    return [reader for reader in _READERS if reader in used]


def _known(desk: Desk, lens: Lens) -> Iterator[Told]:
    """The names of rows of the dataset, each row one thing however often it is named."""
    for table in desk.names:
        for reading in lens.readings(("name", table)):
            if row := reading.values.get("id"):
                yield Told(reading.span, "name", ("name", table, row))


def _alike(name: str, other: str) -> bool:
    """Whether one name is a shorter form of the other: its words begin or end it."""
    short, long = sorted((name.split(), other.split()), key=len)
    return long[: len(short)] == short or long[-len(short) :] == short


def _hint(source: Source, found: Sequence[Told]) -> Problem:
    counts = Counter(one.kind for one in found)
    counted = [f"{counts[kind]} {forms[counts[kind] > 1]}" for kind, forms in _NAMED.items() if counts[kind]]
    places = [Place(source.path, *lines_of(source.text).at(one.span.start)) for one in found[:_SHOWN]]
    words = ", ".join(
        f"{_short(one.span.of(source.text))} ({place.line}:{place.column})"
        for one, place in zip(found, places, strict=False)
    )
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    message = f"no cell cites {_listed(counted)} of this article: {words}{more}"
    hint = "read them again: are they facts of these tables? Where none is, accept this with a reason"
    first, *related = places
    return Problem(UNCITED, source.path, message, first.line, first.column, hint, "hint", tuple(related))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return repr(line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "...")


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
