"""Batches between two processes: each as an Arrow stream, with its length before it."""

from __future__ import annotations

import os
import select
from time import monotonic

import pyarrow as pa

__all__ = ["LENGTH", "packed", "received", "unpacked"]

LENGTH = 8
"""Bytes of a length, the most significant first."""
_PIECE = 1 << 16


def packed(batch: pa.RecordBatch) -> bytes:
    """A batch as a message."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    body: bytes = sink.getvalue().to_pybytes()
    return len(body).to_bytes(LENGTH) + body


def unpacked(body: bytes) -> pa.RecordBatch:
    """The batch of a message, without its length."""
    with pa.ipc.open_stream(body) as stream:
        return stream.read_next_batch()


def received(pipe: int, seconds: float | None = None) -> bytes:
    """The next message of a pipe, without its length.

    Raises:
        EOFError: the other process ended.
        TimeoutError: it said nothing whole within so many seconds.
    """
    end = None if seconds is None else monotonic() + seconds
    return _exactly(pipe, int.from_bytes(_exactly(pipe, LENGTH, end)), end)


def _exactly(pipe: int, count: int, end: float | None) -> bytes:
    found = bytearray()
    while len(found) < count:
        if end is not None and not select.select([pipe], [], [], max(0.0, end - monotonic()))[0]:
            raise TimeoutError
        piece = os.read(pipe, min(_PIECE, count - len(found)))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)
