"""docs/readers.md: every row of its tables is read as it says, and every entry it shows works as it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from footnoted import language_files, readers
from footnoted.languages import document
from footnoted.languages.loader import build, common, generated
from footnoted.languages.sources import Sources
from footnoted.languages.tokens import tokenize
from footnoted.readers import describe
from footnoted.readers.quantities import read_quantities
from footnoted.text import Span

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "readers.md").read_text("utf-8")
ROW = re.compile(r"^\| (es|de|en|it)(-[A-Z]{2})? \| (.*?) \| ?(.*?) ?\|$", re.MULTILINE)
ENTRY = re.compile(r"<!-- entry: (\w+) (\w+) (\w+) -->\n```toml\n(.*?)\n```", re.DOTALL)


def rows() -> Iterator[Any]:
    """The rows of the page's tables."""
    for language, region, text, reads in ROW.findall(PAGE):
        yield pytest.param(language + region, text, reads, id=text)


@pytest.mark.parametrize(("language", "text", "reads"), list(rows()))
def test_each_row_is_read_as_it_says(language: str, text: str, reads: str) -> None:
    """The text of a row gives the readings beside it."""
    found = document(text, language)
    readings = sorted((*readers.quantities(found), *readers.dates(found)), key=lambda reading: reading.span)
    assert "; ".join(describe(reading) for reading in readings) == reads


def test_the_page_has_rows_for_every_language() -> None:
    """The tables are found: a page whose rows no longer match would test nothing."""
    languages = [language for language, *_ in ROW.findall(PAGE)]
    assert {language: languages.count(language) > 15 for language in ("es", "de", "en")} == dict.fromkeys(
        ("es", "de", "en"), True
    )
    assert len(languages) == sum(line.startswith("| ") for line in PAGE.splitlines()) - 2 * PAGE.count("| --- | --- |")


@pytest.mark.parametrize(("language", "section", "name", "line"), ENTRY.findall(PAGE))
def test_each_entry_works_when_it_is_added(language: str, section: str, name: str, line: str) -> None:
    """An entry of the page, added to its list, reads its example; before that it does not."""
    entry = tomllib.loads(f"entry = {line}")["entry"]
    assert said(language, {}, entry["example"]) != entry["reads"]
    assert said(language, {section: {name: [entry]}}, entry["example"]) == entry["reads"]


def said(language: str, more: dict[str, Any], text: str) -> str:
    """What is read with the entries `more` added to a language's data."""
    own = {
        section: dict(lists) if isinstance(lists, dict) else lists
        for section, lists in language_files.sections(language).items()
    }
    for section, lists in more.items():
        for name, entries in lists.items():
            own[section][name] = [*own[section][name], *entries]
    made = build(Sources(own, common(), generated(language), generated("currencies")), language)
    tokens = tokenize(text, Span(0, len(text)), made.numbers.starts)
    return "; ".join(describe(reading) for reading in read_quantities(tokens, made))
