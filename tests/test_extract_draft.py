"""The extractor as a whole: what it drafts stands in the article, passes the gate, and is the same each time."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footnoted.claims.format import claims_text
from footnoted.extract import DRAFTED_BY, Draft, Extractor, draft, uncited
from footnoted.schema import Dataset, load_dataset
from footnoted.text import SourceText

if TYPE_CHECKING:
    from conftest import Seeds

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = (
    "Tessarin Logistics, the haulier, has acquired the broker Ovalta Freight for $215 million. "
    "Tessarin Logistics now holds 51% of Ovalta Freight. The deal values Ovalta Freight at about $420 million. "
    "Harrow Bank has extended Tessarin Logistics a $60 million loan. "
    '"We will not sell," said Edda Quorn, chief executive of Tessarin Logistics.\n'
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The extractor of this repository's dataset, of which only the schemas matter."""
    loaded = load_dataset(ROOT)
    assert isinstance(loaded, Dataset)
    return Extractor(loaded)


def drafted(text: str, extractor: Extractor, tag: str = "en") -> Draft:
    """The draft of a text."""
    return draft("a", SourceText("a.txt", text, hashlib.sha256(text.encode()).hexdigest()), tag, extractor)


def rows(found: Draft, table: str) -> list[dict[str, Any]]:
    """Column -> value of each row of one table."""
    return [{cell.column: cell.value for cell in row.cells} for row in found.rows if row.table == table]


def test_every_frame_gives_a_row(extractor: Extractor) -> None:
    """A purchase with its price, a stake, a value and a loan of one article, each with its parties."""
    found = drafted(ENGLISH, extractor)
    parties = [
        (row.get("investor_id"), row.get("investee_id"), row.get("amount")) for row in rows(found, "investments")
    ]
    assert parties == [
        ("tessarin-logistics", "ovalta-freight", 215_000_000),
        ("harrow-bank", "tessarin-logistics", 60_000_000),
    ]
    assert [(row["holder_id"], row["company_id"], row["share_percent"]) for row in rows(found, "stakes")] == [
        ("tessarin-logistics", "ovalta-freight", 51.0)
    ]
    assert [(row["company_id"], row["amount"], row["amount_qualifier"]) for row in rows(found, "valuations")] == [
        ("ovalta-freight", 420_000_000, "about")
    ]


def test_every_cell_stands_in_the_article(extractor: Extractor) -> None:
    """Each passage and antecedent is words of the text, and each claim says who drafted it."""
    found = drafted(ENGLISH, extractor)
    assert {row.claim["drafted_by"] for row in found.rows} == {DRAFTED_BY}
    for row in found.rows:
        for cell in row.cells:
            assert 0 <= cell.span.start < cell.span.end <= len(ENGLISH)


def test_what_is_only_referred_to_is_inferred(extractor: Extractor) -> None:
    """A company that the sentence does not name has an antecedent that does."""
    text = "Ovalta Freight, the haulier, grew. Ovalta Freight hires. The company is valued at $420 million.\n"
    found = drafted(text, extractor)
    cell = next(c for row in found.rows if row.table == "valuations" for c in row.cells if c.column == "company_id")
    assert (cell.value, cell.method) == ("ovalta-freight", "inferred")
    assert cell.antecedent is not None
    assert "Ovalta Freight" in cell.antecedent.of(text)


def test_figures_that_are_no_deals_give_no_rows(extractor: Extractor) -> None:
    """Revenue, growth and prices are neither investments, stakes nor valuations."""
    text = "Tessarin Logistics had revenue of $612 million, up 4% on the year. Its shares fell 3.2%.\n"
    found = drafted(text, extractor)
    assert rows(found, "investments") + rows(found, "stakes") + rows(found, "valuations") == []


def test_draft_is_a_dataset_without_problems(seeds: Seeds) -> None:
    """The claims file of a draft validates as it is."""
    loaded = load_dataset(seeds.dataset)
    assert isinstance(loaded, Dataset)
    seeds.write("a.txt", ENGLISH)
    seeds.write("a.toml", claims_text(drafted(ENGLISH, Extractor(loaded)).data(), loaded))
    assert seeds.problems() == []


def test_same_article_gives_the_same_draft(extractor: Extractor) -> None:
    """Nothing depends on the run."""
    assert claims_text(drafted(ENGLISH, extractor).data(), extractor.dataset) == claims_text(
        drafted(ENGLISH, extractor).data(), extractor.dataset
    )


def test_uncited_figures_are_listed(extractor: Extractor) -> None:
    """What no cell cites is what a reviewer might miss."""
    text = "Revenue was $9 million. Tessarin Logistics is valued at $420 million.\n"
    assert [span.of(text) for span in uncited(drafted(text, extractor))] == ["$9 million"]


PIECES = st.sampled_from(
    [
        *("Tessarin Logistics ", "Ovalta plc ", "the company ", "bought ", "51% of ", "$3 million ", "valued at "),
        *('"', "“", "”", "«", "»", ", ", ". ", "\n", "\n\n", "(", ")", "- ", "| ", "<p>", "said ", "Edda Quorn "),
        *("der Konzern ", "hält ", "la firma ", "préstamo ", "loan ", "\u202e", "سهم ", "株式 ", "1.2.3.", "\x01", "…"),
    ]
)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["en", "de", "es-MX"]))
def test_odd_texts_give_a_draft_all_the_same(extractor: Extractor, text: str, tag: str) -> None:
    """Whatever is pasted, there is a draft, and its file is TOML that says the same."""
    found = drafted(text, extractor, tag)
    assert tomllib.loads(claims_text(found.data(), extractor.dataset)) == found.data()


@pytest.mark.parametrize("piece", ["Aa ", "1.", "“", "A 5% of B. ", "a\n\n", "(", "Ovalta plc bought Ovalta plc. "])
def test_long_hostile_texts_are_drafted_in_time(extractor: Extractor, piece: str) -> None:
    """Time grows with the length of the text alone: 64 KiB of one piece take no more than seconds."""
    drafted(piece * (65_536 // len(piece)), extractor)
