"""Texts of a dataset that no claims file is about: drafted in its own processes, for the build to take in."""

from __future__ import annotations

from dataclasses import replace

from footnoted import languages
from footnoted.claims.drafted import DraftedClaim, DraftedFile
from footnoted.extract.draft import Extractor, draft
from footnoted.extract.guess import guess_language
from footnoted.extract.identify import slug
from footnoted.parallel import Task
from footnoted.problem import Problem
from footnoted.schema import Dataset
from footnoted.text import read_source

__all__ = ["drafting"]


def drafting(dataset: Dataset) -> Task | None:
    """What drafts a text of `dataset`, by its path; None where its descriptor chooses no extractor, or wants no drafts.

    Each path gives a `DraftedFile`.
    """
    chosen = isinstance(dataset.descriptor.get("extractor"), str)
    return Task(_drafted, Extractor, (dataset,), str) if chosen and dataset.publishes_drafts else None


def _drafted(extractor: Extractor, path: str) -> DraftedFile:
    article = read_source(extractor.dataset.root, path)
    if isinstance(article, Problem):
        return DraftedFile(path, {}, problem=replace(article, level="warning"))
    tag = guess_language(article.text, languages.available())
    if tag is None:
        known = ", ".join(languages.available())
        message = "the language of this text is not one that there is data for: nothing is drafted"
        hint = f"there is: {known}; write its claims file by hand"
        return DraftedFile(path, {}, problem=Problem("language-unknown", path, message, hint=hint, level="warning"))
    made = draft(slug(path.rpartition("/")[2].removesuffix(".txt")), article, tag, extractor)
    claims = tuple(
        DraftedClaim(row.table, row.claim, {cell.column: cell.value for cell in row.cells}) for row in made.rows
    )
    return DraftedFile(path, made.source, article.text, claims)
