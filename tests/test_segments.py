"""Texts divided into paragraphs, sentences and clauses, each clause with its language."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.language_files import sections
from footnoted.languages import Document, available, document
from footnoted.text import Span

SPANISH, GERMAN, ENGLISH = "es", "de", "en"


def _sentences_of(text: str, language: str) -> list[str]:
    return [span.of(text) for span in document(text, language).sentences]


def _clauses_of(text: str, language: str) -> list[tuple[str, str]]:
    return [(clause.language, clause.span.of(text)) for clause in document(text, language).clauses]


def _abbreviations() -> list[tuple[str, str]]:
    return [(tag, entry["example"]) for tag in available() for entry in sections(tag)["segments"]["abbreviations"]]


@pytest.mark.parametrize(("language", "example"), _abbreviations())
def test_each_abbreviation_leaves_its_example_one_sentence(language: str, example: str) -> None:
    """The example of every abbreviation in the data files is one sentence."""
    assert _sentences_of(example, language) == [example]


def test_each_abbreviation_stands_in_its_example() -> None:
    """An example shows the abbreviation it belongs to."""
    for tag in available():
        for entry in sections(tag)["segments"]["abbreviations"]:
            assert entry["text"] in entry["example"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            GERMAN,
            "Nordwerk zahlt 3 Mrd. Euro. Der Bund zahlt 20 Mio. Die Bank zahlt nichts.",
            ["Nordwerk zahlt 3 Mrd. Euro.", "Der Bund zahlt 20 Mio.", "Die Bank zahlt nichts."],
        ),
        (
            GERMAN,
            "Zum 1. August geht das Werk ans Netz. Die Aktie stieg um 4. Danach fiel sie.",
            ["Zum 1. August geht das Werk ans Netz.", "Die Aktie stieg um 4.", "Danach fiel sie."],
        ),
        (
            GERMAN,
            "Das sagt Dr. J. P. Lindqvist von der Halvorsen GmbH & Co. KG. Er ist neu.",
            ["Das sagt Dr. J. P. Lindqvist von der Halvorsen GmbH & Co. KG.", "Er ist neu."],
        ),
        (
            SPANISH,
            "Vende su filial en EE. UU. El grupo Quintana S.A. compra. ¿Y ahora? ¡Nada!",
            ["Vende su filial en EE. UU.", "El grupo Quintana S.A. compra.", "¿Y ahora?", "¡Nada!"],
        ),
        (
            SPANISH,
            "«Seguimos aquí.» Fuentes del sector dudan… Nadie lo confirma.",
            ["«Seguimos aquí.»", "Fuentes del sector dudan…", "Nadie lo confirma."],
        ),
        (
            ENGLISH,
            "Brightwater Inc. fell 5% at 10 a.m. in Alban. It is No. 2 in the U.S. The firm declined to comment.",
            [
                "Brightwater Inc. fell 5% at 10 a.m. in Alban.",
                "It is No. 2 in the U.S.",
                "The firm declined to comment.",
            ],
        ),
        (ENGLISH, "The board (it met at St. Alban.) agreed.", ["The board (it met at St. Alban.) agreed."]),
        (
            ENGLISH,
            "Visit brightwater.example. Prices rose 3.5 points.",
            ["Visit brightwater.example.", "Prices rose 3.5 points."],
        ),
        (ENGLISH, "1. Cables rose.", ["1. Cables rose."]),
        (ENGLISH, 'He asked: "Why?" and left.', ['He asked: "Why?" and left.']),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, text: str, expected: list[str]) -> None:
    """Abbreviations, initials, ordinals, addresses and brackets end no sentence; stops before a new one do."""
    assert _sentences_of(text, language) == expected


def test_a_line_break_ends_a_paragraph() -> None:
    """A headline without a full stop is no part of the sentence below it."""
    text = "Nordwerk kauft Halvorsen\nDer Preis ist hoch.\n\n  - erstens Kabel\n  - zweitens Masten\n"
    assert _sentences_of(text, GERMAN) == [
        "Nordwerk kauft Halvorsen",
        "Der Preis ist hoch.",
        "- erstens Kabel",
        "- zweitens Masten",
    ]


def test_text_set_in_a_column_keeps_its_sentences_whole() -> None:
    """Line breaks where the column was full end no sentence; one where the next word would have fitted does."""
    text = (
        "Brightwater said on Monday that it would buy the cable maker Hale\n"
        "in a deal that values the company at two billion dollars, and that\n"
        "it would close one plant.\n"
        "Shares fell.\n"
    )
    assert [span.of(text).split()[0] for span in document(text, ENGLISH).paragraphs] == ["Brightwater", "Shares"]
    assert len(document(text, ENGLISH).sentences) == 2


def test_a_clause_in_another_language_is_found_inside_a_sentence() -> None:
    """A German clause at the head of a Spanish sentence is German, the rest of the sentence Spanish."""
    text = "Die neue Fabrik hat auch politische Gründe: Altamar fue fundada por los hijos de una familia de Nortia."
    assert _clauses_of(text, SPANISH) == [
        ("de", "Die neue Fabrik hat auch politische Gründe:"),
        ("es", "Altamar fue fundada por los hijos de una familia de Nortia."),
    ]


def test_a_quotation_and_the_words_around_it_have_each_their_language() -> None:
    """An English quotation in a German sentence leaves its attribution German."""
    text = '"What we need is a plan for the next ten years", sagte ein Investor.'
    assert _clauses_of(text, GERMAN) == [
        ("en", '"What we need is a plan for the next ten years",'),
        ("de", "sagte ein Investor."),
    ]


def test_the_region_of_the_declared_language_is_kept() -> None:
    """Clauses in the declared language carry the document's tag, region and all; others a primary subtag."""
    text = "La empresa no quiso hablar de ello. The plant will be built by the end of the year."
    assert [language for language, _ in _clauses_of(text, "es-MX")] == ["es-MX", "en"]


