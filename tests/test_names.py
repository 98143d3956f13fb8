"""The name reader: aliases as whole words, in compounds and possessives too."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.languages import document
from footnoted.readers import names

ALIASES = {
    "Meridian": frozenset({"meridian"}),
    "Meridian Capital": frozenset({"meridian-capital"}),
    "Banco Austral": frozenset({"banco-austral"}),
    "AX&B": frozenset({"axb"}),
    "Lumen+": frozenset({"lumen-plus"}),
    "Halvorsen": frozenset({"halvorsen-ag", "halvorsen-verlag"}),
    "Tejo S.A.": frozenset({"tejo"}),
}


def _read(text: str, language: str) -> list[tuple[str, object]]:
    return [(found.span.of(text), found.values.get("id")) for found in names(ALIASES)(document(text, language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Meridian compra Banco Austral.", [("Meridian", "meridian"), ("Banco Austral", "banco-austral")]),
        ("de", "Die Meridian-Aktie steigt.", [("Meridian", "meridian")]),
        ("de", "Der Ex-Meridian-Chef geht.", [("Meridian", "meridian")]),
        ("de", "Meridians Aktie steigt.", [("Meridian", "meridian")]),
        ("en", "Meridian's shares and Meridian’s bonds rose.", [("Meridian", "meridian"), ("Meridian", "meridian")]),
        (
            "en",
            "The Meridian/Meridian Capital deal.",
            [("Meridian", "meridian"), ("Meridian Capital", "meridian-capital")],
        ),
        ("en", "Meridian\u00a0Capital sold it.", [("Meridian\u00a0Capital", "meridian-capital")]),
        (
            "en",
            "AX&B, (Lumen+) and Tejo S.A. merged.",
            [("AX&B", "axb"), ("Lumen+", "lumen-plus"), ("Tejo S.A.", "tejo")],
        ),
        ("en", "«Meridian» Meridian.", [("Meridian", "meridian"), ("Meridian", "meridian")]),
    ],
)
def test_an_alias_is_read_as_whole_words(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Compounds with a hyphen, possessives and any white space still name the row; the longest alias wins."""
    assert _read(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Meridianbank und das Übermeridian."),
        ("en", "The MERIDIAN and the meridian."),
        ("en", "T-Meridian is another firm."),
        ("en", "Write to info@Meridian or see Meridian.example today."),
        ("en", "Meridians are lines."),
        ("es", "Banco\n\nAustral"),
        ("es", "Banco\nAustral"),
        ("en", "Banco, Austral."),
        ("en", "AX & B"),
    ],
)
def test_a_longer_word_or_another_spelling_is_no_alias(language: str, text: str) -> None:
    """Case counts, words are whole, white space is where the alias has it, and no name reaches across paragraphs."""
    assert _read(text, language) == []


def test_an_alias_of_several_rows_is_ambiguous() -> None:
    """It is read, so that nobody takes it for no name, but has no value."""
    (found,) = names(ALIASES)(document("Halvorsen wächst.", "de"))
    assert found.ambiguous
    assert found.values == {}


def test_a_reading_names_its_rule_and_part() -> None:
    """The part "name" is the alias without the ending of the genitive."""
    text = "Das ist Meridians Plan."
    (found,) = names(ALIASES)(document(text, "de"))
    assert (found.reader, found.span.of(text)) == ("name", "Meridian")
    assert [(part, span.of(text)) for part, span in found.parts] == [("name", "Meridian")]


def test_an_alias_with_the_ending_wins_over_one_without() -> None:
    """A name that ends in s is read as itself."""
    reader = names({"Tann": frozenset({"tann"}), "Tanns": frozenset({"tanns"})})
    assert [found.values["id"] for found in reader(document("Tanns wächst, Tann auch.", "de"))] == ["tanns", "tann"]


PIECES = [
    "Meridian",
    "Capital",
    "Banco",
    "Austral",
    "AX",
    "&",
    "B",
    "s",
    "'",
    "-",
    ".",
    " ",
    " ",
    "\n",
    "T",
    "Lumen",
    "+",
]


@given(st.one_of(st.text(max_size=100), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_readings_are_in_order_and_hold_an_alias(text: str) -> None:
    """On any text readings are sorted, do not overlap, and spell an alias, white space aside."""
    found = names(ALIASES)(document(text, "de"))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(" ".join(reading.span.of(text).split()) in ALIASES for reading in found)


@pytest.mark.parametrize("piece", ["San ", "Meridian ", "a", "-", "Meridian Capital"])
def test_work_is_linear_in_length(piece: str, work: Callable[[Callable[[], object]], int]) -> None:
    """Repeated beginnings of a long alias cost no more than their number."""
    reader = names({"San " * 20 + "Pedro": frozenset({"a"}), "San": frozenset({"b"}), **ALIASES})
    short, long = (document(piece * (length // len(piece)), "de") for length in (1 << 11, 1 << 14))
    assert work(lambda: reader(long)) < 10 * work(lambda: reader(short)) + 1000


def test_a_name_of_one_language_is_read_in_its_clauses_alone() -> None:
    """In German "Rand" is a company's name in German; in English it is a currency, a first name, or an edge."""
    everywhere = {"Halvorsen": frozenset({"halvorsen"})}
    reader = names(everywhere, {"de": {**everywhere, "Rand": frozenset({"rand"})}})
    german = "Die Rand und Halvorsen sind in der Stadt nicht mehr zu sehen."
    english = "The Rand and Halvorsen are no longer to be seen in the town."
    assert [found.values["id"] for found in reader(document(german, "de"))] == ["rand", "halvorsen"]
    assert [found.values["id"] for found in reader(document(german, "de-AT"))] == ["rand", "halvorsen"]
    assert [found.values["id"] for found in reader(document(english, "en"))] == ["halvorsen"]
