"""The generated names of countries and regions."""

from __future__ import annotations

import json
from pathlib import Path

import pycountry
import pytest

from footnoted.errors import LanguageError
from footnoted.languages import available, territories
from footnoted.languages.places import place_names, place_titles

REGIONS = {
    "es": {
        "deby": "Baviera",
        "eshu": "provincia de Huesca",
        "usga": "Georgia",
        "mxmex": "Estado de México",
        "frcor": "Córcega",
    },
    "de": {"deby": "Bayern", "eshu": "Provinz Huesca", "usga": "Georgia", "lulu": "Luxemburg", "itmi": "Mailand"},
    "en": {"deby": "Bavaria", "eshu": "Huesca Province", "usga": "Georgia", "gbrdg": "Reading", "sd99": "Nowhere"},
}


@pytest.fixture
def cldr(tmp_path: Path) -> Path:
    """A folder as CLDR's `common`, with a few regions."""
    (tmp_path / "subdivisions").mkdir()
    for language in available():
        rows = "".join(
            f'<subdivision type="{code}">{name}</subdivision>' for code, name in REGIONS.get(language, {}).items()
        )
        (tmp_path / "subdivisions" / f"{language}.xml").write_text(f"<ldml>{rows}</ldml>", "utf-8")
    return tmp_path


def test_names_are_written_without_the_word_for_their_kind(cldr: Path) -> None:
    """Without "provincia de", "Provinz" and "Province" the name is Huesca in each language."""
    names = json.loads(territories.generate(cldr))
    assert names["Huesca"] == "ES-HU"
    assert {"Provinz Huesca", "provincia de Huesca", "Huesca Province"}.isdisjoint(names)


def test_a_region_gives_way_to_its_country(cldr: Path) -> None:
    """Luxemburg is the country, not its canton; the State of México keeps a name of its own."""
    names = json.loads(territories.generate(cldr))
    assert (names["Luxemburg"], names["México"], names["Estado de México"]) == ("LU", "MX", "MX-MEX")


def test_namesakes_stay_side_by_side_where_a_language_has_both(cldr: Path) -> None:
    """Georgia is a country and a state in English, and only the state in German, where the country is Georgien."""
    names = json.loads(territories.generate(cldr))
    assert names["Georgia"] == {"*": "GE US-GA", "de": "US-GA", "en": "GE US-GA", "es": "GE US-GA", "it": "GE US-GA"}
    assert names["Georgien"] == "GE"


def test_towns_and_unknown_codes_are_left_out(cldr: Path) -> None:
    """A borough is no region, and what ISO 3166-2 does not list is none either."""
    names = json.loads(territories.generate(cldr))
    assert {"Reading", "Nowhere"}.isdisjoint(names)


def test_every_country_has_a_name_and_every_code_is_known() -> None:
    """The committed file names all of ISO 3166-1 and no code that ISO 3166 does not have."""
    countries = {entry.alpha_2 for entry in pycountry.countries}
    regions = {entry.code for entry in pycountry.subdivisions}
    codes = {code for meaning in place_names().values() for listed in meaning.values() for code in listed}
    assert codes <= countries | regions
    assert countries <= codes


def test_a_changed_file_is_told(cldr: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--check` raises where the committed file is not what the sources give, and writes nothing."""
    monkeypatch.setattr(territories, "GENERATED", tmp_path / "generated")
    with pytest.raises(LanguageError):
        territories.main(["--check", "--cldr", str(cldr)])
    territories.main(["--cldr", str(cldr)])
    territories.main(["--check", "--cldr", str(cldr)])


def test_every_code_has_a_name_for_pages() -> None:
    """Pages show CLDR's English name; ISO's own, without what stands behind it, where CLDR has none."""
    titles = place_titles()
    assert {entry.alpha_2 for entry in pycountry.countries} <= titles.keys()
    assert (titles["ES"], titles["US-IN"], titles["ES-CM"]) == ("Spain", "Indiana", "Castile-La Mancha")
    assert (titles["DZ-50"], titles["CI-BS"]) == ("Bordj Badji Mokhtar", "Bas-Sassandra")


@pytest.mark.outside_data
def test_the_committed_file_is_what_the_sources_give() -> None:
    """Where CLDR's XML is installed, generating again changes nothing."""
    if not territories.CLDR.is_dir():
        pytest.skip("no CLDR XML is installed (Debian: unicode-cldr-core)")
    territories.main(["--check"])
