"""Claims as a table: many sources in a Parquet file, which the build reads as it reads the files themselves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footnoted.claims import load_claims
from footnoted.claims.parts import part_groups, part_rows, write_part
from footnoted.cli import main
from footnoted.cli.checks.confined import whole
from footnoted.parallel import Crew
from footnoted.problem import Problem
from footnoted.schema import Dataset, load_dataset
from footnoted.validate.alone import files_of, read_alone

if TYPE_CHECKING:
    from conftest import Seeds

ARTICLE = "Larkfield Capital holds about 30% of Brightwater Foods.\n"
CLAIMS = """
# The register says so too.
[[stakes]]
id = "larkfield-brightwater-1"  # the first
holder_id = "Larkfield Capital"
company_id = "Brightwater Foods"
interest = { value = "shareholding", passage = "holds" }
share_percent = "about 30%"

[[companies]]
id = "larkfield"
name = "Larkfield Capital"

[[companies]]
id = "brightwater"
name = "Brightwater Foods"
"""


def copied(dataset: Path, to: Path) -> Path:
    """A dataset's descriptor, schemas and what all sources share, without its sources."""
    (to / "seeds").mkdir(parents=True)
    shutil.copytree(dataset / "schemas", to / "schemas")
    for name in ("datapackage.json", "LICENSE-DATA.md", "README.md"):
        if (dataset / name).exists():
            shutil.copy(dataset / name, to)
    for name in ("companies.toml", "decisions.toml"):
        if (dataset / "seeds" / name).exists():
            shutil.copy(dataset / "seeds" / name, to / "seeds")
    return to


def packed(dataset: Path, to: Path, *options: str) -> Path:
    """The same dataset, its sources packed."""
    copied(dataset, to)
    assert main(["--dataset", str(dataset), "pack", "--out", str(to / "seeds"), *options]) == 0
    return to


def built(dataset: Path) -> dict[str, bytes]:
    """Every file of a dataset's package."""
    assert main(["--dataset", str(dataset), "build"]) == 0
    return {
        str(p.relative_to(dataset / "build")): p.read_bytes() for p in (dataset / "build").rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("name", [".", "examples/newsroom"])
def test_a_packed_dataset_gives_the_same_package(name: str, root: Path, tmp_path: Path) -> None:
    """Of parts of five sources each, and from parts unpacked again, every file of the build is the same."""
    loose = copied(root / name, tmp_path / "loose")
    for path in (root / name / "seeds").iterdir():
        shutil.copy(path, loose / "seeds")
    parts = packed(loose, tmp_path / "packed", "--sources", "5")
    again = copied(loose, tmp_path / "again")
    found = sorted(map(str, (parts / "seeds").glob("*.parquet")))
    assert main(["--dataset", str(again), "unpack", *found, "--out", str(again / "seeds")]) == 0
    expected = built(loose)
    assert built(parts) == expected
    assert built(again) == expected


def test_what_is_unpacked_is_what_was_packed(root: Path, tmp_path: Path) -> None:
    """A claims file in canonical form comes back to the byte, comments and all; so does its text."""
    parts = packed(root, tmp_path / "packed")
    assert (
        main(
            [
                "--dataset",
                str(root),
                "unpack",
                *map(str, (parts / "seeds").glob("*.parquet")),
                "--out",
                str(tmp_path / "out"),
            ]
        )
        == 0
    )
    for name in ("amazon-anthropic.toml", "amazon-anthropic.txt"):
        assert (tmp_path / "out" / name).read_bytes() == (root / "seeds" / name).read_bytes()


def test_packed_claims_are_the_same_claims(seeds: Seeds, tmp_path: Path) -> None:
    """Each claim of a part is read with the same cells at the same places, and points at the same line."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    assert main(["--dataset", str(seeds.dataset), "fmt"]) == 0

    def told(folder: Path) -> list[object]:
        dataset = load_dataset(folder)
        assert isinstance(dataset, Dataset)
        with Crew() as crew:
            loaded = load_claims(dataset, crew)
        return [(c.table, c.row_id, c.cells, c.origin.place(), c.source.text, c.source.path) for c in loaded.claims]

    assert told(packed(seeds.dataset, tmp_path / "packed")) == told(seeds.dataset)
    assert len(told(seeds.dataset)) == 3


def test_a_part_answers_queries(seeds: Seeds, tmp_path: Path) -> None:
    """Its cells stand in columns, with their values and places."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    part = packed(seeds.dataset, tmp_path / "packed") / "seeds" / "claims-00000.parquet"
    found = duckdb.read_parquet(str(part))
    assert found.columns[0] == "id"
    sql = """select id, claim.row_id, cell.value, cell.passage, cell.span_start
        from found, unnest(claims) as c(claim), unnest(claim.cells) as d(cell)
        where claim.table_name = 'stakes' and cell.column_name = 'share_percent'"""
    assert duckdb.sql(sql).fetchall() == [("harbour", "larkfield-brightwater-1", "30", "about 30%", 24)]


def test_no_two_claims_share_a_key(root: Path, tmp_path: Path) -> None:
    """The key is the hash of source, table and places: of all claims of the newsroom, none has another's."""
    parts = packed(root / "examples/newsroom", tmp_path / "packed")
    found = duckdb.read_parquet(f"{parts}/seeds/*.parquet")
    keys = [key for (key,) in duckdb.sql("select claim.key from found, unnest(claims) as c(claim)").fetchall()]
    assert found.columns[0] == "id"
    assert len(keys) > 100
    assert len(set(keys)) == len(keys)


def test_a_packed_text_that_is_not_the_one_claimed_about_is_an_error(seeds: Seeds, tmp_path: Path) -> None:
    """A part is no way around the checksum of its texts."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    dataset = packed(seeds.dataset, tmp_path / "packed")
    part = dataset / "seeds" / "claims-00000.parquet"
    [row] = rows_of(part)
    write_part(part, [dict(row) | {"text": ARTICLE.replace("30%", "40%")}])
    assert main(["--dataset", str(dataset), "validate"]) == 1


def rows_of(part: Path) -> list[dict[str, object]]:
    """The rows of a part of one group."""
    groups = part_groups(part.parent, part.name)
    assert not isinstance(groups, Problem)
    rows = part_rows(part.parent, groups[0])
    assert not isinstance(rows, Problem)
    return [dict(row) for row in rows]


def test_a_source_may_not_stand_in_a_part_and_beside_it(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """One of the two must go: they might say different things."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    assert main(["--dataset", str(seeds.dataset), "pack", "--out", str(seeds.folder)]) == 0
    assert main(["--dataset", str(seeds.dataset), "validate"]) == 1
    assert "[source-repeated]" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["text", "other table", "cut short", "bad json", "name with a slash"])
