"""Points and shapes (Table Schema v2, "geopoint", "geojson")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.types.civil import parts
from footnoted.validate.table.types.document import canonical, parse
from footnoted.validate.table.types.geojson import is_geojson, is_topojson
from footnoted.validate.table.types.model import Cast, FieldType, by_distinct

__all__ = ["GEOJSON", "GEOPOINT"]

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_PAIR = rf"\A\s*(?P<lon>{_NUMBER})\s*,\s*(?P<lat>{_NUMBER})\s*\z"
_FARTHEST = {"lon": 180.0, "lat": 90.0}


def _pairs(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Longitude and latitude as shortest decimals, a comma between; null where one is beyond the globe."""
    found = parts(texts, _PAIR)
    written = []
    for name, farthest in _FARTHEST.items():
        value = pc.cast(found[name], pa.float64())
        inside = pc.less_equal(pc.abs(value), farthest)
        written.append(pc.if_else(inside, pc.cast(value, pa.string()), pa.scalar(None, pa.string())))
    return pc.binary_join_element_wise(*written, ",")


def _point(value: object) -> str | None:
    """A pair (longitude, latitude) from JSON, in one text for each point."""
    if not isinstance(value, list) or len(value) != len(_FARTHEST):
        return None
    if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in value):
        return None
    inside = all(abs(v) <= farthest for v, farthest in zip(value, _FARTHEST.values(), strict=True))
    return canonical(value) if inside else None


def _array_point(text: str) -> str | None:
    return _point(parse(text))


def _object_point(text: str) -> str | None:
    value = parse(text)
    named = isinstance(value, dict) and value.keys() == _FARTHEST.keys()
    return _point([value["lon"], value["lat"]]) if named else None


def _point_caster(raw: Mapping[str, Any]) -> Cast | Fault:
    match raw.get("format", "default"):
        case "default":
            return _pairs
        case "array":
            return lambda texts: by_distinct(texts, _array_point)
        case "object":
            return lambda texts: by_distinct(texts, _object_point)
        case other:
            return Fault("format-unknown", f"a geopoint has no format {other!r}: it is default, array, object")


def _shape_caster(raw: Mapping[str, Any]) -> Cast | Fault:
    match raw.get("format", "default"):
        case "default":
            return _shapes(is_geojson)
        case "topojson":
            return _shapes(is_topojson)
        case other:
            return Fault("format-unknown", f"a geojson has no format {other!r}: it is default, topojson")


def _shapes(fits: Callable[[object], bool]) -> Cast:
    def read(text: str) -> str | None:
        value = parse(text)
        return canonical(value) if fits(value) else None

    return lambda texts: by_distinct(texts, read)


GEOPOINT = FieldType("geopoint", pa.string(), _point_caster)
GEOJSON = FieldType("geojson", pa.string(), _shape_caster)
