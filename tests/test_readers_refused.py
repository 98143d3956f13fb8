"""Numbers that are no quantity of ours: years, dates, names, versions, scores, phone and street numbers."""

from __future__ import annotations

import pytest

from footnoted import readers
from footnoted.languages import document


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Utiliza los chips Trainium2 desde 2023, versión 3.11.7."),
        ("es", "El 05.03.2024 ganó 3:2 en la calle Mayor 14, tel. +34 900 100 100."),
        ("es", "1. Abrir. 2. Cerrar. El modelo GPT-4 % y el F-35 $."),
        ("es", "las 24/7 y el 3/5/2024 a las 8.15"),
        ("de", "Trainium2 läuft seit 2023 in Version 3.11.7 auf dem A380."),
        ("de", "Am 05.03.2024 gewann er 3:2 in der Hauptstraße 14, Tel. 0800 100 100."),
        ("de", "1. Öffnen. 2. Schließen. Punkt 3 auf Seite 14 von Band 2."),
        ("en", "Trainium2 has run since 2023 in version 3.11.7 on the A380."),
        ("en", "On 05/03/2024 it won 3-2 at 14 Main Street, phone +1 800 555 0100."),
        ("en", "1. Open. 2. Close. See page 14, line 3 and note 2."),
        ("en", "a 5G network, the 4th floor, COVID-19 and 192.168.0.1"),
    ],
)
def test_other_numbers_are_not_read(language: str, text: str) -> None:
    """Without a unit of money, percent or power there is no quantity."""
    assert readers.quantities(document(text, language)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Trainium2%",
        "GPT-4%",
        "v3.5%",
        "3:2%",
        "#5%",
        "a/5%",
        "192.168.0.1%",
        "12.03.2024 %",
        "$5G",
        "$5.2.1",
        "AB$5",
        "5€x",
    ],
)
@pytest.mark.parametrize("language", ["es", "de", "en"])
def test_digits_inside_something_else_are_not_read(language: str, text: str) -> None:
    """A unit behind it makes no quantity of the rest of a name, a version, a score or a date."""
    assert readers.quantities(document(text, language)) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "En el año 2023 millones de euros cambiaron de manos."),
        ("de", "Im Jahr 2023 Millionen Euro zu verlieren, wäre neu."),
        ("en", "In the year 2023 million euro deals were rare."),
    ],
)
def test_a_year_before_a_scale_is_no_number_of_it(language: str, text: str) -> None:
    """Behind the word for year a year is a year, even before "millions"."""
    assert readers.quantities(document(text, language)) == ()


@pytest.mark.parametrize("language", ["es", "de", "en"])
def test_a_blank_line_parts_a_number_from_a_unit(language: str) -> None:
    """No quantity reaches across paragraphs; a line break inside one is white space."""
    assert readers.quantities(document("14, 5\n\nEUR, 14", language)) == ()
    assert len(readers.quantities(document("14, 5\nEUR, 14", language))) == 1


def test_codes_that_are_words_are_read_behind_a_number_only() -> None:
    """No sum of Albanian lek is "ALL 50 states", but "50 ALL" is."""
    assert readers.quantities(document("ALL 50 states", "en")) == ()
    (reading,) = readers.money(document("50 ALL", "en"))
    assert reading.values["currency"] == "ALL"


def test_a_foreign_clause_is_read_in_its_own_language() -> None:
    """A German clause in a Spanish text has German billions."""
    text = "Así lo dijo. Die Schulden sind auf 1,7 Billionen Euro und die Kosten auf zwölf Millionen Euro gestiegen."
    values = [reading.values["value"] for reading in readers.money(document(text, "es"))]
    assert values == [1700000000000, 12000000]
