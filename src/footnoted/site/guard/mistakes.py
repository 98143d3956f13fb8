"""Mistakes in addresses that Datasette takes for its own: a bad number, JSON that is none, a column that has no order.

It answers with status 500 and writes a trace into the log, once for each address that somebody makes up.
"""

from __future__ import annotations

from types import TracebackType

__all__ = ["mistake"]

_OF_ADDRESSES = (ValueError, KeyError, AssertionError)
_FAILED = 500


def mistake(exception: BaseException) -> str | None:
    """What to tell whoever asked, where the address is at fault; None where a program may be."""
    if isinstance(exception, MemoryError):
        return "The query needs more memory than a query may have."
    # Datasette's own class of errors, which has a message and a status.
    message = getattr(exception, "message", None)
    if isinstance(message, str) and getattr(exception, "status", None) == _FAILED:
        return message
    if isinstance(exception, _OF_ADDRESSES) and not _ours(exception.__traceback__):
        return "A part of this address cannot be understood."
    return None


def _ours(trace: TracebackType | None) -> bool:
    """Whether code of this toolkit took part: then it is no mistake of a visitor."""
    while trace is not None:
        if str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0] == "footnoted":
            return True
        trace = trace.tb_next
    return False
