"""Whether the files made from the schemas are as the schemas are now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from footnoted import languages
from footnoted.problem import Problem
from footnoted.schema import Dataset, claims_schema
from footnoted.text import MAXIMUM_BYTES, read_inside

__all__ = ["CLAIMS_SCHEMA", "check_drift", "claims_schema_text"]

CLAIMS_SCHEMA = "schemas/claims.schema.json"


def claims_schema_text(dataset: Dataset) -> str:
    """The JSON Schema of the dataset's claims files, as its file holds it."""
    return _indented(json.dumps(claims_schema(dataset, languages.currency_families()), ensure_ascii=False))


@lru_cache(maxsize=4)
def _indented(schema: str) -> str:
    # Kept: this takes longer than all that comes before it, and a process checks one dataset again and again.
    return json.dumps(json.loads(schema), ensure_ascii=False, indent=2) + "\n"


def check_drift(dataset: Dataset) -> Iterator[Problem]:
    """A problem if the JSON Schema that editors use is not the one that the schemas give."""
    hint = "make it again: footnoted schema"
    expected = claims_schema_text(dataset).encode()
    try:
        found = read_inside(dataset.root, CLAIMS_SCHEMA)
    except OSError:
        yield Problem("schema-drift", CLAIMS_SCHEMA, "the JSON Schema of the claims files is missing", hint=hint)
    else:
        if found != expected[: MAXIMUM_BYTES + 1]:
            yield Problem("schema-drift", CLAIMS_SCHEMA, "this is not what schemas/ now give", hint=hint)
