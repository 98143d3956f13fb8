"""Texts drafted in a process of their own: one that ends the process, or takes too long, is told from the others."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import pyarrow as pa

from footnoted.claims.parts import PART_SCHEMA
from footnoted.errors import FootnotedError
from footnoted.extract.corpus.core import Settings, left_out
from footnoted.extract.corpus.messages import packed, received, unpacked

__all__ = ["Hand"]

_CHILD = "footnoted.extract.corpus.child"
# To learn the schemas and languages takes a second or two; a loaded machine is slower.
_SECONDS_TO_START = 120.0
# A process may be ended from outside, by whoever frees memory: a text is to blame that fails alone and again.
_TRIES = 2


class Hand:
    """A process that drafts, started at the first batch and again after each text that ended it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop()

    def draft(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """See `draft_batch`: a text that crashes or stalls the extractor has a problem in the place of claims.

        The process answers text by text, so that the one at which it ended is known; no other is drafted again.
        """
        done, tries = 0, 0
        while done < batch.num_rows:
            try:
                for answer in self._answers(batch.slice(done)):
                    yield answer
                    done, tries = done + 1, 0
            except (EOFError, BrokenPipeError, TimeoutError) as lost:
                self._stop()
                tries += 1
                if tries == _TRIES:
                    yield self._blamed(batch.column("id")[done].as_py(), lost)
                    done, tries = done + 1, 0

    def _blamed(self, name: str | None, lost: Exception) -> pa.RecordBatch:
        stalled = f"the extractor was not done with it in {self._settings.limit:g} seconds"
        why = stalled if isinstance(lost, TimeoutError) else "the extractor crashed at it"
        return pa.RecordBatch.from_pylist([left_out(name or "", why)], PART_SCHEMA)

    def _answers(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        process = self._started()
        if process.stdin is None or process.stdout is None:
            raise EOFError
        process.stdin.write(packed(batch))
        process.stdin.flush()
        for _ in range(batch.num_rows):
            yield unpacked(received(process.stdout.fileno(), self._settings.limit))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            # In a session of its own: Control-C is for the process that hands out the work, which then ends this one.
            self._process = subprocess.Popen(  # noqa: S603 - this very Python, and a module of ours
                [sys.executable, "-m", _CHILD, json.dumps(self._settings)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,
            )
            self._greet(self._process)
        return self._process

    def _greet(self, process: subprocess.Popen[bytes]) -> None:
        try:
            received(process.stdout.fileno() if process.stdout else -1, _SECONDS_TO_START)
        except (EOFError, TimeoutError) as error:
            self._stop()
            raise FootnotedError("the process that drafts could not be started", "its error is shown above") from error

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            # Closes the pipes too; what was not written yet has nobody to go to.
            self._process.communicate()
            self._process = None
