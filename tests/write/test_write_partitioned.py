"""Tables of a corpus, written a batch at a time: what the build in memory gives, in files of their own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footnoted.claims import corpus
from footnoted.claims.parts import write_part
from footnoted.cli import main
from footnoted.extract.corpus.core import Drafter, Settings
from footnoted.schema import Dataset, load_dataset
from footnoted.validate.dataset import check_dataset
from footnoted.validate.resource.profile import profile_errors
from footnoted.write import partitioned
from footnoted.write.merge import Merge
from footnoted.write.partitioned import write_tables

if TYPE_CHECKING:
    from conftest import Seeds

TEXT = "Larkfield Capital GmbH holds about {share}% of Brightwater Foods, a company with many friends in the town.\n"


def _draft(dataset: Path, part: str, texts: Mapping[str, str]) -> None:
    """Draft `texts` into a part."""
    drafter = Drafter(Settings(str(dataset)))
    write_part(dataset / "seeds" / part, (drafter.row(name, text, None) for name, text in texts.items()))


def _read(folder: Path, name: str) -> pa.Table:
    """A table, its files one after another."""
    return pa.concat_tables([pq.read_table(path) for path in sorted((folder / name).glob("*.parquet"))])


def test_the_tables_are_those_of_a_build_in_memory(
    root: Path, seeds: Seeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine articles in three languages that tell of the same companies, in batches of two and files of 100 rows.

    Row by row and cell by cell; and what is sorted is sorted over all files.
    """
    articles = sorted((root / "examples/newsroom/seeds").glob("*-0[1-3].txt"))
    assert len(articles) == 9
    _draft(seeds.dataset, "one.parquet", {path.stem: path.read_text("utf-8") for path in articles[:5]})
    _draft(seeds.dataset, "two.parquet", {path.stem: path.read_text("utf-8") for path in articles[5:]})
    monkeypatch.setattr(corpus, "BATCH", 2)
    monkeypatch.setattr(partitioned, "ROWS_IN_FILE", 100)
    monkeypatch.setattr("footnoted.write.merge._BATCH", 50)
    out = tmp_path / "out"
    told = write_tables(seeds.dataset, out)
    expected = check_dataset(seeds.dataset)
    assert told.passed
    assert told.rows == {name: table.num_rows for name, table in expected.tables.items()}
    assert told.rows["evidence"] > 300
    assert len(list((out / "evidence").glob("*.parquet"))) > 3
    for name, table in expected.tables.items():
        found = _read(out, name)
        if name == "evidence":
            about = list(zip(*(found[column].to_pylist() for column in ("table_name", "row_id")), strict=True))
            assert about == sorted(about)
            found = found.sort_by("id")
        assert found.cast(table.schema).equals(table), name


EVIDENCE = {"table_name": "companies", "row_id": "larkfield", "span_end": 20, "antecedent": None, "method": "stated"}


def _merged(seeds: Seeds, folder: Path, sources: list[dict[str, Any]], batches: list[list[dict[str, Any]]]) -> Merge:
    dataset = load_dataset(seeds.dataset)
    assert isinstance(dataset, Dataset)
    for name, table in dataset.tables.items():
        (folder / name).mkdir()
        rows: list[list[dict[str, Any]]] = [[] for _ in batches]
        if name == "sources":
            rows[0] = sources
        if name == "evidence":
            rows = batches
        if name == "companies":
            rows = [[{"id": "larkfield", "name": batch[0]["value"]}] for batch in batches]
        schema = pa.schema([(field.name, field.type) for field in table.arrow_schema()])
        for number, batch in enumerate(rows):
            pq.write_table(pa.Table.from_pylist(batch, schema), folder / name / f"{number}.parquet")
    return Merge(dataset, folder, 1 << 28)


def _footnote(number: int, column: str, value: str, source: str) -> dict[str, Any]:
    """A footnote as its batch has it, alone there and hence used; its words are its value."""
    words = {"id": str(number), "column_name": column, "value": value, "passage": value, "rank": "used"}
    return EVIDENCE | words | {"source_id": source, "span_start": 10, "attribution": "source"}


