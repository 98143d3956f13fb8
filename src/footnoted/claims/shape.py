"""The first check of a claims file: has it the shape that the dataset's JSON Schema describes?

Two validators: jsonschema-rs says in 0.03 ms that a file is right (jsonschema takes 2 ms, which 10,000 files would
feel); only of a file that it does not accept, jsonschema says what is wrong, in errors that problems can be made of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jsonschema_rs import Draft202012Validator

from footnoted.claims.file import ClaimsFile
from footnoted.claims.misfits import explaining, misfits
from footnoted.problem import Problem

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

__all__ = ["Shape"]


class Shape:
    """The shape of one kind of file; `tables` are its keys that hold claims, none where it holds other things."""

    def __init__(self, schema: Mapping[str, Any], tables: Collection[str] = ()) -> None:
        self._schema, self._tables = schema, tables
        self._quick = Draft202012Validator(dict(schema))

    def problems(self, file: ClaimsFile) -> list[Problem]:
        """Every place where `file` has another shape, up to a thousand."""
        return [] if self._is_right(file) else misfits(file, self._explaining, self._tables)

    @cached_property
    def _explaining(self) -> Validator:
        return explaining(self._schema)

    def _is_right(self, file: ClaimsFile) -> bool:
        try:
            return self._quick.is_valid(file.data)
        except ValueError:
            # A value that JSON does not know, such as a date of TOML's: never right, and explained by the other one.
            return False
