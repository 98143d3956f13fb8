"""What changed between two editions: each kind of change told apart, in every format, within bounded memory."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footnoted.cli import main
from footnoted.compare import Edition, EditionTable, compare

BIRDS = ("id", "name", "weight_g")
EVIDENCE = (
    "id",
    "table_name",
    "row_id",
    "column_name",
    "value",
    "source_id",
    "span_start",
    "passage",
    "antecedent",
    "rank",
)


def table(columns: Sequence[str], *rows: Sequence[str | None], key: tuple[str, ...] = ("id",)) -> EditionTable:
    """A table in memory."""
    cells = [pa.array([row[at] for row in rows], pa.string()) for at in range(len(columns))]
    return EditionTable(tuple(columns), key, pa.table(cells, names=list(columns)))


def footnote(column: str, value: str, source: str, passage: str, rank: str = "used") -> list[str | None]:
    """A row of evidence about a bird; the place in the text is where a passage of that length would be."""
    name = f"{column}-{source}-{passage}"
    return [name, "birds", "gull", column, value, source, str(len(passage)), passage, None, rank]


def birds(rows: list[list[str | None]], *footnotes: list[str | None]) -> Edition:
    """An edition with one table and its footnotes."""
    return Edition({"birds": table(BIRDS, *rows), "evidence": table(EVIDENCE, *footnotes)})


GULL: list[str | None] = ["gull", "Gull", "900"]
HEAVY = footnote("weight_g", "900", "atlas", "900 grams")


def told(old: Edition, new: Edition) -> list[tuple[str, str | None, str, str | None, str | None]]:
    """What is told of a change: row, column, kind, old and new value."""
    with compare(old, new) as changes:
        return [(c.row_id, c.column_name, c.kind, c.old_value, c.new_value) for c in changes.each()]


def test_equal_editions_have_no_changes() -> None:
    """Nothing is told where nothing changed."""
    assert told(birds([GULL], HEAVY), birds([GULL], HEAVY)) == []


def test_a_changed_value_is_told_with_old_and_new_words() -> None:
    """Value, passage and source of both editions."""
    heavier = footnote("weight_g", "950", "atlas", "almost 950 grams")
    with compare(birds([GULL], HEAVY), birds([["gull", "Gull", "950"]], heavier)) as changes:
        (change,) = changes.each()
    assert change == (
        "birds", "gull", "weight_g", "value_changed", "900", "950", "900 grams", "almost 950 grams", "atlas", "atlas",
    )  # fmt: skip


def test_rows_that_came_and_went() -> None:
    """The row itself, then each of its cells that says something."""
    tern: list[str | None] = ["tern", "Tern", None]
    assert told(birds([GULL]), birds([tern])) == [
        ("gull", None, "row_removed", None, None),
        ("gull", "name", "row_removed", "Gull", None),
        ("gull", "weight_g", "row_removed", "900", None),
        ("tern", None, "row_added", None, None),
        ("tern", "name", "row_added", None, "Tern"),
    ]


def test_a_footnote_that_moved_is_no_changed_value() -> None:
    """The same value of the same source from other words."""
    moved = footnote("weight_g", "900", "atlas", "about 900 grams in all")
    assert told(birds([GULL], HEAVY), birds([GULL], moved)) == [("gull", "weight_g", "footnote_moved", "900", "900")]


def test_support_is_won_and_lost() -> None:
    """A second source that agrees, and one that no longer does; a cell that was empty, and one that is."""
    agrees = footnote("weight_g", "900", "guide", "900 g", "agrees")
    empty: list[str | None] = ["gull", "Gull", None]
    assert told(birds([GULL], HEAVY), birds([GULL], HEAVY, agrees)) == [
        ("gull", "weight_g", "newly_supported", "900", "900")
    ]
    assert told(birds([GULL], HEAVY, agrees), birds([GULL], HEAVY)) == [
        ("gull", "weight_g", "support_lost", "900", "900")
    ]
    assert told(birds([empty]), birds([GULL], HEAVY)) == [("gull", "weight_g", "newly_supported", None, "900")]
    assert told(birds([GULL], HEAVY), birds([empty])) == [("gull", "weight_g", "support_lost", "900", None)]


def test_a_source_in_another_ones_place_is_support_lost_and_won() -> None:
    """Both are told of the cell."""
    guide = footnote("weight_g", "900", "guide", "900 g")
    assert {kind for _, _, kind, _, _ in told(birds([GULL], HEAVY), birds([GULL], guide))} == {
        "newly_supported",
        "support_lost",
    }


def test_a_dispute_begins_and_ends() -> None:
    """Another source says otherwise: the value stands, and the dispute is told."""
    differs = footnote("weight_g", "1000", "guide", "a kilogram", "differs")
    assert told(birds([GULL], HEAVY), birds([GULL], HEAVY, differs)) == [
        ("gull", "weight_g", "now_disputed", "900", "900")
    ]
    assert told(birds([GULL], HEAVY, differs), birds([GULL], HEAVY)) == [
        ("gull", "weight_g", "dispute_settled", "900", "900")
    ]


def test_a_value_may_change_and_be_disputed() -> None:
    """Two changes of one cell."""
    new = footnote("weight_g", "1000", "guide", "a kilogram")
    old = footnote("weight_g", "900", "atlas", "900 grams", "differs")
    found = told(birds([GULL], HEAVY), birds([["gull", "Gull", "1000"]], new, old))
    assert found == [
        ("gull", "weight_g", "now_disputed", "900", "1000"),
        ("gull", "weight_g", "value_changed", "900", "1000"),
    ]


def test_tables_and_columns_that_came_and_went() -> None:
    """The structure is told apart from the rows; cells of a new column are newly supported."""
    old = Edition({"birds": table(("id", "colour"), ("gull", "white")), "nests": table(("id",))})
    new = Edition({"birds": table(("id", "name"), ("gull", "Gull"))})
    with compare(old, new) as changes:
        assert sorted(changes.structure, key=str) == [
            ("column added", "birds", "name"),
            ("column removed", "birds", "colour"),
            ("table removed", "nests", None),
        ]
        assert changes.counts() == {"birds": {"newly_supported": 1, "support_lost": 1}}


def test_names_of_a_stranger_are_no_sql() -> None:
    """Quotes in names of tables, columns and cells mean nothing."""
    hostile = "x\"; DROP TABLE changes; --'"
    old = Edition({hostile: table(("id", hostile), ("gull", "'); --"))})
    new = Edition({hostile: table(("id", hostile), ("gull", hostile))})
    with compare(old, new) as changes:
        (change,) = changes.each()
    assert (change.table_name, change.column_name, change.new_value) == (hostile, hostile, hostile)


def test_a_key_may_have_two_columns_or_none() -> None:
    """A row is known by all columns of its key; without a key, by everything in it."""
    two = ("bird", "alias")
    old = Edition({"aliases": table(two, ("gull", "mew"), key=two), "notes": table(("note",), ("a",), key=())})
    new = Edition({"aliases": table(two, ("gull", "möwe"), key=two), "notes": table(("note",), ("b",), key=())})
    assert told(old, new) == [
        ("gull/mew", None, "row_removed", None, None),
        ("gull/möwe", None, "row_added", None, None),
        ("a", None, "row_removed", None, None),
        ("b", None, "row_added", None, None),
    ]


def test_changes_as_parquet(tmp_path: Path) -> None:
    """All of them, a row each, in the order of the report."""
    with compare(birds([GULL], HEAVY), birds([["gull", "Mew", "900"]], HEAVY)) as changes:
        changes.write_parquet(tmp_path / "it's.parquet")
    rows = pq.read_table(tmp_path / "it's.parquet").to_pylist()
    assert [(row["kind"], row["old_value"], row["new_value"]) for row in rows] == [("value_changed", "Gull", "Mew")]


def test_at_most_so_many_of_each_table() -> None:
    """A limit counts in each table."""
    rows = [[f"bird-{n}", None, None] for n in range(5)]
    with compare(birds([]), birds(rows)) as changes:
        assert len(list(changes.each(3))) == 3
        assert changes.counts() == {"birds": {"row_added": 5}}


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new dataset in git, whose share is then changed by its author."""
    folder = tmp_path / "repository" / "lights"
    main(["init", str(folder)])
    git = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-C", str(tmp_path / "repository")]
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "lights"]):
        subprocess.run([*git, *arguments], check=True)
    claims = folder / "seeds/skerrin-panels.toml"
    text = claims.read_text("utf-8")
    claims.write_text(text[: text.rindex("share_percent")], "utf-8")
    monkeypatch.chdir(folder)
    capsys.readouterr()
    return folder