def test_what_no_batch_alone_can_know_is_put_right(seeds: Seeds, tmp_path: Path) -> None:
    """Two batches name a company, each in its own way, and tell two legal forms.

    The first source names it in all; the later one is preferred, so that its form is shown, and the other one differs.
    """
    sources = [{"id": "a", "published_on": "2025-01"}, {"id": "b", "published_on": "2025-02"}]
    first = [_footnote(1, "name", "Larkfield Capital", "a"), _footnote(2, "legal_form", "GmbH", "a")]
    second = [_footnote(3, "name", "Larkfield", "b"), _footnote(4, "legal_form", "AG", "b")]
    merge = _merged(seeds, tmp_path, sources, [first, second])
    dataset = load_dataset(seeds.dataset)
    assert isinstance(dataset, Dataset)
    [row] = [row for batch in merge.batches(dataset.tables["companies"]) for row in batch.to_pylist()]
    assert (row["id"], row["name"], row["legal_form"]) == ("larkfield", "Larkfield Capital", "AG")
    evidence = [row for batch in merge.batches(dataset.tables["evidence"]) for row in batch.to_pylist()]
    assert [(e["id"], e["value"], e["passage"], e["method"], e["rank"]) for e in evidence] == [
        ("2", "GmbH", "GmbH", "stated", "differs"),
        ("4", "AG", "AG", "stated", "used"),
        ("1", "Larkfield Capital", "Larkfield Capital", "stated", "agrees"),
        ("3", "Larkfield Capital", "Larkfield", "converted", "used"),
    ]
    assert merge.repeated(dataset.tables["companies"]) == 0


def test_the_folder_says_what_it_holds(
    seeds: Seeds, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file with its bytes and hash; from other batches, with less memory, it is the same to the byte."""
    _draft(seeds.dataset, "one.parquet", {"monday": TEXT.format(share=30), "tuesday": TEXT.format(share=30)})
    command = ["--dataset", str(seeds.dataset), "build", "--tables", str(tmp_path / "out")]
    assert main(command) == 0
    assert "stakes             2 rows\n" in capsys.readouterr().out
    checksums = (tmp_path / "out" / "SHA256SUMS").read_text("utf-8")
    assert "  evidence/00000.parquet\n" in checksums
    assert "  datapackage.json\n" in checksums
    assert list(profile_errors(json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8")))) == []
    monkeypatch.setattr(corpus, "BATCH", 1)
    assert main([*command, "--memory", "256MB"]) == 0
    assert (tmp_path / "out" / "SHA256SUMS").read_text("utf-8") == checksums


@pytest.mark.parametrize("name", ["seeds/harbour.txt", "seeds/decisions.toml"])
def test_what_people_wrote_is_not_resolved_in_batches(
    name: str, seeds: Seeds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A claim may join a row of any other article, and a decision may be about it: that needs all of them at once."""
    _draft(seeds.dataset, "one.parquet", {"monday": TEXT.format(share=30)})
    (seeds.dataset / name).write_text("# Nothing is decided.\n", "utf-8")
    assert main(["--dataset", str(seeds.dataset), "build", "--tables", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert f"{name} is not a part that a machine drafted" in told
    assert not (tmp_path / "out").exists()


def test_without_parts_there_is_nothing_to_write(
    seeds: Seeds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says how parts are made."""
    assert main(["--dataset", str(seeds.dataset), "build", "--tables", str(tmp_path / "out")]) == 2
    assert "there are no parts in seeds/\nHint: make them: footnoted extract" in capsys.readouterr().err


def test_an_article_that_stands_in_two_parts_is_one_source(seeds: Seeds, tmp_path: Path) -> None:
    """The second is left out with a warning, as in a build in memory."""
    _draft(seeds.dataset, "one.parquet", {"monday": TEXT.format(share=30)})
    shutil.copy(seeds.folder / "one.parquet", seeds.folder / "two.parquet")
    told = write_tables(seeds.dataset, tmp_path / "out")
    assert not told.passed
    assert [problem.code for problem in told.problems] == [p.code for p in check_dataset(seeds.dataset).problems]
