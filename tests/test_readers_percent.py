"""Percentages: signs, words, fractions that are shares, and percentage points, which are none."""

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
        ("es", "Posee el 14%.", "percent 14"),
        ("es", "Posee el 14 %.", "percent 14"),
        ("es", "Posee el 14\u00a0%.", "percent 14"),
        ("es", "Posee el 14\u202f%.", "percent 14"),
        ("es", "Posee un 14,5 por ciento.", "percent 14.5"),
        ("es", "Posee el treinta y seis por ciento.", "percent 36"),
        ("es", "Posee el cien por cien.", "percent 100"),
        ("de", "Er hält 14 %.", "percent 14"),
        ("de", "Er hält 14\u00a0%.", "percent 14"),
        ("de", "Er hält 14,5 Prozent.", "percent 14.5"),
        ("de", "Er hält eine 14-prozentige Beteiligung.", "percent 14"),
        ("de", "Er hält eine 14%ige Beteiligung.", "percent 14"),
        ("de", "Er hält eine zehnprozentige Beteiligung.", "percent 10"),
        ("de", "die 100%-Tochter", "percent 100"),
        ("de", "ein 14-Prozent-Anteil", "percent 14"),
        ("en", "It holds 14%.", "percent 14"),
        ("en", "It holds 14 %.", "percent 14"),
        ("en", "It holds 14.5 percent.", "percent 14.5"),
        ("en", "It holds 14.5 per cent.", "percent 14.5"),
        ("en", "It holds twenty-one percent.", "percent 21"),
        ("en", "It holds a 14% stake.", "percent 14"),
        ("en", "It holds a 14-percent stake.", "percent 14"),
        ("en", "It yields 8 1/2 %.", "percent 8.5"),
        ("en", "It yields 2½ %.", "percent 2.5"),
        ("en", "It yields .5 percent.", "percent 0.5"),
    ],
)
def test_percentages_are_read(language: str, text: str, expected: str) -> None:
    """A percentage has a sign, a word or an adjective, with or without a space of any kind."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Posee un tercio.", "percent 33.3333333333333"),
        ("es", "Posee dos tercios de las acciones.", "percent 66.6666666666667"),
        ("es", "Posee la mitad de las acciones.", "percent 50"),
        ("es", "Posee una cuarta parte.", "percent 25"),
        ("es", "Posee tres cuartos del capital.", "percent 75"),
        ("de", "Er hält ein Drittel.", "percent 33.3333333333333"),
        ("de", "Er hält zwei Drittel der Anteile.", "percent 66.6666666666667"),
        ("de", "Er hält die Hälfte der Anteile.", "percent 50"),
        ("de", "Er hält ein Viertel.", "percent 25"),
        ("en", "It holds one third.", "percent 33.3333333333333"),
        ("en", "It holds a third of the shares.", "percent 33.3333333333333"),
        ("en", "It holds two-thirds of the shares.", "percent 66.6666666666667"),
        ("en", "It holds half of the shares.", "percent 50"),
        ("en", "It holds a quarter of the shares.", "percent 25"),
    ],
)
def test_fractions_are_shares(language: str, text: str, expected: str) -> None:
    """A fraction in words is a percentage by itself, at 15 significant digits."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Esperó un cuarto de hora y media hora."),
        ("es", "en la segunda mitad de 2024"),
        ("es", "a mitad de año, en el cuarto trimestre"),
        ("es", "un quinto plan y la tercera vez"),
        ("de", "ein Viertel vor acht, in der zweiten Hälfte des Jahres"),
        ("de", "die Hälfte des Monats im dritten Quartal"),
        ("en", "in the third quarter of 2024 and the second half of the year"),
        ("en", "a third company and half an hour"),
        ("en", "a quarter of an hour, half the time"),
    ],
)
def test_parts_of_time_and_ordinals_are_no_shares(language: str, text: str) -> None:
    """Quarters of a year, halves of a match and a third company are no percentages."""
    assert read(language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Subió 5 puntos porcentuales."),
        ("es", "Subió medio punto porcentual."),
        ("es", "La tasa es del 5 por mil."),
        ("de", "Der Anteil stieg um 5 Prozentpunkte."),
        ("de", "Der Anteil stieg um 5 Prozent-Punkte und 5 %-Punkte."),
        ("de", "Die Steuer beträgt 5 Promille."),
        ("en", "The share rose by 5 percentage points."),
        ("en", "The share rose by 5 percent points, or half a percentage point."),
        ("en", "The rate rose by 25 basis points, the share by 3 pp."),
    ],
)
def test_percentage_points_are_no_percentages(language: str, text: str) -> None:
    """Five percentage points are a difference, not 5 percent; nor are thousandths."""
    assert read(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Compró otro 5 %.", "percent 5"),
        ("de", "Er kaufte weitere 5 %.", "percent 5"),
        ("en", "It bought a further 5 %.", "percent 5"),
    ],
)
def test_a_further_share_is_read_as_it_stands(language: str, text: str, expected: str) -> None:
    """What "a further 5 %" adds to is not the reader's to say: it is 5 percent."""
    assert read(language, text) == [expected]


def test_a_percentage_parted_by_a_decimal_mark_is_not_cut() -> None:
    """In a text whose marks stand apart, "59 . 2 %" is not 2 percent."""
    assert read("en", "for the 59 . 2 % of the shares") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Subió un 12.345 %.", "percent 12345 ambiguous"),
        ("es", "Subió un 12,345 %.", "percent 12.345 ambiguous"),
        ("de", "Der Kurs stieg um 1.234 Prozent.", "percent 1234 ambiguous"),
        ("en", "It rose 12,345%.", "percent 12345 ambiguous"),
        ("en", "It rose 12,345.6%.", "percent 12345.6"),
        ("de", "Der Kurs stieg um 1200 Prozent.", "percent 1200"),
    ],
)
def test_percentages_of_thousands_are_ambiguous(language: str, text: str, expected: str) -> None:
    """A mark before three digits groups, but a percentage is rarely in the thousands: the reading says so."""
    assert read(language, text) == [expected]


def test_a_percentage_has_no_currency() -> None:
    """The values of a percentage are its number and qualifier."""
    (reading,) = readers.percent(document("aproximadamente el 14%", "es"))
    assert dict(reading.values) == {"value": 14, "qualifier": "about"}
    assert reading.reader == "percent"
