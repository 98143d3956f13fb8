"""The place reader: countries and regions by their names in three languages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.language_files import sections
from footnoted.languages import available, document
from footnoted.languages.places import place_names
from footnoted.readers import places


def _codes(text: str, language: str) -> list[tuple[str, object]]:
    return [
        (found.span.of(text), "ambiguous" if found.ambiguous else found.values["code"])
        for found in places(document(text, language))
    ]


def _entries() -> list[tuple[str, str, str]]:
    return [
        (tag, entry["example"], entry["reads"]) for tag in available() for entry in sections(tag)["places"]["names"]
    ]


@pytest.mark.parametrize(("language", "example", "expected"), _entries())
def test_each_form_reads_in_its_example(language: str, example: str, expected: str) -> None:
    """The example of every form in the data files reads what its entry says."""
    assert " ".join(str(code) for _, code in _codes(example, language)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Construye en Indiana y en Baviera.", [("Indiana", "US-IN"), ("Baviera", "DE-BY")]),
        ("es", "De España a Suiza.", [("España", "ES"), ("Suiza", "CH")]),
        ("es", "En Nueva Gales del Sur y en Gales.", [("Nueva Gales del Sur", "AU-NSW"), ("Gales", "GB-WLS")]),
        ("es", "En México y en el Estado de México.", [("México", "MX"), ("Estado de México", "MX-MEX")]),
        ("es", "En Castilla-La Mancha y Aragón.", [("Castilla-La Mancha", "ES-CM"), ("Aragón", "ES-AR")]),
        (
            "de",
            "Werke in Bayern, Nordrhein-Westfalen und Österreich.",
            [("Bayern", "DE-BY"), ("Nordrhein-Westfalen", "DE-NW"), ("Österreich", "AT")],
        ),
        ("de", "Bayerns Wirtschaft und das Texas-Werk.", [("Bayern", "DE-BY"), ("Texas", "US-TX")]),
        (
            "de",
            "Die Toscana, Katalonien und Luxemburg.",
            [("Toscana", "IT-52"), ("Katalonien", "ES-CT"), ("Luxemburg", "LU")],
        ),
        ("de", "Werke in Island und Georgia.", [("Island", "IS"), ("Georgia", "US-GA")]),
        (
            "en",
            "Plants in Bavaria, West Virginia and Wales.",
            [("Bavaria", "DE-BY"), ("West Virginia", "US-WV"), ("Wales", "GB-WLS")],
        ),
        ("en", "Florida's and Spain’s laws.", [("Florida", "US-FL"), ("Spain", "ES")]),
    ],
)
def test_a_place_is_read_by_its_name(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Countries and regions are read by their names in the clause's language or their own; the longest wins."""
    assert _codes(text, language) == expected


def test_a_region_has_a_country_and_a_country_no_region() -> None:
    """`code` is ISO 3166-1 or ISO 3166-2, `country` always the country, `region` only of regions."""
    indiana, spain = places(document("Indiana y España.", "es"))
    assert indiana.values == {"code": "US-IN", "country": "US", "region": "US-IN"}
    assert spain.values == {"code": "ES", "country": "ES"}
    assert [part for part, _ in indiana.parts] == ["place"]


@pytest.mark.parametrize("text", ["Invierte en Georgia.", "Crece en Georgia y en Aragón."])
def test_a_name_of_two_places_is_ambiguous(text: str) -> None:
    """Georgia is a country and a state: no code is guessed."""
    found = places(document(text, "es"))[0]
    assert found.ambiguous
    assert found.values == {}


def test_namesakes_in_one_country_share_it() -> None:
    """A city and a province of one name have no common code, but a country."""
    (found,) = places(document("La planta de Buenos Aires.", "es"))
    assert found.ambiguous
    assert found.values == {"country": "AR"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "in Georgia, USA", "US-GA"),
        ("es", "en Córdoba (Argentina)", "AR-X"),
        ("es", "en Granada, España", "ES-GR"),
        ("es", "en Georgia y España", "ambiguous"),
    ],
)
def test_the_country_behind_a_name_settles_it(language: str, text: str, expected: str) -> None:
    """Behind a comma or a bracket; any other neighbour settles nothing."""
    assert _codes(text, language)[0][1] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Como siempre, la Reunión del Norte fue en el Este. Para eso."),
        ("es", "Meta compra la red; Aurora y Magdalena Nelson firman."),
        ("de", "Landes- und Marken im Westen; Nord und Süd, Mitte. Zug um Zug."),
        ("de", "Der USamerikaner und die Bayernbank."),
        ("en", "Reading the Western Central report in May. Island life."),
        ("en", "It paid US$3 and us, and wrote to info@Texas or Texas.example today."),
    ],
)
def test_words_that_are_no_places_are_not_read(language: str, text: str) -> None:
    """Common words, directions, first names, parts of words, addresses and currency signs are no places."""
    assert _codes(text, language) == []


@given(
    st.one_of(
        st.text(max_size=100),
        st.lists(st.sampled_from([*list(place_names())[::200], " ", " ", ", ", ".", "s"]), max_size=20).map("".join),
    )
)
def test_readings_are_in_order_and_known(text: str) -> None:
    """On any text readings are sorted, do not overlap, and spell a known name."""
    found = places(document(text, "de"))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(" ".join(reading.span.of(text).split()) in place_names() for reading in found)


@pytest.mark.parametrize("piece", ["Georgia, ", "Nueva ", "San ", "A", ". "])
def test_work_is_linear_in_length(piece: str, work: Callable[[Callable[[], object]], int]) -> None:
    """A text of eight times the length takes about eight times the work; quadratic would be 64 times."""
    places(document("Indiana", "es"))
    short, long = (document(piece * (length // len(piece)), "es") for length in (1 << 11, 1 << 14))
    assert work(lambda: places(long)) < 10 * work(lambda: places(short)) + 1000


def test_no_name_is_loaded_before_a_place_is_read() -> None:
    """Importing the readers reads no names of places."""
    program = (
        "import footnoted.readers\n"
        "from footnoted.languages.places import place_names\n"
        "print(place_names.cache_info().currsize)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "0\n"
