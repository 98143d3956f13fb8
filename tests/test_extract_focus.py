"""Whom references mean: by what a company has been called, by the last sentence, by what the article is about."""

from __future__ import annotations

import re

import pytest

from footnoted import languages
from footnoted.extract.entities import Entity
from footnoted.extract.memory import Memory
from footnoted.extract.scenes import scenes
from footnoted.text import Span


def meant(text: str, tag: str, *names: str) -> dict[str, str]:
    """Each reference of a text -> the company that it means."""
    document = languages.document(text, tag)
    spans = {name: tuple(Span(*m.span()) for m in re.finditer(rf"\b{re.escape(name)}\b", text)) for name in names}
    memory = Memory(document, [Entity("company", (name,), found) for name, found in spans.items()])
    told = (one for scene in scenes(document, memory, "deals") for one in scene.companies)
    return {one.span.of(text): one.entity.name for one in told if one.antecedent}


@pytest.mark.parametrize(
    ("text", "tag", "words", "name"),
    [
        ("Alda, a Dutch group, met Brix. The Dutch group left.", "en", "The Dutch group", "Alda"),
        ("Alda met the carrier Brix. The carrier left.", "en", "The carrier", "Brix"),
        ("Alda met Brix. It left.", "en", "It", "Alda"),
        ("Der norwegische Versorger Alda traf Brix. Die Norweger gingen.", "de", "Die Norweger", "Alda"),
        ("Der Versorger Alda traf die Bank Brix. Der Versorger ging.", "de", "Der Versorger", "Alda"),
        ("La gestora catalana Alda visitó Brix. La gestora se fue.", "es", "La gestora", "Alda"),
        ("La gestora catalana Alda visitó Brix. La firma catalana se fue.", "es", "La firma", "Alda"),
    ],
)
def test_references_mean_who_was_called_so(text: str, tag: str, words: str, name: str) -> None:
    """A noun or an adjective that a company was called by, or the subject of the sentence before, decides."""
    assert meant(text, tag, "Alda", "Brix")[words] == name


def test_generic_noun_means_whom_the_article_is_about() -> None:
    """A noun without more is what the article begins with and names most."""
    text = "Alda grew. Alda hired. Then Brix called Alda. The company declined."
    assert meant(text, "en", "Alda", "Brix")["The company"] == "Alda"


def test_roles_and_unknown_names_mean_nobody_that_is_known() -> None:
    """A seller is no company that was named, nor is a noun with a name behind it that is not known."""
    found = meant("Alda bought Brix. The seller left. The broker Pellinore stayed.", "en", "Alda", "Brix")
    assert found == {}
