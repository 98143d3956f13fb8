"""The first dataset was made by the tool: what its claims file says of who wrote each claim is true."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from footnoted.claims import Claim, Loaded, load_claims
from footnoted.extract import Drafted, Extractor, draft
from footnoted.parallel import Crew
from footnoted.schema import Dataset, load_dataset
from footnoted.text import SourceText

ROOT = Path(__file__).resolve().parents[1]
KEPT, EDITED = "footnoted-extract 0.1.0", "footnoted-extract 0.1.0, edited"


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    """The claims of the first article as they are read."""
    return tuple(claim for claim in loaded().claims if claim.source.id == "amazon-anthropic")


def loaded() -> Loaded:
    """All claims of this repository's dataset."""
    dataset = load_dataset(ROOT)
    assert isinstance(dataset, Dataset)
    return load_claims(dataset, Crew())


@pytest.fixture(scope="module")
def drafted() -> tuple[Drafted, ...]:
    """What the extractor drafts of the article alone, knowing no claim about it."""
    dataset = load_dataset(ROOT)
    assert isinstance(dataset, Dataset)
    [source] = [source for source in loaded().sources if source.id == "amazon-anthropic"]
    article = SourceText(source.path, source.text, source.sha256)
    return draft(source.id, article, source.language, Extractor(dataset)).rows


def cells(row: Claim | Drafted) -> set[tuple[str, str, int, int]]:
    """Column, value and place of each cell."""
    return {(cell.column, str(cell.value), cell.span.start, cell.span.end) for cell in row.cells}


def test_claims_say_who_wrote_them() -> None:
    """Five stand as drafted, four were drafted and corrected, nine the draft had missed and people wrote."""
    data = tomllib.loads((ROOT / "seeds" / "amazon-anthropic.toml").read_text("utf-8"))
    raw = [claim for table, listed in data.items() if table != "source" for claim in listed]
    assert Counter(claim.get("drafted_by") for claim in raw) == {KEPT: 5, EDITED: 4, None: 9}


def test_what_is_kept_is_what_the_extractor_drafts(claims: tuple[Claim, ...], drafted: tuple[Drafted, ...]) -> None:
    """Each claim that stands as drafted has the cells of a drafted row, in the same places, no more and no fewer."""
    own = [(row.table, cells(row)) for row in drafted]
    kept = [claim for claim in claims if claim.drafted_by == KEPT]
    assert len(kept) == 5
    for claim in kept:
        assert (claim.table, cells(claim)) in own, claim.row_id


def test_what_is_edited_differs_from_each_drafted_row(claims: tuple[Claim, ...], drafted: tuple[Drafted, ...]) -> None:
    """It shares a cell with one, and is not the same as any."""
    own = [(row.table, cells(row)) for row in drafted]
    for claim in (claim for claim in claims if claim.drafted_by == EDITED):
        assert (claim.table, cells(claim)) not in own, claim.row_id
        assert any(table == claim.table and cells(claim) & other for table, other in own), claim.row_id
