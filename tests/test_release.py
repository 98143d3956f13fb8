"""A release: built, compared with the last one, described for other programs; refused where something is wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow.parquet as pq
import pytest
import yaml

from footnoted.cli import main
from footnoted.compare.versions import Version, schema_reasons
from footnoted.write.citation import citation, citation_text
from footnoted.write.croissant import croissant
from footnoted.write.csvw import csvw

ROOT = Path(__file__).parents[1]
SHARE = 'share_percent = "more than 80%"'
GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org")


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new dataset of version 0.1.0, which is the current folder."""
    folder = tmp_path / "lights"
    assert main(["init", str(folder)]) == 0
    monkeypatch.chdir(folder)
    capsys.readouterr()
    return folder


def version(folder: Path, number: str) -> None:
    """Write the version into the descriptor, as its author would."""
    path = folder / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"version": number}), "utf-8")


def edit(folder: Path, old: str, new: str) -> None:
    """Change the claims."""
    path = folder / "seeds/skerrin-panels.toml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def released(*arguments: str) -> int:
    """Release on a fixed day."""
    return main(["release", *arguments, "--date", "2026-11-28"])


def test_a_first_release_has_everything(lights: Path) -> None:
    """The package, its changelog and citation, metadata for other programs, and checksums that hold."""
    assert released("0.1.0", "--last", "none") == 0
    folder = lights / "releases/0.1.0"
    names = {path.name for path in folder.iterdir()}
    assert {"datapackage.json", "CHANGES.md", "CITATION.cff", "croissant.json", "csvw.json", "SHA256SUMS"} <= names
    assert (folder / "CHANGES.md").read_text("utf-8") == "## 0.1.0 (2026-11-28)\n\nThe first release.\n"
    assert json.loads((folder / "datapackage.json").read_text("utf-8"))["created"] == "2026-11-28T00:00:00Z"
    for sums in ("SHA256SUMS", "lights-0.1.0.zip.sha256"):
        subprocess.run(["sha256sum", "--check", "--quiet", "--strict", sums], cwd=folder, check=True)
    with zipfile.ZipFile(folder / "lights-0.1.0.zip") as archive:
        assert {"datapackage.json", "CITATION.cff", "csvw.json", "SHA256SUMS"} <= set(archive.namelist())


def test_the_same_release_has_the_same_bytes(lights: Path) -> None:
    """But for the day, which is given, nothing depends on when or where."""
    for out in ("one", "two"):
        assert released("0.1.0", "--last", "none", "--out", str(lights.parent / out)) == 0
    files = [
        {p.name: p.read_bytes() for p in (lights.parent / out).rglob("*") if p.is_file()} for out in ("one", "two")
    ]
    assert files[0] == files[1]


def test_a_second_release_tells_what_changed(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A corrected cell raises the third number; the changelog and the Parquet of changes tell it with its words."""
    assert released("0.1.0", "--last", "none") == 0
    edit(lights, SHARE, "")
    version(lights, "0.1.1")
    capsys.readouterr()
    assert released("0.1.1", "--last", "releases/0.1.0") == 0
    assert capsys.readouterr().out.startswith("patch: cells of supplies corrected, supported or disputed: 2\n")
    folder = lights / "releases/0.1.1"
    told = (folder / "CHANGES.md").read_text("utf-8")
    assert told.startswith("## 0.1.1 (2026-11-28)\n\n- **patch**: cells of supplies")
    assert "`share_percent` `80` → (empty): **support lost**, from `more than 80%`" in told
    rows = pq.read_table(folder / "changes.parquet").to_pylist()
    assert {row["column_name"] for row in rows} == {"share_percent", "share_qualifier"}


def test_the_last_release_is_the_highest_tag(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the tags that are versions, the highest one below."""
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "lights"], ["tag", "v0.1.0"], ["tag", "other"]):
        subprocess.run([*GIT, *arguments], cwd=lights, check=True)
    edit(lights, SHARE, "")
    version(lights, "0.1.1")
    assert released("0.1.1") == 0
    assert "after v0.1.0." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0.1.0", "is there already"),
        ("0.1", "is no version"),
        ("0.2.0", "the version is '0.1.0', not 0.2.0"),
    ],
)
def test_what_is_no_next_version_is_refused(
    lights: Path, capsys: pytest.CaptureFixture[str], number: str, said: str
) -> None:
    """A release is never changed, has three numbers, and is what the descriptor says."""
    assert released("0.1.0", "--last", "none") == 0
    assert released(number, "--last", "releases/0.1.0") in {1, 2}
    assert said in capsys.readouterr().err
    assert {path.name for path in (lights / "releases").iterdir()} == {"0.1.0"}


