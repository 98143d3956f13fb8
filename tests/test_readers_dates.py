"""Dates at the precision the text gives."""

from __future__ import annotations

import pytest

from footnoted import readers
from footnoted.languages import document
from footnoted.readers import describe


def read(language: str, text: str) -> list[str]:
    """The dates in `text`, in the notation of the data files."""
    return [describe(reading) for reading in readers.dates(document(text, language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "el 5 de marzo de 2024", "date 2024-03-05"),
        ("es", "el 5 de marzo del 2024", "date 2024-03-05"),
        ("es", "el 1.º de marzo de 2024", "date 2024-03-01"),
        ("es", "en marzo de 2024", "date 2024-03"),
        ("es", "en marzo 2024", "date 2024-03"),
        ("es", "en 2024", "date 2024"),
        ("es", "desde 2019 hasta ahora", "date 2019"),
        ("es", "a finales de 2023", "date 2023"),
        ("es", "5/3/2024", "date 2024-03-05"),
        ("es", "25/3/2024", "date 2024-03-25"),
        ("de", "am 5. März 2024", "date 2024-03-05"),
        ("de", "im März 2024", "date 2024-03"),
        ("de", "05.03.2024", "date 2024-03-05"),
        ("de", "am 5.3.2024.", "date 2024-03-05"),
        ("de", "im Jahr 2024", "date 2024"),
        ("de", "Ende 2023", "date 2023"),
        ("de", "2019 übernahm Nordwerk den Park.", "date 2019"),
        ("de", "Der Park soll 2028 ans Netz.", "date 2028"),
        ("de", "seit 1871 in Familienhand", "date 1871"),
        ("en", "March 5, 2024", "date 2024-03-05"),
        ("en", "March 5th, 2024", "date 2024-03-05"),
        ("en", "Mar. 5, 2024", "date 2024-03-05"),
        ("en", "5 March 2024", "date 2024-03-05"),
        ("en", "the 5th of March, 2024", "date 2024-03-05"),
        ("en", "March 2024", "date 2024-03"),
        ("en", "in 2024", "date 2024"),
        ("en", "founded (2019)", "date 2019"),
        ("en", "since 2019, when", "date 2019"),
        ("en", "2024-03-05", "date 2024-03-05"),
        ("en", "25/3/2024", "date 2024-03-25"),
        ("en", "the first quarter of 2024", "date 2024"),
    ],
)
def test_dates_are_read_at_their_precision(language: str, text: str, expected: str) -> None:
    """A day, a month or a year is what the words say, no more."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("es", "date 2024-05-03"),
        ("de", "date 2024-05-03"),
        ("en", "date 2024-03-05 ambiguous"),
        ("en-US", "date 2024-03-05"),
        ("en-GB", "date 2024-05-03"),
    ],
)
def test_the_order_of_a_date_in_digits_is_that_of_the_region(language: str, expected: str) -> None:
    """3/5/2024 is in March or in May; English without a region leaves that open."""
    assert read(language, "3/5/2024") == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "más de 2024 empleados, el 5 de marzo y el 2024%"),
        ("es", "el 31 de febrero de 1024 y 31/2/2024"),
        ("es", "entre 2023/24"),
        ("de", "über 2024 Mitarbeiter und die 2020er Jahre"),
        ("de", "in der Spielzeit 2023/24 und am 5. März"),
        ("en", "more than 2024 people, the 2020s and model X-2024"),
        ("en", "version 3.11.2024.1, in 2024x, May 5"),
        ("en", "in 12345 and 2024 people"),
    ],
)
def test_what_is_no_date_is_not_read(language: str, text: str) -> None:
    """Counts, decades, seasons, impossible days and days without a year are no dates."""
    assert read(language, text) == []


def test_a_range_of_years_is_two_dates() -> None:
    """Both ends of "2023-2025" are years."""
    assert read("en", "from 2023-2025") == ["date 2023", "date 2025"]


def test_a_date_spans_its_words() -> None:
    """Day, month and year are the parts of a date in words."""
    text = "Abrió el 5 de marzo de 2024."
    (reading,) = readers.dates(document(text, "es"))
    assert reading.span.of(text) == "5 de marzo de 2024"
    assert [(name, span.of(text)) for name, span in reading.parts] == [
        ("day", "5"),
        ("month", "marzo"),
        ("year", "2024"),
    ]


def test_a_year_inside_a_quantity_is_no_date() -> None:
    """What is read as a sum is not read as a date too."""
    text = "valorada en 2024 millones de euros"
    assert read("es", text) == []
    assert len(readers.money(document(text, "es"))) == 1
