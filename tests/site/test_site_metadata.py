"""What Datasette is told of a package: words, labels, facets, sortable columns, counts and settings."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from footnoted.errors import DatasetError
from footnoted.site import Package, application, package_folder, read_package
from footnoted.site.facets import facets
from footnoted.site.links import plugin_settings
from footnoted.site.metadata import inspect_data, metadata


@pytest.fixture(scope="module")
def described(package: Package) -> dict[str, Any]:
    """The metadata of the package, with its own facets."""
    return metadata(package, facets(package))


def tables_of(described: dict[str, Any]) -> dict[str, Any]:
    """The metadata of the tables and views."""
    tables: dict[str, Any] = described["databases"]["dataset"]["tables"]
    return tables


def test_root_has_title_licence_source_and_version(described: dict[str, Any]) -> None:
    """The site is titled and licensed as the descriptor says; an address that is no web address is no link."""
    del described["databases"], described["plugins"]
    assert described == {
        "title": "Ferries <of> the sound",
        "description": "Who sails where & when.",
        "license": "Open licence",
        "license_url": "https://example.org/licence",
        "source": "The Harbour Gazette",
        "about": "ferries 1.2.0",
    }


def test_columns_are_described_with_unit_terms_and_target(package: Package) -> None:
    """A column's description has its title, its unit, the table it leads to, and a line for each term."""
    columns = tables_of(metadata(package, facets(package)))["crossings"]["columns"]
    assert columns["length_km"] == "Length_Km. About length_km. Unit: km."
    assert columns["harbour_id"] == "Harbour_Id. About harbour_id. Leads to Harbours."
    assert columns["season"] == ("Season. About season.\nsummer: From May to September.\nwinter: The rest of the year.")


def test_facets_divide_a_table(package: Package) -> None:
    """Facets are keys, terms and truth values of two or more values, but not what describes a figure."""
    assert facets(package) == {
        # Not boat_id: a boat may have no name. Not length_qualifier: it says how exact the length is.
        "crossings": ("harbour_id", "season", "runs"),
        "harbours": (),
        "boats": (),
        "sources": (),
        "evidence": ("attribution", "rank"),
        "texts": (),
        "redirects": (),
        "harbour_names": (),
    }


def test_facets_of_long_tables_need_an_index(package: Package, tmp_path: Path) -> None:
    """In a table too long to be read for each page, only indexed columns are facets."""
    database = tmp_path / "dataset.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript("""
            CREATE TABLE crossings (season TEXT, runs INTEGER);
            INSERT INTO crossings VALUES ('summer', 0), ('winter', 1);
            CREATE INDEX by_season ON crossings (season);
            CREATE INDEX some_runs ON crossings (runs) WHERE runs = 1;
        """)
    table = package.tables["crossings"]
    kept = tuple(column for column in table.columns if column.name in {"season", "runs"})
    small = replace(table, columns=kept, groups=())
    for rows, expected in ((100_000, ("season", "runs")), (100_001, ("season",))):
        tables = {"crossings": replace(small, rows=rows)}
        assert facets(replace(package, database=database, tables=tables)) == {"crossings": expected}


def test_columns_of_many_values_are_no_facets(package: Package, tmp_path: Path) -> None:
    """Thirty values make a facet, thirty-one do not, nor does a single one; nulls count for nothing."""
    database = tmp_path / "dataset.db"
    table = package.tables["crossings"]
    small = replace(table, columns=(table.by_name["season"],), groups=())
    for values, expected in ((1, ()), (2, ("season",)), (30, ("season",)), (31, ()), (500, ())):
        database.unlink(missing_ok=True)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("CREATE TABLE crossings (season TEXT)")
            connection.executemany("INSERT INTO crossings VALUES (?)", [(f"s{i % values}",) for i in range(1000)])
            connection.execute("INSERT INTO crossings VALUES (NULL)")
            connection.commit()
        assert facets(replace(package, database=database, tables={"crossings": small})) == {"crossings": expected}


def test_labels_and_sorting_follow_the_schema(package: Package) -> None:
    """A row is named by its table's label, else by its key; prose is not offered to sort by."""
    tables = tables_of(metadata(package, facets(package)))
    assert {name: table.get("label_column") for name, table in tables.items() if "columns" in table} == {
        "crossings": "id",
        "harbours": "name",
        "boats": "name",
        "sources": "id",
        "evidence": "id",
        "texts": "source_id",
        "redirects": None,
        "harbour_names": None,
    }
    assert tables["crossings"]["sortable_columns"] == [
        "id",
        "harbour_id",
        "boat_id",
        "season",
        "runs",
        "length_km",
        "length_qualifier",
        "passengers",
    ]


