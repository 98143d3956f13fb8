"""From one article to a drafted claims file: the stages in a row, and the gate behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from footnoted import languages, readers
from footnoted.claims import Cell, Lens, Names, Readers, Source
from footnoted.claims.entities import Alias
from footnoted.claims.file import ClaimsFile
from footnoted.claims.lens import choice_readers
from footnoted.claims.model import Assumption
from footnoted.extract.anchors import Passages
from footnoted.extract.companies import company_rows
from footnoted.extract.deals import deal_rows, deals_of
from footnoted.extract.entities import Entity, entities
from footnoted.extract.events import sentences
from footnoted.extract.facilities import facility_rows
from footnoted.extract.gate import Gate
from footnoted.extract.identify import Ids, slug
from footnoted.extract.memory import Memory
from footnoted.extract.model import DraftRow
from footnoted.extract.people import people
from footnoted.extract.quotes import quote_rows
from footnoted.extract.runs import runs
from footnoted.extract.scenes import scenes
from footnoted.extract.speakers import said
from footnoted.extract.stakes import stake_rows
from footnoted.extract.terms import Terms
from footnoted.extract.valuations import valuation_rows
from footnoted.languages import Document
from footnoted.schema import Dataset
from footnoted.text import SourceText

__all__ = ["DRAFTED_BY", "Draft", "Drafted", "Extractor", "described", "draft"]

DRAFTED_BY = f"footnoted-extract {version('footnoted')}"
_ENTITIES = "companies"
_NAME = ("name", _ENTITIES)
# Names that get no row of their own are rare, and that others then get none is rarer: no article takes more.
_ROUNDS = 8
_ASSUMED = "the article writes it without saying which; the usual one"


@dataclass(frozen=True, slots=True)
class Drafted:
    """One drafted row: its claim as the file spells it, and the cells that the gate reads from it."""

    table: str
    claim: Mapping[str, Any]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the extractor makes of one article; `source` as the claims file has it.

    `refused` are lines on what another extractor proposed and the gate did not let through.
    """

    source: Mapping[str, Any]
    text: str = field(repr=False)
    rows: tuple[Drafted, ...] = ()
    refused: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """The claims file's data."""
        data: dict[str, Any] = {"source": dict(self.source)}
        for row in self.rows:
            data.setdefault(row.table, []).append(dict(row.claim))
        return data


class Extractor:
    """What drafting needs of a dataset, learned once for any number of articles."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.choices = choice_readers(dataset)


def draft(source_id: str, article: SourceText, tag: str, extractor: Extractor) -> Draft:
    """Draft claims about `article`, which is written in the language of `tag`.

    Every cell is found in its place and read back as a person's claim is; what the gate refuses is left out. The same
    article gives the same draft.

    Raises:
        LanguageError: there is no data for the language.
    """
    document = languages.document(article.text, tag)
    said, source = described(source_id, article, document)
    return Draft(said, article.text, tuple(_rows(extractor, source, document)))


def described(source_id: str, article: SourceText, document: Document) -> tuple[dict[str, Any], Source]:
    """The entries of [source] for a draft of `article`, and the source that they describe."""
    assumed, tag = _assumptions(document), document.language
    said_of: dict[str, Any] = {"id": source_id, "text": article.path.rpartition("/")[2], "sha256": article.sha256}
    said_of |= {"language": tag}
    if assumed:
        said_of["assume"] = {family: {"currency": code, "note": _ASSUMED} for family, code in assumed.items()}
    source = Source(
        source_id,
        ClaimsFile(article.path, "", {}),
        article.path,
        article.sha256,
        article.text,
        {"language": tag},
        {family: Assumption(code, _ASSUMED) for family, code in assumed.items()},
    )
    return said_of, source


def _assumptions(document: Document) -> dict[str, str]:
    """The families of currencies that the article leaves open, with the usual member of each."""
    found = {}
    for reading in readers.money(document):
        family, code = reading.open.get("currency"), reading.values.get("currency")
        if family and isinstance(code, str):
            found[family] = code
    return dict(sorted(found.items()))


def _rows(extractor: Extractor, source: Source, document: Document) -> Iterator[Drafted]:
    dataset = extractor.dataset
    if _ENTITIES not in dataset.facts:
        return
    found = entities(document, runs(document))
    companies = [entity for entity in found if entity.kind == "company"]
    slugs = {company.name: slug(company.name) for company in companies}
    memory = Memory(document, found)
    rows = [*company_rows(document, companies)]
    rows += quote_rows(document, said(document, people(document, found, memory), memory))
    rows += _events(extractor, document, found, memory)
    rows = [row for row in rows if row.table in dataset.facts]
    aliases = frozenset(Alias(slugs[company.name], name) for company in companies for name in company.names)
    for _ in range(_ROUNDS):
        lens = Lens.of(Readers(dataset, _names(dataset, aliases), extractor.choices), document)
        drafted = tuple(_gated(rows, Gate(dataset, source, lens), Passages(document, lens.readings(_NAME)), slugs))
        # What a name reads as depends on all others: those that got no row of their own must not have helped.
        told = frozenset(_told(drafted))
        if told == aliases:
            yield from drafted
            return
        aliases = told


def _gated(rows: Iterable[DraftRow], gate: Gate, passages: Passages, slugs: Mapping[str, str]) -> Iterator[Drafted]:
    ids = Ids()
    for row in rows:
        yield from _passed(gate, row, passages.claim(row), _id(row, ids, slugs, gate.source))


def _told(drafted: Iterable[Drafted]) -> Iterator[Alias]:
    """The names that the drafted rows themselves introduce."""
    for row in drafted:
        if row.table == _ENTITIES:
            yield from (Alias(row.claim["id"], str(cell.value)) for cell in row.cells if cell.column == "name")


def _events(extractor: Extractor, document: Document, found: Sequence[Entity], memory: Memory) -> Iterator[DraftRow]:
    """The rows of the event frames that the dataset's descriptor chooses."""
    pack = extractor.dataset.descriptor.get("extractor")
    if not isinstance(pack, str):
        return
    others = [entity for entity in found if entity.kind != "company"]
    told, terms = tuple(scenes(document, memory, pack, others)), Terms(extractor.choices, document)
    parsed = sentences(told)
    deals = deals_of(parsed, memory)
    yield from deal_rows(deals, terms)
    yield from stake_rows(parsed, deals, memory, terms)
    yield from facility_rows(told, found, memory, terms)
    yield from valuation_rows(parsed, deals, memory, terms)


def _names(dataset: Dataset, aliases: Iterable[Alias]) -> dict[str, Names]:
    names = {table.name: Names(table.name) for table in dataset.facts.values() if table.label}
    declared = frozenset(alias.id for alias in aliases)
    return names | {_ENTITIES: Names(_ENTITIES, tuple(sorted(aliases)), declared=declared)}


def _id(row: DraftRow, ids: Ids, slugs: Mapping[str, str], source: Source) -> str:
    if row.table == _ENTITIES:
        return slugs[row.key]
    key = slug(row.key)
    return ids.next(row.table, key if row.table != "quotes" or " " in row.key else f"{source.id}-{key}")


def _passed(gate: Gate, row: DraftRow, claim: dict[str, Any], row_id: str) -> Iterator[Drafted]:
    if any(column not in claim for column in row.core):
        return
    passed = gate.passed(row.table, {"id": row_id} | claim)
    if passed and all(column in passed[0] for column in row.core):
        said, cells = passed
        yield Drafted(row.table, said | {"drafted_by": DRAFTED_BY}, cells)
