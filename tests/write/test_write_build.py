"""A build writes its package while it proves the footnotes: what the proof finds must keep the package back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from footnoted.errors import OutputError
from footnoted.validate import tabled
from footnoted.write.build import build

if TYPE_CHECKING:
    from conftest import Seeds

TEXT = "Larkfield Capital owns about 30% of Brightwater Foods.\n"
CLAIMS = """
[[companies]]
id = "larkfield-capital"
name = "Larkfield Capital"

[[companies]]
id = "brightwater-foods"
name = "Brightwater Foods"

[[stakes]]
id = "larkfield-capital-brightwater-foods-1"
holder_id = "Larkfield Capital"
company_id = "Brightwater Foods"
interest = { value = "shareholding", passage = "owns" }
share_percent = "about 30%"
"""


@pytest.fixture
def built(seeds: Seeds) -> Seeds:
    """A dataset that was built once without problems; its schema for editors is there."""
    seeds.source("mills", TEXT, CLAIMS)
    checked = build(seeds.dataset, seeds.dataset / "build")
    assert checked.passed
    return seeds


def _with_another_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the tables say 31 percent, in the cell and in its evidence alike: only reading again tells."""
    to_tables = tabled.to_tables

    def falsified(*arguments: object) -> Mapping[str, pa.Table]:
        tables = dict(to_tables(*arguments))  # type: ignore[arg-type]
        for name, column, wrong in (("stakes", "share_percent", 31.0), ("evidence", "value", "31")):
            table = tables[name]
            true = pc.equal(table[column], 30.0 if name == "stakes" else "30")
            cells = pc.if_else(true, pa.scalar(wrong, table[column].type), table[column])
            tables[name] = table.set_column(table.column_names.index(column), column, cells)
        return tables

    monkeypatch.setattr(tabled, "to_tables", falsified)


def test_a_package_that_is_not_proved_is_not_put_in_place(built: Seeds, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables agree with each other and are written whole; the article says 30, not 31: the last build stays."""
    database = built.dataset / "build/dataset.db"
    before = database.stat().st_ino
    _with_another_share(monkeypatch)
    checked = build(built.dataset, built.dataset / "build")
    assert [(p.code, p.path, p.line, p.column) for p in checked.problems if p.level == "error"] == [
        ("footnote-misread", "seeds/mills.txt", 1, 24)
    ]
    assert database.stat().st_ino == before
    assert [path.name for path in built.dataset.iterdir() if "draft" in path.name] == []


def test_of_a_package_that_is_not_proved_nobody_hears_that_it_cannot_be_written(
    built: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The problem is told, and not the folder that is in the way; with true tables, the folder is."""
    strange = built.dataset / "strange"
    strange.mkdir()
    (strange / "file").write_text("somebody's")
    with pytest.raises(OutputError, match="is no package"):
        build(built.dataset, strange)
    _with_another_share(monkeypatch)
    assert [p.code for p in build(built.dataset, strange).problems if p.level == "error"] == ["footnote-misread"]
