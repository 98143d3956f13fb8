"""Identifiers with check digits: `ALGORITHMS` lists the ways to compute them, one entry each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.rules.model import Arguments, Rule

__all__ = ["ALGORITHMS", "CHECKSUM"]

_ALPHABET = pa.array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", pa.string())
_FORM = r"\A[0-9A-Z]+[0-9]{2}\z"
_LONGEST = 64


def _mod97_10(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """True where the last two digits are right by ISO/IEC 7064, MOD 97-10, as ISO 17442 (LEI) uses it.

    Letters count as two digits from A = 10; the number must leave 1 when divided by 97. A text of another form than
    capital letters and digits, or of more than 64 characters, is not right.
    """
    fitting = pc.and_(pc.match_substring_regex(texts, pattern=_FORM), pc.less_equal(pc.binary_length(texts), _LONGEST))
    read = pc.if_else(fitting, texts, "")
    remainder = pc.if_else(fitting, 0, 0)
    for place in range(pc.max(pc.binary_length(read)).as_py() or 0):
        digit = pc.index_in(pc.utf8_slice_codeunits(read, place, place + 1), value_set=_ALPHABET)
        factor = pc.if_else(pc.greater_equal(digit, 10), 100, 10)
        longer = pc.add(pc.multiply(remainder, factor), digit)
        # After a text's last character there is no digit, and its remainder stays.
        remainder = pc.coalesce(pc.subtract(longer, pc.multiply(pc.divide(longer, 97), 97)), remainder)
    return pc.and_(fitting, pc.equal(remainder, 1))


ALGORITHMS: Mapping[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]] = {"iso7064-mod97-10": _mod97_10}


def _checksum(given: Arguments) -> Iterator[Check | Fault]:
    """The check digits of `field` are right by `algorithm`."""
    field = given.field
    if field is None or given.algorithm not in ALGORITHMS or field.type != "string":
        reason = f"{given.algorithm!r} is none of {', '.join(ALGORITHMS)}, or the field is no string"
        yield Fault("rule-invalid", f"rule checksum: {reason}")
        return
    algorithm = ALGORITHMS[given.algorithm]

    def run(rows: Rows) -> Hits | None:
        right = algorithm(rows.values[field.name])
        return hits(pc.invert(right)) if pc.all(right).as_py() is False else None

    yield given.check(field, f"the check digits are wrong by {given.algorithm}", (field,), run)


CHECKSUM = Rule("checksum", ("field", "algorithm"), _checksum)
