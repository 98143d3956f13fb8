"""Hostile texts, chosen against one stage each: drafting them takes work in proportion to their length."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from footnoted.extract import Extractor, draft

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from bench_hostile import HOSTILE, extractor, hostile

sys.path.pop(0)


@pytest.fixture(scope="module")
def ready() -> Extractor:
    """The extractor of this repository's dataset, with what it learns of its languages learned."""
    made = extractor()
    for language in {language for _, language in HOSTILE.values()}:
        draft("hostile", hostile("sums", 100)[0], language, made)
    return made


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_length_of_the_text(
    name: str, ready: Extractor, work: Callable[[Callable[[], object]], int]
) -> None:
    """Eight times the text takes about eight times the work, not sixty-four times."""
    small, large = (work(lambda: draft("hostile", *hostile(name, size), ready)) for size in (500, 4_000))  # noqa: B023 - called at once
    assert large < 10 * small + 5_000
