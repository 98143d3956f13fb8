"""Reading in several processes changes nothing: the same tables, the same problems, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from footnoted import parallel

if TYPE_CHECKING:
    from conftest import Seeds

FREE = 'republish = true\nlicense = "CC0-1.0"'


def _fill(seeds: Seeds) -> None:
    seeds.write(
        "companies.toml", '[[companies]]\nid = "alder"\nname = "Alder"\n[[companies]]\nid = "oak"\nname = "Oak"\n'
    )
    for number in range(6):
        key = "id" if number == 0 else "about"
        figure = f"{10 + number % 3}%"
        claims = f'[[stakes]]\n{key} = "alder-oak-1"\nholder_id = "Alder"\ncompany_id = "Oak"\ninterest = "stake"\n'
        text = f"Alder has a stake of {figure} in Oak."
        seeds.source(
            f"s{number}", text, f'{claims}share_percent = "{figure}"\n', more='republish = true\nlicense = "CC0-1.0"'
        )


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start processes for any number of files."""
    monkeypatch.setattr(parallel, "FEW", 0)
    monkeypatch.setattr(parallel, "workers", lambda: 2)


def test_processes_give_the_same_tables(seeds: Seeds, few: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Every table, row by row."""
    _fill(seeds)
    there = seeds.check()
    monkeypatch.undo()
    here = seeds.check()
    assert there.problems == here.problems == ()
    assert all(there.tables[name].equals(here.tables[name]) for name in here.tables)


def test_processes_give_the_same_problems(seeds: Seeds, few: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Broken files, absent passages and cut readings, in the order of the files."""
    _fill(seeds)
    seeds.source("s2", "Alder has 14% of Oak.", '[[stakes]]\nabout = "alder-oak-1"\nshare_percent = "4%"\n')
    seeds.source("s4", "Alder has 14% of Oak.", '[[stakes]]\nabout = "alder-oak-1"\nshare_percent = "15%"\n')
    seeds.write("s5.toml", "[source")
    there = seeds.check().problems
    monkeypatch.undo()
    assert there == seeds.check().problems
    assert [p.code for p in there] == ["passage-cut", "passage-absent", "toml-syntax"]