def test_new_rows_need_more_than_a_patch(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The version recipe names the least version, and why."""
    assert released("0.1.0", "--last", "none") == 0
    text = (lights / "seeds/skerrin-panels.toml").read_text("utf-8")
    claim = text[text.rindex("[[supplies]]") :].replace("old-mole-light-1", "old-mole-light-2")
    (lights / "seeds/skerrin-panels.toml").write_text(f"{text}\n{claim}", "utf-8")
    version(lights, "0.1.1")
    assert released("0.1.1", "--last", "releases/0.1.0") == 1
    error = capsys.readouterr().err
    assert "0.1.1 after 0.1.0 is too low: rows added to supplies: 1" in error
    assert "this is 0.2.0 or later" in error


def test_an_id_that_is_gone_needs_a_word(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a redirect the release is well; later, the id cannot come back."""
    assert released("0.1.0", "--last", "none") == 0
    before = (lights / "seeds/skerrin-panels.toml").read_text("utf-8")
    edit(lights, 'id = "old-mole-light-1"', 'id = "old-mole-light-2"')
    version(lights, "0.2.0")
    assert released("0.2.0", "--last", "releases/0.1.0") == 1
    assert "supplies/old-mole-light-1 was in the last release and is gone" in capsys.readouterr().err
    redirect = '[[redirects]]\ntable = "supplies"\nold_id = "old-mole-light-1"\nreason = "told twice"\n'
    (lights / "seeds/decisions.toml").write_text(redirect, "utf-8")
    assert released("0.2.0", "--last", "releases/0.1.0") == 0
    (lights / "seeds/decisions.toml").unlink()
    (lights / "seeds/skerrin-panels.toml").write_text(before, "utf-8")
    version(lights, "0.3.0")
    capsys.readouterr()
    assert released("0.3.0", "--last", "releases/0.2.0") == 1
    assert "supplies/old-mole-light-1 was retired in the last release and names a row again" in capsys.readouterr().err


def test_a_dataset_with_errors_is_not_released(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All problems are told, and nothing is written."""
    edit(lights, SHARE, 'share_percent = "80%"')
    assert released("0.1.0", "--last", "none") == 1
    assert "passage-cut" in capsys.readouterr().err
    assert not (lights / "releases").exists() or not any((lights / "releases").iterdir())


def test_a_row_that_others_may_refer_to_is_not_taken_out_lightly(
    lights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its going raises the first number, though its id leads on; by the recipe of the standard."""
    version(lights, "1.0.0")
    assert released("1.0.0", "--last", "none") == 0
    text = (lights / "seeds/skerrin-panels.toml").read_text("utf-8")
    start, end = text.index('[[lighthouses]]\nid = "dunmarrow-light"'), text.index("[[supplies]]")
    (lights / "seeds/skerrin-panels.toml").write_text(text[:start] + text[end:], "utf-8")
    gone = '[[redirects]]\ntable = "lighthouses"\nold_id = "dunmarrow-light"\nreason = "It is dark."\n'
    (lights / "seeds/decisions.toml").write_text(gone, "utf-8")
    version(lights, "1.1.0")
    assert released("1.1.0", "--last", "releases/1.0.0") == 1
    assert "1.1.0 after 1.0.0 is too low: rows removed from lighthouses: 1" in capsys.readouterr().err


def test_a_release_can_be_signed(lights: Path) -> None:
    """OpenSSH itself verifies the signature over the checksums."""
    if shutil.which("ssh-keygen") is None:
        pytest.fail("OpenSSH is needed to test signatures")
    key = lights.parent / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    assert released("0.1.0", "--last", "none", "--sign-with", str(key)) == 0
    folder = lights / "releases/0.1.0"
    signers = lights.parent / "signers"
    signers.write_text(f"ada@example.org {key.with_suffix('.pub').read_text('utf-8')}", "utf-8")
    verify = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "ada@example.org", "-n", "footnoted"]
    with (folder / "SHA256SUMS").open("rb") as sums:
        subprocess.run([*verify, "-s", str(folder / "SHA256SUMS.sig")], stdin=sums, check=True, capture_output=True)


FIELD = {"name": "name", "type": "string"}


def package(*fields: dict[str, Any], **extra: object) -> dict[str, Any]:
    """A descriptor with one table."""
    return {"name": "birds", "resources": [{"name": "birds", "schema": {"fields": list(fields)}}], **extra}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (package(FIELD), package(FIELD), []),
        (package(FIELD), package(), ["major"]),
        (package(FIELD), package(FIELD, {"name": "weight", "type": "number"}), ["major"]),
        (package(FIELD), package(FIELD | {"type": "integer"}), ["major"]),
        (package(FIELD), package(FIELD | {"title": "Name"}), ["patch"]),
        (package(FIELD), package(FIELD | {"constraints": {"required": True}}), ["major"]),
        (package(FIELD | {"constraints": {"required": True}}), package(FIELD), ["minor"]),
        (
            package(FIELD | {"constraints": {"enum": ["a"]}}),
            package(FIELD | {"constraints": {"enum": ["a", "b"]}}),
            ["minor"],
        ),
        (
            package(FIELD | {"constraints": {"enum": ["a", "b"]}}),
            package(FIELD | {"constraints": {"enum": ["a"]}}),
            ["major"],
        ),
        (
            package(FIELD | {"constraints": {"maximum": 5}}),
            package(FIELD | {"constraints": {"maximum": 4}}),
            ["major"],
        ),
        (package(FIELD), package(FIELD, licenses=[{"name": "CC0-1.0"}]), ["minor"]),
        (package(FIELD, {"name": "b"}), package({"name": "b"}, FIELD), ["major"]),
        (package(), package() | {"name": "fish"}, ["major"]),
        (package(), package() | {"id": "https://example.org/birds"}, ["major"]),
    ],
)
def test_schema_changes_by_the_version_recipe(old: dict[str, Any], new: dict[str, Any], expected: list[str]) -> None:
    """By the recipe of the standard: what may break a reader is major, also a new column; other words are a patch."""
    assert [reason.level for reason in schema_reasons(old, new)] == expected


