"""Whatever the text: readings lie in it, whole and apart, and reading takes time in proportion to its length."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted import readers
from footnoted.languages import Document, available, document
from footnoted.readers import describe

# fmt: off
WORDS = st.sampled_from([
    "mil", "millones", "un", "y medio", "dos", "tercios", "de", "dólares", "US$", "%", "entre", "más de", "hasta", "o",
    "a", "zwei", "und", "zwanzig", "hundert", "Mrd.", "Euro", "Prozent", "zwischen", "bis", "half", "billion", "of",
    "and", "quarter", "14", "61,5", "1.234", "1'234", "2024", "05.03.2024", "3/4", "-", "–", "+", "~", "GW", "GWh",
    "marzo",
])
# fmt: on


@given(
    st.sampled_from(available()), st.lists(st.tuples(WORDS, st.sampled_from(["", " ", " ", "\n", "\n\n"])), max_size=25)
)
def test_any_row_of_words_is_read_in_place(language: str, words: list[tuple[str, str]]) -> None:
    """Readings do not overlap, lie in the text and have their parts in order, whatever words follow each other."""
    text = "".join(word + space for word, space in words)
    found = document(text, language)
    for readings in (readers.sums(found), readers.quantities(found), readers.dates(found)):
        spans = [reading.span for reading in readings]
        assert all(one.end <= other.start for one, other in pairwise(spans))
        for reading in readings:
            places = [span for _, span in reading.parts]
            assert places == sorted(places)
            assert all(reading.span.covers(span) and span.of(text).strip() == span.of(text) != "" for span in places)


@given(st.text(max_size=200), st.sampled_from(available()))
def test_any_text_is_read(text: str, language: str) -> None:
    """No text makes a reader fail, and every reading has words."""
    found = document(text, language)
    assert all(reading.span.of(text).strip() for reading in (*readers.sums(found), *readers.dates(found)))


NUMBER = st.integers(min_value=2, max_value=999)
UNITS = st.sampled_from(
    [("de", "{} Millionen Euro", "money {}000000 EUR"), ("de", "{} Mrd. US-Dollar", "money {}000000000 USD"),
     ("es", "{} mil millones de pesos", "money {}000000000 ?peso"), ("es", "{} gigavatios", "power {}000"),
     ("en", "${}bn", "money {}000000000 USD?dollar"), ("en", "{} percent", "percent {}")]
)  # fmt: skip


@given(NUMBER, UNITS)
def test_any_number_of_a_unit_is_read_whole(number: int, unit: tuple[str, str, str]) -> None:
    """A number with its scale and unit is one reading that spans it all."""
    language, words, expected = unit
    text = words.format(number)
    (reading,) = readers.quantities(document(f"({text})", language))
    assert (describe(reading), reading.span.of(f"({text})")) == (expected.format(number), text)


def test_mutated_examples_are_read_in_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand texts of the hand-run fuzzer: examples of the data files, cut, joined and mixed with noise."""
    monkeypatch.syspath_prepend(root / "benchmarks")
    import fuzz_readers  # noqa: PLC0415 - on the path only inside the test

    assert [text for language, text in fuzz_readers.texts(1000, seed=7) if fuzz_readers.check(language, text)] == []


HOSTILE = [
    ("es", "1"), ("es", "1."), ("de", "1,"), ("en", "1 "), ("en", "$"), ("en", "$1-"), ("es", "mil "),
    ("es", "mil millones "), ("es", "un "), ("es", "treinta y "), ("de", "ein"), ("de", "einundzwanzig "),
    ("de", "hundertundeinundzwanzigtausend"), ("en", "two hundred and "), ("en", "half of a "), ("es", "más de "),
    ("es", "casi el la los "), ("en", "1-"), ("en", "5 € "), ("en", "between "), ("en", "1/"), ("en", "½"),
    ("es", "5 de marzo de 2024 "), ("en", "one point one "), ("en", "1\u202f000 "), ("en", "5 or 6 or 7 "),
    ("es", "5 % o más de un "), ("en", "\n \n"), ("es", "uno sobre "), ("en", "5 dollars and "),
]  # fmt: skip


@pytest.mark.parametrize(("language", "unit"), HOSTILE)
def test_work_grows_with_the_length_of_the_text(
    language: str, unit: str, work: Callable[[Callable[[], object]], int]
) -> None:
    """Eight times the text takes about eight times the work, not sixty-four times."""
    small, large = (document((unit * (size // len(unit) + 1))[:size], language) for size in (1_000, 8_000))
    assert work(lambda: read_all(large)) < 10 * work(lambda: read_all(small)) + 5000


def read_all(found: Document) -> None:
    """All that reads numbers."""
    readers.sums(found)
    readers.dates(found)
