"""Whole drafts of short invented articles, names and all: the rows that they tell of, and no other row."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from footnoted.extract import Drafted, Extractor, draft
from footnoted.schema import Dataset, load_dataset
from footnoted.text import SourceText

ROOT = Path(__file__).resolve().parents[1]
CASES = tomllib.loads((ROOT / "tests" / "data" / "extract-articles.toml").read_text("utf-8"))["articles"]
PARTIES = {
    "investments": ("investor_id", "investee_id"),
    "stakes": ("holder_id", "company_id"),
    "valuations": ("company_id",),
    "facilities": ("operator_id", "name"),
}
FIGURES = ("amount", "share_percent", "power_mw")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The extractor of this dataset."""
    dataset = load_dataset(ROOT)
    assert isinstance(dataset, Dataset)
    return Extractor(dataset)


def told(row: Drafted) -> str:
    """A row as the cases write it: "table | party | other party | figure"."""
    cells = {cell.column: cell.value for cell in row.cells}
    parties = [str(cells.get(column, "")) for column in PARTIES[row.table]]
    figure = next((f"{cells[name]:g}" for name in FIGURES if name in cells), "")
    return plain(" | ".join([row.table, *parties, *([""] if len(parties) == 1 else []), figure]))


def plain(line: str) -> str:
    """A line with its spaces written in one way."""
    return "|".join(part.strip() for part in line.split("|"))


def terms(row: Drafted) -> set[str]:
    """Every value of a row, as words."""
    return {str(cell.value) for cell in row.cells}


@pytest.mark.parametrize(
    ("language", "text", "table", "words"),
    [
        ("de", "Der Händler Tessmar hat im März den Rivalen Ovalta übernommen.", "investments", "im März"),
        ("en", "In March the grocer Tessmar bought its rival Ovalta for $9m.", "investments", "In March"),
        (
            "es",
            "La tienda Tessmar compró en marzo a su rival Ovalta por 9 millones de euros.",
            "investments",
            "en marzo",
        ),
        (
            "de",
            "Die Firma Tessmar hält seit 2019 rund 30 Prozent der Anteile am Verlag Brankow.",
            "stakes",
            "seit 2019",
        ),
        ("en", "The grocer Tessmar now owns 30 per cent of the brewer Brankow.", "stakes", "now"),
    ],
)
def test_when_a_fact_is_of(language: str, text: str, table: str, words: str, extractor: Extractor) -> None:
    """Words for a time beside a deal or a share tell when it was, as they stand in the text."""
    source = SourceText("seeds/short.txt", text, hashlib.sha256(text.encode()).hexdigest())
    found = [row for row in draft("short", source, language, extractor).rows if row.table == table]
    assert [cell.value for row in found for cell in row.cells if cell.column == "as_of_text"] == [words]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_draft_of_a_short_article(case: dict[str, Any], extractor: Extractor) -> None:
    """A draft has the companies and the rows that the article tells of, with their terms, and no others."""
    text = case["text"]
    source = SourceText("seeds/short.txt", text, hashlib.sha256(text.encode()).hexdigest())
    drafted = [row for row in draft("short", source, case["language"], extractor).rows if row.table != "quotes"]
    companies = {row.claim["id"] for row in drafted if row.table == "companies"}
    assert companies == set(case["companies"])
    facts = [row for row in drafted if row.table != "companies"]
    wanted = [line.rpartition(" | ") for line in case.get("rows", [])]
    assert sorted(map(told, facts)) == sorted(plain(row) for row, _, _ in wanted)
    for row, _, words in wanted:
        assert any(told(one) == plain(row) and set(words.split()) <= terms(one) for one in facts)
