"""Many items are worked on in processes, with the same results in the same order as here."""

from __future__ import annotations

import operator
import os
import signal
from pathlib import Path

import pytest

from footnoted import parallel
from footnoted.errors import FootnotedError
from footnoted.parallel import FEW, Crew, Task
from footnoted.validate.dataset import check_dataset


def _process() -> Task:
    return Task(_context, os.getpid, (), str)


def _context(context: int, _item: int) -> int:
    return context


def _pid_of(_anything: str) -> int:
    return os.getpid()


def _count(counted: list[int], _item: int) -> int:
    counted[0] += 1
    return counted[0]


def _one_place(_item: int) -> str:
    return "here"


@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, FEW + 33])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    """However many there are, here or in processes: the context (5) is added to each item."""
    with Crew() as crew:
        assert list(crew.each(Task(operator.add, int, ("5",), str), range(count))) == list(range(5, count + 5))


def test_few_items_are_worked_on_here() -> None:
    """Starting processes would cost more than it saves: the context is this process's id."""
    with Crew() as crew:
        assert set(crew.each(_process(), range(FEW - 1))) == {os.getpid()}


def test_many_items_are_worked_on_in_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process prepares its context once."""
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    with Crew() as crew:
        found = set(crew.each(_process(), range(FEW)))
    assert os.getpid() not in found
    assert len(found) == 2


def test_an_item_comes_back_to_the_process_that_had_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in another order, among others, and for another task."""
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    first, again = range(FEW), range(FEW + 50, -1, -1)
    with Crew() as crew:
        had = dict(zip(first, crew.each(_process(), first), strict=True))
        has = dict(zip(again, crew.each(Task(_context, _pid_of, ("another",), str), again), strict=True))
    assert had == {item: has[item] for item in first}


def test_a_context_is_prepared_once_for_the_same_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process learned for one task it knows for the next: here it counts on."""
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    arguments: tuple[object, ...] = ([0],)
    with Crew() as crew:
        first = list(crew.each(Task(_count, list, arguments, _one_place), range(FEW)))
        second = list(crew.each(Task(_count, list, arguments, _one_place), range(FEW)))
    assert first == list(range(1, FEW + 1))
    assert second == list(range(FEW + 1, 2 * FEW + 1))


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
    with pytest.raises(FootnotedError, match="ended from outside"), Crew() as crew:
        list(crew.each(Task(os.kill, os.getpid, (), str), [signal.SIGKILL] * FEW))
