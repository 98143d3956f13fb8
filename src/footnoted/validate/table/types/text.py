"""Strings and their formats (Table Schema v2, "string"), and cells of no declared type ("any")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.types.model import Cast, FieldType

__all__ = ["ANY", "STRING"]

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HEX = r"[0-9A-Fa-f]"
_PCHAR = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%{_HEX}{{2}})"
_USER_OR_HOST = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%{_HEX}{{2}})*"

_FORMATS: Mapping[str, str] = {
    # RFC 5321, section 4.1.2: a dot-string, then a domain of letter-digit-hyphen labels.
    "email": rf"\A{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+\z",
    # RFC 3986, appendix A, the rule `URI`: scheme, hierarchical part, query, fragment.
    "uri": (
        r"\A[A-Za-z][A-Za-z0-9+.-]*:"
        rf"(?://(?:{_USER_OR_HOST}@)?(?:\[[0-9A-Fa-f:.]+\]|{_USER_OR_HOST})(?::[0-9]*)?(?:/{_PCHAR}*)*"
        rf"|/?{_PCHAR}+(?:/{_PCHAR}*)*|/?)"
        rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?\z"
    ),
    # RFC 4648, section 4: groups of four, padded.
    "binary": r"\A(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\z",
    # RFC 9562, section 4: five groups of hexadecimal digits.
    "uuid": rf"\A{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}\z",
}


def _as_they_are(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return texts


def _string_caster(raw: Mapping[str, Any]) -> Cast | Fault:
    name = raw.get("format", "default")
    if name == "default":
        return _as_they_are
    if name not in _FORMATS:
        return Fault("format-unknown", f"a string has no format {name!r}: it is default, {', '.join(_FORMATS)}")
    return lambda texts: _matching(texts, _FORMATS[name])


def _matching(texts: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    fitting = pc.match_substring_regex(texts, pattern=pattern)
    return texts if pc.all(fitting).as_py() is not False else pc.if_else(fitting, texts, pa.scalar(None, texts.type))


STRING = FieldType("string", pa.string(), _string_caster, lengths=pc.utf8_length)
ANY = FieldType("any", pa.string(), lambda _: _as_they_are)
