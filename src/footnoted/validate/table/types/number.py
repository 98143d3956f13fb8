"""Numbers and integers, with decimal mark, group mark and bareNumber (Table Schema v2, "number", "integer")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.types.model import Cast, FieldType, as_is, cast_some, has_byte

__all__ = ["INTEGER", "NUMBER"]

_INTEGER = r"\A[+-]?[0-9]+\z"
# Beyond 64 bits integers are kept exact as decimals; Arrow's widest has 76 digits.
_WIDE = pa.decimal256(76, 0)
_WIDE_INTEGER = r"\A[+-]?0*[0-9]{1,76}\z"
_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# The characters of plain numbers.
_NUMERIC = "0123456789.+-eE"
_SPECIAL = r"(?i:nan|-?inf)"
_NUMBER = rf"\A(?:{_DECIMAL}|{_SPECIAL})\z"


@dataclass(frozen=True, slots=True)
class _Marks:
    """How a field writes its numbers, where that is not the plain way."""

    decimal: str
    group: str
    bare: bool

    def plain(self, texts: pa.ChunkedArray) -> pa.ChunkedArray:
        """The texts in plain form; a text whose marks stand elsewhere than they may becomes null."""
        if not self.bare:
            texts = pc.replace_substring_regex(texts, pattern=rf"\A[^0-9+\-{_in_class(self.decimal)}]+", replacement="")
            texts = pc.replace_substring_regex(texts, pattern=r"[^0-9]+\z", replacement="")
        decimal, group = re.escape(self.decimal), re.escape(self.group)
        whole = rf"[0-9]+(?:{group}[0-9]+)*" if self.group else "[0-9]+"
        form = rf"\A[+-]?(?:{whole}(?:{decimal}[0-9]*)?|{decimal}[0-9]+)(?:[eE][+-]?[0-9]+)?\z"
        texts = pc.if_else(pc.match_substring_regex(texts, pattern=form), texts, pa.scalar(None, texts.type))
        if self.group:
            texts = pc.replace_substring(texts, pattern=self.group, replacement="")
        return texts if self.decimal == "." else pc.replace_substring(texts, pattern=self.decimal, replacement=".")


def _in_class(characters: str) -> str:
    return "".join("\\" + c if c in r"\]^-" else c for c in characters)


def _marks(raw: Mapping[str, Any], decimal: Any) -> _Marks | Fault | None:  # noqa: ANN401 - whatever a descriptor holds
    group, bare = raw.get("groupChar") or "", raw.get("bareNumber", True)
    if not isinstance(group, str) or not isinstance(decimal, str) or not decimal or not isinstance(bare, bool):
        return Fault("format-unknown", "decimalChar and groupChar are strings, bareNumber is true or false")
    if any(c.isdigit() or c in "+-" for c in group + decimal) or decimal == group:
        return Fault("format-unknown", f"{decimal!r} and {group!r} cannot be told apart in a number")
    return None if (decimal, group, bare) == (".", "", True) else _Marks(decimal, group, bare)


def _integers(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        values = pc.cast(texts, pa.int64())
    except pa.ArrowInvalid:
        return _integers_of_any_size(texts)
    # Arrow reads 0x1F, which is no integer of Table Schema.
    return _integers_of_any_size(texts) if has_byte(texts, b"xX") else values


def _integers_of_any_size(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    # Most texts are digits and nothing else, which is seen ten times faster than by a regular expression.
    fitting = pc.ascii_is_decimal(texts)
    odd = pc.and_(pc.invert(fitting), pc.is_valid(texts))
    matched = pc.match_substring_regex(texts.filter(odd), pattern=_INTEGER)
    fitting = pc.replace_with_mask(fitting.combine_chunks(), odd.combine_chunks(), matched.combine_chunks())
    unsigned = pc.utf8_ltrim(pc.if_else(pa.chunked_array([fitting]), texts, pa.scalar(None, texts.type)), "+")
    try:
        return pc.cast(unsigned, pa.int64())
    except pa.ArrowInvalid:
        return cast_some(unsigned, _WIDE_INTEGER, _WIDE)


def _numbers(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        values = pc.cast(texts, pa.float64())
    except pa.ArrowInvalid:
        return _numbers_among(texts)
    # Arrow reads "infinity" and "nan(1)" too, and plain numbers have none of their letters.
    return cast_some(texts, _NUMBER, pa.float64()) if has_byte(texts, b"iInN") else values


def _numbers_among(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """The numbers, where some texts are none."""
    # Most texts have no other characters than numbers, which is seen ten times faster than by a regular expression.
    plain = pc.equal(pc.binary_length(pc.ascii_trim(texts, characters=_NUMERIC)), 0)
    odd = pc.and_not(pc.is_valid(texts), plain)
    nothing = pa.scalar(None, texts.type)
    try:
        values = pc.cast(pc.if_else(plain, texts, nothing), pa.float64())
        special = cast_some(texts.filter(odd), _NUMBER, pa.float64())
    except pa.ArrowInvalid:
        return cast_some(texts, _NUMBER, pa.float64())
    return pa.chunked_array(
        [pc.replace_with_mask(values.combine_chunks(), odd.combine_chunks(), special.combine_chunks())]
    )


def _integer_caster(raw: Mapping[str, Any]) -> Cast | Fault:
    marks = _marks(raw, ".")
    if isinstance(marks, Fault):
        return marks
    return _integers if marks is None else lambda texts: _integers(marks.plain(texts))


def _number_caster(raw: Mapping[str, Any]) -> Cast | Fault:
    marks = _marks(raw, raw.get("decimalChar", "."))
    if isinstance(marks, Fault):
        return marks
    return _numbers if marks is None else lambda texts: _marked_numbers(texts, marks)


def _marked_numbers(texts: pa.ChunkedArray, marks: _Marks) -> pa.ChunkedArray:
    special = pc.match_substring_regex(texts, pattern=rf"\A{_SPECIAL}\z")
    return _numbers(pc.if_else(special, texts, marks.plain(texts)))


INTEGER = FieldType("integer", pa.int64(), _integer_caster, order=as_is)
NUMBER = FieldType("number", pa.float64(), _number_caster, order=as_is)
