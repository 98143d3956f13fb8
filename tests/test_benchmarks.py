"""The benchmarks' table and command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def benchmarks_on_path(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import the benchmarks' modules as their own programs do."""
    monkeypatch.syspath_prepend(root / "benchmarks")


def test_table_shows_ratios_to_our_row_and_limits() -> None:
    """Each peer stands beside ours as a ratio, and a missed limit is called so."""
    from measure import Row  # noqa: PLC0415 - on the path only inside a test
    from table import table  # noqa: PLC0415 - the same

    rows = [
        Row("ours", 0.5, low=0.4, high=0.75, limit=2.0),
        Row("peer", 1.25, low=1.0, high=1.5),
        Row("late", 3.0, limit=2.5),
    ]
    assert table(rows).splitlines() == [
        "       median      from - to  beside ours            limit",
        "ours  0.500 s  0.400 - 0.750                 2.000 s: held",
        "peer  1.250 s  1.000 - 1.500       2.50 x",
        "late  3.000 s                      6.00 x  2.500 s: MISSED",
    ]


def test_failed_command_is_not_timed() -> None:
    """A command that fails stops the benchmark instead of giving a row."""
    from measure import PYTHON, timed_commands  # noqa: PLC0415 - on the path only inside a test

    with pytest.raises(subprocess.CalledProcessError):
        timed_commands({"broken": [PYTHON, "-c", "raise SystemExit(3)"]}, runs=1)


def test_list_names_each_benchmark_with_its_title(root: Path) -> None:
    """`scripts/bench --list` prints a line a benchmark and measures nothing."""
    command = [sys.executable, root / "benchmarks" / "run.py", "--list"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "help: `footnoted --help` beside a bare start of Python with click; limit: twice that start.\n" in output
    assert len(output.splitlines()) == len(list((root / "benchmarks").glob("bench_*.py")))


def test_unknown_benchmark_is_wrong_usage(root: Path) -> None:
    """A name that no benchmark has ends with exit code 2 and the names there are."""
    command = [sys.executable, root / "benchmarks" / "run.py", "no-such-benchmark"]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode == 2
    assert "no-such-benchmark" in run.stderr
    assert "seed" in run.stderr


def test_marked_sentences_stand_in_their_articles() -> None:
    """Each sentence of the gold begins where its first words stand, in the order in which they are listed."""
    from extract_stages import GOLD, sentence_starts  # noqa: PLC0415 - on the path only inside a test

    for article in GOLD:
        text = (ROOT / "examples/newsroom/seeds" / f"{article['id']}.txt").read_text("utf-8")
        starts = list(sentence_starts(article, text))
        assert starts == sorted(starts)
        assert starts[0] == 0
        assert all(text[start - 1].isspace() for start in starts[1:])


def test_stages_are_compared_as_often_as_they_are_told() -> None:
    """Two equal amounts of which one is read are one right and one missing; what nobody marked is wrong."""
    from extract_stages import compared, figures  # noqa: PLC0415 - on the path only inside a test

    gold = figures([("money", 48_000_000), ("money", 48_000_000.0), ("percent", 33.3333)])
    ours = figures([("money", 48_000_000), ("percent", 33.33333333), ("power", 5)])
    assert compared(ours, gold) == {"right": 2, "wrong": 1, "missing": 1}
