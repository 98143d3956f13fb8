"""Outside cases of currency and percentage (recognizers-text, MIT): at least 90 % in each language.

A case passes where there are as many readings as it expects, each in its place, with its value and its currency where
it names one. Cents and pence are read in their currency: 470 pence as 4.70 pounds are the same sum. What we rightly
refuse is listed with the reason in data/outside-refusals.toml, and counts as a failure.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from footnoted import readers
from footnoted.languages import available, document
from footnoted.readers import Reading

READERS = {"currency": readers.money, "percent": readers.percent}
MINOR = {"Cent", "Pence", "Penique", "Centavo", "Sen"}
LEAST = 0.9


@pytest.fixture(scope="module")
def cases(shared_data: Path) -> list[dict[str, Any]]:
    """The cases of the two types."""
    collection = json.loads((shared_data / "data" / "recognizers-text" / "cases.json").read_text("utf-8"))
    return [case for case in collection["cases"] if case["type"] in READERS]


@pytest.fixture(scope="module")
def refusals(root: Path) -> Mapping[str, Any]:
    """The cases that ask for something else, with reasons."""
    return tomllib.loads((root / "tests" / "data" / "outside-refusals.toml").read_text("utf-8"))


def passes(case: dict[str, Any]) -> bool:
    """Whether the readings of a case are those it expects."""
    found = READERS[case["type"]](document(case["input"], case["lang"]))
    expected = case["expected"]
    return len(found) == len(expected) and all(map(same, found, expected))


def same(reading: Reading, expected: dict[str, Any]) -> bool:
    """Whether a reading is the expected one: place, value and currency."""
    if expected["value_num"] is None:
        return False
    value = expected["value_num"] / (100 if expected["unit"] in MINOR else 1)
    touches = reading.span.start < expected["end"] and expected["start"] < reading.span.end
    currency = expected["iso"] in (None, reading.values.get("currency"))
    return touches and currency and math.isclose(float(reading.values["value"]), value, rel_tol=1e-9)


@pytest.mark.parametrize("language", available())
def test_nine_of_ten_outside_cases_pass(
    language: str, cases: list[dict[str, Any]], record_property: Callable[[str, object], None]
) -> None:
    """Of the currency and percentage cases of a language at least 90 % are read as expected."""
    results = [passes(case) for case in cases if case["lang"] == language]
    record_property("passed", f"{sum(results)} of {len(results)}")
    assert sum(results) >= LEAST * len(results)


def test_each_refusal_has_its_reason(cases: list[dict[str, Any]], refusals: Mapping[str, Any]) -> None:
    """The cases that fail are those on the list, none more and none less."""
    assert {case["id"] for case in cases if not passes(case)} == set(refusals)
    assert all(refusal["reason"] for refusal in refusals.values())
