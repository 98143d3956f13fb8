"""`footnoted init`: a new dataset that builds at once and says what to do next."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from footnoted import languages, readers
from footnoted.cli import main
from footnoted.schema import Dataset, load_dataset
from footnoted.validate.resource.profile import check_profile

TOOLKIT = "src/footnoted/template/toolkit/schemas"


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new dataset, which is the current folder."""
    folder = tmp_path / "coast-lights"
    assert main(["init", str(folder)]) == 0
    monkeypatch.chdir(folder)
    return folder


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    """What `query` gives in the built database."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_new_dataset_has_no_problems(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What init makes is checked without a single problem, warnings and hints included."""
    capsys.readouterr()
    assert main(["validate"]) == 0
    assert capsys.readouterr().out == "no problems\n"
    assert (lights / "seeds").is_dir()


def test_new_dataset_builds_at_once(lights: Path) -> None:
    """Its build holds the rows that its text tells of: read, judged, inferred, and empty where nothing is said."""
    assert main(["build"]) == 0
    database = lights / "build/dataset.db"
    assert rows(database, "select id, name, status, character from lighthouses order by id") == [
        ("dunmarrow-light", "Dunmarrow Light", "dark", None),
        ("old-mole-light", "Old Mole Light", "lit", None),
        ("skerrin-point", "Skerrin Point", "lit", "two white flashes every ten seconds"),
    ]
    supplies = "select id, lighthouse_id, kind, share_percent, share_qualifier, as_of from supplies order by id"
    assert rows(database, supplies) == [
        ("old-mole-light-1", "old-mole-light", "wind", 80.0, "more_than", None),
        ("skerrin-point-1", "skerrin-point", "solar", 60.0, "about", "2024"),
        ("skerrin-point-2", "skerrin-point", "engine", None, None, None),
    ]


def test_new_dataset_shows_each_kind_of_cell(lights: Path) -> None:
    """Stated, converted, judged and inferred cells each stand there once at least, all with their passages."""
    assert main(["build"]) == 0
    shown = rows(
        lights / "build/dataset.db",
        "select method, table_name, row_id, column_name, passage, antecedent from evidence where (row_id, column_name) "
        "in (values ('skerrin-point', 'character'), ('skerrin-point-1', 'share_percent'), ('old-mole-light', 'status'),"
        " ('old-mole-light-1', 'lighthouse_id')) order by method",
    )
    assert shown == [
        ("converted", "supplies", "skerrin-point-1", "share_percent", "about 60%", None),
        ("inferred", "supplies", "old-mole-light-1", "lighthouse_id", "the tower", "The Old Mole Light"),
        ("judged", "lighthouses", "old-mole-light", "status", "still does its duty", None),
        (
            "stated",
            "lighthouses",
            "skerrin-point",
            "character",
            "two white flashes every ten seconds",
            None,
        ),
    ]


def test_questions_of_the_new_dataset_can_be_asked(lights: Path) -> None:
    """Each query of its descriptor runs on its database and gives rows, but for that on disputes: there are none."""
    assert main(["build"]) == 0
    descriptor = json.loads((lights / "datapackage.json").read_text("utf-8"))
    counts = {
        query["name"]: len(rows(lights / "build/dataset.db", query["sql"]))
        for query in descriptor["footnoted"]["queries"]
    }
    assert counts == {"who-runs-on-what": 3, "read-between-the-lines": 3, "where-sources-differ": 0}


def test_descriptor_is_valid_and_names_each_table_as_its_schema_does(lights: Path) -> None:
    """The new descriptor is valid by the Data Package v2 profile, and repeats titles and descriptions exactly."""
    descriptor = json.loads((lights / "datapackage.json").read_text("utf-8"))
    assert check_profile(descriptor, "datapackage.json") == ()
    for resource in descriptor["resources"]:
        schema = json.loads((lights / resource["schema"]).read_text("utf-8"))
        assert (resource["title"], resource["description"]) == (schema["title"], schema["description"])


def test_title_and_name_come_from_the_folder(lights: Path) -> None:
    """Without a title the folder's name serves, in words; the package's name is fit for file names."""
    descriptor = json.loads((lights / "datapackage.json").read_text("utf-8"))
    assert (descriptor["name"], descriptor["title"]) == ("coast-lights", "Coast lights")
    assert (lights / "README.md").read_text("utf-8").startswith("# Coast lights\n")


def test_title_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title of one's own is used as it is, and the next steps are told for the folder as it was named."""
    folder = tmp_path / "Größe & Licht"
    assert main(["init", str(folder), "--title", "Lights of {version}"]) == 0
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert (descriptor["name"], descriptor["title"]) == ("grosse-licht", "Lights of {version}")
    assert (folder / "README.md").read_text("utf-8").startswith("# Lights of {version}\n")
    assert capsys.readouterr().out.splitlines()[1:] == [
        f"    cd '{folder}'",
        "    footnoted build",
        "    footnoted serve",
    ]


