"""A small invented dataset about birds, with values that are hard to write: two texts that disagree."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from footnoted.schema import Dataset
from footnoted.schema.load import _Loader


def field(name: str, kind: str = "string", *, required: bool = False, **more: object) -> dict[str, Any]:
    """A field descriptor with a title and a description made of its name."""
    constraints = {"constraints": {"required": True}} if required else {}
    return {"name": name, "type": kind, "title": name.title(), "description": f"The {name}."} | constraints | more


def reference(column: str, table: str) -> dict[str, Any]:
    """A foreign key of one column to the ids of `table`."""
    return {"fields": [column], "reference": {"resource": table, "fields": ["id"]}}


SCHEMAS: dict[str, dict[str, Any]] = {
    "songs": {
        "title": "Songs",
        "description": "What is said about how a bird sings.",
        "fields": [
            field("id", required=True),
            field("bird_id", required=True, reader="name", part="id"),
            field("text", required=True, reader="quotation", part="text"),
        ],
        "primaryKey": ["id"],
        "foreignKeys": [reference("bird_id", "birds")],
    },
    "birds": {
        "title": "Birds",
        "description": "One row for each kind of bird.",
        "label": "name",
        "groups": [["wingspan_cm", "measured_on"]],
        "rules": [{"rule": "differ", "fields": ["id", "parent_id"], "description": "No bird is a kind of itself."}],
        "fields": [
            field("id", required=True),
            field("name", required=True, reader="name", part="value"),
            field("parent_id", reader="name", part="id"),
            field("habitat", reader="choice", part="term", vocabulary="habitat"),
            field("migrates", "boolean", reader="choice", part="term", vocabulary="migrates"),
            field("wingspan_cm", "number", unit="cm", reader="power", example="61.5"),
            field("population", "integer", reader="money"),
            field("measured_on", "date", reader="date"),
        ],
        "primaryKey": "id",
        "foreignKeys": [reference("parent_id", "birds")],
        "missingValues": [""],
    },
    "bird_names": {
        "title": "Names of birds",
        "role": "aliases",
        "aliasesOf": "birds",
        "fields": [field("bird_id", required=True), field("alias", required=True), field("language")],
        "primaryKey": ["bird_id", "alias"],
        "foreignKeys": [reference("bird_id", "birds")],
    },
    "sources": {
        "title": "Sources",
        "role": "sources",
        "label": "title",
        "fields": [
            field("id", required=True),
            field("kind", required=True, constraints={"required": True, "enum": ["article", "reference"]}),
            field("title"),
        ],
        "primaryKey": ["id"],
        "foreignKeys": [],
    },
    "texts": {
        "title": "Texts",
        "role": "texts",
        "fields": [field("source_id", required=True), field("text", required=True)],
        "primaryKey": ["source_id"],
        "foreignKeys": [reference("source_id", "sources")],
    },
    "evidence": {
        "title": "Footnotes",
        "role": "evidence",
        "fields": [
            *(
                field(name, required=True)
                for name in ("id", "table_name", "row_id", "column_name", "value", "source_id")
            ),
            field("span_start", "integer", required=True, unit="code points"),
            field("span_end", "integer", required=True, unit="code points"),
            *(field(name, required=True) for name in ("passage", "attribution")),
            field("attributed_to"),
            field("rank", required=True),
        ],
        "primaryKey": ["id"],
        "foreignKeys": [reference("source_id", "sources")],
    },
    "redirects": {
        "title": "Redirects",
        "role": "redirects",
        "fields": [field("old_id", required=True), field("table_name", required=True), field("new_id")],
        "primaryKey": ["table_name", "old_id"],
    },
}

VOCABULARIES = {
    "habitat": """\
title = "Habitats"
description = "Where a bird lives."
[[terms]]
name = "wood"
title = "Woods"
definition = "Among trees | or below them."
cues.en = [{ cue = "wood", example = "It lives in the wood." }]
cues.es = [{ cue = "bosque", example = "Vive en el bosque." }]
[[terms]]
name = "shore"
title = "Shores"
definition = "Where land and water meet."
""",
    "migrates": """\
