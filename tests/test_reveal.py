"""How much of its text a source's published passages reveal, each code point counted once."""

from __future__ import annotations

import random

import pyarrow as pa

from footnoted.claims import Source
from footnoted.claims.file import ClaimsFile
from footnoted.validate.reveal import revealed_shares

PLACES = [f"{name}_{end}" for name in ("span", "antecedent", "attributed") for end in ("start", "end")]
NOTHING = (None, None)


def _source(name: str, characters: int) -> Source:
    return Source(name, ClaimsFile(f"{name}.toml", "", {}), f"{name}.txt", "", "x" * characters, {}, {})


def _shares(sources: dict[str, int], rows: list[tuple[object, ...]]) -> dict[str, float]:
    columns = list(zip(*rows, strict=True)) or [()] * 7
    table = pa.table({"source_id": pa.array(columns[0], pa.string())})
    for name, column in zip(PLACES, columns[1:], strict=True):
        table = table.append_column(name, pa.array(column, pa.int64()))
    return revealed_shares({"evidence": table}, {name: _source(name, count) for name, count in sources.items()})


def test_passages_antecedents_and_attributions_count_once() -> None:
    """Of twenty characters 0-5 and 3-8 are eight, with 3-4 in them, and 10-12 two more; the second text shows two."""
    rows = [
        ("one", 0, 5, 3, 8, *NOTHING),
        ("two", 18, 20, *NOTHING, *NOTHING),
        ("one", 3, 4, *NOTHING, 10, 12),
    ]
    assert _shares({"one": 20, "two": 20}, rows) == {"one": 0.5, "two": 0.1}


def test_a_source_that_is_not_cited_reveals_nothing() -> None:
    """With evidence of another one, and without any; of a source that is not asked for nothing is said."""
    assert _shares({"one": 20}, [("two", 0, 5, *NOTHING, *NOTHING)]) == {"one": 0.0}
    assert _shares({"one": 20}, []) == {"one": 0.0}
    assert _shares({}, [("two", 0, 5, *NOTHING, *NOTHING)]) == {}


def test_any_passages_reveal_the_characters_that_they_hold() -> None:
    """A hundred passages of three texts, drawn with a seed, against the characters marked one by one."""
    chance = random.Random(7)  # noqa: S311 - nothing here is secret
    held: dict[str, set[int]] = {"a": set(), "b": set(), "c": set()}
    rows = []
    for _ in range(100):
        name, start = chance.choice("abc"), chance.randrange(190)
        end = start + chance.randrange(1, 10)
        held[name].update(range(start, end))
        rows.append((name, start, end, *NOTHING, *NOTHING))
    assert _shares(dict.fromkeys("abc", 200), rows) == {name: len(found) / 200 for name, found in held.items()}
