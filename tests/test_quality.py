"""The quality of a dataset: measured column by column, published, and held to the limits that it sets itself."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from footnoted.cli import main


@pytest.fixture
def lights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new dataset: three lighthouses; three supplies, of which two tell their share."""
    folder = tmp_path / "lights"
    assert main(["init", str(folder)]) == 0
    capsys.readouterr()
    return folder


def limit(folder: Path, **limits: dict[str, float]) -> None:
    """Let the dataset set itself limits of quality."""
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["footnoted"]["limits"] = {"quality": {name.replace("__", "."): one for name, one in limits.items()}}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")


def test_the_package_tells_its_quality(lights: Path) -> None:
    """quality.json has each column's shares by hand: one kind inferred, the share a conversion; and the figures."""
    assert main(["--dataset", str(lights), "build"]) == 0
    told = json.loads((lights / "build/quality.json").read_text("utf-8"))
    columns = {(column["table"], column["column"]): column for column in told["columns"]}
    holder = columns["supplies", "lighthouse_id"]
    assert (holder["rows"], holder["cells"], holder["filled"]) == (3, 3, 1.0)
    assert holder["converted"] + holder["inferred"] == 1.0
    assert columns["supplies", "share_percent"]["converted"] == 1.0
    assert columns["supplies", "share_percent"]["reviewed"] == 0.0
    assert told["figures"] == {"told": 2, "uncited": 0}


def test_the_database_has_the_same_table(lights: Path) -> None:
    """The view `quality` says what quality.json says, so that the site shows it."""
    main(["--dataset", str(lights), "build"])
    told = json.loads((lights / "build/quality.json").read_text("utf-8"))["columns"]
    with closing(sqlite3.connect(lights / "build/dataset.db")) as connection:
        rows = connection.execute("SELECT table_name, column_name, rows, filled, disputed FROM quality").fetchall()
    assert rows == [(c["table"], c["column"], c["rows"], c["filled"], c["disputed"]) for c in told]


def test_quality_json_is_described_and_checksummed(lights: Path) -> None:
    """It is a resource of the package like any file in it."""
    main(["--dataset", str(lights), "build"])
    resources = json.loads((lights / "build/datapackage.json").read_text("utf-8"))["resources"]
    (mine,) = (resource for resource in resources if resource["path"] == "quality.json")
    assert mine["mediatype"] == "application/json"
    assert "quality.json" in (lights / "build/SHA256SUMS").read_text("utf-8")


def test_a_figure_without_a_footnote_is_counted(lights: Path) -> None:
    """What an article tells in figures and no claim cites is the article's, and not the table's."""
    claims = lights / "seeds/skerrin-panels.toml"
    claims.write_text(claims.read_text("utf-8").replace('share_percent = "more than 80%"', ""), "utf-8")
    main(["--dataset", str(lights), "build"])
    assert json.loads((lights / "build/quality.json").read_text("utf-8"))["figures"] == {"told": 2, "uncited": 1}


@pytest.mark.parametrize(
    ("name", "bounds", "said"),
    [
        ("reviewed", {"minimum": 0.5}, "reviewed is 0, below the minimum of 0.5"),
        ("figures__uncited", {"maximum": -1}, "figures.uncited is 0, above -1"),
        ("supplies__rows", {"minimum": 4}, "supplies.rows is 3, below the minimum of 4"),
        ("supplies__share_percent__filled", {"minimum": 0.9}, "supplies.share_percent.filled is 0.6667, below"),
        ("supplies__colour__filled", {"minimum": 0.9}, "there is no measure 'supplies.colour.filled'"),
    ],
)
def test_a_drop_is_refused(
    lights: Path, capsys: pytest.CaptureFixture[str], name: str, bounds: dict[str, float], said: str
) -> None:
    """What is below or above a limit is a problem of the dataset: CI fails, and nothing is built."""
    limit(lights, **{name: bounds})
    assert main(["--dataset", str(lights), "validate"]) == 1
    report = capsys.readouterr().out
    assert said in report
    assert "[quality-range]" in report


def test_within_its_limits_a_dataset_is_well(lights: Path) -> None:
    """A range has room for everyday work."""
    limit(lights, supplies__share_percent__filled={"minimum": 0.5, "maximum": 1}, anonymous={"maximum": 0.2})
    assert main(["--dataset", str(lights), "validate"]) == 0


@pytest.mark.parametrize("bounds", [{}, {"least": 1}, {"minimum": "0.5"}, {"minimum": True}])
def test_a_limit_is_a_range(lights: Path, capsys: pytest.CaptureFixture[str], bounds: dict[str, float]) -> None:
    """A limit that limits nothing is said to be none."""
    limit(lights, reviewed=bounds)
    assert main(["--dataset", str(lights), "validate"]) == 1
    assert "is no range" in capsys.readouterr().out