def test_what_is_no_part_is_refused(kind: str, seeds: Seeds) -> None:
    """[part-unreadable]: a text, another table, half a file, claims that are no claims, a name that leads elsewhere."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    part = seeds.folder / "claims-00000.parquet"
    assert main(["--dataset", str(seeds.dataset), "pack", "--out", str(seeds.folder)]) == 0
    [row] = rows_of(part)
    match kind:
        case "text":
            part.write_text("no table", "utf-8")
        case "other table":
            pq.write_table(pa.table({"name": ["Skerrin Point"]}), part)
        case "cut short":
            part.write_bytes(part.read_bytes()[:-40])
        case "bad json":
            write_part(part, [row | {"source": "{"}])
        case _:
            write_part(part, [row | {"file": "../harbour"}])
    assert [(code, path) for code, path, *_ in seeds.problems()] == [("part-unreadable", "seeds/claims-00000.parquet")]


def test_two_runs_may_make_the_same_part(seeds: Seeds) -> None:
    """The one that is done first clears away the other's file beside it: the part is there, and nobody fails."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    part = seeds.folder / "claims-00000.parquet"
    assert main(["--dataset", str(seeds.dataset), "pack", "--out", str(seeds.folder)]) == 0
    made = rows_of(part)

    def slower() -> Iterator[dict[str, object]]:
        yield from made
        for leftover in seeds.folder.glob(".claims-00000.parquet-*"):
            leftover.unlink()

    assert write_part(part, slower()) == 1
    assert rows_of(part) == made
    part.unlink()
    with pytest.raises(FileNotFoundError):
        write_part(part, slower())


def test_a_hidden_part_is_called_so(seeds: Seeds) -> None:
    """It is read, and a reviewer should see it."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    assert main(["--dataset", str(seeds.dataset), "pack", "--out", str(seeds.folder)]) == 0
    (seeds.folder / "claims-00000.parquet").rename(seeds.folder / ".claims.parquet")
    for name in ("harbour.toml", "harbour.txt"):
        (seeds.folder / name).unlink()
    assert [(code, path) for code, path, *_ in seeds.problems()] == [("file-hidden", "seeds/.claims.parquet")]


def test_a_check_may_take_longer_with_more_sources_in_parts(seeds: Seeds) -> None:
    """The time that a check may take grows with the sources, wherever they stand."""
    before = whole(seeds.dataset).seconds
    seeds.source("harbour", ARTICLE, CLAIMS)
    assert main(["--dataset", str(seeds.dataset), "pack", "--out", str(seeds.folder)]) == 0
    [row] = rows_of(seeds.folder / "claims-00000.parquet")
    write_part(seeds.folder / "claims-00000.parquet", [row] * 500)
    assert whole(seeds.dataset).seconds - before >= 0.5 * 500


def test_a_part_is_tried_alone(seeds: Seeds) -> None:
    """Where a check does not come to its end, a part is among the files of which one may be the cause."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    assert main(["--dataset", str(seeds.dataset), "pack", "--out", str(seeds.folder)]) == 0
    assert "seeds/claims-00000.parquet" in list(files_of(seeds.dataset))
    assert read_alone(seeds.dataset, "seeds/claims-00000.parquet") == ()
