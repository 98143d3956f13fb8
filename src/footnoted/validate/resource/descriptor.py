"""Descriptors of packages, resources and schemas as values: Data Package v2, and what it says of v1 and v0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from footnoted.schema import ForeignKey
from footnoted.validate.resource.dialect import Dialect, dialect_of, encoding_fault
from footnoted.validate.resource.match import FIELDS_MATCH
from footnoted.validate.resource.safe import path_fault
from footnoted.validate.resource.unfold import COMPRESSIONS
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.spec import Field, TableSpec

__all__ = ["Resource", "resource_of", "spec_of_schema"]

# From a path in a descriptor to the JSON object in that file.
Loader = Callable[[str], Mapping[str, Any] | Fault]
_TABULAR_PROFILES = (
    "tabular-data-resource",
    "https://specs.frictionlessdata.io/schemas/tabular-data-resource.json",
)
_TABULAR_FORMATS = ("csv", "tsv", "parquet", "jsonl", "ndjson")
_MEDIA_TYPES = {
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/vnd.apache.parquet": "parquet",
    "application/json": "json",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: where its data are, how they are written, and what they must be.

    `data` is None where it has `paths`; `spec` is None where it is no table or has no schema; `expected` holds the
    `bytes`, `hash` and `rowCount` that the descriptor states. A file may be compressed, alone or as the member
    `inner_path` of an archive.
    """

    name: str
    paths: tuple[str, ...]
    data: Any = field(repr=False)
    format: str
    encoding: str
    dialect: Dialect
    spec: TableSpec | None
    fields_match: str
    expected: Mapping[str, Any]
    compression: str | None = None
    inner_path: str | None = None


def resource_of(raw: Mapping[str, Any], load: Loader) -> Resource | Fault:
    """The resource that a descriptor states; `load` reads the schemas and dialects that it only names."""
    name = raw.get("name")
    if not isinstance(name, str) or not name:
        return Fault("descriptor-invalid", "a resource has no `name`")
    paths = _paths(raw)
    if isinstance(paths, Fault):
        return paths
    if (fault := encoding_fault(raw.get("encoding", "utf-8"))) is not None:
        return fault
    form = _format(raw, paths)
    stated = _loaded(raw.get("dialect", {}), load)
    dialect = stated if isinstance(stated, Fault) else dialect_of(_with_tabs(stated, form))
    if isinstance(dialect, Fault):
        return dialect
    schema = _loaded(raw.get("schema"), load)
    spec = _spec(name, raw, form, schema)
    if isinstance(spec, Fault):
        return spec
    how = "exact" if schema is None else _fields_match(schema)
    expected = {key: raw[key] for key in ("bytes", "hash", "rowCount") if raw.get(key) is not None}
    resource = Resource(name, paths, raw.get("data"), form, raw.get("encoding", "utf-8"), dialect, spec, how, expected)
    return _compressed(resource, raw)


def _compressed(resource: Resource, raw: Mapping[str, Any]) -> Resource | Fault:
    """The resource with how its files are compressed, as it states or as their names say."""
    packed, member = raw.get("compression") or _compression(resource.paths), raw.get("innerpath")
    if packed not in (None, "no", *COMPRESSIONS) or not isinstance(member, str | None):
        return Fault("descriptor-invalid", f"`compression` is {' or '.join(COMPRESSIONS)}, `innerpath` a string")
    return replace(resource, compression=None if packed == "no" else packed, inner_path=member)


def spec_of_schema(name: str, schema: Mapping[str, Any]) -> TableSpec | Fault:
    """The rules of a Table Schema for the table called `name`."""
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields or not all(_is_named(item) for item in fields):
        return Fault("schema-invalid", "a schema has a list of `fields`, each an object with a name")
    if twice := [name for name, count in Counter(item["name"] for item in fields).items() if count > 1]:
        return Fault("schema-invalid", f"two fields have the name {twice[0]!r}")
    if how := _wrong_match(schema):
        return Fault("schema-invalid", f"fieldsMatch is {', '.join(FIELDS_MATCH)}; not {how!r}")
    try:
        return TableSpec(
            name,
            tuple(_field(item, schema.get("missingValues", [""])) for item in fields),
            _names(schema.get("primaryKey", [])),
            tuple(_names(key) for key in _list(schema.get("uniqueKeys", []))),
            tuple(_foreign_key(name, key) for key in _list(schema.get("foreignKeys", []))),
        )
    except (TypeError, KeyError, AttributeError) as error:
        return Fault("schema-invalid", f"the schema has a part of the wrong form: {error}")


