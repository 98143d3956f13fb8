"""Whether words stand in quotation marks already."""

from __future__ import annotations

import pytest

from footnoted.site.quoted import quoted


@pytest.mark.parametrize(
    "words", ['"so"', "\u201cso\u201d", "\u201eso\u201c", "\u00abso\u00bb", "\u2018so\u2019", "\u201aso"]
)
def test_marks_of_any_language_are_seen(words: str) -> None:
    """English, German, Spanish and plain ones."""
    assert quoted(words)


@pytest.mark.parametrize("words", ["", "so", "(so)", "'s", "14%"])
def test_other_words_are_bare(words: str) -> None:
    """Brackets and apostrophes quote nothing."""
    assert not quoted(words)
