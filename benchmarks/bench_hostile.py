"""Drafting hostile texts of 1 MiB: at most 10 s of CPU each, and about twice as long as for 512 KiB.

Each text is one unit over and over, chosen against one stage: numbers, sentences, clauses, quotation marks, names. Each
is drafted once, whatever the machine does meanwhile: only the ratio of the two sizes says much. With a size in KiB,
`python benchmarks/bench_hostile.py 64` shows both of its times sooner.
"""

from __future__ import annotations

import sys
from time import process_time

from measure import ROOT, Row, at_most

from footnoted.extract import Extractor, draft
from footnoted.schema import Dataset, load_dataset
from footnoted.text import SourceText

__all__ = ["HOSTILE", "extractor", "hostile"]

MEBIBYTE = 1 << 20
SECONDS = 10.0
GROWTH = 3.0
"""How many times longer twice the text may take: 2 is linear, the rest is noise."""

SHORTEST = 0.1
"""Seconds; what takes less is all noise."""

HOSTILE = {
    "digits and dots": ("1.", "es"),
    "sums": ("5 € ", "en"),
    "sums with hedges": ("more than 5 million euros or ", "en"),
    "open quotation marks": ("« ", "es"),
    "open quotations": ('"So ', "en"),
    "apostrophes": ("a' ", "en"),
    "capitals": ("A ", "en"),
    "capitalised words": ("Oak ", "en"),
    "German nouns": ("Bank ", "de"),
    "one name again and again": ("Alder Capital Ltd bought Oak Foods plc. ", "en"),
    "open brackets": ("( ", "de"),
    "brackets": ("(a b c d) ", "en"),
    "commas": (", ", "es"),
    "commas and conjunctions": ("a, y b, que ", "es"),
    "newlines": ("\n", "de"),
    "short lines": ("Oak\n", "en"),
    "paragraphs": ("Oak grew.\n\n", "en"),
    "no sentence ends": ("the company bought a stake in the group and ", "en"),
    "one word": ("a", "en"),
    "one word with hyphens": ("A-", "de"),
    "HTML": ('<td class="a">&nbsp;5 %</td>', "en"),
    "tables": ("Oak | 5 € | 3 % |\n", "en"),
}


def run() -> list[Row]:
    """Draft each hostile text of 512 KiB and of 1 MiB."""
    ready = extractor()
    return [row for name in HOSTILE for row in _timed(name, ready)]


def extractor() -> Extractor:
    """What drafts for this repository's own dataset."""
    dataset = load_dataset(ROOT)
    if not isinstance(dataset, Dataset):
        raise SystemExit(f"{ROOT} cannot be read")
    return Extractor(dataset)


def hostile(name: str, size: int) -> tuple[SourceText, str]:
    """A hostile text of `size` characters, and the tag of its language."""
    unit, language = HOSTILE[name]
    return SourceText("hostile.txt", (unit * (size // len(unit) + 1))[:size], "0" * 64), language


def _timed(name: str, ready: Extractor) -> list[Row]:
    small, large = (_seconds(*hostile(name, size), ready) for size in (MEBIBYTE // 2, MEBIBYTE))
    growth = Row(f"1 MiB of {name} over 512 KiB", max(large, SHORTEST) / max(small, SHORTEST), "times")
    return [at_most(Row(f"1 MiB of {name}", large), SECONDS), at_most(growth, GROWTH)]


def _seconds(article: SourceText, language: str, ready: Extractor) -> float:
    started = process_time()
    draft("hostile", article, language, ready)
    return process_time() - started


if __name__ == "__main__":
    made, whole = extractor(), int(sys.argv[1]) << 10
    for each in HOSTILE:
        seconds = [_seconds(*hostile(each, size), made) for size in (whole // 2, whole)]
        print(f"{each:<28} {seconds[0]:8.2f} s {seconds[1]:8.2f} s", flush=True)