def _is_named(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("name"), str) and isinstance(item.get("type", ""), str)


def _paths(raw: Mapping[str, Any]) -> tuple[str, ...] | Fault:
    # `url` is the path of Data Package v0.
    path = raw.get("path", raw.get("url"))
    if (path is None) == (raw.get("data") is None):
        return Fault("descriptor-invalid", "a resource has either a `path` or `data`")
    paths = () if path is None else tuple(path) if isinstance(path, list) else (path,)
    if path is not None and not paths:
        return Fault("path-invalid", "a list of paths has at least one")
    return next((fault for item in paths if (fault := path_fault(item))), None) or paths


def _format(raw: Mapping[str, Any], paths: tuple[str, ...]) -> str:
    stated = raw.get("format") or _MEDIA_TYPES.get(str(raw.get("mediatype")))
    if isinstance(stated, str):
        return stated.lower().removeprefix(".")
    if not paths:
        return "json"
    packed = _compression(paths)
    return paths[0].lower().removesuffix(f".{packed}").rpartition(".")[2]


def _compression(paths: tuple[str, ...]) -> str | None:
    """How a file is compressed by its name."""
    return next((kind for kind in COMPRESSIONS if paths and paths[0].lower().endswith(f".{kind}")), None)


def _with_tabs(dialect: Any, form: str) -> Any:  # noqa: ANN401 - whatever a descriptor holds
    return {"delimiter": "\t", **dialect} if form == "tsv" and isinstance(dialect, Mapping) else dialect


def _loaded(stated: Any, load: Loader) -> Any:  # noqa: ANN401 - whatever a descriptor holds
    """An object of a descriptor, or the one in the file that it names."""
    if not isinstance(stated, str):
        return stated
    return path_fault(stated) or load(stated)


def _spec(name: str, raw: Mapping[str, Any], form: str, schema: Any) -> TableSpec | Fault | None:  # noqa: ANN401
    if isinstance(schema, Fault):
        return schema
    tabular = raw.get("type") == "table" or raw.get("profile") in _TABULAR_PROFILES or form in _TABULAR_FORMATS
    if not tabular and schema is None:
        return None
    if schema is None:
        return TableSpec(name, ())
    if not isinstance(schema, Mapping):
        return Fault("schema-invalid", "a schema is an object, or the path of a file that holds one")
    return spec_of_schema(name, schema)


def _fields_match(schema: Mapping[str, Any]) -> str:
    # Published as an array by mistake of the v2.0 profile.
    how = schema.get("fieldsMatch", "exact")
    return str(how[0] if isinstance(how, list) and len(how) == 1 else how)


def _wrong_match(schema: Mapping[str, Any]) -> str | None:
    how = _fields_match(schema)
    return None if how in FIELDS_MATCH else how


def _field(raw: Mapping[str, Any], missing: Any) -> Field:  # noqa: ANN401 - whatever a descriptor holds
    constraints = raw.get("constraints") or {}
    if not isinstance(constraints, Mapping):
        raise TypeError("`constraints` is no object")
    words = tuple(
        item["value"] if isinstance(item, Mapping) else item for item in _list(raw.get("missingValues", missing))
    )
    if not all(isinstance(word, str) for word in words):
        raise TypeError("`missingValues` are strings")
    return Field(raw["name"], raw.get("type") or "any", constraints, raw, words)


def _foreign_key(name: str, raw: Mapping[str, Any]) -> ForeignKey:
    reference = raw["reference"]
    if not isinstance(reference.get("resource", ""), str):
        raise TypeError("`resource` of a foreign key is a string")
    # The empty name of v1 is the own table.
    return ForeignKey(_names(raw["fields"]), reference.get("resource") or name, _names(reference["fields"]))


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - whatever a descriptor holds
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _names(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever a descriptor holds
    # A single string is v1's way to name one field.
    names = (value,) if isinstance(value, str) else tuple(_list(value))
    if not all(isinstance(item, str) for item in names):
        raise TypeError("keys are names of fields")
    return names
