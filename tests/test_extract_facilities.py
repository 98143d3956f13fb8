"""Facilities as the extractor drafts them from short texts of three languages."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from footnoted import languages
from footnoted.extract import Extractor, draft
from footnoted.language_files import sections
from footnoted.schema import Dataset, load_dataset
from footnoted.text import SourceText

ROOT = Path(__file__).resolve().parents[1]
SITES = tomllib.loads(Path(__file__).parent.joinpath("data", "extract-sites.toml").read_text("utf-8"))["sites"]
BROUGHT = [
    {"text": example["text"], "language": tag} | example["site"]
    for tag in languages.available()
    for example in sections(tag)["mentions"].get("examples", ())
    if "site" in example
]
"""The examples that the languages' own files bring."""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The extractor of this repository's dataset, of which only the schemas matter."""
    loaded = load_dataset(ROOT)
    assert isinstance(loaded, Dataset)
    return Extractor(loaded)


def rows(text: str, language: str, extractor: Extractor, table: str) -> list[dict[str, Any]]:
    """Column -> value of each drafted row of one table, its id among them."""
    article = SourceText("a.txt", text, hashlib.sha256(text.encode()).hexdigest())
    found = draft("a", article, language, extractor).rows
    return [
        {"id": row.claim["id"]} | {cell.column: cell.value for cell in row.cells} for row in found if row.table == table
    ]


@pytest.mark.parametrize("site", [pytest.param(site, id=site["text"][:40]) for site in [*SITES, *BROUGHT]])
def test_site_has_its_operator_place_status_and_power(site: dict[str, Any], extractor: Extractor) -> None:
    """One row a site: who has it, its own name or its town, how far it is, its power; empty where nothing tells."""
    text = site["text"] + "\n"
    (row,) = rows(text, site["language"], extractor, "facilities")
    names = {one["id"]: one["name"] for one in rows(text, site["language"], extractor, "companies")}
    assert names[row["operator_id"]] == site["operator"]
    assert (row.get("name", ""), row.get("locality", "")) == (site["name"], site["locality"])
    assert row.get("power_mw", 0) == site["power_mw"]
    if site["status"]:
        assert row["status"] == site["status"]


def test_offices_and_regions_are_no_sites(extractor: Extractor) -> None:
    """A company's office, head office or region is no facility."""
    text = "Orrin Foods opened an office in Leeds. Orrin Foods has its headquarters in Hull and sells across Wales.\n"
    assert rows(text, "en", extractor, "facilities") == []


def test_site_spoken_of_again_is_one_row(extractor: Extractor) -> None:
    """What a later sentence says of "the plant" belongs to the site told of before."""
    text = "Bayou Chemicals is building an ammonia plant in Donaldsonville. The plant will draw 80 megawatts.\n"
    (row,) = rows(text, "en", extractor, "facilities")
    assert (row["locality"], row["status"], row["power_mw"]) == ("Donaldsonville", "under_construction", 80)
