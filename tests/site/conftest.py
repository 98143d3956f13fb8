"""A small invented dataset about ferries, built and served in this process: what a visitor of its site sees."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from footnoted.schema import load_dataset
from footnoted.site import Package, application, full_texts, read_package
from footnoted.write import write_package

Get = Callable[[str], str]

TEXT = "The Gull sails from Port Alder to Holm, 61.5 km, from May on.\nThe harbour master denies <b>this</b>.\n"


def field(name: str, kind: str = "string", *, required: bool = False, **more: object) -> dict[str, Any]:
    """A field descriptor with a title and a description made of its name."""
    constraints = {"constraints": {"required": True}} if required else {}
    return {"name": name, "type": kind, "title": name.title(), "description": f"About {name}."} | constraints | more


def reference(column: str, table: str) -> dict[str, Any]:
    """A foreign key of one column to the ids of `table`."""
    return {"fields": [column], "reference": {"resource": table, "fields": ["id"]}}


def schema(title: str, fields: list[dict[str, Any]], **more: object) -> dict[str, Any]:
    """A Table Schema whose key is its first field."""
    described = {"title": title, "description": f"All {title.lower()}.", "fields": fields}
    return described | {"primaryKey": [fields[0]["name"]], "foreignKeys": []} | more


def texts(*names: str) -> list[dict[str, Any]]:
    """Required fields of strings."""
    return [field(name, required=True) for name in names]


# The toolkit's own tables are the same in every dataset: their schemas are this repository's.
SHARED = ("sources", "texts", "evidence", "redirects")

SCHEMAS: dict[str, dict[str, Any]] = {
    "harbours": schema(
        "Harbours",
        [
            field("id", required=True),
            field("name", required=True, reader="name", part="value"),
            field("shore", reader="place", part="code"),
        ],
        label="name",
    ),
    "harbour_names": schema(
        "Names of harbours",
        texts("harbour_id", "alias"),
        role="aliases",
        aliasesOf="harbours",
        primaryKey=["harbour_id", "alias"],
        foreignKeys=[reference("harbour_id", "harbours")],
    ),
    "boats": schema("Boats", [field("id", required=True), field("name", reader="verbatim")], label="name"),
    "crossings": schema(
        "Crossings",
        [
            field("id", required=True),
            field("harbour_id", required=True, reader="name", part="id", inverse="What sails from it"),
            field("boat_id", reader="name", part="id"),
            field("season", reader="choice", part="term", vocabulary="season"),
            field("runs", "boolean", reader="choice", part="term", vocabulary="runs"),
            field("length_km", "number", unit="km", reader="power"),
            field("length_qualifier", reader="power", part="qualifier", vocabulary="exactness"),
            field("passengers", "integer", reader="money"),
            field("remark", reader="verbatim"),
        ],
        groups=[["length_km", "length_qualifier"]],
        headlines=[
            {"when": {"runs": "true"}, "text": "{boat_id} crosses {length_km} from {harbour_id}"},
            {"when": {"runs": "true"}, "text": "Something sails from {harbour_id} in {season|remark}"},
        ],
        edge={"from": "harbour_id", "to": "boat_id", "title": "is served by", "unless": {"season": "winter"}},
        foreignKeys=[reference("harbour_id", "harbours"), reference("boat_id", "boats")],
    ),
}


def vocabulary(title: str, terms: Mapping[str, str]) -> str:
    """A vocabulary file without cues."""
    lines = [f'title = "{title}"', f'description = "{title}."']
    for name, definition in terms.items():
        lines += ["[[terms]]", f'name = "{name}"', f'title = "{name}"', f'definition = "{definition}"']
    return "\n".join(lines) + "\n"


VOCABULARIES = {
    "season": vocabulary("Season", {"summer": "From May to September.", "winter": "The rest of the year."}),
    "runs": vocabulary("Runs", {"true": "It runs.", "false": "It does not."}),
    "exactness": vocabulary("Exactness", {"stated": "As it is.", "about": "Roughly."}),
}

QUERIES = [
    {
        "name": "longest",
        "title": "Which crossing is the longest?",
        "description": "By the length that a source gives.",
        "sql": "select id as crossings_id, harbour_id, length_km from crossings order by length_km desc nulls last",
    },
    {
        "name": "from-harbour",
        "title": "What sails from a harbour?",
        "sql": "select id from crossings where harbour_id = :harbour order by id",
    },
]

DESCRIPTOR: dict[str, Any] = {
    "name": "ferries",
    "title": "Ferries <of> the sound",
    "description": "Who sails where & when.",
    "version": "1.2.0",
    "created": "2026-03-01T12:00:00Z",
    "licenses": [{"name": "CC-BY-4.0", "title": "Open licence", "path": "https://example.org/licence"}],
    "sources": [{"title": "The Harbour Gazette", "path": "javascript:alert(1)"}],
    "footnoted": {
        "order": ["crossings", "harbours", "boats", "sources"],
        "queries": QUERIES,
        "pictures": [
            {"title": "Who serves what", "edges": ["crossings"]},
            {
                "title": "How far",
                "bars": "longest",
                "label": "crossings_id",
                "value": "length_km",
                "unit": "km",
                "row": "crossings_id",
            },
        ],
    },
}


def crossing(number: int, harbour: str, **cells: object) -> dict[str, Any]:
    """A row of crossings."""
    return {"id": f"{harbour}-{number}", "harbour_id": harbour} | cells


def footnote(number: int, column: str, value: str, passage: str, **more: object) -> dict[str, Any]:
    """A footnote to the first crossing."""
    start = TEXT.index(passage)
    place = {"table_name": "crossings", "row_id": "alder-1", "span_start": start, "span_end": start + len(passage)}
    said = {"source_id": "gazette", "method": "stated", "attribution": "source", "rank": "used"}
    cell = {"id": f"{number:016x}", "column_name": column, "value": value, "passage": passage}
    return cell | place | said | more


def retirement(old: str, new: str | None, reason: str) -> dict[str, Any]:
    """An id of crossings that is no longer used."""
    return {"old_id": old, "table_name": "crossings", "new_id": new, "reason": reason}


ROWS: dict[str, list[dict[str, Any]]] = {
    "sources": [
        {
            "id": "gazette",
            "kind": "article",
            "url": "https://example.org/gazette",
            "language": "en",
            "published_on": "2026-02",
            "path": "seeds/gazette.txt",
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
            "characters": len(TEXT),
            "republish": False,
            "status": "active",
        }
    ],
    "harbours": [{"id": "alder", "name": "Port Alder", "shore": "GB-SCT"}, {"id": "holm", "name": "Holm & Sons"}],
    "harbour_names": [{"harbour_id": "alder", "alias": "Port Alder"}],
    "boats": [{"id": "boat-7", "name": None}, {"id": "gull", "name": "Gull"}],
    "crossings": [
        crossing(1, "alder", boat_id="gull", season="summer", runs=True, length_km=61.5, length_qualifier="stated"),
        crossing(2, "alder", boat_id="boat-7", season="winter", runs=False, length_km=2200.0, length_qualifier="about"),
        crossing(1, "holm", season="summer", runs=True, passengers=1200000, remark="<b>bold</b>"),
    ],
    "evidence": [
        footnote(1, "length_km", "61.5", "61.5 km"),
        footnote(2, "season", "summer", "from May on"),
        footnote(3, "season", "winter", "denies", rank="differs", attribution="anonymous", attributed_to="harbour"),
    ],
    "redirects": [
        retirement("alder-7", None, "no source supports it any more"),
        retirement("alder-8", "alder-9", "Misspelt."),
        retirement("alder-9", "alder-1", "The same."),
    ],
}


Rows = Mapping[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def ferries(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the dataset, with its text and its package in build/."""
    return built(tmp_path_factory.mktemp("ferries"), root, ROWS)


