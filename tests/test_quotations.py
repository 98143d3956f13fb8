"""The quotation reader: words between quotation marks, their language, and whether they are whole."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.languages import document
from footnoted.readers import Reading, quotations


def _read(text: str, language: str) -> list[tuple[object, ...]]:
    """Kind, language, complete and text of each quotation."""
    return [
        tuple(reading.values[part] for part in ("kind", "language", "complete", "text"))
        for reading in quotations(document(text, language))
    ]


def _texts(text: str, language: str) -> list[object]:
    return [reading.values["text"] for reading in quotations(document(text, language))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Dijo: «Vamos bien»."),
        ("es", "Dijo: “Vamos bien”."),
        ("es", 'Dijo: "Vamos bien".'),
        ("es", "Dijo: 'Vamos bien'."),
        ("es", "Dijo: « Vamos bien »."),
        ("de", "Er sagt: „Vamos bien“."),
        ("de", "Er sagt: „Vamos bien”."),
        ("de", 'Er sagt: „Vamos bien".'),
        ("de", "Er sagt: »Vamos bien«."),
        ("de", "Er sagt: ›Vamos bien‹."),
        ("de", "Er sagt: ‚Vamos bien‘."),
        ("en", "He said: ‘Vamos bien’."),
        ("en", "He said: “Vamos bien“."),
        ("en", "He said: ”Vamos bien”."),
        ("es", 'Dijo: " Vamos bien ".'),
        ("es", "Dijo: ''Vamos bien''."),
    ],
)
def test_every_kind_of_mark_quotes(language: str, text: str) -> None:
    """Angle, low, high and straight marks quote, single or double, spaced or mistyped."""
    found = quotations(document(text, language))
    assert [reading.values["text"] for reading in found] == ["Vamos bien"]
    assert [reading.values["complete"] for reading in found] == [True]


def test_a_reading_holds_words_and_marks_and_its_part_the_words() -> None:
    """The span goes from mark to mark; the part "words" is what the value `text` says."""
    text = 'Según un inversor, es "mucho más rentable" que antes.'
    (reading,) = quotations(document(text, "es"))
    assert reading.reader == "quotation"
    assert reading.span.of(text) == '"mucho más rentable"'
    assert [(name, span.of(text)) for name, span in reading.parts] == [("words", "mucho más rentable")]
    assert reading.values == {"text": "mucho más rentable", "language": "es", "kind": "fragment", "complete": True}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("es", "Roldán señaló: «Vamos a crecer».", "direct"),
        ("es", "«Vamos a crecer», dijo Roldán.", "direct"),
        ("es", "«Vamos a crecer este año». Así lo dijo Roldán.", "direct"),
        ("es", "«¿Y ahora qué?», se preguntó.", "direct"),
        ("es", "Habló de una «alianza duradera».", "fragment"),
        ("es", "Lanza «Faro del Sur», que costó poco.", "fragment"),
        ("de", "„Wir wachsen“, sagte Halvorsen.", "direct"),
        ("de", "„Ja“, sagte Halvorsen.", "direct"),
        ("de", "Es ist ein „Meilenstein für die Branche“, der bleibt.", "fragment"),
        ("de", "Das Projekt „Nordlicht“ startet.", "fragment"),
        ("en", "“We will grow,” said Hale.", "direct"),
        ("en", "Hale said “We will grow next year.”", "direct"),
        ("en", "The firm said “no comment.”", "fragment"),
        ("en", "It is called “Project Puffin”.", "fragment"),
    ],
)
def test_a_whole_sentence_is_direct_and_anything_else_a_fragment(language: str, text: str, kind: str) -> None:
    """A capital and an end of a sentence, a colon or an attribution make a sentence; a name or a part does not."""
    assert [row[0] for row in _read(text, language)] == [kind]


def test_an_attribution_between_two_halves_makes_two_quotations() -> None:
    """A quotation interrupted by its attribution is two readings, and the second half of a sentence is direct too."""
    assert _read("„Wir kaufen Maschinen“, sagte sie am Montag, „und wir kaufen Wissen.“", "de") == [
        ("direct", "de", True, "Wir kaufen Maschinen"),
        ("direct", "de", True, "und wir kaufen Wissen."),
    ]
    assert _read("“We grow,” she said, “and we stay.”", "en") == [
        ("direct", "en", True, "We grow"),
        ("direct", "en", True, "and we stay."),
    ]


def test_an_attribution_between_dashes_inside_the_marks_makes_two_quotations() -> None:
    """Spanish papers put the attribution inside; dashes around anything else cut nothing."""
    text = "«Seguiremos aquí —afirmó Quintana—. No vamos a parar». «Un plan —muy bueno— de la casa»."
    assert _texts(text, "es") == ["Seguiremos aquí", "No vamos a parar", "Un plan —muy bueno— de la casa"]
    assert _texts("„Wir wachsen – sagte sie – und bleiben“, hieß es.", "de") == ["Wir wachsen", "und bleiben"]


def test_a_quotation_in_another_language_says_so() -> None:
    """The language is that of the quoted words, by vote; of few words, that of the clause around them."""
    assert _read('"What we need is a plan for the year", sagte ein Investor.', "de")[0][1] == "en"
    assert _read("Das nennt er „business as usual“.", "de")[0][1] == "de"


def test_of_nested_quotations_the_outer_is_read() -> None:
    """Marks of another kind inside are part of the words."""
    assert _texts("«Es una “oportunidad histórica” para todos», dijo.", "es") == [
        "Es una “oportunidad histórica” para todos"
    ]
    assert _texts("“It’s a ‘once-in-a-lifetime’ chance,” he said.", "en") == ["It’s a ‘once-in-a-lifetime’ chance"]


def test_a_quotation_never_closed_ends_with_its_paragraph() -> None:
    """Without a closing mark the reading is not complete, and goes to the end of the paragraph or the text."""
    text = 'Así lo dijo Roldán: "Crecemos; no paramos.\nEl resto es silencio.'
    assert _read(text, "es") == [("direct", "es", False, "Crecemos; no paramos.")]
    assert _read('Así lo dijo Roldán: "Crecemos', "es") == [("direct", "es", False, "Crecemos")]


def test_a_quotation_closed_in_the_next_paragraph_goes_on_to_its_end() -> None:
    """A line break inside the marks does not end the words."""
    assert _texts('Sie sagte: "Wir bauen\nneue Werke", und ging.', "de") == ["Wir bauen\nneue Werke"]


def test_a_quotation_of_several_paragraphs_repeats_its_opening_mark() -> None:
    """Each paragraph is a reading; one that the next resumes counts as closed."""
    text = "“We have to be careful.\n\n“But we will be there,” Hale added."
    assert _read(text, "en") == [
        ("direct", "en", True, "We have to be careful."),
        ("direct", "en", True, "But we will be there"),
    ]
    assert _texts("«Uno es mucho.\n»Dos es más», dijo.", "es") == ["Uno es mucho.", "Dos es más"]


def test_where_an_open_quotation_ends_before_the_next_is_a_guess_and_says_so() -> None:
    """The words up to the next opening mark are read, not complete and ambiguous."""
    found: tuple[Reading, ...] = quotations(document('"Eins, sagte er. "Zwei bleibt", sagte sie.', "de"))
    assert [(reading.values["complete"], reading.ambiguous) for reading in found] == [(False, True), (True, False)]
    assert found[1].values["text"] == "Zwei bleibt"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It’s the workers’ plan, isn't it? In the '90s the firms' profits rose."),
        ("de", "Halvorsens' Aktie stieg, wie geht's weiter?"),
        ("en", "The 15\" screen is 5' wide."),
        ("es", 'Fin de la cita". Y nada más.'),
        ("en", '"" and “” are empty.'),
        ("en", 'A line of """""" marks.'),
    ],
)
def test_apostrophes_inches_and_stray_marks_quote_nothing(language: str, text: str) -> None:
    """What opens nothing, closes nothing or holds nothing is no quotation."""
    assert _texts(text, language) == []


def test_a_possessive_inside_single_marks_does_not_close_them() -> None:
    """An apostrophe behind an s is passed over where a later mark can close."""
    assert _texts("He said: ‘The workers’ union agreed.’ Then he left.", "en") == ["The workers’ union agreed."]


def test_a_comma_before_the_closing_mark_is_no_part_of_the_words() -> None:
    """The comma belongs to the sentence around the quotation; a full stop belongs to the words."""
    assert _texts("“We grow,” he said. “We stay.”", "en") == ["We grow", "We stay."]


@pytest.mark.outside_data
def test_the_quotations_of_the_first_article(shared_data: Path) -> None:
    """A name in marks, a fragment, and a whole sentence that is never closed."""
    text = (shared_data / "data" / "amazon-anthropic.txt").read_text("utf-8")
    assert [row[:3] for row in _read(text, "es")] == [
        ("fragment", "es", True),
        ("fragment", "es", True),
        ("direct", "es", False),
    ]
    assert _texts(text, "es")[1] == "notablemente más presente"
    assert str(_texts(text, "es")[2]).startswith("El objetivo es estar siempre muy por delante")
    assert str(_texts(text, "es")[2]).endswith("creamos la ilusión de capacidad ilimitada.")


MARKS = st.lists(
    st.sampled_from([*"«»‹›„“”\"‚‘’'", "Kabel", "es", "s", " ", " ", ",", ".", ":", "—", "dijo", "\n", "3"]),
    max_size=60,
).map("".join)


@given(st.one_of(MARKS, st.text(max_size=200)), st.sampled_from(["es", "de", "en", "xx"]))
def test_quotations_are_in_order_and_say_what_stands_there(text: str, language: str) -> None:
    """On any text readings are sorted, do not overlap, and their words are those of their part."""
    found = quotations(document(text, language))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for reading in found:
        ((name, words),) = reading.parts
        assert name == "words"
        assert reading.span.covers(words)
        assert reading.values["text"] == words.of(text) != ""


@pytest.mark.parametrize("piece", ['"', "„a ", "«a» ", "“”a ", "'s ", "'a\" „b «c ", '"a — dijo — b" '])
def test_work_is_linear_in_length(piece: str, work: Callable[[Callable[[], object]], int]) -> None:
    """A text of eight times as many marks takes about eight times the work; quadratic would be 64 times."""
    short, long = (document(piece * (length // len(piece)), "es") for length in (1 << 11, 1 << 14))
    assert work(lambda: quotations(long)) < 10 * work(lambda: quotations(short)) + 1000
