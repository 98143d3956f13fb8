"""Random CSV packages judged by frictionless too: the same cells, but for the written list of its defects.

The list is tests/data/frictionless-defects.toml; test_frictionless_defects.py runs each entry.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footnoted.validate.resource import FRICTIONLESS_TYPES, validate_package

Judgement = set[tuple[int | None, str, str]]
"""Row, field ("" for errors of a whole row) and frictionless error type of each error."""

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# Without it frictionless guesses which row is the header.
HEADER = {"headerRows": [1]}
WHOLE_ROW = {"primary-key", "foreign-key", "extra-cell", "blank-row"}

# For each type texts to fill cells with, right and wrong ones, and right ones to state in constraints.
TEXTS: Mapping[str, tuple[Sequence[str], Sequence[str | bool]]] = {
    "string": (["a", "b", "ab", "abc", "ñ", "A", "", "a,b", 'q"q', "x\ny", "null"], ["a", "ab", "b"]),
    "integer": (
        ["0", "1", "-1", "+5", "007", "12", "x", "1.5", "1e3", "", "99999999999999999999", "--1"],
        ["0", "1", "12"],
    ),
    "number": (["0", "1.5", "-2", "1e3", ".5", "5.", "+1", "x", "", "1.2.3", "1,5", "-INF"], ["0", "1.5", "12"]),
    "boolean": (["true", "false", "1", "0", "True", "yes", "", "TRUE", "tRUE"], [True]),
    "date": (
        ["2024-01-26", "2024-02-29", "2023-02-29", "2024-12-31", "x", "", "26/01/2024"],
        ["2024-01-26", "2024-06-01"],
    ),
    "time": (["15:00:00", "00:00:00", "25:00:00", "x", "", "15:00"], ["12:00:00", "15:00:00"]),
    "datetime": (
        ["2024-01-26T15:00:00", "2023-01-01T00:00:00", "2024-13-01T00:00:00", "x", ""],
        ["2024-01-01T00:00:00"],
    ),
    "year": (["2024", "1999", "24", "x", "", "20244x"], ["2000", "2024"]),
    "yearmonth": (["2024-01", "2023-12", "2024-13", "x", ""], ["2024-01"]),
    "geopoint": (["1,2", "1.5, 2", "181,0", "x", "", "1"], []),
    "array": (["[]", "[1]", "[1, 2]", "{}", "x", ""], []),
    "object": (["{}", '{"a": 1}', "[]", "x", ""], []),
    "list": (["a", "a,b", ""], []),
    "any": (["a", "1", ""], []),
}
BOUNDED = ("integer", "number", "date", "time", "datetime", "year", "yearmonth")
MEASURED = ("string", "array", "object", "list")
# Of these the logical values cannot be put into a set by frictionless.
UNHASHED = ("array", "object", "list", "geopoint")
PATTERNS = ("[a-z]+", "a.*", "[A-Z]?b*")


@st.composite
def constraints(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Constraints that the type has, stated in its own form."""
    stated = TEXTS[kind][1]
    found: dict[str, Any] = draw(st.fixed_dictionaries({}, optional={"required": st.booleans()}))
    if kind not in UNHASHED and draw(st.integers(0, 3)) == 0:
        found["unique"] = True
    if stated and draw(st.integers(0, 3)) == 0:
        found["enum"] = draw(st.lists(st.sampled_from(stated), min_size=1, unique=True))
    if kind in BOUNDED and draw(st.integers(0, 2)) == 0:
        name = draw(st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]))
        found[name] = draw(st.sampled_from(stated))
    if kind in MEASURED and draw(st.integers(0, 2)) == 0:
        found[draw(st.sampled_from(["minLength", "maxLength"]))] = draw(st.integers(0, 3))
    if kind == "string" and draw(st.integers(0, 2)) == 0:
        found["pattern"] = draw(st.sampled_from(PATTERNS))
    return found


