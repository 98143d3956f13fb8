"""`jsonSchema`: objects and arrays must be valid against a JSON Schema, safely on schemas of strangers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.constraints.model import Constraint, column_check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.spec import Field
from footnoted.validate.table.types.model import by_distinct

__all__ = ["JSON_SCHEMA"]


def _matches(pattern: str, text: str) -> bool:
    return bool(pc.match_substring_regex(pa.array([text]), pattern=pattern)[0].as_py())


def _compile(field: Field, stated: Any) -> Check | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
    if field.type not in ("object", "array"):
        return Fault("constraint-invalid", f"`{field.name}`: jsonSchema is for objects and arrays, not {field.type}")
    validator = _validator(stated)
    if isinstance(validator, str):
        return Fault("constraint-invalid", f"`{field.name}`: the JSON Schema cannot be used: {validator}")

    def run(rows: Rows) -> Hits | None:
        fits = by_distinct(rows.values[field.name], lambda text: "" if validator.is_valid(json.loads(text)) else None)
        wrong = pc.and_(pc.is_null(fits), pc.is_valid(rows.values[field.name]))
        return hits(wrong) if pc.any(wrong).as_py() else None

    return column_check("json-schema", field, "the value is not valid by the JSON Schema of the field", run)


def _validator(schema: Any) -> Any:  # noqa: ANN401 - a validator or why there is none
    # Imported here alone: 0.3 s, and few fields have such a schema.
    import jsonschema  # noqa: PLC0415
    from jsonschema.validators import extend, validator_for  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415
    from referencing.exceptions import Unresolvable  # noqa: PLC0415

    def linear(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[jsonschema.ValidationError]:  # noqa: ANN401
        """The keyword `pattern` run by RE2: the library's own would run a stranger's without a limit of time."""
        if isinstance(instance, str) and not _matches(pattern, instance):
            yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")

    if not isinstance(schema, dict):
        return "it is no object"
    own = validator_for(schema, default=jsonschema.Draft202012Validator)
    if (refused := _refused(schema)) is not None:
        return refused
    try:
        own.check_schema(schema)
        # An empty registry: a reference to another document is refused, never fetched.
        bounded: Any = extend(own, {"pattern": linear})  # type: ignore[no-untyped-call]
        validator = bounded(schema, registry=Registry())
        probes: tuple[Any, ...] = ({}, [], "")
        for probe in probes:
            validator.is_valid(probe)
    except (jsonschema.SchemaError, Unresolvable, pa.ArrowInvalid, RecursionError) as error:
        return str(error).splitlines()[0]
    return validator


def _refused(schema: Mapping[str, Any]) -> str | None:
    """What in a schema would be fetched, or run without a limit of time."""
    level: list[Any] = [schema]
    while level:
        item = level.pop()
        if isinstance(item, dict):
            if any(isinstance(item.get(key), str) and not item[key].startswith("#") for key in ("$ref", "$dynamicRef")):
                return "it refers to another document"
            if "patternProperties" in item:
                return "patternProperties is not supported"
            if isinstance(item.get("pattern"), str) and (reason := _pattern_fault(item["pattern"])):
                return reason
            level += item.values()
        elif isinstance(item, list):
            level += item
    return None


def _pattern_fault(pattern: str) -> str | None:
    try:
        _matches(pattern, "")
    except pa.ArrowInvalid:
        return f"the pattern {pattern!r} cannot be run"
    return None


JSON_SCHEMA = Constraint("jsonSchema", _compile)
