"""The page of the claims file and of the files beside it, from their JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from footnoted import languages
from footnoted.schema import Dataset, claims_schema, decisions_schema, entities_schema
from generator.markdown import code, filled, grid, joined

__all__ = ["claims_page"]

Schema = Mapping[str, Any]


def claims_page(dataset: Dataset, entity: str) -> str:
    """What the files in seeds/ hold; `entity` is a table of `dataset` whose rows have names."""
    schema = claims_schema(dataset, languages.currency_families())
    source: Schema = schema["properties"]["source"]
    claim: Schema = schema["$defs"][entity]
    table = dataset.tables[entity]
    # Every cell has the same keys: that of the column which names the rows stands for all.
    cell: Schema = claim["properties"][table.label]["then"]
    assumed: Schema = source["properties"]["assume"]["properties"]
    return filled(
        "claims-file.md",
        source=_keys(source, schema),
        families=", ".join(map(code, assumed)),
        assumption=_keys(next(iter(assumed.values())), schema),
        claim=_keys(claim, schema, without={column.name for column in table.claimable}),
        cell=_keys(cell, schema),
        attribution=_keys(schema["$defs"]["attribution"], schema),
        names=joined(_lists(entities_schema(entity))),
        decisions=joined(_lists(decisions_schema(dataset))),
    )


def _lists(schema: Schema) -> Iterator[str]:
    for name, listed in schema["properties"].items():
        yield f"### [[{name}]]"
        yield listed["description"]
        yield _keys(listed["items"], schema)


def _keys(item: Schema, schema: Schema, *, without: Iterable[str] = ()) -> str:
    left_out = frozenset(without)
    rows = [
        (code(name), _type(said, schema), "yes" if name in item.get("required", ()) else "", _meaning(said, schema))
        for name, said in item["properties"].items()
        if name not in left_out
    ]
    return grid(("Key", "Type", "Required", "Meaning"), rows)


def _type(said: Schema, schema: Schema) -> str:
    said = _followed(said, schema)
    if said.get("type") == "array":
        return "list"
    kinds = {"object": "table", "boolean": "true or false"}
    if isinstance(said.get("type"), list):
        return " or ".join(_type(dict(said) | {"type": one}, schema) for one in said["type"])
    return kinds.get(said.get("type", ""), "text")


def _meaning(said: Schema, schema: Schema) -> str:
    said = _followed(said, schema)
    terms = f" One of {', '.join(map(code, said['enum']))}." if "enum" in said else ""
    return said["description"] + terms


def _followed(said: Schema, schema: Schema) -> Schema:
    if "$ref" in said:
        found: Schema = schema["$defs"][said["$ref"].rpartition("/")[2]]
        return found
    return said