@st.composite
def packages(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, str]]:
    """A descriptor of two tables, and the texts of their files."""
    kinds = draw(st.lists(st.sampled_from(sorted(TEXTS)), min_size=2, max_size=4))
    names = list("abcd"[: len(kinds)])
    fields = [
        {"name": name, "type": kind, "constraints": draw(constraints(kind))}
        for name, kind in zip(names, kinds, strict=True)
    ]
    schema: dict[str, Any] = {"fields": fields}
    if draw(st.booleans()):
        schema["missingValues"] = draw(st.sampled_from([["", "x"], ["", "a"], ["-"]]))
    keyed = [name for name, kind in zip(names, kinds, strict=True) if kind not in UNHASHED]
    if keyed and draw(st.booleans()):
        schema["primaryKey"] = draw(st.lists(st.sampled_from(keyed), min_size=1, max_size=2, unique=True))
    other_fields = [{"name": name, "type": kind} for name, kind in zip(names, kinds, strict=True)]
    if keyed and draw(st.booleans()):
        used = draw(st.lists(st.sampled_from(keyed), min_size=1, max_size=2, unique=True))
        schema["foreignKeys"] = [{"fields": used, "reference": {"resource": "other", "fields": used}}]
        for field in fields:
            # A partial null is judged differently; with this it leaves an error by which to tell the row.
            if len(used) > 1 and field["name"] in used:
                field["constraints"]["required"] = True
    descriptor = {
        "$schema": PROFILE,
        "name": "random",
        "resources": [
            {"name": "main", "type": "table", "path": "main.csv", "schema": schema, "dialect": HEADER},
            {
                "name": "other",
                "type": "table",
                "path": "other.csv",
                "schema": {"fields": other_fields},
                "dialect": HEADER,
            },
        ],
    }
    right = {kind: [text for text in texts if text not in ("", "x")][:2] for kind, (texts, _) in TEXTS.items()}
    main = draw(st.lists(rows(kinds), min_size=1, max_size=8))
    other = draw(st.lists(st.tuples(*(st.sampled_from(right[kind]) for kind in kinds)), min_size=1, max_size=4))
    return descriptor, {"main.csv": written([names, *main]), "other.csv": written([names, *other])}


@st.composite
def rows(draw: st.DrawFn, kinds: Sequence[str]) -> list[str]:
    """A row, now and then with a cell too many or too few, or none."""
    cells = [draw(st.sampled_from(TEXTS[kind][0])) for kind in kinds]
    match draw(st.integers(0, 14)):
        case 0:
            return cells[:-1]
        case 1:
            return [*cells, "more"]
        case 2:
            return []
        case _:
            return cells


def written(records: Sequence[Sequence[str]]) -> str:
    """The records as a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(records)
    return text.getvalue()


def judge(folder: Path, descriptor: dict[str, Any], files: Mapping[str, str]) -> tuple[Judgement, Judgement]:
    """What frictionless finds in a package, and what we find, in its words."""
    from frictionless import Package, system  # noqa: PLC0415 - imported where it is used: it takes half a second

    for name, text in files.items():
        (folder / name).write_text(text, "utf-8", newline="")
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    theirs = {
        (error[0], "" if error[2] in WHOLE_ROW else error[1] or "", error[2])
        for error in report.flatten(["rowNumber", "fieldName", "type"])
    }
    ours = set()
    for finding in validate_package(folder).findings:
        kind = FRICTIONLESS_TYPES[finding.code]
        ours.add((finding.row, "" if kind in WHOLE_ROW else finding.column or "", kind))
    return theirs, ours


def without_known_differences(theirs: Judgement, ours: Judgement) -> tuple[Judgement, Judgement]:
    """Both judgements without what the list of defects shows one by one."""
    blank = {row for row, _, kind in theirs if kind == "blank-row"}
    wrong = {row for row, _, kind in theirs if kind == "type-error"}
    # An empty or wrong key: they add an error of the key to a blank row and to a wrong cell, and pass a partial null.
    keys = {(row, "", "primary-key") for row in {row for row, _, _ in theirs | ours} if row is not None}
    repeated = {row for row, _, kind in ours & theirs if kind == "primary-key"}
    open_keys = {key for key in keys if key[0] not in repeated}
    theirs = {error for error in theirs if not (error in open_keys and error[0] in blank | wrong)}
    ours = {error for error in ours if not (error in open_keys and error not in theirs)}
    # A reference with an empty or wrong part: they look it up all the same.
    partial = {row for row, _, kind in theirs if kind in ("type-error", "constraint-error", "missing-cell")}
    theirs = {
        error for error in theirs if not (error[2] == "foreign-key" and error[0] in partial and error not in ours)
    }
    return theirs, ours


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(package=packages())
def test_the_same_cells_are_found(tmp_path: Path, package: tuple[dict[str, Any], dict[str, str]]) -> None:
    """On packages of every type, constraint and key, frictionless and we find the same rows, fields and kinds."""
    theirs, ours = without_known_differences(*judge(tmp_path, *package))
    assert ours == theirs
