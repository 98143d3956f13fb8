"""Many items are worked on in processes, with the same results in the same order as here."""

from __future__ import annotations

import operator
import os
import signal
from pathlib import Path

import pytest

from footnoted import parallel
from footnoted.errors import FootnotedError
from footnoted.parallel import FEW, each
from footnoted.validate.dataset import check_dataset


@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, FEW + 33])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    """However many there are, here or in processes: the context (5) is added to each item."""
    assert list(each(operator.add, range(count), int, ("5",))) == list(range(5, count + 5))


def test_few_items_are_worked_on_here() -> None:
    """Starting processes would cost more than it saves: the context is this process's id."""
    assert set(each(max, [0] * (FEW - 1), os.getpid, ())) == {os.getpid()}


def test_many_items_are_worked_on_in_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process prepares its context once."""
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    found = set(each(max, [0] * FEW, os.getpid, ()))
    assert os.getpid() not in found
    assert 1 <= len(found) <= 2


def test_a_dataset_is_the_same_wherever_it_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables and problems of the newsroom are equal, read here and read in two processes."""
    here = check_dataset(root / "examples" / "newsroom")
    monkeypatch.setattr(parallel, "FEW", 1)
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    there = check_dataset(root / "examples" / "newsroom")
    assert here.problems == there.problems
    assert here.tables["evidence"].num_rows > 4000
    assert {name: table.equals(there.tables[name]) for name, table in here.tables.items()} == dict.fromkeys(
        here.tables, True
    )


def test_a_process_that_is_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run ends with a message, not with a hang: every process kills itself here."""
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    with pytest.raises(FootnotedError, match="ended from outside"):
        list(each(os.kill, [signal.SIGKILL] * FEW, os.getpid, ()))