@pytest.fixture(scope="session")
def ferries_without_alder_7(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with what a source had said of a row that is no more."""
    gone = footnote(4, "boat_id", "gull", "The Gull", rank="retracted", row_id="alder-7")
    return built(tmp_path_factory.mktemp("gone"), root, {**ROWS, "evidence": [*ROWS["evidence"], gone]})


def built(folder: Path, root: Path, rows: Rows) -> Path:
    """`folder`, with a dataset of `rows` in it and its package in build/."""
    (folder / "seeds").mkdir()
    (folder / "seeds/gazette.txt").write_text(TEXT, "utf-8")
    shutil.copytree(root / "schemas/vocabularies", folder / "schemas/vocabularies")
    for name, text in VOCABULARIES.items():
        (folder / f"schemas/vocabularies/{name}.toml").write_text(text, "utf-8")
    for name in SHARED:
        shutil.copy(root / f"schemas/{name}.json", folder / "schemas")
    for name, authored in SCHEMAS.items():
        (folder / f"schemas/{name}.json").write_text(json.dumps(authored), "utf-8")
    resources = [
        {"name": name, "path": f"build/csv/{name}.csv", "schema": f"schemas/{name}.json"}
        for name in (*SHARED, *SCHEMAS)
    ]
    (folder / "datapackage.json").write_text(json.dumps(DESCRIPTOR | {"resources": resources}), "utf-8")
    dataset = load_dataset(folder)
    assert not isinstance(dataset, tuple), dataset
    tables = {
        name: pa.Table.from_pylist(rows.get(name, []), schema=table.arrow_schema())
        for name, table in dataset.tables.items()
    }
    assert write_package(dataset, tables, folder / "build") == ()
    return folder


@pytest.fixture(scope="session")
def package(ferries: Path) -> Package:
    """The package of the dataset."""
    return read_package(ferries / "build")


def getter(site: Any) -> Get:  # noqa: ANN401 - Datasette has no types
    """A function that asks the site for a path and gives the page, which must be there."""

    def get(path: str) -> str:
        response = asyncio.run(site.client.get(path, follow_redirects=True))
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return str(response.text)

    return get


@pytest.fixture(scope="session")
def get(package: Package) -> Iterator[Get]:
    """Ask the site of the package for a page."""
    with application(package) as site:
        yield getter(site)


@pytest.fixture(scope="session")
def get_preview(package: Package, ferries: Path) -> Iterator[Get]:
    """Ask the site with the full texts for a page."""
    with application(package, full_texts(package, ferries)) as site:
        yield getter(site)


@pytest.fixture(scope="session")
def status(package: Package) -> Iterator[Callable[[str], tuple[int, str]]]:
    """Ask the site of the package for a path, and get the status and the body of the answer."""
    with application(package) as site:

        def ask(path: str) -> tuple[int, str]:
            response = asyncio.run(site.client.get(path, follow_redirects=True))
            return response.status_code, response.text

        yield ask