title = "Migration"
description = "Whether a bird leaves for the winter."
[[terms]]
name = "true"
title = "Yes"
definition = "It leaves."
[[terms]]
name = "false"
title = "No"
definition = "It stays."
""",
}

ROWS: dict[str, list[tuple[Any, ...]]] = {
    "songs": [
        ("gull-1", "gull", 'It cries "kee-ow",\nthen laughs'),
        ("jay-1", "jay", "Chörr, chörr 🐦"),
    ],
    "birds": [
        ("gull", "Gull", None, "shore", True, 61.5, 9007199254740993, date(2024, 2, 29)),
        ("herring-gull", "Möwe, große", "gull", None, None, 0.1, None, None),
        ("jay", "Jay", None, "wood", False, 1e21, -5, date(1999, 12, 31)),
    ],
    "bird_names": [("gull", "Gaviota", "es"), ("gull", "Gull", "en"), ("jay", "Jay", None)],
    "sources": [("field-notes", "article", "Notes, “from the field”"), ("shore-walks", "article", None)],
    "texts": [("shore-walks", 'The gull spans 61,5 cm.\n\nA neighbour says "60 cm".\n')],
    "evidence": [
        ("e1", "birds", "gull", "wingspan_cm", "61.5", "shore-walks", 15, 22, "61,5 cm", "source", None, "used"),
        ("e2", "birds", "gull", "wingspan_cm", "60", "field-notes", 7, 12, "60 cm", "source", None, "differs"),
        ("e3", "birds", "gull", "habitat", "shore", "field-notes", 20, 25, "shore", "anonymous", "a neighbour", "used"),
        ("e4", "birds", "gull", "habitat", "shore", "shore-walks", 30, 35, "shore", "anonymous", "some", "agrees"),
        ("e5", "birds", "jay", "habitat", "wood", "field-notes", 40, 44, "wood", "anonymous", "some", "used"),
        ("e6", "birds", "jay", "habitat", "wood", "shore-walks", 40, 44, "wood", "source", None, "agrees"),
        ("e7", "birds", "gull", "name", "Gull", "field-notes", 4, 8, "gull", "source", None, "used"),
        ("e8", "birds", "gull", "name", "Gull", "shore-walks", 4, 8, "gull", "source", None, "used"),
    ],
    "redirects": [("great-gull", "birds", "gull"), ("magpie", "birds", None)],
}

DESCRIPTOR: dict[str, Any] = {
    "name": "birds",
    "title": "Birds of an invented shore",
    "description": "Two texts that disagree.",
    "version": "1.0.0",
    "licenses": [
        {"name": "CC-BY-4.0", "title": "Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ],
    "resources": [
        {"name": name, "path": f"build/csv/{name}.csv", "schema": f"schemas/{name}.json"} for name in SCHEMAS
    ],
}


def make_dataset(root: Path) -> Dataset:
    """Write the dataset's descriptor and schemas to `root` and load it."""
    (root / "schemas" / "vocabularies").mkdir(parents=True)
    (root / "datapackage.json").write_text(json.dumps(DESCRIPTOR), "utf-8")
    for name, schema in SCHEMAS.items():
        (root / "schemas" / f"{name}.json").write_text(json.dumps(schema), "utf-8")
    for name, text in VOCABULARIES.items():
        (root / "schemas" / "vocabularies" / f"{name}.toml").write_text(text, "utf-8")
    loader = _Loader(root)
    dataset = loader.dataset()
    # Its footnotes have the columns that writers look at and no others, which `load_dataset` would not accept.
    if dataset is None or loader.problems:
        pytest.fail(f"the dataset of these tests is wrong: {loader.problems}")
    return dataset


@pytest.fixture(scope="session")
def birds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The dataset about birds."""
    return make_dataset(tmp_path_factory.mktemp("birds"))


@pytest.fixture(scope="session")
def tables(birds: Dataset) -> Mapping[str, pa.Table]:
    """Its tables, sorted by primary key."""
    return {
        name: pa.Table.from_pylist(
            [dict(zip(table.by_name, row, strict=True)) for row in ROWS[name]], schema=table.arrow_schema()
        )
        for name, table in birds.tables.items()
    }
