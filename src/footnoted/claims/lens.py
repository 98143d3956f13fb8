"""Which reader reads a column, and each reader's readings of one source (computed once)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Self

from footnoted import readers
from footnoted.claims.entities import Names
from footnoted.languages import Document, document
from footnoted.readers import Reading
from footnoted.schema import Dataset
from footnoted.text import Span

__all__ = ["FIXED", "Desk", "Lens", "ReaderKey", "Readers", "choice_readers"]

# Texts of which the readings are kept, about 30 kB each.
_KEPT = 1 << 13

ReaderKey = tuple[str, str]
"""A reader by name, and of which vocabulary or table its readings are: what `Table.read_by` gives."""
Reader = Callable[[Document], tuple[Reading, ...]]
Readings = dict[ReaderKey, tuple[Reading, ...]]

FIXED: Mapping[str, Reader] = {
    "money": readers.money,
    "percent": readers.percent,
    "power": readers.power,
    "date": readers.dates,
    "place": readers.places,
    "quotation": readers.quotations,
}
"""The readers that need nothing of a dataset, by the names that schemas call them."""


def choice_readers(dataset: Dataset) -> dict[str, Reader]:
    """A reader of the cues of each vocabulary of a dataset, by the vocabulary's name."""
    return {name: readers.choices(vocabulary.cue_words()) for name, vocabulary in dataset.vocabularies.items()}


class Readers:
    """The readers of one dataset: those of the toolkit, its vocabularies' cues and its tables' names."""

    def __init__(
        self, dataset: Dataset, names: Mapping[str, Names], choices: Mapping[str, Reader] | None = None
    ) -> None:
        """Learn the names; `choices` are the `choice_readers` of the dataset, where they are at hand."""
        self._readers: dict[ReaderKey, Reader] = {(name, ""): reader for name, reader in FIXED.items()}
        for name, choice in (choices or choice_readers(dataset)).items():
            self._readers["choice", name] = choice
        self._named = {}
        for name, known in names.items():
            spoken = known.spoken()
            self._readers["name", name] = readers.names(spoken.pop(""), spoken)
            self._named[name] = {_spaced(alias): rows for alias, rows in known.ids().items()}

    def named(self, table: str, name: str) -> frozenset[str]:
        """The ids of the rows of `table` that `name` may mean."""
        return self._named[table].get(_spaced(name), frozenset())

    def names(self, table: str) -> tuple[str, ...]:
        """Every name that may mean a row of `table`."""
        return tuple(self._named[table])

    def read(self, key: ReaderKey, document: Document) -> tuple[Reading, ...]:
        """All readings of one reader in a document."""
        return self._readers[key](document)


def _spaced(name: str) -> str:
    # As the name reader sees it: white space is white space, whatever there is of it between two words.
    return " ".join(name.split())


class Lens:
    """The readings of one text, each reader run once over the whole of it."""

    def __init__(self, readers: Readers, text: str, divided: Callable[[], Document], readings: Readings) -> None:
        """`divided` gives the text in segments; `readings` holds what was read in it before, and is added to."""
        self._readers = readers
        self.text = text
        self._divided = divided
        self._readings = readings

    @classmethod
    def of(cls, readers: Readers, document: Document) -> Self:
        """A lens on a document that is there already."""
        return cls(readers, document.text, lambda: document, {})

    @cached_property
    def _document(self) -> Document:
        return self._divided()

    def named(self, table: str, name: str) -> frozenset[str]:
        """See `Readers.named`."""
        return self._readers.named(table, name)

    def names(self, table: str) -> tuple[str, ...]:
        """See `Readers.names`."""
        return self._readers.names(table)

    def readings(self, key: ReaderKey) -> tuple[Reading, ...]:
        """All readings of one reader in this text."""
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = self._readers.read(key, self._document)
        return found

    def sentences(self, span: Span) -> range:
        """The numbers of the sentences that `span` touches."""
        found = self._document.sentences
        first = bisect_right(found, span.start, key=lambda sentence: sentence.end)
        return range(first, max(first, bisect_left(found, span.end, key=lambda sentence: sentence.start)))


class Desk:
    """What reading the sources of one dataset needs; keeps what was read in a text for who comes back to it.

    The claims about a source are read first and the footnotes in the finished tables are proved last. Both need the
    readings of the same text, which depend on nothing but the text, its language and the names of the dataset.
    """

    def __init__(self, dataset: Dataset, names: Mapping[str, Names]) -> None:
        self.dataset = dataset
        self.names = names
        self._readers = Readers(dataset, names)
        self._kept: dict[tuple[str, str], Readings] = {}

    def lens(self, text: str, language: str) -> Lens:
        """A lens on `text`."""
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        readings = self._kept.setdefault((text, language), {})
        return Lens(self._readers, text, lambda: document(text, language), readings)
