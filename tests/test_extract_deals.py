"""Deals, stakes and valuations of short articles whose companies are given: nothing missing, nothing more."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from footnoted import languages, readers
from footnoted.claims.lens import choice_readers
from footnoted.extract.deals import deal_rows, deals_of
from footnoted.extract.entities import Entity
from footnoted.extract.events import sentences
from footnoted.extract.memory import Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.scenes import scenes
from footnoted.extract.stakes import stake_rows
from footnoted.extract.terms import Terms
from footnoted.extract.valuations import valuation_rows
from footnoted.language_files import pack_words
from footnoted.languages import Document
from footnoted.readers import Reader, in_place
from footnoted.schema import Dataset, load_dataset
from footnoted.text import Span

ROOT = Path(__file__).resolve().parents[1]
CASES = [
    *tomllib.loads((ROOT / "tests" / "data" / "extract-deals.toml").read_text("utf-8"))["cases"],
    *(
        {"language": tag} | case
        for tag in languages.available()
        for case in pack_words(tag, "deals").get("examples", ())
    ),
]
"""Those of the languages that the pack itself knows, and those that a language's own file brings."""
PARTIES = {
    "investments": ("investor_id", "investee_id"),
    "stakes": ("holder_id", "company_id"),
    "valuations": ("company_id", ""),
}
TERMS = {
    "investments": {
        "kind": "investment_kind",
        "instrument": "instrument",
        "status": "investment_status",
        "amount_scope": "amount_scope",
    },
    "stakes": {"status": "stake_status", "change": "stake_change", "standing": "standing"},
    "valuations": {"basis": "valuation_basis"},
}


@pytest.fixture(scope="module")
def choices() -> dict[str, Reader]:
    """The readers of the dataset's vocabularies."""
    dataset = load_dataset(ROOT)
    assert isinstance(dataset, Dataset)
    return dict(choice_readers(dataset))


def company(text: str, name: str, kind: str = "company") -> Entity:
    """A company, or a thing of another kind, and everywhere it is named."""
    spans = (Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return Entity(kind, (name,), tuple(spans))


def rows(case: dict[str, Any], choices: dict[str, Reader]) -> list[dict[str, Any]]:
    """What is drafted of a text whose companies, and `others` that are none, are given."""
    text, names = case["text"], case["companies"]
    document = languages.document(text, case["language"])
    others = [company(text, name, "other") for name in case.get("others", ())]
    memory = Memory(document, [company(text, name) for name in names])
    told, terms = tuple(scenes(document, memory, "deals", others)), Terms(choices, document)
    parsed = sentences(told)
    deals = deals_of(parsed, memory)
    drafted = [*deal_rows(deals, terms), *stake_rows(parsed, deals, memory, terms)]
    drafted += valuation_rows(parsed, deals, memory, terms)
    return [read(row, document, terms, names) for row in drafted]


def read(row: DraftRow, document: Document, terms: Terms, names: list[str]) -> dict[str, Any]:
    """The values of a drafted row: its table, parties, figure and terms."""
    parties = [named(row.cells.get(column), document.text, names) for column in PARTIES[row.table]]
    figure = row.cells.get("amount") or row.cells.get("share_percent")
    reading = in_place(readers.quantities(document), figure.span)[0] if figure else None
    told = {
        str(terms.term(name, row.cells[column])) for column, name in TERMS[row.table].items() if column in row.cells
    }
    if reading:
        told |= {str(reading.values.get(part)) for part in ("qualifier", "currency")}
    return {
        "table": row.table,
        "parties": parties,
        "figure": reading.values["value"] if reading else None,
        "terms": told,
    }


def named(cell: DraftCell | None, text: str, names: list[str]) -> str:
    """The company that a cell names, by its antecedent if it has one."""
    words = (cell.antecedent or cell.span).of(text) if cell else ""
    return next((name for name in names if name in words), words)


def expected(line: str) -> dict[str, Any]:
    """A row as the cases write it."""
    table, first, second, figure, terms = (part.strip() for part in line.split("|"))
    return {
        "table": table,
        "parties": [first, second],
        "figure": float(figure) if figure else None,
        "terms": set(terms.split()),
    }


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_rows_of_a_short_article(case: dict[str, Any], choices: dict[str, Reader]) -> None:
    """Each short article yields the rows that it tells of, with their terms, and no other row."""
    drafted = rows(case, choices)
    wanted = [expected(line) for line in case["rows"]]
    key = lambda row: (row["table"], row["parties"], row["figure"] is not None, row["figure"])  # noqa: E731
    assert sorted(map(key, drafted)) == sorted(map(key, wanted))
    for row in wanted:
        own = next(one for one in drafted if key(one) == key(row))
        assert row["terms"] <= own["terms"]
