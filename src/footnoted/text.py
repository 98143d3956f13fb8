"""Sources as immutable texts: read strictly, pinned by sha256, counted in Unicode code points."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from footnoted.problem import Problem

__all__ = [
    "MAXIMUM_BYTES",
    "MOST_FOUND",
    "Lines",
    "SourceText",
    "Span",
    "find",
    "lines_of",
    "pinned",
    "read_inside",
    "read_source",
]

# An article is prose; what is larger than this is a mistake or an attack.
MAXIMUM_BYTES = 1 << 20
# Nobody chooses among more candidates, and to list all of them in a text of one letter takes quadratic time.
MOST_FOUND = 100


class Span(NamedTuple):
    """A half-open stretch of a text, `start` to `end`, in Unicode code points.

    The unit is that of the W3C Web Annotation text position selector, of Python's `str` and SQLite's `substr`.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def touches(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether all of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end


class Lines:
    """Line and column of an offset, both from 1, columns in code points; lines are counted when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._text.split("\n")[:-1])]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of the code point at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@lru_cache(maxsize=4)
def lines_of(text: str) -> Lines:
    """The lines of `text`, counted once for all who ask while it is read."""
    return Lines(text)


@dataclass(frozen=True, slots=True)
class SourceText:
    """One source as read: its `path` relative to the dataset, its `text` and the `sha256` of its bytes."""

    path: str
    text: str = field(repr=False)
    sha256: str


def find(text: str, passage: str, within: Span | None = None) -> tuple[Span, ...]:
    """The first `MOST_FOUND` occurrences of `passage` in `text`, exact to the character, overlapping ones too.

    `within` narrows the search to a span; every occurrence must lie in it whole. An empty passage occurs nowhere.
    """
    if not passage:
        return ()
    start, end = (within.start, within.end) if within else (0, len(text))
    found: list[Span] = []
    while len(found) < MOST_FOUND and (at := text.find(passage, start, end)) >= 0:
        found.append(Span(at, at + len(passage)))
        start = at + 1
    return tuple(found)


def read_source(root: Path, path: str) -> SourceText | Problem:
    """Read the source at `path`, relative to the dataset's `root`, or say what is wrong with it.

    A source is UTF-8 without a byte order mark, its lines end in LF, it is in Unicode normalisation form C (so that
    the same words are the same code points), at most 1 MiB long and a regular file. Nothing is repaired: offsets
    count in the text as it stands.
    """
    try:
        data = read_inside(root, path)
    except OSError as error:
        return _unreadable(path, error)
    return pinned(path, data)


def read_inside(root: Path, path: str) -> bytes:
    """The first `MAXIMUM_BYTES` and one byte of the regular file at `path`, relative to the folder `root`.

    No link is followed on the way from `root` to the file: what it leads to is not in the dataset.

    Raises:
        OSError: there is no such file (FileNotFoundError), a part of the path is a link (`errno` is ELOOP), or it is
            no regular file that can be read.
    """
    *folders, name = PurePosixPath(path).parts
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for folder in folders:
            inner = _open(folder, os.O_DIRECTORY, here)
            os.close(here)
            here = inner
        descriptor = _open(name, os.O_NONBLOCK, here)
    finally:
        os.close(here)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(MAXIMUM_BYTES + 1)


def _open(name: str, flags: int, folder: int) -> int:
    # O_NOFOLLOW refuses a link at the moment of opening: a check beforehand could be raced. O_NONBLOCK (of a file): a
    # FIFO must not hang the build.
    try:
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | flags, dir_fd=folder)
    except NotADirectoryError:
        if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name) from None
        raise


def _unreadable(path: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("source-missing", path, "there is no such file", hint="add the text, or correct its name")
    if error.errno == errno.ELOOP:
        hint = "put the file itself here: a dataset follows no link"
        return Problem("source-link", path, "this is a symbolic link", hint=hint)
    return Problem(
        "source-not-a-file", path, "this is not a regular file that can be read", hint="put the text itself here"
    )


def pinned(path: str, data: bytes) -> SourceText | Problem:
    """The source whose bytes are `data`, under the name of `path`, or what is wrong with it: see `read_source`."""
    if not data.strip():
        return Problem("source-empty", path, "the file is empty", hint="fill it, or remove it")
    if len(data) > MAXIMUM_BYTES:
        return Problem("source-too-large", path, "the text is longer than 1 MiB", hint="split it, one article a file")
    if b"\0" in data:
        return Problem("source-binary", path, "this is not a text: it holds NUL bytes", hint="save it as plain text")
    if data.startswith(b"\xef\xbb\xbf"):
        return Problem(
            "source-bom", path, "the text starts with a byte order mark", 1, 1, "save it as UTF-8 without BOM"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8"))
        return Problem(
            "source-encoding", path, f"byte {error.start} is not UTF-8", line, column, "save the text as UTF-8"
        )
    return _check_form(path, text) or SourceText(path, text, hashlib.sha256(data).hexdigest())


def _check_form(path: str, text: str) -> Problem | None:
    if "\r" in text:
        place = _place(text[: text.index("\r")])
        hint = "save the file with the line ends of Unix (LF): editors call it so, and dos2unix does it"
        return Problem("source-newline", path, "this line ends in CR, as on Windows", *place, hint)
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        at = next(i for i, (a, b) in enumerate(zip(text, composed + "\0", strict=False)) if a != b)
        return Problem(
            "source-not-nfc",
            path,
            "the text is not in Unicode normalisation form C",
            *_place(text[:at]),
            hint="save it composed (NFC): its characters then have one spelling each",
        )
    return None


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
