"""Whether a JSON value is a shape: GeoJSON (RFC 7946) or TopoJSON (its specification, section 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["is_geojson", "is_topojson"]

_SHORTEST_LINE, _SHORTEST_RING = 2, 4
_BOX_SIZES = (4, 6)


def is_geojson(value: object) -> bool:
    """A geometry, a feature or a collection of features (RFC 7946, section 3)."""
    if not isinstance(value, dict) or not _has_box(value):
        return False
    match value.get("type"):
        case "FeatureCollection":
            return _all(value.get("features"), _is_feature)
        case "Feature":
            return _is_feature(value)
        case _:
            return _is_geometry(value)


def is_topojson(value: object) -> bool:
    """A topology: named objects, and the arcs that they share (TopoJSON 1, section 2.1)."""
    if not isinstance(value, dict) or value.get("type") != "Topology" or not _has_box(value):
        return False
    objects = value.get("objects")
    named = isinstance(objects, dict) and all(_is_arc_geometry(item) for item in objects.values())
    return named and _all(value.get("arcs"), lambda arc: _all(arc, _is_position, _SHORTEST_LINE))


def _all(value: object, fits: Callable[[object], bool], least: int = 0) -> bool:
    return isinstance(value, list) and len(value) >= least and all(map(fits, value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_index(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_position(value: object) -> bool:
    return _all(value, _is_number, 2)


def _is_line(value: object) -> bool:
    return _all(value, _is_position, _SHORTEST_LINE)


def _is_ring(value: object) -> bool:
    # RFC 7946, section 3.1.6: closed, so the first position is the last again.
    return isinstance(value, list) and _all(value, _is_position, _SHORTEST_RING) and value[0] == value[-1]


def _is_polygon(value: object) -> bool:
    return _all(value, _is_ring)


_COORDINATES: Mapping[object, Callable[[object], bool]] = {
    "Point": lambda value: value == [] or _is_position(value),
    "MultiPoint": lambda value: _all(value, _is_position),
    "LineString": lambda value: value == [] or _is_line(value),
    "MultiLineString": lambda value: _all(value, _is_line),
    "Polygon": _is_polygon,
    "MultiPolygon": lambda value: _all(value, _is_polygon),
}


def _has_box(value: Mapping[object, object]) -> bool:
    box = value.get("bbox")
    return box is None or (isinstance(box, list) and len(box) in _BOX_SIZES and _all(box, _is_number))


def _is_geometry(value: object) -> bool:
    if not isinstance(value, dict) or not _has_box(value):
        return False
    kind = value.get("type")
    if kind == "GeometryCollection":
        return _all(value.get("geometries"), _is_geometry)
    fits = _COORDINATES.get(kind) if isinstance(kind, str) else None
    return fits is not None and fits(value.get("coordinates"))


def _is_feature(value: object) -> bool:
    if not isinstance(value, dict) or value.get("type") != "Feature" or not {"geometry", "properties"} <= value.keys():
        return False
    geometry, properties, name = value["geometry"], value["properties"], value.get("id")
    return (
        _has_box(value)
        and (geometry is None or _is_geometry(geometry))
        and (properties is None or isinstance(properties, dict))
        and (name is None or isinstance(name, str) or _is_number(name))
    )


_ARCS: Mapping[object, Callable[[object], bool]] = {
    "LineString": lambda value: _all(value, _is_index),
    "MultiLineString": lambda value: _all(value, lambda line: _all(line, _is_index)),
    "Polygon": lambda value: _all(value, lambda ring: _all(ring, _is_index)),
    "MultiPolygon": lambda value: _all(value, lambda shape: _all(shape, lambda ring: _all(ring, _is_index))),
}


def _is_arc_geometry(value: object) -> bool:
    if not isinstance(value, dict) or "type" not in value:
        return False
    kind = value["type"]
    if kind == "GeometryCollection":
        return _all(value.get("geometries"), _is_arc_geometry)
    if kind in ("Point", "MultiPoint"):
        return _COORDINATES[kind](value.get("coordinates"))
    # An object of type null stands for no geometry (section 2.2).
    return kind is None or (isinstance(kind, str) and kind in _ARCS and _ARCS[kind](value.get("arcs")))
