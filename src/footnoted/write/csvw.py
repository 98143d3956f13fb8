"""The package described for the web of data: CSV on the Web (W3C, https://www.w3.org/TR/tabular-metadata/)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["csvw"]

_TYPES = {"integer": "integer", "number": "decimal", "boolean": "boolean", "date": "date"}


def csvw(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of a table group: columns with types, keys and references of each CSV file of a package."""
    tables = [resource for resource in descriptor["resources"] if "schema" in resource]
    paths = {resource["name"]: resource["path"] for resource in tables}
    licences = [one["path"] for one in descriptor.get("licenses", ()) if one.get("path")]
    found = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": descriptor.get("title"),
        "dc:description": descriptor.get("description"),
        "dc:license": {"@id": licences[0]} if licences else None,
        "tables": [_table(resource, paths) for resource in tables],
    }
    return {key: value for key, value in found.items() if value}


def _table(resource: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, Any]:
    schema = resource["schema"]
    described: dict[str, Any] = {"columns": [_column(field) for field in schema["fields"]]}
    if key := _names(schema.get("primaryKey", ())):
        described["primaryKey"] = key
    # A reference that may be empty is none to a strict validator, which looks for the empty key.
    filled = {field["name"] for field in schema["fields"] if field.get("constraints", {}).get("required")}
    keys = [key for key in schema.get("foreignKeys", ()) if filled.issuperset(_names(key["fields"]))]
    if keys:
        described["foreignKeys"] = [_foreign_key(key, resource, paths) for key in keys]
    return {"url": resource["path"], "dc:title": resource.get("title", resource["name"]), "tableSchema": described}


def _column(field: Mapping[str, Any]) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": field["name"],
        "titles": field["name"],
        "datatype": _TYPES.get(field.get("type", "string"), "string"),
    }
    if field.get("constraints", {}).get("required"):
        column["required"] = True
    if field.get("description"):
        column["dc:description"] = field["description"]
    return column


def _foreign_key(key: Mapping[str, Any], resource: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, Any]:
    reference = key["reference"]
    return {
        "columnReference": _names(key["fields"]),
        "reference": {
            "resource": paths[reference.get("resource") or resource["name"]],
            "columnReference": _names(reference["fields"]),
        },
    }


def _names(names: str | Sequence[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)
