"""Whatever is pasted into an article: its draft validates as a person's claims file does, and says the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footnoted.extract import Extractor

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from fuzz_extract import REMAINS, check, extractor, texts

sys.path.pop(0)


@pytest.fixture(scope="module")
def ready() -> Extractor:
    """The extractor of this repository's dataset."""
    return extractor()


def test_drafts_of_mutated_articles_validate(ready: Extractor) -> None:
    """Sixty texts of the hand-run fuzzer: articles cut, joined across languages, strewn with remains and noise."""
    problems = [check(tag, text, ready)[0] for tag, text in texts(60, seed=7)]
    assert [problem for problem in problems if problem] == []


def test_names_without_a_row_help_no_other_name(ready: Extractor) -> None:
    """A name whose words are told from no others has no row; those that have one are read without it."""
    text = "They like " + "Oak " * 10 + "and " + "Oak " * 13 + "for years.\n"
    assert check("en", text, ready)[0] == ""


PIECES = st.sampled_from(
    [
        *(
            "Tessarin Logistics ",
            "Ovalta plc ",
            "Ovalta ",
            "the company ",
            "bought ",
            "51% of ",
            "$3 million ",
            ", its ",
        ),
        *("chief executive Edda Quorn ", "said ", "valued at ", "der Konzern ", "hält ", "la firma ", "préstamo de "),
        *(". ", ", ", "\n", "\n\n", *REMAINS),
    ]
)


@settings(max_examples=40)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.sampled_from(["en", "de", "es-MX"]))
def test_drafts_of_any_pieces_validate(ready: Extractor, text: str, tag: str) -> None:
    """In whatever order names, figures, events and remains follow each other."""
    # A text that starts with a byte order mark is refused before it is drafted.
    text = text.lstrip("\ufeff")
    assert check(tag, text if text.strip() else "a", ready)[0] == ""