def test_every_view_is_described(package: Package) -> None:
    """Each view of the SQLite file has a title and a description, and none is described that is not there."""
    with closing(sqlite3.connect(package.database)) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    described = tables_of(metadata(package, facets(package)))
    assert {name for name in described if name not in package.tables} == found
    assert all(described[name]["title"] and described[name]["description"] for name in found)


def test_settings_of_the_plugin_say_where_keys_lead(package: Package) -> None:
    """Foreign keys, keys of views, and in queries `<table>_id` and unambiguous names lead to a table."""
    links = plugin_settings(package)["links"]
    assert links["crossings"] == {"harbour_id": "harbours", "boat_id": "boats"}
    assert links["crossings_footnotes"] == {
        "id": "crossings",
        "harbour_id": "harbours",
        "boat_id": "boats",
        "footnote_id": "evidence",
        "footnote_source_id": "sources",
    }
    assert links["*"] == {
        "crossings_id": "crossings",
        "harbours_id": "harbours",
        "boats_id": "boats",
        "sources_id": "sources",
        "evidence_id": "evidence",
        "texts_id": "texts",
        "source_id": "sources",
        "replaces_id": "sources",
        "harbour_id": "harbours",
        "boat_id": "boats",
    }


def test_inspect_data_comes_from_the_descriptor(package: Package) -> None:
    """Rows, size and hash are those of the descriptor, which are those of the file."""
    data = inspect_data(package)["dataset"]
    assert data["size"] == package.database.stat().st_size
    assert len(data["hash"]) == 64
    assert data["tables"] == {
        "crossings": {"count": 3},
        "harbours": {"count": 2},
        "boats": {"count": 2},
        "sources": {"count": 1},
        "evidence": {"count": 3},
        "texts": {"count": 0},
        "redirects": {"count": 3},
        "harbour_names": {"count": 1},
    }


def test_package_is_found_from_the_dataset_and_in_a_copy(ferries: Path) -> None:
    """A dataset's package is in its build/; a folder that is a package itself is served as it is."""
    assert package_folder(ferries) == ferries / "build"
    assert package_folder(ferries / "build") == ferries / "build"


def test_missing_package_says_how_to_make_one(tmp_path: Path) -> None:
    """Where nothing is built yet, the hint is the command that builds."""
    with pytest.raises(DatasetError) as caught:
        read_package(tmp_path / "build")
    assert caught.value.hint == "make the package: footnoted build"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"resources": []}, "no SQLite file"),
        ({"resources": [{"mediatype": "application/vnd.sqlite3", "path": "../dataset.db"}]}, "no SQLite file"),
        ({"resources": [{"mediatype": "application/vnd.sqlite3", "path": "dataset.db", "bytes": 1}]}, "sources"),
        ({"resources": None}, "TypeError"),
        ([], "is not an object"),
    ],
)
def test_other_folders_are_refused(tmp_path: Path, change: object, said: str) -> None:
    """A descriptor that this toolkit did not publish is named as such, whatever it holds."""
    (tmp_path / "datapackage.json").write_text(json.dumps(change), "utf-8")
    with pytest.raises(DatasetError, match=said):
        read_package(tmp_path)


@pytest.mark.parametrize("damage", ["gone", "cut off", "unreadable descriptor"])
def test_damaged_packages_are_refused(package: Package, tmp_path: Path, damage: str) -> None:
    """A package whose SQLite file is missing or of another size is not served."""
    text = (package.folder / "datapackage.json").read_text("utf-8")
    (tmp_path / "datapackage.json").write_text(text[: None if damage != "unreadable descriptor" else 99], "utf-8")
    if damage == "cut off":
        (tmp_path / "dataset.db").write_bytes(package.database.read_bytes()[:-1])
    with pytest.raises(DatasetError) as caught:
        read_package(tmp_path)
    assert caught.value.hint == "make the package anew: footnoted build"


def test_paths_that_datasette_cannot_open_are_refused(package: Package, tmp_path: Path) -> None:
    """Datasette takes a path for an address: one with a question mark would be cut there."""
    odd = replace(package, database=tmp_path / "why?" / "dataset.db")
    with pytest.raises(DatasetError, match=r"its path has [?] in it"), application(odd):
        pass
