"""Tables larger than the memory of a run: read in batches, their keys on disk, and the same findings as in memory."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footnoted.cli import main
from footnoted.validate.resource import Limits, parquet, reading, records, validate_package
from footnoted.validate.table.check import Tally
from footnoted.validate.table.inspection import Inspection
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spec import Field, TableSpec
from footnoted.validate.table.store import KeyStore

LITTLE = Limits(memory=1000)
"""Less than any table here needs: everything goes by batches and by the disk."""
Found = list[tuple[str, int | None, str | None, str | None, int]]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that a table of some hundred rows has several."""
    monkeypatch.setattr(reading, "BLOCK", 1 << 10)
    monkeypatch.setattr(records, "_BATCH", 30)
    monkeypatch.setattr(parquet, "_BATCH", 100)


def found(folder: Path, limits: Limits) -> Found:
    """What is found in the package, without what a message says."""
    findings = validate_package(folder, limits).findings
    return [(f.code, f.row, f.column, f.value, f.total) for f in findings]


def package(folder: Path, lines: list[str], **resource: Any) -> Path:  # noqa: ANN401 - any JSON
    """A package of one table `t` with the columns id, parent and price."""
    schema = {
        "fields": [
            {"name": "id", "type": "integer"},
            {"name": "parent", "type": "integer"},
            {"name": "price", "type": "number", "constraints": {"unique": True, "minimum": 0}},
        ],
        "primaryKey": "id",
        "foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "id"}}],
    }
    described = {"name": "t", "path": "t.csv", "schema": schema, **resource}
    (folder / "t.csv").write_text("".join(f"{line}\n" for line in ["id,parent,price", *lines]), "utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"resources": [described]}), "utf-8")
    return folder


def test_keys_on_disk_break_where_they_break_in_memory(tmp_path: Path) -> None:
    """Repetitions, lost references, cells of the wrong type and odd rows, far apart in several batches."""
    lines = [f"{n},{max(n - 7, 0)},{n}.5" for n in range(500)]
    lines[100] = "100,501,100.5"
    lines[200] = "7,193,-1"
    lines[300] = "x,293,300.5"
    lines[400] = "400,393,12.50,extra"
    lines[499] = "499,492"
    expected = [
        ("cell-extra", 402, None, "extra", 1),
        ("cell-missing", 501, "price", None, 1),
        ("type", 302, "id", "x", 1),
        ("unique", 402, "price", "12.5", 1),
        ("minimum", 202, "price", "-1", 1),
        ("primary-key", 202, "id", "7", 1),
        ("foreign-key", 102, "parent", "501", 3),
        ("foreign-key", 209, "parent", "200", 3),
        ("foreign-key", 309, "parent", "300", 3),
    ]
    folder = package(tmp_path, lines)
    assert found(folder, LITTLE) == expected
    # In memory the cell is told as the file writes it.
    expected[3] = ("unique", 402, "price", "12.50", 1)
    assert found(folder, Limits()) == expected


def test_every_way_to_read_gives_the_same_findings(tmp_path: Path) -> None:
    """Arrow's reader and the one for unusual dialects, whole and in batches."""
    generator = random.Random(7)  # noqa: S311 - no secret
    lines = [f"{generator.randrange(400)},{generator.randrange(500)},{generator.randrange(900)}" for _ in range(400)]
    plain = package(tmp_path, lines)
    expected = found(plain, Limits())
    assert len(expected) > 100
    assert found(plain, LITTLE) == expected
    unusual = package(tmp_path, lines, dialect={"skipInitialSpace": True})
    assert found(unusual, Limits()) == expected
    assert found(unusual, LITTLE) == expected


def test_parquet_in_batches_gives_the_same_findings(tmp_path: Path) -> None:
    """Row numbers go on from batch to batch."""
    folder = package(tmp_path, [], path="t.parquet")
    ids = [*range(300), 5, None]
    table = pa.table({"id": ids, "parent": [*range(300), 300, 4], "price": [float(n) for n in range(302)]})
    pq.write_table(table, folder / "t.parquet")
    expected = [
        ("primary-key", 302, "id", "5", 1),
        ("primary-key", 303, "id", None, 1),
        ("foreign-key", 302, "parent", "300", 1),
    ]
    assert found(folder, Limits()) == expected
    assert found(folder, LITTLE) == expected


def column(name: str, kind: str) -> Field:
    """A field without constraints."""
    return Field(name, kind, {})


def broken(memory: int, spec: TableSpec, batches: list[dict[str, pa.Array]]) -> list[tuple[str, int | None]]:
    """Code and row of what breaks a key of a table given in batches."""
    tally, first = Tally(), 0
    with Inspection(tally, memory=memory) as inspection:
        inspection.begin(spec)
        for batch in batches:
            values = {name: pa.chunked_array([cells]) for name, cells in batch.items()}
            count = len(next(iter(values.values())))
            inspection.add(Rows("t", count, values, spec.primary_key, first=first))
            first += count
        inspection.finish()
    return [(finding.code, finding.row) for finding in tally.findings()]


@pytest.mark.parametrize(
    ("kind", "one", "two", "repeated"),
    [
        ("integer", pa.array([1, None, 2]), pa.array([None, 2, 3]), [4]),
        ("integer", pa.array([1, 2]), pa.array([2, 2**70], pa.decimal256(76, 0)), [2]),
        ("integer", pa.array([2**70], pa.decimal256(76, 0)), pa.array([7, 2**70, 7], pa.decimal256(76, 0)), [2, 3]),
        ("number", pa.array([0.0, 1.5]), pa.array([-0.0, 2.5]), [2]),
        ("string", pa.array(["a", "b", ""]), pa.array(["B", "a", ""]), [4, 5]),
        ("boolean", pa.array([True]), pa.array([False, True]), [2]),
        ("date", pa.array([dt.date(2024, 1, 26)]), pa.array([dt.date(2024, 1, 26)]), [1]),
        ("time", pa.array([dt.time(1)], pa.time64("us")), pa.array([dt.time(1)], pa.time64("us")), [1]),
        (
            "datetime",
            pa.array([dt.datetime(2024, 1, 1, tzinfo=dt.UTC)], pa.timestamp("us")),
            pa.array([dt.datetime(2024, 1, 1, tzinfo=dt.UTC)], pa.timestamp("us")),
            [1],
        ),
    ],
)
def test_values_of_every_type_repeat_on_disk_as_in_memory(
    kind: str, one: pa.Array, two: pa.Array, repeated: list[int]
) -> None:
    """Null repeats nothing; integers beyond 64 bits and both zeros keep their value."""
    spec = TableSpec("t", (column("c", kind),), unique_keys=(("c",),))
    expected = [("unique-key", row) for row in repeated]
    assert broken(10**9, spec, [{"c": one}, {"c": two}]) == expected
    assert broken(0, spec, [{"c": one}, {"c": two}]) == expected


def test_composite_keys_on_disk(tmp_path: Path) -> None:
    """All parts together count, and a row with a null in one of them repeats nothing."""
    spec = TableSpec("t", (column("a", "string"), column("b", "integer")), unique_keys=(("a", "b"),))
    batches = [
        {"a": pa.array(["x", "x", "y"]), "b": pa.array([1, 2, None])},
        {"a": pa.array(["y", "x", "z"]), "b": pa.array([None, 1, 1])},
    ]
    assert broken(0, spec, batches) == [("unique-key", 4)]
    assert not list(tmp_path.iterdir())


def test_the_disk_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a run writes beside its memory is gone after it."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with KeyStore(0, 10) as store:
        store.add(Rows("t", 1, {"c": pa.chunked_array([[1]])}))
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_the_memory_of_a_run_is_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the units that people write; what is no size or too little is refused."""
    folder = package(tmp_path, ["1,1,1"])
    for size in ("512MB", "0.5 GiB", "200000000"):
        assert main(["validate", "--memory", size, str(folder)]) == 0
    for size, told in (("much", "'much' is no size of memory"), ("1MB", "at least 100MB"), ("-1GB", "no size")):
        assert main(["validate", "--memory", size, str(folder)]) == 2
        assert told in capsys.readouterr().err
