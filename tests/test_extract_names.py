"""Names and speakers as the extractor finds them in short texts of three languages and many industries."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from footnoted import languages
from footnoted.extract.entities import entities
from footnoted.extract.memory import Memory
from footnoted.extract.people import people
from footnoted.extract.runs import runs
from footnoted.extract.speakers import said
from footnoted.language_files import sections

DATA = tomllib.loads(Path(__file__).parent.joinpath("data", "extract-names.toml").read_text("utf-8"))
BROUGHT = {"companies": "companies", "speakers": "speaker"}


def brought(told: str) -> list[dict[str, Any]]:
    """The examples that the languages' own files bring, of `companies` or of a `speaker`."""
    return [
        {"text": example["text"], "language": tag, "expected": example[told]}
        for tag in languages.available()
        for example in sections(tag)["mentions"].get("examples", ())
        if told in example
    ]


def params(section: str) -> list[Any]:
    """The cases of a section, named by their first words."""
    return [pytest.param(case, id=case["text"][:40]) for case in [*DATA[section], *brought(BROUGHT[section])]]


@pytest.mark.parametrize("case", params("companies"))
def test_companies_are_told_from_all_other_names(case: dict[str, Any]) -> None:
    """Each company of the text is found by its full name, and no person, place, product or public body is one."""
    document = languages.document(case["text"], case["language"])
    found = entities(document, runs(document))
    assert sorted(entity.name for entity in found if entity.kind == "company") == case["expected"]


@pytest.mark.parametrize("case", params("speakers"))
def test_first_quotation_has_its_speaker(case: dict[str, Any]) -> None:
    """The first quotation's kind of speaker, name, role and company, each empty where the text tells none."""
    document = languages.document(case["text"], case["language"])
    found = entities(document, runs(document))
    memory = Memory(document, found)
    first = next(said(document, people(document, found, memory), memory))
    role = first.person.role if first.person else first.role
    company = first.person.company if first.person else first.company
    told = [
        first.kind,
        first.person.entity.name if first.person else "",
        role.of(case["text"]) if role else "",
        company.entity.name if company else "",
    ]
    assert told == case["expected"]
