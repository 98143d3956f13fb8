"""What schemas declare for the site: headlines, edges, inverse names and pictures, each checked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from footnoted.schema import Dataset, load_dataset
from footnoted.schema.display import Edge, Headline


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A copy of this repository's descriptor and schemas."""
    shutil.copy(root / "datapackage.json", tmp_path)
    shutil.copytree(root / "schemas", tmp_path / "schemas")
    return tmp_path


def change(path: Path, **properties: Any) -> None:  # noqa: ANN401 - JSON
    """Write `properties` into the JSON file at `path`."""
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | properties), "utf-8")


def messages(folder: Path) -> list[str]:
    """What is wrong with the dataset in `folder`."""
    dataset = load_dataset(folder)
    return [] if isinstance(dataset, Dataset) else [problem.message for problem in dataset]


def test_a_headline_is_words_around_columns(folder: Path) -> None:
    """A sentence is cut at its places; a place may have more than one column."""
    headline = Headline("{a} sails to {b|c}.")
    assert headline.words == ("", " sails to ", ".")
    assert headline.choices == (("a",), ("b", "c"))
    assert headline.columns == ("a", "b", "c")
    dataset = load_dataset(folder)
    assert isinstance(dataset, Dataset)
    assert dataset.tables["stakes"].edge == Edge(
        "holder_id", "company_id", "holds a part of", {"status": ("planned", "former")}
    )
    assert dataset.tables["stakes"].by_name["company_id"].inverse == "Who holds it"


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({"headlines": [{"text": "{nobody} holds"}]}, "a headline names no field of this table: nobody"),
        ({"headlines": [{"text": "", "when": {"nothing": "x"}}]}, "a headline names no field of this table: nothing"),
        (
            {"headlines": [{"text": "", "when": {"status": ["held", "lost"]}}]},
            "a headline waits for a value that `status` never has: lost",
        ),
        ({"headlines": {}}, "`headlines` is {}, not a list"),
        ({"headlines": [{"text": "", "when": {"status": [1]}}]}, "`when` does not list texts"),
        ({"edge": {"from": "holder_id", "to": "company_id"}}, "`title` is missing"),
        (
            {"edge": {"from": "holder_id", "to": "company_id", "title": "x", "unless": {"status": "lost"}}},
            "`edge` leaves out values that no field of this table ever has: status",
        ),
        (
            {"edge": {"from": "holder_id", "to": "status", "title": "x"}},
            "`edge` needs foreign keys of one field each to tables that claims fill: status",
        ),
    ],
)
def test_a_declaration_that_refers_to_nothing_is_refused(
    folder: Path, properties: dict[str, Any], message: str
) -> None:
    """A headline or an edge names columns and terms that are there."""
    change(folder / "schemas/stakes.json", **properties)
    assert messages(folder) == [message]


def test_inverse_needs_a_foreign_key(folder: Path) -> None:
    """Only a column that refers to a row has a name from the other side."""
    path = folder / "schemas/stakes.json"
    fields = json.loads(path.read_text("utf-8"))["fields"]
    change(path, fields=[field | ({"inverse": "x"} if field["name"] == "status" else {}) for field in fields])
    assert messages(folder) == ["field `status`: `inverse` needs a foreign key of this field alone"]


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ({"title": "x"}, "each of `pictures` has either `edges` or `bars`"),
        ({"title": "x", "edges": ["quotes"]}, "a picture names no table with an `edge`: quotes"),
        ({"title": "x", "bars": "who-holds-whom", "label": "holder"}, "`value` is missing"),
        (
            {"title": "x", "bars": "who-is-who", "label": "a", "value": "b"},
            "`bars` of one of `pictures` names no query: 'who-is-who'",
        ),
    ],
)
def test_a_picture_of_nothing_is_refused(folder: Path, picture: dict[str, Any], message: str) -> None:
    """A picture shows edges of tables that have some, or the results of a query that is there."""
    path = folder / "datapackage.json"
    settings = json.loads(path.read_text("utf-8"))["footnoted"]
    change(path, footnoted=settings | {"pictures": [picture]})
    assert messages(folder) == [message]
