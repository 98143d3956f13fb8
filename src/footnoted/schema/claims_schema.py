"""The JSON Schema of a claims file, derived from a dataset's schemas: for editors, and for the first check of a file.

JSON Schema 2020-12. Conditions (`if`/`then`) stand where `anyOf` would be shorter: a failed `anyOf` reports every
branch, a failed condition the one thing that is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from footnoted.schema.model import Column, Dataset, Table

__all__ = ["SLUG", "claims_schema"]

SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"


def claims_schema(dataset: Dataset, currency_families: Sequence[str]) -> dict[str, Any]:
    """The schema of `seeds/*.toml` of this dataset; `currency_families` are the keys that `assume` may have."""
    tables = dataset.facts
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Claims about one source of {dataset.descriptor.get('title', 'this dataset')}",
        "description": "A bare string is a passage, copied exactly; the column's reader reads the value.",
        "type": "object",
        "required": ["source"],
        "additionalProperties": False,
        "properties": {
            "source": _source(dataset, currency_families),
            **{
                name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": table.description}
                for name, table in tables.items()
            },
        },
        "$defs": {
            "attribution": _attribution(),
            **{name: _claim(dataset, table) for name, table in tables.items()},
        },
    }


def _source(dataset: Dataset, currency_families: Sequence[str]) -> dict[str, Any]:
    table = dataset.tables["sources"]
    # `path` and `characters` are computed; the file itself is named by `text`.
    authored = {c.name: _metadata(dataset, c) for c in table.columns if c.name not in {"path", "characters"}}
    assumption = {
        "type": "object",
        "required": ["currency", "note"],
        "additionalProperties": False,
        "properties": {
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "description": "What the word means (ISO 4217)."},
            "note": _passage("Why it can mean nothing else here; each cell that rests on it says so."),
        },
    }
    return {
        "type": "object",
        "description": table.description,
        "required": ["id", "text", "sha256", "language"],
        "additionalProperties": False,
        "properties": authored
        | {
            "id": {
                "type": "string",
                "pattern": SLUG,
                "description": dataset.tables["sources"].by_name["id"].description,
            },
            "text": {"type": "string", "pattern": r"^[^/\\]+\.txt$", "description": "The text's file beside this one."},
            "sha256": {
                "type": "string",
                "pattern": "^[0-9a-f]{64}$",
                "description": "The SHA-256 of the text's bytes, as sha256sum prints it.",
            },
            "assume": {
                "type": "object",
                "additionalProperties": False,
                "properties": dict.fromkeys(currency_families, assumption),
                "description": "What a bare currency word means here; the cells that rest on it say so.",
            },
        },
    }


def _passage(description: str) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "description": description}


def _metadata(dataset: Dataset, column: Column) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": column.description}
    if column.type == "boolean":
        return schema | {"type": "boolean"}
    schema |= {"type": "string", "minLength": 1}
    if column.pattern:
        schema["pattern"] = column.pattern
    if terms := _terms(dataset, column):
        schema["enum"] = list(terms)
    return schema


def _terms(dataset: Dataset, column: Column) -> tuple[str, ...]:
    return dataset.vocabularies[column.vocabulary].names if column.vocabulary else column.enum


def _attribution() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["kind"],
        "additionalProperties": False,
        "properties": {
            "kind": {
                "enum": ["source", "anonymous", "named"],
                "description": "The source's own word, that of people without a name, or of somebody who is named.",
            },
            "passage": _passage("The words that say whose word it is; not for the source's own."),
        },
        "if": {"properties": {"kind": {"enum": ["anonymous", "named"]}}},
        "then": {"required": ["passage"]},
        "description": "Whose word this is, and the words that say so.",
    }


def _claim(dataset: Dataset, table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "if": {"not": {"required": ["about"]}},
        "then": {"required": ["id"]},
        "else": {"not": {"required": ["id"]}},
        "properties": {
            "id": {"type": "string", "pattern": SLUG, "description": "A new row, named by this claim."},
            "about": {"type": "string", "pattern": SLUG, "description": "A row that another file created."},
            "within": _passage("Words of the article, in which alone the passages of this claim are looked for."),
            "attribution": {"$ref": "#/$defs/attribution"},
            "note": _passage("What a reader of the footnotes should know; a cell's own note comes first."),
            "drafted_by": _passage("Who or what wrote the claim."),
            "reviewed_by": _review(),
            **{column.name: _cell(dataset, column) for column in table.claimable},
        },
    }


def _review() -> dict[str, Any]:
    name = {"type": "string", "minLength": 1, "maxLength": 200}
    return {
        "description": "Who checked the claim against the article, and when: `footnoted review` writes it.",
        "type": ["string", "object"],
        "minLength": 1,
        "required": ["name", "on", "claim"],
        "additionalProperties": False,
        "properties": {
            "name": name,
            "on": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "claim": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        },
    }


def _cell(dataset: Dataset, column: Column) -> dict[str, Any]:
    value: dict[str, Any] = {"type": "string", "minLength": 1}
    if terms := _terms(dataset, column):
        value["enum"] = list(terms)
    properties: Mapping[str, Any] = {
        "passage": _passage("The exact words of the article."),
        "value": value | {"description": "What the passage says: checked against the reader."},
        "within": _passage("Words of the article, in which alone this passage is looked for."),
        "antecedent": _passage("The words that name what the passage only refers to."),
        "attribution": {"$ref": "#/$defs/attribution"},
        "note": _passage("What a reader of the footnote should know, such as why a cue does not count here."),
    }
    return {
        "title": column.title,
        "description": column.description,
        "type": ["string", "object"],
        "minLength": 1,
        "if": {"type": "object"},
        "then": {"required": ["passage"], "additionalProperties": False, "properties": properties},
    }
