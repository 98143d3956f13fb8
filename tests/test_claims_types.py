"""Values of columns of every type: what a passage says must be one of them, or the claim is refused."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from footnoted.cli import main

if TYPE_CHECKING:
    from conftest import Seeds

FIELDS: list[dict[str, Any]] = [
    {"name": "storeys", "type": "integer", "reader": "verbatim"},
    {"name": "height", "type": "number", "reader": "verbatim"},
    {"name": "opened_on", "type": "date", "reader": "date"},
    {"name": "open", "type": "boolean", "reader": "choice", "part": "term", "vocabulary": "is_open"},
    {"name": "megawatts", "type": "integer", "reader": "power"},
]
IS_OPEN = """
title = "Open"
description = "Whether the site is open."

[[terms]]
name = "true"
title = "open"
definition = "People work there."
cues.en = [{ cue = "works", example = "The site works." }]

[[terms]]
name = "closed"
title = "closed"
definition = "A mistake: a boolean is true or false."
"""
TEXT = """\
The mill has 12 storeys, 012 windows, 1_000 doors and is 61.50 metres high, or 61.5 by another count. It works.
It opened on 5 March 2024, and was planned in March 2019. It uses 2.5 megawatts, at night 2 megawatts.
The number 99999999999999999999 is on its door, and a 1e5 beside it.
"""


@pytest.fixture
def typed(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> Seeds:
    """A dataset whose sites have columns of every type."""
    file = seeds.dataset / "schemas/facilities.json"
    schema = json.loads(file.read_text("utf-8"))
    schema["fields"] += [field | {"title": field["name"], "description": field["name"]} for field in FIELDS]
    file.write_text(json.dumps(schema), "utf-8")
    (seeds.dataset / "schemas/vocabularies/is_open.toml").write_text(IS_OPEN, "utf-8")
    assert main(["--dataset", str(seeds.dataset), "schema"]) == 0
    capsys.readouterr()
    return seeds


def _claim(typed: Seeds, cell: str) -> None:
    typed.source("mill", TEXT, f'[[facilities]]\nid = "mill"\nlocality = "The mill"\n{cell}\n', more="republish = true")


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("storeys", '{ passage = "12", within = "12 storeys" }', 12),
        ("height", '{ passage = "61.5", within = "61.5 by" }', 61.5),
        ("height", '{ passage = "12", within = "12 storeys" }', 12.0),
        ("opened_on", '"5 March 2024"', dt.date(2024, 3, 5)),
        ("open", '"works"', True),
        ("megawatts", '"2 megawatts"', 2),
    ],
)
def test_a_value_has_the_type_of_its_column(typed: Seeds, column: str, cell: str, value: object) -> None:
    """And the evidence holds it as the CSV file writes it."""
    _claim(typed, f"{column} = {cell}")
    assert typed.rows("facilities")["mill"][column] == value
    assert type(typed.rows("facilities")["mill"][column]) is type(value)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('storeys = { passage = "012", within = "012 windows" }', "value-type"),
        ('storeys = "1_000"', "value-type"),
        ('storeys = "The mill"', "value-type"),
        ('storeys = "99999999999999999999"', "value-type"),
        ('height = "61.50"', "value-type"),
        ('height = "1e5"', "value-type"),
        ('opened_on = "March 2019"', "value-type"),
        ('open = { value = "closed", passage = "doors" }', "value-type"),
        ('megawatts = "2.5 megawatts"', "value-fraction"),
    ],
)
def test_a_value_of_another_type_is_refused_at_its_place(typed: Seeds, cell: str, code: str) -> None:
    """Nothing is rounded, shortened or filled up: a month is no day."""
    _claim(typed, cell)
    column = len(cell.split(" = ", maxsplit=1)[0]) + 4
    assert typed.problems() == [(code, "seeds/mill.toml", 10, column)]
