"""The JSON Schemas of the two kinds of curation files: `seeds/<entity table>.toml` and `seeds/decisions.toml`."""

from __future__ import annotations

from typing import Any

from footnoted.schema.claims_schema import SLUG
from footnoted.schema.model import Dataset

__all__ = ["LONGEST_NAME", "decisions_schema", "entities_schema"]

# Characters. Names are looked for at every word of every text: longer ones would make that slow, and are no names.
LONGEST_NAME = 200

_REASON = "Why, in words for others."


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "description": description}


def _name(description: str) -> dict[str, Any]:
    return _text(description) | {"maxLength": LONGEST_NAME}


def _id(description: str) -> dict[str, Any]:
    return {"type": "string", "pattern": SLUG, "description": description}


def _list(description: str, required: tuple[str, ...], **properties: object) -> dict[str, Any]:
    item = {"type": "object", "required": list(required), "additionalProperties": False, "properties": properties}
    return {"type": "array", "items": item, "description": description}


def _file(**lists: object) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "properties": lists,
    }


def entities_schema(table: str, language: str | None = None) -> dict[str, Any]:
    """The schema of `seeds/<table>.toml`: display names and aliases of its rows, and judgements on them.

    `language` is the pattern that the language of an alias must match, if there is one.
    """
    return _file(
        **{
            table: _list(
                "A row that has names.",
                ("id",),
                id=_id("The row."),
                name=_name("The name that the row shows; without it, the first mention."),
                aliases={"type": "array", "items": _alias(language), "description": "Further names that mean the row."},
            )
        },
        same=_list(
            "Two rows that are one.",
            ("keep", "retire", "reason"),
            keep=_id("The row that stays."),
            retire=_id("The row that is merged into it; its id becomes a redirect."),
            reason=_text(_REASON),
        ),
        different=_list(
            "Rows that share a name and are not the same.",
            ("ids", "reason"),
            ids={"type": "array", "items": _id("A row."), "minItems": 2, "description": "The rows."},
            reason=_text(_REASON),
        ),
    )


def _alias(pattern: str | None) -> dict[str, Any]:
    language = _text("The language that has it (BCP 47), such as `es` or `de-CH`.")
    in_language = {
        "type": "object",
        "required": ["alias", "language"],
        "additionalProperties": False,
        "properties": {"alias": _name("The name."), "language": language | ({"pattern": pattern} if pattern else {})},
    }
    lengths = {"minLength": 1, "maxLength": LONGEST_NAME}
    return {"type": ["string", "object"], **lengths, "if": {"type": "object"}, "then": in_language}


def decisions_schema(dataset: Dataset) -> dict[str, Any]:
    """The schema of `seeds/decisions.toml`: preferred claims, retired ids, accepted exceptions."""
    table = {"enum": sorted(dataset.facts), "description": "The table of the id."}
    row = {
        "type": "string",
        "pattern": "^[a-z0-9_]+/[a-z0-9]+(-[a-z0-9]+)*$",
        "description": "The table and the id, with a slash between them.",
    }
    return _file(
        preferred=_list(
            "A source that a row is to follow, whatever the rule says.",
            ("row", "column", "source", "reason"),
            row=row,
            column=_text("A column; the columns that are told with it go with it."),
            source=_id("The source to follow."),
            reason=_text(_REASON),
        ),
        redirects=_list(
            "An id that is used no more.",
            ("table", "old_id", "reason"),
            table=table,
            old_id=_id("The id."),
            new_id=_id("The id in its place; without it, the row is gone for good."),
            reason=_text(_REASON),
        ),
        accepted=_list(
            "A warning that is accepted. Errors cannot be.",
            ("code", "path", "reason"),
            code=_text("The rule's code."),
            path=_text("The file that the warning is about."),
            reason=_text(_REASON),
        ),
    )
