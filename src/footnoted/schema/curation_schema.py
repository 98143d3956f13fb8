"""The JSON Schemas of the two kinds of curation files: `seeds/<entity table>.toml` and `seeds/decisions.toml`."""

from __future__ import annotations

from typing import Any

from footnoted.schema.claims_schema import SLUG
from footnoted.schema.model import Dataset

__all__ = ["decisions_schema", "entities_schema"]

_TEXT = {"type": "string", "minLength": 1}
_ID = {"type": "string", "pattern": SLUG}


def _list(required: tuple[str, ...], **properties: object) -> dict[str, Any]:
    item = {"type": "object", "required": list(required), "additionalProperties": False, "properties": properties}
    return {"type": "array", "items": item}


def _file(**lists: object) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "properties": lists,
    }


def entities_schema(table: str) -> dict[str, Any]:
    """The schema of `seeds/<table>.toml`: display names and aliases of its rows, and judgements on them."""
    in_language = {
        "type": "object",
        "required": ["alias", "language"],
        "additionalProperties": False,
        "properties": {"alias": _TEXT, "language": _TEXT},
    }
    alias = {"type": ["string", "object"], "minLength": 1, "if": {"type": "object"}, "then": in_language}
    entities = _list(("id",), id=_ID, name=_TEXT, aliases={"type": "array", "items": alias})
    same = _list(("keep", "retire", "reason"), keep=_ID, retire=_ID, reason=_TEXT)
    ids = {"type": "array", "items": _ID, "minItems": 2}
    return _file(**{table: entities}, same=same, different=_list(("ids", "reason"), ids=ids, reason=_TEXT))


def decisions_schema(dataset: Dataset) -> dict[str, Any]:
    """The schema of `seeds/decisions.toml`: preferred claims, retired ids, accepted exceptions."""
    table = {"enum": sorted(dataset.facts)}
    row = {"type": "string", "pattern": "^[a-z0-9_]+/[a-z0-9]+(-[a-z0-9]+)*$"}
    return _file(
        preferred=_list(("row", "column", "source", "reason"), row=row, column=_TEXT, source=_ID, reason=_TEXT),
        redirects=_list(("table", "old_id", "reason"), table=table, old_id=_ID, new_id=_ID, reason=_TEXT),
        accepted=_list(("code", "path", "reason"), code=_TEXT, path=_TEXT, reason=_TEXT),
    )
