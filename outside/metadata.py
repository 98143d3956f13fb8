"""Reads a release as other programs do: record sets by mlcroissant, all of it by csvw; ends with 1 if one objects."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import mlcroissant
from csvw import CSVW


def main(release: Path) -> int:
    """Compare the rows that both see with those that the descriptor counts."""
    counts = {
        resource["name"]: resource["rowCount"]
        for resource in json.loads((release / "datapackage.json").read_text("utf-8"))["resources"]
        if "rowCount" in resource
    }
    dataset = mlcroissant.Dataset(jsonld=str(release / "croissant.json"))
    seen = {one.id: sum(1 for _ in dataset.records(record_set=one.id)) for one in dataset.metadata.record_sets}
    issues = dataset.metadata.ctx.issues
    valid = CSVW(str(release / "csvw.json"), validate=True).is_valid
    print(f"mlcroissant: {len(seen)} record sets, {len(issues.errors)} errors, {len(issues.warnings)} warnings")  # noqa: T201
    print(f"csvw: {'valid' if valid else 'NOT valid'}")  # noqa: T201
    return 0 if seen == counts and valid and not issues.errors and not issues.warnings else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
