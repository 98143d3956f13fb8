"""The field types of Table Schema v2, by name: how their texts are read, ordered and measured."""

from __future__ import annotations

from collections.abc import Mapping

from footnoted.validate.table.types.document import ARRAY, OBJECT
from footnoted.validate.table.types.duration import DURATION
from footnoted.validate.table.types.geo import GEOJSON, GEOPOINT
from footnoted.validate.table.types.model import Cast, FieldType
from footnoted.validate.table.types.moment import DATE, DATETIME, TIME, YEAR, YEARMONTH
from footnoted.validate.table.types.number import INTEGER, NUMBER
from footnoted.validate.table.types.sequence import LIST
from footnoted.validate.table.types.text import ANY, STRING
from footnoted.validate.table.types.truth import BOOLEAN

__all__ = ["TYPES", "Cast", "FieldType"]

_PLAIN = (STRING, NUMBER, INTEGER, BOOLEAN, DATE, TIME, DATETIME, YEAR, YEARMONTH, DURATION, ANY)
_COMPOSED = (OBJECT, ARRAY, LIST, GEOPOINT, GEOJSON)
TYPES: Mapping[str, FieldType] = {kind.name: kind for kind in (*_PLAIN, *_COMPOSED)}
