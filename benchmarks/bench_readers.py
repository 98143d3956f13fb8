"""Reading the quantities of a text of 3,000 characters beside three libraries; limit: 1/300 s. Hostile input: linear.

Ours is the whole way from the text: sentences and clauses, money, percent and power. The peers get what they are made
for: recognizers-text its models of currency and percentage in the text's language, quantulum3 the text (it knows
English alone), price-parser, which finds one price in a short text, each sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import process_time

from measure import ROOT, Row, at_most

from footnoted import readers
from footnoted.languages import document

CHARACTERS = 3000
TEXTS_A_SECOND = 300
MEBIBYTE = 1 << 20
GROWTH = 6.0
"""How many times longer four times the text may take: 4 is linear, the rest is noise."""

SHORTEST = 0.02
"""Seconds; what takes less is all noise."""

LANGUAGES = ("es", "de", "en")

HOSTILE = {
    "digits": ("1", "es"),
    "digits and dots": ("1.", "es"),
    "digits and commas": ("1,", "de"),
    "digits and spaces": ("1 ", "en"),
    "currency signs": ("$", "en"),
    "signs and digits": ("$1-", "en"),
    "number words": ("mil millones ", "es"),
    "joined number words": ("einundzwanzig ", "de"),
    "hedges": ("más de ", "es"),
    "sums": ("5 € ", "en"),
}


def run() -> list[Row]:
    """Time a text in each language, then 1 MiB of each hostile input and its growth from 256 KiB."""
    rows = [row for language in LANGUAGES for row in _beside_peers(language)]
    return rows + [row for name, (unit, language) in HOSTILE.items() for row in _hostile(name, unit, language)]


def _beside_peers(language: str) -> list[Row]:
    # Imported here: the list of benchmarks must not need the peers.
    from reader_peers import peers  # noqa: PLC0415

    text = _text(language)
    sentences = [span.of(text) for span in document(text, language).sentences]
    readings = {"footnoted": lambda: readers.quantities(document(text, language)), **peers(language, text, sentences)}
    ours, *others = (_timed(f"{language}: {name}", read) for name, read in readings.items())
    return [at_most(ours, 1 / TEXTS_A_SECOND), *others]


def _text(language: str) -> str:
    """3,000 characters of the newsroom's articles."""
    articles = sorted((ROOT / "examples" / "newsroom" / "seeds").glob(f"{language}-*.txt"))
    return "".join(article.read_text("utf-8") for article in articles)[:CHARACTERS]


def _timed(name: str, read: Callable[[], object], runs: int = 15) -> Row:
    read()
    times = [_seconds(read) for _ in range(runs)]
    return Row(name, median(times), low=min(times), high=max(times))


def _seconds(read: Callable[[], object]) -> float:
    started = process_time()
    read()
    return process_time() - started


def _hostile(name: str, unit: str, language: str) -> list[Row]:
    small, large = (_seconds_for(unit, language, size) for size in (MEBIBYTE // 4, MEBIBYTE))
    growth = Row(f"1 MiB of {name} over 256 KiB", large / small, "times")
    return [Row(f"1 MiB of {name}", large), at_most(growth, GROWTH)]


def _seconds_for(unit: str, language: str, size: int) -> float:
    hostile = document((unit * (size // len(unit) + 1))[:size], language)
    return max(_seconds(lambda: readers.quantities(hostile)), SHORTEST)