def test_filled_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with something in it is left as it is; the exit code is 2 and a hint says what to do."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path)]) == 2
    captured = capsys.readouterr().err
    assert f"Error: {tmp_path} is not empty\n" in captured
    assert "Hint: " in captured
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_file_is_refused(tmp_path: Path) -> None:
    """A file of that name is wrong usage."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path / "notes.txt")]) == 2


def test_empty_repository_is_filled(tmp_path: Path) -> None:
    """A folder that holds a new git repository and nothing else may become a dataset."""
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / ".gitignore").is_file()


def test_current_folder_can_be_named_with_a_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`footnoted init .` takes the name of the current folder."""
    folder = tmp_path / "north_sea"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert main(["init", "."]) == 0
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert (descriptor["name"], descriptor["title"]) == ("north-sea", "North sea")


def test_readme_names_what_is_there(lights: Path) -> None:
    """Every file that the README speaks of exists, and every command that it shows does too."""
    readme = (lights / "README.md").read_text("utf-8")
    named = {
        name for name in re.findall(r"`((?:schemas|seeds|\.github|datapackage)[\w./-]*)`", readme) if "*" not in name
    }
    assert named
    assert [name for name in named if not (lights / name).exists()] == []
    commands = set(re.findall(r"^    footnoted (\w+)", readme, re.MULTILINE)) | set(
        re.findall(r"`footnoted (\w+)", readme)
    )
    assert commands == {"validate", "build", "serve", "explain", "fmt", "schema"}
    assert [command for command in commands if main([command, "--help"]) != 0] == []


def test_row_of_the_readme_can_be_explained(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The row whose footnotes the README shows exists."""
    assert (lights / "README.md").read_text("utf-8").count("explain supplies/skerrin-point-1 ") == 1
    assert main(["explain", "supplies/skerrin-point-1/kind"]) == 0
    assert "in 2024 [solar panels] covered about 60%" in " ".join(capsys.readouterr().out.split())


def test_workflow_may_only_read_and_is_pinned(lights: Path) -> None:
    """The CI file asks for nothing but reading, and names what it runs from elsewhere by commit."""
    workflow = (lights / ".github/workflows/dataset.yml").read_text("utf-8")
    assert "\npermissions: {}\n" in workflow
    assert "    permissions:\n      contents: read\n    steps:" in workflow
    assert "pull_request_target" not in workflow
    uses = re.findall(r"uses: (\S+)", workflow)
    assert [name for name in uses if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", name)] == []
    commands = re.findall(r"\.venv/bin/footnoted (\w+)", workflow)
    assert commands == ["fmt", "validate", "build", "diff", "diff"]


@pytest.mark.parametrize("name", ["light_status", "supply_kind"])
def test_cues_of_the_new_vocabularies_are_read_in_their_examples(lights: Path, name: str) -> None:
    """Each cue's example sentence is read as the cue's term, and as no other."""
    dataset = load_dataset(lights)
    assert isinstance(dataset, Dataset)
    vocabulary = dataset.vocabularies[name]
    read = readers.choices(vocabulary.cue_words())
    for term in vocabulary.terms:
        for language, cues in term.cues.items():
            for cue in cues:
                found = read(languages.document(cue.example, language))
                assert [(r.values["term"], r.span.of(cue.example)) for r in found] == [(term.name, cue.words)]


@pytest.mark.parametrize("name", ["sources.json", "texts.json", "evidence.json", "redirects.json"])
def test_own_tables_of_the_toolkit_are_everywhere_the_same(root: Path, name: str) -> None:
    """The schemas of the toolkit's tables in this repository are those that a new dataset gets."""
    assert (root / "schemas" / name).read_bytes() == (root / TOOLKIT / name).read_bytes()


def test_vocabularies_of_the_toolkit_are_everywhere_the_same(root: Path) -> None:
    """So are the vocabularies that those tables and the readers of quantities use."""
    shipped = sorted((root / TOOLKIT / "vocabularies").glob("*.toml"))
    assert [path.stem for path in shipped] == [
        "attribution",
        "method",
        "qualifier",
        "rank",
        "source_kind",
        "source_status",
    ]
    for path in shipped:
        assert path.read_bytes() == (root / "schemas/vocabularies" / path.name).read_bytes()


def test_dataset_can_be_moved(lights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing in a new dataset points at where it was made."""
    shutil.copytree(lights, tmp_path / "elsewhere")
    capsys.readouterr()
    assert main(["--dataset", str(tmp_path / "elsewhere"), "validate"]) == 0
    for path in lights.rglob("*"):
        assert path.is_dir() or str(tmp_path) not in path.read_text("utf-8")
