"""Hedges before and behind a quantity, and words that only look like one."""

from __future__ import annotations

import pytest

from footnoted import readers
from footnoted.languages import document
from footnoted.readers import describe


def read(language: str, text: str) -> list[str]:
    """What the readers of quantities see in `text`, in the notation of the data files."""
    return [describe(reading) for reading in readers.quantities(document(text, language))]


@pytest.mark.parametrize(
    ("language", "text", "words", "qualifier"),
    [
        ("es", "Posee aproximadamente el 14%.", "aproximadamente el 14%", "about"),
        ("es", "Posee un 14 % o más.", "14 % o más", "at_least"),
        ("es", "Posee un 14 % o más del capital.", "14 % o más", "at_least"),
        ("es", "Cuesta unas 30 libras.", "unas 30 libras", "about"),
        ("es", "Supera los 5 millones de euros.", "Supera los 5 millones de euros", "more_than"),
        ("es", "Posee casi un 5 %.", "casi un 5 %", "about"),
        ("es", "No supera el 5 %.", "No supera el 5 %", "at_most"),
        ("es", "Posee más de la mitad de las acciones.", "más de la mitad", "more_than"),
        ("es", "Cuesta más o menos 30 euros.", "más o menos 30 euros", "about"),
        ("es", "Pagará hasta 5 millones de euros.", "hasta 5 millones de euros", "at_most"),
        ("de", "Er hält 14 Prozent oder mehr.", "14 Prozent oder mehr", "at_least"),
        ("de", "Er hält 14 oder mehr Prozent.", "14 oder mehr Prozent", "at_least"),
        ("de", "Er zahlt bis zu rund 5 Euro.", "bis zu rund 5 Euro", "at_most"),
        ("de", "Er kauft mindestens weitere 5 %.", "mindestens weitere 5 %", "at_least"),
        ("de", "Er hält mehr als die Hälfte der Anteile.", "mehr als die Hälfte", "more_than"),
        ("de", "Es sind plus minus 30 Prozent.", "plus minus 30 Prozent", "about"),
        ("de", "Das kostet knapp 5 Mio. Euro.", "knapp 5 Mio. Euro", "about"),
        ("en", "It holds 14 percent or more.", "14 percent or more", "at_least"),
        ("en", "It takes plus or minus 30 percent.", "plus or minus 30 percent", "about"),
        ("en", "It paid just under $5 million.", "just under $5 million", "less_than"),
        ("en", "It paid no more than $5 million.", "no more than $5 million", "at_most"),
        ("en", "It is a $5 billion-plus deal.", "$5 billion-plus", "at_least"),
        ("en", "It paid ~5%.", "~5%", "about"),
        ("en", "It paid more than half a billion dollars.", "more than half a billion dollars", "more_than"),
    ],
)
def test_hedges_are_part_of_the_reading(language: str, text: str, words: str, qualifier: str) -> None:
    """A hedge on either side is in the span, with articles between, and gives the qualifier."""
    (reading,) = readers.quantities(document(text, language))
    assert (reading.span.of(text), reading.values["qualifier"]) == (words, qualifier)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "ein Kaufvertrag über 5 Millionen Euro", "money 5000000 EUR"),
        ("de", "eine Anleihe über 5 Millionen Euro", "money 5000000 EUR"),
        ("en", "a dispute over 5 million euros", "money 5000000 EUR"),
        ("en", "talks about 5 million euros", "money 5000000 EUR"),
        ("es", "hasta ahora 5 millones de euros", "money 5000000 EUR"),
        ("es", "un 14%", "percent 14"),
        ("de", "um 5 Prozent", "percent 5"),
    ],
)
def test_other_meanings_of_a_hedge_are_none(language: str, text: str, expected: str) -> None:
    """A contract "über" a sum is for that sum; words between hedge and number part them."""
    assert read(language, text) == [expected]


def test_a_hedge_belongs_to_one_quantity() -> None:
    """Of two quantities each has its own hedge, and the words of one are not read again for the next."""
    assert read("en", "about 5% or more than 6%") == ["percent 5 about", "percent 6 more_than"]
