"""One changed article among 1,000 and 10,000, checked with `validate --since`; limit: 1 s for 10,000.

The datasets are those of `bench_scale`, each in a repository of its own. Cold is a run without a cache, warm the
fastest of the runs that follow, each in a process of its own. Processor time is that of all processes of a run.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from measure import Row, at_most, program
from synthetic import make_dataset

SMALL, LARGE = 1_000, 10_000
"""Articles."""

_RUNS = 5
_AS = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")


def run() -> list[Row]:
    """Check the change in both datasets."""
    with TemporaryDirectory() as folder:
        large, small = (list(_checked(Path(folder), articles)) for articles in (LARGE, SMALL))
    warm, *rest = large
    return [at_most(warm, 1.0), *rest, *small]


def _checked(folder: Path, articles: int) -> Iterator[Row]:
    root = folder / str(articles)
    make_dataset(root, articles)
    (root / ".gitignore").write_text("/.footnoted/\n", "utf-8")
    for command in (["init", "-q"], ["add", "-A"], [*_AS, "commit", "-qm", "articles"]):
        subprocess.run(["git", "-C", str(root), *command], check=True, capture_output=True)  # noqa: S607 - as found
    environment = os.environ | {"XDG_CACHE_HOME": str(folder)}
    cold, *warm = (_run(root, environment) for _ in range(1 + _RUNS))
    yield Row(f"{articles:,} articles, warm", min(wall for wall, _ in warm), high=max(wall for wall, _ in warm))
    yield Row(f"{articles:,} articles, warm, processor time", min(used for _, used in warm))
    yield Row(f"{articles:,} articles, cold", cold[0])
    yield Row(f"{articles:,} articles, cold, processor time", cold[1])


def _run(root: Path, environment: dict[str, str]) -> tuple[float, float]:
    """The seconds that a run took after one more change, and those that processors worked for it."""
    with (root / "seeds" / "a7.toml").open("a", encoding="utf-8") as changed:
        changed.write("# read once more\n")
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    command = [program("footnoted"), "--dataset", str(root), "validate", "--since", "HEAD"]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter() - begun
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
