"""Ranges: two numbers and what connects them; the scale and the unit reach back."""

from __future__ import annotations

import pytest

from footnoted import readers
from footnoted.languages import document
from footnoted.readers import describe


def read(language: str, text: str) -> list[str]:
    """What the readers of quantities see in `text`, in the notation of the data files."""
    return [describe(reading) for reading in readers.quantities(document(text, language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "10-15 %", "percent 10..15 between"),
        ("es", "entre el 10 y el 15 %", "percent 10..15 between"),
        ("es", "entre un 10% y un 15%", "percent 10..15 between"),
        ("es", "entre 2 y 3 mil millones de euros", "money 2000000000..3000000000 EUR between"),
        ("es", "entre dos y tres mil millones de euros", "money 2000000000..3000000000 EUR between"),
        ("es", "entre 2.000 y 3.000 millones de euros", "money 2000000000..3000000000 EUR between"),
        ("es", "entre dos mil y tres mil millones de euros", "money 2000000000..3000000000 EUR between"),
        ("es", "entre 2.000 millones y 3.000 millones de euros", "money 2000000000..3000000000 EUR between"),
        ("es", "entre 500 millones y 2 mil millones de euros", "money 500000000..2000000000 EUR between"),
        ("es", "una inversión de 2 a 3 millones de euros", "money 2000000..3000000 EUR between"),
        ("es", "dos o tres millones de euros", "money 2000000..3000000 EUR between"),
        ("es", "100-200 MW", "power 100..200 between"),
        ("de", "10-15 %", "percent 10..15 between"),
        ("de", "10 bis 15 Prozent", "percent 10..15 between"),
        ("de", "zwischen 2 und 3 Milliarden Euro", "money 2000000000..3000000000 EUR between"),
        ("de", "zwischen zwei und drei Milliarden Euro", "money 2000000000..3000000000 EUR between"),
        ("de", "zwischen 500 Millionen und 2 Milliarden Euro", "money 500000000..2000000000 EUR between"),
        ("de", "von 2 bis 3 Mrd. Euro", "money 2000000000..3000000000 EUR between"),
        ("de", "5 % bis 7 %", "percent 5..7 between"),
        ("en", "10-15 %", "percent 10..15 between"),
        ("en", "10–15%", "percent 10..15 between"),
        ("en", "between 10 and 15 percent", "percent 10..15 between"),
        ("en", "between $2 billion and $3 billion", "money 2000000000..3000000000 USD?dollar between"),
        ("en", "$2-3 billion", "money 2000000000..3000000000 USD?dollar between"),
        ("en", "$2-$3 billion", "money 2000000000..3000000000 USD?dollar between"),
        ("en", "$2bn-$3bn", "money 2000000000..3000000000 USD?dollar between"),
        ("en", "$2 to $3 billion", "money 2000000000..3000000000 USD?dollar between"),
        ("en", "2 to 3 billion euros", "money 2000000000..3000000000 EUR between"),
        ("en", "500 kW - 2 MW", "power 0.5..2 between"),
    ],
)
def test_ranges_are_read_whole(language: str, text: str, expected: str) -> None:
    """The unit and the scale of the second number are also those of the first."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Creció del 7,1% al 8,3% de las acciones.", ["percent 7.1", "percent 8.3"]),
        ("es", "Pasó de 2 a 3 millones de euros.", ["money 2000000 EUR", "money 3000000 EUR"]),
        ("es", "Subió de un 5% a un 7%.", ["percent 5", "percent 7"]),
        ("de", "Der Anteil stieg von 5 % auf 7 %.", ["percent 5", "percent 7"]),
        ("de", "Der Anteil stieg von 5 auf 7 Prozent.", ["percent 5", "percent 7"]),
        ("en", "Its stake rose from 5% to 7%.", ["percent 5", "percent 7"]),
        ("de", "Der Anteil stieg um 5 auf 20 Prozent.", ["percent 20"]),
        ("en", "Costs were cut 5 to 7 percent.", ["percent 5..7 between"]),
        ("en", "Prices fell 5% to 7%.", ["percent 5", "percent 7"]),
        ("en", "Its stake rose from 5 to 7 percent.", ["percent 5", "percent 7"]),
        ("en", "Shares fell $5 to $60.", ["money 5 USD?dollar", "money 60 USD?dollar"]),
    ],
)
def test_changes_are_no_ranges(language: str, text: str, expected: list[str]) -> None:
    """What rises from one figure to another is not between them."""
    assert read(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "con 150 y 90 megavatios de potencia", ["power 150", "power 90"]),
        ("es", "del 5 al 7 %", ["percent 5", "percent 7"]),
        ("de", "stockt von 15 auf 60 Prozent auf", ["percent 15", "percent 60"]),
        ("de", "von 2 auf 3 Milliarden Euro", ["money 2000000000 EUR", "money 3000000000 EUR"]),
        ("de", "von rund 15 auf 60 Prozent", ["percent 15 about", "percent 60"]),
        ("en", "150 and 90 megawatts", ["power 150", "power 90"]),
        ("en", "rose from 2 to 3 billion euros", ["money 2000000000 EUR", "money 3000000000 EUR"]),
    ],
)
def test_a_unit_said_once_is_that_of_both(language: str, text: str, expected: list[str]) -> None:
    """Two figures with a word between them share the unit of the second, and its scale."""
    assert read(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "en 2023 y 90 megavatios"),
        ("de", "2023 und 90 Megawatt"),
        ("en", "in 2023 and 90 megawatts"),
        ("en", "GPT-4 and 90 megawatts"),
    ],
)
def test_a_year_or_a_name_has_no_share_in_a_unit(language: str, text: str) -> None:
    """What is written as a year, or is part of a name, is no figure of the next unit."""
    assert read(language, text) == ["power 90"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "15-10 %", []),
        ("en", "between 3 and 2 billion euros", ["money 3000000000 EUR", "money 2000000000 EUR"]),
        ("de", "5 % und 7 %", ["percent 5", "percent 7"]),
        ("en", "income sank in the quarter to $254 million", ["money 254000000 USD?dollar"]),
        ("en", "$5 or 7%", ["money 5 USD?dollar", "percent 7"]),
        ("es", "1.1990 a 1.015 francos", ["money 1015 CHF?franc"]),
    ],
)
def test_two_figures_that_make_no_range_stay_apart(language: str, text: str, expected: list[str]) -> None:
    """A range grows, has one unit, and writes its numbers in one way."""
    assert read(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "unos 10-15 %", "percent 10..15 between"),
        ("de", "etwa 10 bis 15 Prozent", "percent 10..15 between"),
        ("en", "roughly 10 to 15 percent", "percent 10..15 between"),
    ],
)
def test_a_hedged_range_is_a_range(language: str, text: str, expected: str) -> None:
    """A hedge before a range belongs to the reading; it is still between two figures."""
    (reading,) = readers.quantities(document(text, language))
    assert describe(reading) == expected
    assert reading.span.of(text) == text


def test_a_range_has_the_parts_of_both_its_ends() -> None:
    """Opener, both numbers and the unit are parts of the reading."""
    text = "Invertirá entre 2 y 3 mil millones de euros."
    (reading,) = readers.money(document(text, "es"))
    assert [(name, span.of(text)) for name, span in reading.parts] == [
        ("hedge", "entre"),
        ("number", "2"),
        ("number", "3 mil millones"),
        ("unit", "euros"),
    ]
