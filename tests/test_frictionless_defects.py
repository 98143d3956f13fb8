"""The written list of what frictionless judges otherwise than the specification, each case run by both."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from footnoted.validate.resource import FRICTIONLESS_TYPES, validate_package

DATA = Path(__file__).parent / "data" / "frictionless-defects.toml"
DEFECTS: list[dict[str, Any]] = tomllib.loads(DATA.read_text("utf-8"))["defect"]
Errors = list[tuple[int, str]]


def written(folder: Path, defect: dict[str, Any]) -> Path:
    """The package of a case; gives its descriptor."""
    schema = {
        "fields": [{"name": "id", "type": "string"}, {"name": "a", **defect["field"]}],
        **defect.get("schema", {}),
    }
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": schema, **defect.get("resource", {})}
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [["id", "a"], *([f"r{row}", cell] for row, cell in enumerate(defect.get("rows", []), 2))]
    )
    (folder / "t.csv").write_text(defect.get("file", text.getvalue()), "utf-8", newline="")
    descriptor = folder / "datapackage.json"
    profile = "https://datapackage.org/profiles/2.0/datapackage.json"
    descriptor.write_text(json.dumps({"$schema": profile, "name": "p", "resources": [resource]}), "utf-8")
    return descriptor


def stated(defect: dict[str, Any], whose: str) -> Errors:
    """The errors that the list states."""
    return sorted((row, kind) for row, kind in defect[whose])


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["title"])
def test_the_specification_is_followed(tmp_path: Path, defect: dict[str, Any]) -> None:
    """Of each case we find what the section says."""
    findings = validate_package(written(tmp_path, defect)).findings
    assert sorted((f.row or 0, FRICTIONLESS_TYPES[f.code]) for f in findings) == stated(defect, "ours")


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["title"])
def test_the_defect_is_still_there(tmp_path: Path, defect: dict[str, Any]) -> None:
    """Frictionless finds something else: once it does not, the entry must go."""
    from frictionless import FrictionlessException, Package, system  # noqa: PLC0415 - it takes half a second

    descriptor = written(tmp_path, defect)
    with system.use_context(trusted=True):
        if defect.get("refused"):
            with pytest.raises(FrictionlessException):
                Package(str(descriptor)).validate()
            return
        found = Package(str(descriptor)).validate().flatten(["rowNumber", "type"])
    keep = defect.get("rows_of_theirs", True)
    assert sorted(((row or 0) if keep else 0, kind) for row, kind in found) == stated(defect, "theirs")


def test_every_entry_names_its_section() -> None:
    """And differs from what is right."""
    assert [
        d["title"] for d in DEFECTS if not d["section"] or (not d.get("refused") and d["ours"] == d["theirs"])
    ] == []
    assert len({d["title"] for d in DEFECTS}) == len(DEFECTS)
