"""Figures in words: never rounded, in a scale that keeps them exact, with hedge and unit."""

from __future__ import annotations

import pytest

from footnoted.site.figures import Figure, in_words

_ = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (Figure(8_000_000_000, hedge="about", unit="USD"), f"about 8{_}billion{_}US dollars"),
        (Figure(61_500_000_000, unit="USD"), f"61.5{_}billion{_}US dollars"),
        (Figure(1_234_567, unit="EUR"), f"1,234,567{_}euros"),
        (Figure(1_234_000, unit="EUR"), f"1.234{_}million{_}euros"),
        (Figure(95_000_000, 105_000_000, "between", "EUR"), f"between 95 and 105{_}million{_}euros"),
        (Figure(900_000_000, 1_100_000_000, "between", "EUR"), f"between 900 and 1100{_}million{_}euros"),
        (Figure(14.0, hedge="about", unit="percent"), f"about 14{_}%"),
        (Figure(2200.0, unit="MW"), f"2200{_}MW"),
        (Figure(5, unit="XTS"), f"5{_}XTS"),
        (Figure(0), "0"),
        (Figure(-2_000_000), f"-2{_}million"),
    ],
)
def test_figures_in_words(shown: Figure, words: str) -> None:
    """A figure takes the biggest scale that keeps all its digits within three decimals."""
    assert in_words(shown) == words
