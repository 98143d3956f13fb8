"""Builds of 1,000 and 10,000 invented articles; limits: 60 s and 1 GB for 10,000, and 12 times the time of 1,000.

Each build runs in a process of its own, as a user's does. Below the whole, the stages of the large build, one by one:
what is not named there is the interpreter's start. Memory is the largest of the build's processes.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import PYTHON, Row, at_most
from synthetic import make_dataset

SMALL, LARGE = 1_000, 10_000
"""Articles."""

STAGES = Path(__file__).with_name("stages.py")


def run() -> list[Row]:
    """Build both datasets and give their time, memory and stages."""
    small, large = (_build(articles) for articles in (SMALL, LARGE))
    growth = Row(f"{LARGE:,} articles over {SMALL:,}", large["total"] / small["total"], "times")
    rows = [
        at_most(Row(f"{LARGE:,} articles", large["total"]), 60.0),
        at_most(Row(f"{LARGE:,} articles, memory", large["memory"], "MB"), 1000.0),
        at_most(growth, 12.0),
        Row(f"{SMALL:,} articles", small["total"]),
        Row(f"{SMALL:,} articles, memory", small["memory"], "MB"),
    ]
    return rows + [Row(f"{LARGE:,}: {name}", seconds) for name, seconds in large["stages"].items()]


def _build(articles: int) -> dict[str, dict[str, float]]:
    with TemporaryDirectory() as folder:
        make_dataset(Path(folder) / "dataset", articles)
        command = [PYTHON, str(STAGES), str(Path(folder) / "dataset")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)
