"""The core that every engine runs: an Arrow batch of texts gives Arrow batches of claims, and nothing else changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from footnoted import languages
from footnoted.claims.parts import PART_SCHEMA, ReadClaim, Spelled, left_out_row, packed_row
from footnoted.errors import FootnotedError
from footnoted.extract.draft import DRAFTED_BY, Draft, Extractor, draft
from footnoted.extract.guess import guess_language
from footnoted.extract.identify import slug
from footnoted.extract.plugs import PlugError, draft_with, load_plug
from footnoted.problem import Problem
from footnoted.schema import SEEDS, Dataset, load_dataset
from footnoted.text import SourceText, pinned

__all__ = ["TEXTS", "Drafter", "Settings", "draft_batch", "left_out", "source_id"]

TEXTS = pa.schema([("id", pa.string()), ("text", pa.string()), ("language", pa.string())])
"""A batch of texts: `language` (BCP 47) is null where the text itself must tell it."""
_HASH_DIGITS = 12


class Settings(NamedTuple):
    """How texts are drafted: the folder of the dataset, their language if all have one, another extractor if any.

    `limit` are the seconds that one text may take.
    """

    root: str
    language: str | None = None
    plug: str | None = None
    limit: float = 60.0


class Drafter:
    """What drafting needs, learned once in a process.

    Raises:
        FootnotedError: the dataset's schemas cannot be used, or there is no such extractor.
    """

    def __init__(self, settings: Settings) -> None:
        dataset = load_dataset(Path(settings.root))
        if not isinstance(dataset, Dataset):
            raise FootnotedError("the dataset's schemas cannot be used", "run `footnoted validate`, which says why")
        self._extractor = Extractor(dataset)
        self._language = settings.language
        self._plug = load_plug(settings.plug) if settings.plug else None

    def row(self, name: str, text: str, tag: str | None) -> dict[str, Any]:
        """The row of a part for one text."""
        article = pinned(f"{SEEDS}/{source_id(name)}.txt", text.encode("utf-8", "surrogatepass"))
        tag = tag or self._language or guess_language(text, languages.available())
        if isinstance(article, Problem):
            return left_out_row(source_id(name), article)
        if tag is None or not languages.is_available(tag):
            return left_out_row(source_id(name), _unknown(article.path, tag))
        try:
            made = self._draft(source_id(name), article, tag)
        except PlugError as error:
            return left_out(name, error.message)
        claims = [ReadClaim(row.table, row.claim, row.cells) for row in made.rows]
        hand = self._plug.name if self._plug else DRAFTED_BY
        return packed_row(source_id(name), Spelled(made.data()), article.text, claims, hand)

    def _draft(self, name: str, article: SourceText, tag: str) -> Draft:
        if self._plug is None:
            return draft(name, article, tag, self._extractor)
        return draft_with(self._plug, name, article, tag, self._extractor)


def draft_batch(drafter: Drafter, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """For each text of `batch` (as `TEXTS` has them) a batch of one row, as a part has it; in order, none left out."""
    for row in batch.to_pylist():
        yield pa.RecordBatch.from_pylist([_drafted(drafter, row)], PART_SCHEMA)


def _drafted(drafter: Drafter, row: Mapping[str, Any]) -> dict[str, Any]:
    if row["id"] is None or row["text"] is None:
        return left_out(row["id"] or "", "it has no id" if row["id"] is None else "there is no text, or none in UTF-8")
    return drafter.row(row["id"], row["text"], row["language"])


def source_id(name: str) -> str:
    """The id of the source that is called `name`: itself where it can be one, else never that of another name."""
    made = slug(name)
    return made if made == name else f"{made}-{hashlib.sha256(name.encode()).hexdigest()[:_HASH_DIGITS]}"


def left_out(name: str, why: str) -> dict[str, Any]:
    """The row for the text called `name`, of which nothing was drafted."""
    problem = Problem("text-undrafted", f"{SEEDS}/{source_id(name)}.txt", why, hint="write its claims by hand")
    return left_out_row(source_id(name), problem)


def _unknown(path: str, tag: str | None) -> Problem:
    message = f"no language data for {tag!r}" if tag else "the text's language is not one that there is data for"
    return Problem("language-unknown", path, message, hint=f"there is: {', '.join(languages.available())}")