def test_versions_rise_by_level() -> None:
    """From 1.0.0 on, as Semantic Versioning has it; before, the second number stands for the first."""
    assert str(Version(1, 2, 3).raised("major")) == "2.0.0"
    assert str(Version(1, 2, 3).raised("minor")) == "1.3.0"
    assert str(Version(1, 2, 3).raised("patch")) == "1.2.4"
    assert str(Version(0, 2, 3).raised("major")) == "0.3.0"
    assert Version.parse("01.2.3") is None


def test_the_citation_is_valid_by_its_schema() -> None:
    """CITATION.cff of this repository's dataset and of one with named authors, by the schema of CFF 1.2.0."""
    schema = json.loads((ROOT / "tests/data/outside-schemas/cff-1.2.0.json").read_text("utf-8"))
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    people = [{"givenName": "Ada", "familyName": "Byron"}, {"title": 'Port Maren: Harbour "Office"'}]
    for said in (descriptor, descriptor | {"contributors": people, "homepage": "https://example.org/deals"}):
        loaded = yaml.safe_load(citation_text(citation(said, "2026-11-28")))
        jsonschema.Draft7Validator(schema).validate(loaded)
    assert loaded["authors"] == [
        {"given-names": "Ada", "family-names": "Byron"},
        {"name": 'Port Maren: Harbour "Office"'},
    ]


RESOURCE = {
    "name": "nests",
    "path": "csv/nests.csv",
    "bytes": 12,
    "hash": "sha256:" + "0" * 64,
    "schema": {
        "primaryKey": "id",
        "fields": [
            {"name": "id", "type": "string", "constraints": {"required": True}},
            {"name": "bird_id", "type": "string", "constraints": {"required": True}, "description": "Whose nest."},
            {"name": "eggs", "type": "integer"},
            {"name": "next_id", "type": "string"},
        ],
        "foreignKeys": [
            {"fields": "bird_id", "reference": {"resource": "birds", "fields": "id"}},
            {"fields": ["next_id"], "reference": {"fields": ["id"]}},
        ],
    },
}
NESTS = {
    "name": "birds",
    "version": "1.0.0",
    "resources": [
        RESOURCE,
        {"name": "birds", "path": "csv/birds.csv", "bytes": 3, "hash": "sha256:1", "schema": {"fields": []}},
    ],
}


def test_csvw_has_columns_keys_and_references() -> None:
    """Types of XML Schema; a reference that may be empty is left out, which strict validators would look for."""
    table = csvw(NESTS)["tables"][0]
    assert table["url"] == "csv/nests.csv"
    assert table["tableSchema"]["columns"][1] == {
        "name": "bird_id", "titles": "bird_id", "datatype": "string", "required": True, "dc:description": "Whose nest.",
    }  # fmt: skip
    assert [column["datatype"] for column in table["tableSchema"]["columns"]] == [
        "string",
        "string",
        "integer",
        "string",
    ]
    assert table["tableSchema"]["foreignKeys"] == [
        {"columnReference": ["bird_id"], "reference": {"resource": "csv/birds.csv", "columnReference": ["id"]}}
    ]


def test_croissant_has_a_record_set_a_table() -> None:
    """Each field names its file and column, each file its checksum."""
    said = croissant(NESTS, "2026-11-28")
    assert said["distribution"][0]["sha256"] == "0" * 64
    nests = said["recordSet"][0]
    assert nests["key"] == [{"@id": "nests/id"}]
    assert nests["field"][2]["dataType"] == "sc:Integer"
    assert nests["field"][2]["source"] == {"fileObject": {"@id": "csv/nests.csv"}, "extract": {"column": "eggs"}}
