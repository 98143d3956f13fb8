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


def test_towns_that_and_joins_are_sites_of_their_own(extractor: Extractor) -> None:
    """In "Terminals in X und Y" are two sites; behind a comma alone stands the region of the first."""
    text = "Die Molenfracht AG betreibt Terminals in Bremerhaven und in Emden.\n"
    found = rows(text, "de", extractor, "facilities")
    assert [row["locality"] for row in found] == ["Bremerhaven", "Emden"]
    text = "La ferroviaria Trenes Altos opera unos talleres en Tafí Viejo, Tucumán.\n"
    found = rows(text, "es", extractor, "facilities")
    assert [row["locality"] for row in found] == ["Tafí Viejo"]


def test_power_belongs_to_the_site_that_it_follows(extractor: Extractor) -> None:
    """A power behind a site is its own, one right before the next noun is not."""
    text = "La eléctrica Solandra tiene un parque eólico en Soria, de 180 MW, y una planta solar de 90 MW en Lugo.\n"
    found = rows(text, "es", extractor, "facilities")
    assert [(row["locality"], row["power_mw"]) for row in found] == [("Soria", 180), ("Lugo", 90)]


def test_site_that_names_nobody_is_of_whom_the_sentence_before_told_a_site(extractor: Extractor) -> None:
    """Who runs a site in the sentence before has the next one too; who only lends or gives money there has none."""
    text = "Lorbach AG liefert Pumpen. Die Molenfracht AG betreibt ein Terminal in Emden. In Brake entsteht ein Silo.\n"
    found = {row["locality"]: row["operator_id"] for row in rows(text, "de", extractor, "facilities")}
    assert found == {"Emden": "molenfracht", "Brake": "molenfracht"}
    for giver in ("Geld gab die Südharzbank.", "Der Konzern Brandl Elektronik gab Geld."):
        text = f"Das Start-up Lorbach wächst. {giver} In Zuchwil entsteht ein Rechenzentrum.\n"
        (row,) = rows(text, "de", extractor, "facilities")
        assert row["operator_id"] == "lorbach"
