"""A source that changed stops the build, which lists each cell whose footnote it breaks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from footnoted.cli import main
from footnoted.validate.dataset import check_dataset


@pytest.fixture
def changed(root: Path, tmp_path: Path) -> Path:
    """This repository's dataset, its article changed in two places: a percentage and a power."""
    for name in ("schemas", "seeds"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "datapackage.json", tmp_path / "datapackage.json")
    article = tmp_path / "seeds" / "amazon-anthropic.txt"
    text = article.read_text("utf-8").replace("el 14%", "el 15%").replace("2,2 gigavatios", "3,2 gigavatios")
    article.write_text(text, "utf-8")
    return tmp_path


def test_each_cell_that_lost_its_words_is_named(changed: Path) -> None:
    """The three claims that cite the changed sentences are told with all their cells; no other claim is."""
    told = {(problem.code, problem.path): [] for problem in check_dataset(changed).problems}
    for problem in check_dataset(changed).problems:
        told[problem.code, problem.path].append(problem.message.rpartition("have no footnote: ")[2])
    claims = "seeds/amazon-anthropic.toml"
    assert set(told) == {("source-changed", claims), ("passage-absent", claims)}
    assert told["passage-absent", claims] == [
        "name",
        "holder_id, company_id, interest, status, share_percent",
        "name, kind, operator_id, country, status, power_mw, power_basis",
    ]


def test_nothing_is_built(changed: Path) -> None:
    """The last good build stays as it was: here there was none."""
    assert main(["--dataset", str(changed), "build"]) == 1
    assert not (changed / "build").exists()
