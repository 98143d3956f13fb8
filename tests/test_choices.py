"""The choice reader: a vocabulary's terms by their cues, in the language of the clause."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.languages import document
from footnoted.readers import choices

TERMS = {
    "es": {
        "shareholding": ["participación", "accionistas"],
        "capital_expenditure": ["volumen de inversión"],
        "funding": ["inversión", "ronda*"],
        "cancelled": ["ya no"],
        "denied": ["no"],
    },
    "de": {"shareholding": ["beteiligung*", "*anteil"], "road": ["straße"], "convertible_note": ["*anleihe"]},
    "en": {"shareholding": ["stake", "shares"], "market": ["shares"], "hat": ["hat"]},
}


def _read(text: str, language: str) -> list[tuple[str, object]]:
    return [(found.span.of(text), found.values.get("term")) for found in choices(TERMS)(document(text, language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Su PARTICIPACIÓN crece.", [("PARTICIPACIÓN", "shareholding")]),
        ("es", "El volumen de inversión sube.", [("volumen de inversión", "capital_expenditure")]),
        ("es", "La inversión sube.", [("inversión", "funding")]),
        ("es", "Las rondas y la Ronda.", [("rondas", "funding"), ("Ronda", "funding")]),
        ("es", "Ya no invierte.", [("Ya no", "cancelled")]),
        ("de", "Die Beteiligungen.", [("Beteiligungen", "shareholding")]),
        (
            "de",
            "Ein Geschäftsanteil, eine Wandelanleihe.",
            [("Geschäftsanteil", "shareholding"), ("Wandelanleihe", "convertible_note")],
        ),
        ("de", "In der STRASSE.", [("STRASSE", "road")]),
        ("en", "A stake-building plan.", [("stake", "shareholding")]),
    ],
)
def test_a_cue_gives_its_term(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Case does not count, the longest cue at a place wins, and a star stands for any letters at that end."""
    assert _read(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La coinversión y las inversiones."),
        ("de", "Der Anteilseigner."),
        ("es", "ya\n\nsí"),
        ("fr", "La participation, no stake."),
    ],
)
def test_other_words_give_no_term(language: str, text: str) -> None:
    """A cue is a whole word; a language without cues has none."""
    assert _read(text, language) == []


def test_cues_are_those_of_the_clause() -> None:
    """In a Spanish article a German clause is read by German cues: "hat" is no English hat."""
    text = "Die Firma hat auch eine Beteiligung gekauft: la empresa no dio el precio de la participación."
    assert _read(text, "es") == [("Beteiligung", "shareholding"), ("no", "denied"), ("participación", "shareholding")]


def test_cues_of_a_language_serve_its_regions() -> None:
    """A document in Mexican Spanish is read with the Spanish cues."""
    assert _read("La inversión sube.", "es-MX") == [("inversión", "funding")]


def test_a_cue_of_two_terms_is_ambiguous() -> None:
    """It is read without a value; only the words of the claim can settle it."""
    (found,) = choices(TERMS)(document("The shares fell.", "en"))
    assert found.ambiguous
    assert found.values == {}
    assert [part for part, _ in found.parts] == ["cue"]


@given(
    st.lists(
        st.sampled_from(["inversión", "volumen", "de", " ", " ", "ya", "no", "ronda", "s", "\n", ".", "ß"]), max_size=40
    )
)
def test_readings_are_in_order(pieces: list[str]) -> None:
    """On any text readings are sorted and do not overlap, and each has a term."""
    text = "".join(pieces)
    found = choices(TERMS)(document(text, "es"))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(reading.values["term"] in TERMS["es"] for reading in found)