def test_a_revision_against_the_dataset_as_it_stands(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`footnoted diff main` tells what a branch does to the tables, words included, from any folder."""
    assert lights.is_dir()
    assert main(["diff", "main"]) == 0
    shown = capsys.readouterr().out
    assert "supplies: 2 support lost" in shown
    assert "share_percent: 80 -> (empty) (support lost)" in shown
    assert "was [more than 80%] in skerrin-panels" in shown


def test_markdown_and_json_of_the_same_changes(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words of the articles are code in Markdown; JSON has every field."""
    assert lights.is_dir()
    main(["diff", "HEAD", "--format", "markdown"])
    assert "`share_percent` `80` → (empty): **support lost**, from `more than 80%`" in capsys.readouterr().out
    main(["diff", "HEAD", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    assert said["counts"] == {"supplies": {"support_lost": 2}}
    assert said["changes"][0]["old_passage"] == "more than 80%"


def test_packages_and_their_archives_compare(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A built folder, its ZIP and the dataset that it was built from say the same."""
    assert main(["build"]) == 0
    shutil.copytree(lights / "build", lights.parent / "copy")
    capsys.readouterr()
    for named in (str(lights.parent / "copy"), "build/lights.zip"):
        assert main(["diff", named, "build"]) == 0
        assert capsys.readouterr().out == "no changes\n"
        assert main(["diff", named]) == 0
        assert capsys.readouterr().out == "no changes\n"


@pytest.mark.parametrize(
    ("named", "said"),
    [("nowhere", "neither a package nor a revision"), ("--upload-pack=x", "No such option"), ("-", "neither")],
)
def test_what_is_no_edition(lights: Path, capsys: pytest.CaptureFixture[str], named: str, said: str) -> None:
    """Said in one line, exit 2; a name is never an option of git."""
    assert lights.is_dir()
    assert main(["diff", named]) == 2
    assert said in capsys.readouterr().err


def test_a_dataset_with_errors_is_not_compared(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a dataset would look as if the other half were gone."""
    (lights / "seeds/broken.toml").write_text("a = ", "utf-8")
    assert main(["diff", "main"]) == 2
    assert "has errors" in capsys.readouterr().err


def limited(folder: Path, **limits: dict[str, float]) -> None:
    """Let the dataset say how far its quality may move."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["footnoted"]["limits"] = {"quality": {name.replace("__", "."): one for name, one in limits.items()}}
    path.write_text(json.dumps(descriptor), "utf-8")


def test_a_fall_of_quality_is_told(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a share and its hedge are gone, the tables are less full, whatever else changed."""
    assert lights.is_dir()
    main(["diff", "main", "--format", "json"])
    filled = json.loads(capsys.readouterr().out)["quality"]["filled"]
    assert filled[1] < filled[0]
    assert main(["diff", "main"]) == 0
    assert f"filled {filled[0]:g} -> {filled[1]:g}" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_fall_beyond_its_limit_is_refused(lights: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """Two of three supplies told their share, now one does: a fall by a third, in every format, exit 1."""
    limited(lights, supplies__share_percent__filled={"fall": 0.3}, judged={"rise": 0})
    assert main(["diff", "main", "--format", form]) == 1
    told = "supplies.share_percent.filled fell from 0.6667 to 0.3333, by more than 0.3"
    assert told in capsys.readouterr().out


def test_a_fall_within_its_limit_passes(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A range has room for everyday work; what the older edition did not have is not compared."""
    limited(lights, supplies__share_percent__filled={"fall": 0.34}, figures__uncited={"rise": 0})
    assert main(["diff", "main"]) == 0
    assert "by more than" not in capsys.readouterr().out


def test_a_package_tells_its_quality_to_a_comparison(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Against the package of the base, a rise is refused like a fall, figures that nothing cites among them."""
    main(["build"])
    shutil.copytree(lights / "build", lights.parent / "copy")
    limited(lights, figures__uncited={"rise": 0.1}, supplies__rows={"fall": 0})
    claims = lights / "seeds/skerrin-panels.toml"
    text = claims.read_text("utf-8")
    claims.write_text(text[: text.rindex("[[supplies]]")].replace('share_percent = "about 60%"\n', ""), "utf-8")
    assert main(["diff", str(lights.parent / "copy")]) == 1
    said = capsys.readouterr().out
    assert "supplies.rows fell from 3 to 2, by more than 0 [quality-range]" in said
    assert "figures.uncited rose from 0.5 to 1, by more than 0.1 [quality-range]" in said
