"""The process in which texts are drafted, so that one which crashes or stalls it ends no more than this process.

It reads batches of texts from its standard input and answers each text, one by one, on its standard output. It ends
with its input: when the process that started it is gone, however that ended.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

import pyarrow as pa

from footnoted.extract.corpus.core import TEXTS, Drafter, Settings, draft_batch
from footnoted.extract.corpus.messages import packed, received, unpacked

__all__ = ["READY"]

READY = pa.RecordBatch.from_pylist([], TEXTS)
"""What the process says when it has learned what it needs."""


def _main() -> None:
    answers = os.dup(1)
    # An extractor that prints must not speak between the answers.
    os.dup2(2, 1)
    drafter = Drafter(Settings(*json.loads(sys.argv[1])))
    with suppress(EOFError, BrokenPipeError):
        _say(answers, READY)
        while True:
            for answer in draft_batch(drafter, unpacked(received(0))):
                _say(answers, answer)


def _say(pipe: int, batch: pa.RecordBatch) -> None:
    message = memoryview(packed(batch))
    while message:
        message = message[os.write(pipe, message) :]


if __name__ == "__main__":
    _main()