def test_a_foreign_word_decides_nothing() -> None:
    """One function word of another language ("no", "hat") outvotes nobody."""
    assert _clauses_of("Nordwerk: no comment.", GERMAN) == [("de", "Nordwerk:"), ("de", "no comment.")]


def test_a_language_without_data_is_divided_but_never_taken_for_another() -> None:
    """A declared language that the toolkit does not know is kept: its neighbours' words prove nothing."""
    text = "La société a vendu la filiale de Nortie en mars. Le prix est resté secret."
    found = document(text, "fr")
    assert [span.of(text) for span in found.sentences] == [
        "La société a vendu la filiale de Nortie en mars.",
        "Le prix est resté secret.",
    ]
    assert {clause.language for clause in found.clauses} == {"fr"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            SPANISH,
            "Compra la planta; no la cerrará, pero despedirá a 14 personas.",
            ["Compra la planta;", "no la cerrará,", "pero despedirá a 14 personas."],
        ),
        (
            SPANISH,
            "La planta —la mayor de Nortia— abrirá en mayo.",
            ["La planta", "—la mayor de Nortia—", "abrirá en mayo."],
        ),
        (
            GERMAN,
            "Der Umsatz – so der Chef – steigt um 10 – 15 Prozent, während der Gewinn fällt.",
            ["Der Umsatz –", "so der Chef –", "steigt um 10 – 15 Prozent,", "während der Gewinn fällt."],
        ),
        (
            ENGLISH,
            "Hale (HL) will merge (if the board of Brightwater agrees) in May.",
            ["Hale (HL) will merge", "(if the board of Brightwater agrees)", "in May."],
        ),
        (
            ENGLISH,
            "Cables, masts and wires rose 2,300 points at 10:30.",
            ["Cables, masts and wires rose 2,300 points at 10:30."],
        ),
    ],
)
def test_clauses_end_at_marks_and_conjunctions(language: str, text: str, expected: list[str]) -> None:
    """Semicolons, colons, dashes, longer brackets and commas with conjunctions part clauses; lists do not."""
    assert [clause for _, clause in _clauses_of(text, language)] == expected


def test_a_place_is_asked_for_its_sentence_and_language() -> None:
    """`sentence_at` and `language_at` answer for any offset."""
    text = "Kabel sind teuer. Die Preise steigen."
    found = document(text, GERMAN)
    assert found.sentence_at(20) == Span(18, 37)
    assert found.sentence_at(17) is None
    assert found.language_at(20) == "de"
    assert document("", GERMAN).language_at(0) == "de"


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "...", "((((", "„", "\u200f", "a"])
def test_a_text_of_nearly_nothing_is_divided(text: str) -> None:
    """Empty and odd texts give few or no segments, and no error."""
    assert len(document(text, GERMAN).sentences) <= 1


_WORDS = [
    "Mrd.",
    "EE.\xa0UU.",
    "Der",
    "la",
    "the",
    "1.",
    "J.",
    "Kabel",
    "3",
    "y",
    "und",
    ",",
    ";",
    ":",
    "(",
    ")",
    ".",
    "!",
    "?",
    "…",
    "—",
    "–",
    "-",
    "„",
    "“",
    '"',
    "'",
    "»",
    "«",
]
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from([*_WORDS, " ", " ", "\n", "\u2028"]), max_size=60).map("".join)
)


def _assert_nested(spans: list[Span], outer: list[Span], text: str) -> None:
    """Spans are sorted, apart from each other, inside the outer ones, and without white space at their ends."""
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(any(whole.covers(span) for whole in outer) for span in spans)
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)


@given(TEXTS, st.sampled_from([SPANISH, GERMAN, ENGLISH, "de-CH", "xx"]))
def test_segments_are_nested_and_lose_no_word(text: str, language: str) -> None:
    """On any text, clauses lie in sentences and sentences in paragraphs, and all of them together hold every word."""
    found: Document = document(text, language)
    spans = [clause.span for clause in found.clauses]
    _assert_nested(list(found.paragraphs), [Span(0, len(text))], text)
    _assert_nested(list(found.sentences), list(found.paragraphs), text)
    _assert_nested(spans, list(found.sentences), text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize(
    "piece", [".", ". ", "a\n", "(a ", "; ", '"', "„a ", "S.A. ", "Nordwerk zahlt 3 Mrd. Euro; ", "x" * 70 + "\n"]
)
def test_work_is_linear_in_length(piece: str, work: Callable[[Callable[[], object]], int]) -> None:
    """A hostile text of eight times the length takes about eight times the work; quadratic would be 64 times."""
    document(piece, GERMAN)
    short, long = (piece * (length // len(piece)) for length in (1 << 11, 1 << 14))
    assert work(lambda: document(long, GERMAN)) < 10 * work(lambda: document(short, GERMAN)) + 1000
