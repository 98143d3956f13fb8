"""How a file writes its rows (Table Dialect v2)."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from footnoted.validate.table.finding import Fault

__all__ = ["Dialect", "dialect_of", "encoding_fault"]

_LINE_ENDS = ("\r\n", "\n", "\r")
# What may be null: the mark is then not used.
_NULLABLE = ("quote_char", "escape_char", "comment_char", "null_sequence", "rows_at")
# frictionless writes the properties of a format under its name, {"csv": {"delimiter": ";"}}, one by a name of its own.
_FORMATS = ("csv", "json")
_OTHER_NAMES = {"keys": "itemKeys"}
# Python's codecs that are no character encodings of files, or that take more than linear time.
_REFUSED_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})


@dataclass(frozen=True, slots=True)
class Dialect:
    """The properties of a Table Dialect for delimited and structured files, with the specification's defaults.

    `rows_at` is its `property`: where in a JSON document the rows are.
    """

    header: bool = True
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment_rows: tuple[int, ...] = ()
    comment_char: str | None = None
    delimiter: str = ","
    line_terminator: str = "\r\n"
    quote_char: str | None = '"'
    double_quote: bool = True
    escape_char: str | None = None
    null_sequence: str | None = None
    skip_initial_space: bool = False
    rows_at: str | None = None
    item_keys: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether Arrow's reader understands the dialect: the row-wise reader takes the others."""
        rows = (self.header_rows == (1,) or not self.header) and not self.comment_rows and self.comment_char is None
        marks = all(mark is None or (len(mark) == 1 and mark.isascii()) for mark in (self.quote_char, self.escape_char))
        ends = self.line_terminator in _LINE_ENDS and len(self.delimiter) == 1 and self.delimiter.isascii()
        return rows and marks and ends and not self.skip_initial_space


def dialect_of(raw: Any) -> Dialect | Fault:  # noqa: ANN401 - whatever a descriptor holds
    """The dialect that a descriptor states; properties that it does not know are left alone."""
    if not isinstance(raw, Mapping):
        return Fault("dialect-invalid", "a dialect is an object")
    raw = {**_of_formats(raw), **raw}
    given: dict[str, Any] = {}
    for field in fields(Dialect):
        name = _camel(field.name)
        if name in raw and raw[name] is None and field.name in _NULLABLE:
            given[field.name] = None
        elif name in raw:
            value = tuple(raw[name]) if isinstance(raw[name], list) else raw[name]
            if not _fits(field.name, value):
                return Fault("dialect-invalid", f"{name} of a dialect cannot be {raw[name]!r}")
            given[field.name] = value
    return Dialect(**given)


def _of_formats(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that stand under the name of a format."""
    parts: list[Mapping[str, Any]] = [part for name in _FORMATS if isinstance(part := raw.get(name), Mapping)]
    return {_OTHER_NAMES.get(name, name): value for part in parts for name, value in part.items()}


def encoding_fault(encoding: object) -> Fault | None:
    """What is wrong with the name of an encoding; None where nothing is."""
    fault = Fault("encoding-unknown", f"there is no encoding {encoding!r}")
    if not isinstance(encoding, str):
        return fault
    try:
        found = codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        return fault
    return fault if found.name.replace("_", "-") in _REFUSED_ENCODINGS else None


def _camel(name: str) -> str:
    if name == "rows_at":
        return "property"
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _fits(name: str, value: object) -> bool:
    match name:
        case "header" | "double_quote" | "skip_initial_space":
            return isinstance(value, bool)
        case "header_rows" | "comment_rows":
            return isinstance(value, tuple) and all(isinstance(row, int) and row > 0 for row in value)
        case "item_keys":
            return isinstance(value, tuple) and all(isinstance(key, str) for key in value)
        case "quote_char" | "escape_char":
            return isinstance(value, str) and len(value) == 1
        case "header_join":
            return isinstance(value, str)
        case _:
            return isinstance(value, str) and value != ""
