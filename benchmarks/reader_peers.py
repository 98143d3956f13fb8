"""The peers of the readers: what each of them finds in a text of one of the languages it knows."""

from __future__ import annotations

from collections.abc import Callable

from price_parser import Price
from quantulum3 import parser as quantulum
from recognizers_number import recognize_percentage
from recognizers_number_with_unit import recognize_currency

__all__ = ["peers"]

CULTURES = {"es": "es-es", "de": "de-de", "en": "en-us"}
NOT_RECOGNISED = {"de"}
"""The Python edition of recognizers-text has no German currencies."""


def peers(language: str, text: str, sentences: list[str]) -> dict[str, Callable[[], object]]:
    """Each peer by its name, as a call that reads the text; `sentences` are those of the text."""

    def recognizers() -> None:
        recognize_currency(text, CULTURES[language])
        recognize_percentage(text, CULTURES[language])

    found: dict[str, Callable[[], object]] = {"price-parser": lambda: [Price.fromstring(one) for one in sentences]}
    if language not in NOT_RECOGNISED:
        found["recognizers-text"] = recognizers
    if language == "en":
        found["quantulum3"] = lambda: quantulum.parse(text)
    return found
