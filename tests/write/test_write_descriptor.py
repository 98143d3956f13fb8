"""The published descriptor: its shape, the standard's profiles, and frictionless as a second opinion."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pytest

from footnoted.schema import Dataset
from footnoted.validate.resource.profile import check_profile
from footnoted.write import write_package


@pytest.fixture(scope="module")
def package(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published package."""
    folder = tmp_path_factory.mktemp("published") / "build"
    assert write_package(birds, tables, folder) == ()
    return folder


@pytest.fixture(scope="module")
def descriptor(package: Path) -> dict[str, Any]:
    """Its descriptor."""
    loaded: dict[str, Any] = json.loads((package / "datapackage.json").read_text("utf-8"))
    return loaded


def test_metadata_is_the_author_s(descriptor: dict[str, Any], birds: Dataset) -> None:
    """Name, title, version and licences stand as authored, in the authored order."""
    assert list(descriptor) == ["name", "title", "description", "version", "licenses", "resources"]
    assert descriptor["licenses"] == birds.descriptor["licenses"]


def test_a_table_is_a_csv_resource(descriptor: dict[str, Any], package: Path) -> None:
    """A table has type, format, size, hash, rows and its schema; nothing refers to a file outside the package."""
    data = (package / "csv" / "redirects.csv").read_bytes()
    text = "old_id:string\ttable_name:string\tnew_id:string\ngreat-gull\tbirds\tgull\nmagpie\tbirds\t\\N\n"
    assert data == b"old_id,table_name,new_id\ngreat-gull,birds,gull\nmagpie,birds,\n"
    (resource,) = (found for found in descriptor["resources"] if found["name"] == "redirects")
    assert {key: value for key, value in resource.items() if key != "schema"} == {
        "name": "redirects",
        "path": "csv/redirects.csv",
        "type": "table",
        "title": "Redirects",
        "description": "",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rowCount": 2,
        "logicalHash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        "bytes": 61,
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    assert [field["name"] for field in resource["schema"]["fields"]] == ["old_id", "table_name", "new_id"]


def test_terms_are_spelled_out(descriptor: dict[str, Any]) -> None:
    """A vocabulary becomes the column's enum, and categories with each term's title and definition."""
    schema = next(resource["schema"] for resource in descriptor["resources"] if resource["name"] == "birds")
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["habitat"]["constraints"] == {"enum": ["wood", "shore"]}
    assert fields["habitat"]["categories"] == [
        {"value": "wood", "label": "Woods", "description": "Among trees | or below them."},
        {"value": "shore", "label": "Shores", "description": "Where land and water meet."},
    ]
    assert "constraints" not in fields["migrates"]
    assert schema["primaryKey"] == "id"


def test_other_files_are_plain_resources(descriptor: dict[str, Any], package: Path) -> None:
    """Parquet, SQLite and the dictionary have media type, size and hash, but neither type nor schema."""
    plain = {resource["name"]: resource for resource in descriptor["resources"] if "schema" not in resource}
    data = (package / "dataset.db").read_bytes()
    assert plain["dataset.db"] == {
        "name": "dataset.db",
        "format": "binary",
        "mediatype": "application/vnd.sqlite3",
        "path": "dataset.db",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    assert plain["birds.parquet"]["mediatype"] == "application/vnd.apache.parquet"
    assert plain["dictionary.md"]["mediatype"] == "text/markdown"
    assert len(plain) == 10


def test_descriptor_is_valid_by_the_standard(descriptor: dict[str, Any]) -> None:
    """The package, each resource and each schema satisfy the profiles of Data Package v2."""
    assert check_profile(descriptor, "datapackage.json") == ()
    for resource in descriptor["resources"]:
        assert check_profile(resource, "datapackage.json", "dataresource") == ()
        if "schema" in resource:
            assert check_profile(resource["schema"], "datapackage.json", "tableschema") == ()


def test_frictionless_finds_nothing(package: Path) -> None:
    """The published descriptor passes another program's validation as it is, called as a user would."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    result = subprocess.run(command, cwd=package, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    "name", ["csv/birds.csv", "parquet/birds.parquet", "dataset.db", "dictionary.md", "csv/texts.csv"]
)
def test_frictionless_finds_a_changed_byte(package: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Bytes and hashes are really checked, for every kind of file."""
    from frictionless.console import console  # noqa: PLC0415 - imported where it is used: it takes half a second
    from typer.testing import CliRunner  # noqa: PLC0415 - the same

    data = (package / name).read_bytes()
    monkeypatch.chdir(package)
    try:
        (package / name).write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
        found = CliRunner().invoke(console, ["validate", "datapackage.json"])
        assert found.exit_code == 1
        assert "hash-count" in found.output
    finally:
        (package / name).write_bytes(data)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"licenses": []}, "$.licenses"),
        ({"resources": []}, "$.resources"),
        ({"resources": [{"name": "a", "path": "./a.csv"}]}, "$.resources[0].path"),
        ({"name": 5}, "$.name"),
    ],
)
def test_invalid_descriptors_are_placed(descriptor: dict[str, Any], change: dict[str, Any], place: str) -> None:
    """A problem names the place in the descriptor."""
    (problem,) = check_profile({**descriptor, **change}, "datapackage.json")
    assert problem.code == "descriptor-profile"
    assert problem.message.startswith(f"{place}: ")


# Of the profiles as the standard publishes them.
PROFILES = {
    "datapackage": "a9ef0fc168b3402ae7aa7d22bbcb798e0db6b639e7ee15ff4aa177463cea7112",
    "dataresource": "067d769b44b22178615620d37ac4e9f732cf0459c5540255cbba2480aa91c35a",
    "tabledialect": "54e884a84e499b9f63b2f04e8e8aa47f4f2257fdf94a71b9462f40ed19a1d3b3",
    "tableschema": "a67779642acc7f51031d2e881166d31ef8dd90cd8a92c9ff8821d7a8821d0490",
}


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_are_the_standard_s_own(name: str) -> None:
    """The vendored profiles are not edited, and need no other file."""
    data = files("footnoted.validate.resource").joinpath("profiles", f"{name}.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == PROFILES[name]
    assert b'"$ref"' not in data


def test_known_defects_of_the_profiles_are_mended() -> None:
    """The text of the standard decides: `fieldsMatch` is a string, and `list` a type; the files still say otherwise."""
    schema: dict[str, Any] = {"fields": [{"name": "a", "type": "string"}]}
    published = json.loads(
        files("footnoted.validate.resource").joinpath("profiles/tableschema.json").read_text("utf-8")
    )
    defects = [{**schema, "fieldsMatch": "exact"}, {"fields": [{"name": "a", "type": "list", "itemType": "string"}]}]
    for descriptor in defects:
        assert not jsonschema.Draft7Validator(published).is_valid(descriptor)
        assert check_profile(descriptor, "schema.json", "tableschema") == ()
        package = {"resources": [{"name": "t", "path": "t.csv", "schema": descriptor}]}
        assert check_profile(package, "datapackage.json") == ()
    for wrong in ({**schema, "fieldsMatch": "any"}, {"fields": [{"name": "a", "type": "lists"}]}):
        assert len(check_profile(wrong, "schema.json", "tableschema")) == 1
