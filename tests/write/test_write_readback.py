"""Promise 5: a file that holds another cell than the tables is caught, in every format."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from footnoted.schema import Dataset
from footnoted.write.package import write_package
from footnoted.write.readback import read_back


@pytest.fixture(scope="module")
def sound(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package as it was written."""
    folder = tmp_path_factory.mktemp("sound") / "build"
    assert write_package(birds, tables, folder) == ()
    return folder


@pytest.fixture
def package(sound: Path, tmp_path: Path) -> Path:
    """A copy of the package, to alter."""
    return Path(shutil.copytree(sound, tmp_path / "build"))


def found(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> list[tuple[str, str]]:
    """Path and message of each problem, all of one code."""
    problems = read_back(birds, tables, package)
    assert {problem.code for problem in problems} <= {"formats-differ"}
    return [(problem.path, problem.message) for problem in problems]


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace one text in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_sound_files_hold_the_tables(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> None:
    """What was just written reads back equal: nulls, accents, line breaks, large integers and decimals."""
    assert found(birds, tables, package) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("9007199254740993", "9007199254740992"), "birds/gull/population is 9007199254740992, not 9007199254740993"),
        (("61.5", "61.50000000000001"), "birds/gull/wingspan_cm is 61.50000000000001, not 61.5"),
        (("Möwe", "Mowe"), "birds/herring-gull/name is 'Mowe, große', not 'Möwe, große'"),
        (("wood,false", ",false"), "birds/jay/habitat is None, not 'wood'"),
        (("Jay,,wood", "Jay,gull,wood"), "birds/jay/parent_id is 'gull', not None"),
        (("true", "false"), "birds/gull/migrates is False, not True"),
        (
            ("2024-02-29", "2024-02-28"),
            "birds/gull/measured_on is datetime.date(2024, 2, 28), not datetime.date(2024, 2, 29)",
        ),
    ],
)
def test_a_changed_cell_of_csv(
    birds: Dataset, tables: Mapping[str, pa.Table], package: Path, change: tuple[str, str], message: str
) -> None:
    """A digit, an accent, a null or a date that changed is named with its row and column."""
    replace_in(package / "csv" / "birds.csv", *change)
    assert found(birds, tables, package) == [("csv/birds.csv", message)]


def test_a_lost_row_of_csv(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> None:
    """A row that is not there is counted."""
    replace_in(package / "csv" / "redirects.csv", "magpie,birds,\n", "")
    assert found(birds, tables, package) == [("csv/redirects.csv", "redirects has 1 rows, not 2")]


def test_a_renamed_column_of_csv(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> None:
    """A header that changed is named."""
    replace_in(package / "csv" / "redirects.csv", "old_id", "former_id")
    message = "redirects has the columns former_id, table_name, new_id"
    assert found(birds, tables, package) == [("csv/redirects.csv", message)]


def test_csv_that_cannot_be_read(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> None:
    """A word in a column of numbers is a problem, not a crash."""
    replace_in(package / "csv" / "birds.csv", "61.5", "wide")
    ((path, message),) = found(birds, tables, package)
    assert path == "csv/birds.csv"
    assert message.startswith("birds cannot be read back:")


def test_a_changed_cell_of_parquet(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> None:
    """A null that became a value is named."""
    path = package / "parquet" / "redirects.parquet"
    rows = pq.read_table(path)
    pq.write_table(rows.set_column(2, rows.field(2), pc.fill_null(rows.column(2), "jay")), path)
    message = "redirects/birds/magpie/new_id is 'jay', not None"
    assert found(birds, tables, package) == [("parquet/redirects.parquet", message)]


def test_a_changed_type_of_parquet(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> None:
    """Equal figures of another type are not equal."""
    path = package / "parquet" / "evidence.parquet"
    rows = pq.read_table(path)
    at = rows.column_names.index("span_start")
    pq.write_table(rows.set_column(at, "span_start", rows.column(at).cast(pa.int32())), path)
    message = "evidence.span_start has the type int32, not int64"
    assert found(birds, tables, package) == [("parquet/evidence.parquet", message)]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE birds SET migrates = 0 WHERE id = 'gull'", "birds/gull/migrates is 0, not 1"),
        ("UPDATE birds SET population = NULL WHERE id = 'jay'", "birds/jay/population is None, not -5"),
        ("UPDATE texts SET text = text || ' '", None),
        ("DELETE FROM evidence WHERE id = 'e8'", "evidence has 7 rows, not 8"),
        ("DROP TABLE texts", "texts cannot be read back: no such table: texts"),
    ],
)
def test_a_changed_cell_of_sqlite(
    birds: Dataset, tables: Mapping[str, pa.Table], package: Path, statement: str, message: str | None
) -> None:
    """A cell, a row or a table of the database that changed is named."""
    with closing(sqlite3.connect(package / "dataset.db")) as connection:
        connection.execute(statement)
        connection.commit()
    ((path, said),) = found(birds, tables, package)
    assert path == "dataset.db"
    assert message is None or said == message


def test_a_missing_file(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> None:
    """A file that is gone is a problem of its path."""
    (package / "csv" / "songs.csv").unlink()
    ((path, _),) = found(birds, tables, package)
    assert path == "csv/songs.csv"


def test_at_most_ten_cells_a_file_are_named(birds: Dataset, tables: Mapping[str, pa.Table], package: Path) -> None:
    """A file that is wrong throughout does not flood the report."""
    names = [f"{number:03d}" for number in range(30)]
    expected = pa.table({"old_id": names, "table_name": ["birds"] * 30, "new_id": ["jay"] * 30})
    problems = found(birds, {**tables, "redirects": expected}, package)
    assert [path for path, _ in problems] == ["csv/redirects.csv", "parquet/redirects.parquet", "dataset.db"]
    lines = "".join(f"{name},birds,gull\n" for name in names)
    (package / "csv" / "redirects.csv").write_text(f"old_id,table_name,new_id\n{lines}", "utf-8")
    problems = found(birds, {**tables, "redirects": expected}, package)
    assert [path for path, _ in problems].count("csv/redirects.csv") == 10
