"""What there is to do: parts of texts, each with the name of the part of claims that is made of it.

A name holds the hash of the texts, of the dataset's schemas, and of the toolkit's code: what is there under its name
is what would be made again, and is not.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pyarrow as pa
import pyarrow.parquet as pq

from footnoted.claims.keys import code_version, schemas_version
from footnoted.claims.parts import SUFFIX
from footnoted.errors import FootnotedError
from footnoted.extract.corpus.core import Settings
from footnoted.extract.plugs import plug_version

__all__ = ["Job", "Plan", "plan"]

# Texts of one part: a minute of work, which is what a kill loses at most of each process.
_MOST_IN_PART = 2_000
_FILES_IN_PART = 1_000
_DIGITS = 24
# How the name of a drafted part ends: what people packed or put there is called otherwise.
_DRAFTED = re.compile(rf"-[0-9a-f]{{{_DIGITS}}}\{SUFFIX}$")


class Job(NamedTuple):
    """One part: of the Parquet file at `paths[0]` the rows `first` to `end`, or the text files `paths` below `base`.

    `target` is the file that is made of it. A job goes between processes and machines.
    """

    target: str
    texts: int
    base: str
    paths: tuple[str, ...]
    first: int
    end: int
    settings: Settings


class Plan(NamedTuple):
    """All jobs, and the drafted parts in the folder that are none of theirs: of other texts, or other versions."""

    jobs: tuple[Job, ...]
    others: tuple[Path, ...]

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return sum(job.texts for job in self.jobs)


def plan(corpus: Path, out: Path, settings: Settings) -> Plan:
    """What is to be made in the folder `out` of `corpus`: a Parquet file, or a folder of Parquet and text files.

    Raises:
        FootnotedError: there are no texts, or a Parquet file has no columns `id` and `text`.
    """
    version = " ".join(
        (code_version(), schemas_version(Path(settings.root)), settings.language or "", plug_version(settings.plug))
    )
    files = [corpus] if corpus.is_file() else sorted(path for path in corpus.rglob("*") if path.is_file())
    base = corpus.parent if corpus.is_file() else corpus
    tables = [path for path in files if path.suffix == SUFFIX]
    found = [*_of_tables(tables), *_of_texts(base, [path for path in files if path.suffix == ".txt"])]
    if not found:
        hint = f"name a file that ends in {SUFFIX}, with the columns `id` and `text`, or a folder of .txt files"
        raise FootnotedError(f"there are no texts in {corpus}", hint)
    jobs = {}
    for part in found:
        digest = hashlib.sha256(f"{version} {part.digest}".encode()).hexdigest()[:_DIGITS]
        target = str((out / f"{part.stem}-{digest}{SUFFIX}").absolute())
        paths = tuple(str(path.absolute()) for path in part.paths)
        jobs[target] = Job(target, part.texts, str(base.absolute()), paths, part.first, part.end, settings)
    drafted = (path for path in out.glob(f"*{SUFFIX}") if _DRAFTED.search(path.name))
    others = sorted(path for path in drafted if str(path.absolute()) not in jobs)
    return Plan(tuple(jobs.values()), tuple(others))


class _Part(NamedTuple):
    stem: str
    digest: str
    texts: int
    paths: tuple[Path, ...]
    first: int = 0
    end: int = 0


def _of_tables(files: Iterable[Path]) -> Iterator[_Part]:
    for path in files:
        try:
            metadata, names = pq.read_metadata(path), pq.read_schema(path).names
        except (OSError, pa.ArrowException) as error:
            raise FootnotedError(f"{path} is no Parquet file that can be read", str(error).splitlines()[0]) from error
        if missing := {"id", "text"} - set(names):
            hint = "a table of texts has the columns `id` and `text`, and may have `language`"
            raise FootnotedError(f"{path} has no column {min(missing)!r}", hint)
        digest = _file_digest(path)
        for first in range(0, metadata.num_rows, _MOST_IN_PART):
            end = min(first + _MOST_IN_PART, metadata.num_rows)
            yield _Part(path.stem, f"{digest} {first} {end}", end - first, (path,), first, end)


def _of_texts(base: Path, files: list[Path]) -> Iterator[_Part]:
    # Which part a text is in, its name alone decides: a text more changes one part, and not all that come behind it.
    count = 1 << max(0, (len(files) - 1) // _FILES_IN_PART).bit_length()
    parts: dict[int, list[Path]] = defaultdict(list)
    for path in files:
        parts[crc32(path.relative_to(base).as_posix().encode()) % count].append(path)
    for number in sorted(parts):
        told = [f"{path.relative_to(base).as_posix()} {_file_digest(path)}" for path in parts[number]]
        yield _Part(f"texts-{number:05}", "\n".join(told), len(told), tuple(parts[number]))


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
