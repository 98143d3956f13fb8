"""Descriptors with anything in any place, and files of any shape: a report every time, never an error."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footnoted.validate.resource import Limits, Report, validate_package

TYPES = (
    *("string", "number", "integer", "boolean", "date", "time", "datetime", "year", "yearmonth", "duration", "object"),
    *("any", "array", "list", "geopoint", "geojson"),
)
ANYTHING: list[Any] = [
    *(None, True, 0, -1, 2.5, 10**30, "", "a", "x" * 50, "\0", "../x", "http://x/y", "t.csv", "csv", "json", "date"),
    *([], {}, [1], ["a"], [[]], [None], [{}], {"a": 1}, ["t.csv", "u.csv"], ["equal"]),
]
PROPERTIES = (
    *("name", "path", "data", "type", "schema", "fields", "dialect", "header", "headerRows", "commentChar", "property"),
    *("lineTerminator", "quoteChar", "escapeChar", "nullSequence", "skipInitialSpace", "format", "encoding", "bytes"),
    *(
        "hash",
        "rowCount",
        "constraints",
        "unique",
        "enum",
        "pattern",
        "minimum",
        "minLength",
        "jsonSchema",
        "categories",
    ),
    *("missingValues", "fieldsMatch", "primaryKey", "uniqueKeys", "foreignKeys", "reference", "trueValues", "itemType"),
    *("groupChar", "decimalChar", "bareNumber", "compression", "innerpath", "profile", "url", "mediatype", "licenses"),
)
FILES = [
    "a,b\n1,x\n2,\n",
    "",
    "a\n",
    "\n\n",
    'a,b\r\n"1","x\n',
    "a;b\n1;2\n",
    "[]",
    "[[]]",
    "{}",
    "\ufeffa,b\n1,2,3\n,\n",
    "a,a\n1,1\n",
]


def package(draw: st.DrawFn) -> dict[str, Any]:
    """A right package of two tables that refer to each other."""
    fields = [{"name": name, "type": draw(st.sampled_from(TYPES)), "constraints": {"unique": True}} for name in "ab"]
    keys = [{"fields": ["a"], "reference": {"resource": "u", "fields": ["b"]}}]
    schema = {"fields": fields, "primaryKey": ["a"], "uniqueKeys": [["b"]], "foreignKeys": keys}
    resources = [
        {"name": "t", "path": "t.csv", "schema": schema},
        {"name": "u", "data": [{"a": 1, "b": "x"}, {"a": 2}], "schema": json.loads(json.dumps(schema))},
    ]
    return {"resources": resources}


@st.composite
def broken(draw: st.DrawFn) -> dict[str, Any]:
    """A package with some parts replaced, left out or added."""
    descriptor = package(draw)
    for _ in range(draw(st.integers(1, 4))):
        part: Any = descriptor
        for _ in range(draw(st.integers(0, 6))):
            inner = [
                item for item in (part.values() if isinstance(part, dict) else part) if isinstance(item, dict | list)
            ]
            part = draw(st.sampled_from(inner)) if inner else part
        if isinstance(part, dict):
            known = sorted(part) or list(PROPERTIES)
            name = draw(st.one_of(st.sampled_from(PROPERTIES), st.sampled_from(known)))
            part[name] = deepcopy(draw(st.sampled_from(ANYTHING)))
            if draw(st.integers(0, 3)) == 0:
                del part[name]
        else:
            part.append(deepcopy(draw(st.sampled_from(ANYTHING))))
    return descriptor


@pytest.mark.parametrize("memory", [10, 10**9])
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(descriptor=broken(), text=st.sampled_from(FILES), other=st.sampled_from(FILES))
def test_any_package_gives_a_report(
    tmp_path: Path, memory: int, descriptor: dict[str, Any], text: str, other: str
) -> None:
    """In memory and by the disk."""
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    (tmp_path / "t.csv").write_text(text, "utf-8")
    (tmp_path / "u.csv").write_text(other, "utf-8")
    assert isinstance(validate_package(tmp_path, Limits(memory=memory)), Report)
