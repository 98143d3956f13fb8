"""The full texts on this machine alone: read from seeds/ into a database in memory, never into a package.

Most articles may not be republished, so a package holds only the passages that its cells rest on. Who writes claims
needs the whole text at hand.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footnoted.claims.parts import texts_in_parts
from footnoted.errors import DatasetError
from footnoted.problem import Problem
from footnoted.site.package import Package
from footnoted.text import pinned, read_source

__all__ = ["PREVIEW", "Text", "full_texts", "in_memory", "preview_metadata"]

PREVIEW = "preview"
"""The name under which Datasette shows the database in memory."""

_SCHEMA = """
CREATE TABLE texts (source_id TEXT PRIMARY KEY, title TEXT, text TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE texts_fts USING fts5(title, text, content="texts", tokenize="unicode61 remove_diacritics 2");
"""


@dataclass(frozen=True, slots=True)
class Text:
    """The full text of a source of the package; its title, if that is known."""

    source_id: str
    title: str | None
    text: str = field(repr=False)


def full_texts(package: Package, root: Path) -> tuple[Text, ...]:
    """The texts of all sources of `package`, from files and parts of the dataset in `root`, as they were at the build.

    Raises:
        DatasetError: a text is not there, or is no longer the one that the package was built from.
    """
    with closing(sqlite3.connect(f"{package.database.absolute().as_uri()}?immutable=1", uri=True)) as connection:
        rows = connection.execute("SELECT id, title, path, sha256 FROM sources ORDER BY id").fetchall()
    packed = texts_in_parts(root)
    return tuple(Text(id_, title, _text(root, path, sha256, packed.get(id_))) for id_, title, path, sha256 in rows)


@contextmanager
def in_memory(texts: tuple[Text, ...]) -> Iterator[str]:
    """A database in memory with the one table `texts`, searchable; gives its name, and is gone afterwards."""
    # Databases in memory are shared by name within a process: two sites must not share theirs.
    name = f"{PREVIEW}-{secrets.token_hex(8)}"
    with closing(sqlite3.connect(f"file:{name}?mode=memory&cache=shared", uri=True)) as connection:
        connection.executescript(_SCHEMA)
        rows = [(text.source_id, text.title, text.text) for text in texts]
        connection.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)
        connection.execute("INSERT INTO texts_fts(texts_fts) VALUES ('rebuild')")
        connection.commit()
        yield name


def preview_metadata() -> dict[str, Any]:
    """What Datasette says of the database in memory: above all that it is no part of the package."""
    table = {
        "title": "Full texts",
        "description": "As they lie in the dataset's folder: no part of the package, and not under its licence.",
        "columns": {
            "source_id": "Source. The source whose text this is.",
            "title": "Title. Empty where it is not known.",
            "text": "Text. Exact to the character: footnotes count in it.",
        },
        "label_column": "source_id",
    }
    return {
        "title": "Preview",
        "description": (
            "Full texts, on this machine only: no part of the package, and not under its licence. "
            "Most may not be published."
        ),
        "tables": {"texts": table},
    }


def _text(root: Path, path: str, sha256: str, packed: str | None) -> str:
    """The text at `path`, or, where a part holds it, the one that is `packed` there."""
    source = read_source(root, path) if packed is None else pinned(path, packed.encode("utf-8", "surrogatepass"))
    if isinstance(source, Problem):
        raise DatasetError(f"{path} cannot be previewed: {source.message}", "serve the package without --preview")
    if source.sha256 != sha256:
        raise DatasetError(f"{path} is not the text that the package was built from", "build again: footnoted build")
    return source.text
