"""Descriptors and data that nobody would write by accident: every one ends in a report."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footnoted.validate.resource import validate_package

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(allow_nan=False)
    | st.sampled_from(
        ["", "a", "n", "t", "t.csv", "integer", "date", "any", "%d", "[", "\\", "default", "exact", "é\x00"]
    ),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "fields", "value", "a"]), inner)
    ),
    max_leaves=4,
)
FIELDS = [
    {"name": "n", "type": "integer", "constraints": {"minimum": 0, "enum": [1, 2], "unique": True}, "groupChar": ","},
    {"name": "a", "type": "date", "format": "%d.%m.%Y", "constraints": {"maximum": "01.01.2030", "required": True}},
    {
        "name": "s",
        "type": "string",
        "constraints": {"pattern": "[a-z]+", "minLength": 1},
        "categories": [{"value": "x"}],
    },
    {"name": "o", "type": "object", "constraints": {"jsonSchema": {"type": "object"}}, "missingValues": ["-"]},
]
SCHEMA = {
    "fields": FIELDS,
    "primaryKey": ["n", "a"],
    "uniqueKeys": [["s"]],
    "foreignKeys": [{"fields": ["n"], "reference": {"resource": "u", "fields": ["n"]}}],
    "fieldsMatch": "equal",
    "missingValues": [{"value": "", "label": "none"}],
}
DESCRIPTOR: dict[str, Any] = {
    "name": "p",
    "resources": [
        {
            "name": "t",
            "type": "table",
            "path": "t.csv",
            "bytes": 5,
            "hash": "md5:0",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "headerRows": [1], "quoteChar": '"'},
            "schema": SCHEMA,
        },
        {"name": "u", "data": [{"n": 1}, {"n": "2"}], "schema": {"fields": [{"name": "n", "type": "integer"}]}},
    ],
}
DATA = 'n,a,s,o\n1,26.01.2024,x,{}\n1,x,"y",-\n\n2\n'


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - any JSON
    """The paths to every value inside a JSON value."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*path, key)
        yield from paths(value[key], (*path, key))


PLACES = list(paths(DESCRIPTOR))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), JSON), min_size=1, max_size=3))
def test_any_descriptor_ends_in_a_report(tmp_path: Path, changes: list[tuple[tuple[str | int, ...], Any]]) -> None:
    """A descriptor with any of its parts replaced by any JSON gives a report, and never an exception."""
    descriptor = copy.deepcopy(DESCRIPTOR)
    for path, value in changes:
        inner: Any = descriptor
        for key in path[:-1]:
            inner = inner[key] if isinstance(inner, dict | list) and _holds(inner, key) else None
        if isinstance(inner, dict | list) and _holds(inner, path[-1]):
            inner[path[-1]] = value  # type: ignore[index]
    (tmp_path / "t.csv").write_text(DATA, "utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    assert isinstance(validate_package(tmp_path).problems, tuple)


def _holds(container: Any, key: str | int) -> bool:  # noqa: ANN401 - any JSON
    return key in container if isinstance(container, dict) else isinstance(key, int) and key < len(container)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60) | st.text(alphabet='na,so"\n\r\\1-.{}', max_size=60).map(str.encode))
def test_any_file_ends_in_a_report(tmp_path: Path, data: bytes) -> None:
    """A data file of any bytes gives a report, and never an exception."""
    (tmp_path / "t.csv").write_bytes(data)
    (tmp_path / "datapackage.json").write_text(json.dumps(DESCRIPTOR), "utf-8")
    assert isinstance(validate_package(tmp_path).problems, tuple)
