"""The package described for machine learning: Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["croissant"]

_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}


def croissant(descriptor: Mapping[str, Any], released_on: str) -> dict[str, Any]:
    """The metadata of a published package as JSON-LD: each CSV file, and a record set a table.

    References between tables are left out: the reference implementation joins them, and then gives rows several times.
    They stand in the descriptor and in the CSVW metadata.
    """
    tables = [resource for resource in descriptor["resources"] if "schema" in resource]
    title = descriptor.get("title") or descriptor["name"]
    found = {
        "@context": dict(_CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": descriptor["name"],
        "alternateName": title,
        "description": descriptor.get("description") or title,
        "version": str(descriptor["version"]),
        "datePublished": released_on,
        "citeAs": f"The contributors to {title} ({released_on[:4]}). {title}, version {descriptor['version']}.",
        "license": [one.get("path") or one.get("name") for one in descriptor.get("licenses", ())],
        "keywords": list(descriptor.get("keywords", ())),
        "url": descriptor.get("homepage"),
        "creator": _creators(descriptor, title),
        "distribution": [_file(resource) for resource in tables],
        "recordSet": [_record_set(resource) for resource in tables],
    }
    return {key: value for key, value in found.items() if value}


def _creators(descriptor: Mapping[str, Any], title: str) -> list[dict[str, str]]:
    named = [one.get("title") or one.get("organization") for one in descriptor.get("contributors", ())]
    names = [str(name) for name in named if name] or [f"The contributors to {title}"]
    return [{"@type": "sc:Organization", "name": name} for name in names]


def _file(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["name"],
        "contentUrl": resource["path"],
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": "text/csv",
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _record_set(resource: Mapping[str, Any]) -> dict[str, Any]:
    table, schema = resource["name"], resource["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": resource.get("description") or resource.get("title") or table,
        "key": [{"@id": f"{table}/{name}"} for name in _names(schema.get("primaryKey", ()))],
        "field": [_field(resource, field) for field in schema["fields"]],
    }


def _field(resource: Mapping[str, Any], field: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{field['name']}",
        "name": field["name"],
        "description": field.get("description") or field.get("title") or field["name"],
        "dataType": _TYPES.get(field.get("type", "string"), "sc:Text"),
        "source": {"fileObject": {"@id": resource["path"]}, "extract": {"column": field["name"]}},
    }


def _names(names: str | Sequence[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)
