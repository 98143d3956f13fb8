"""Canonical claims files: one order, one spelling, every comment kept, the data as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import tomli

from footnoted.claims.file import ClaimsFile
from footnoted.claims.format.comments import Comments, comment_texts, read_comments
from footnoted.claims.format.layout import laid_out
from footnoted.claims.format.order import claims_order, order_of
from footnoted.claims.toml_values import same
from footnoted.errors import FootnotedError
from footnoted.schema import Dataset

__all__ = ["claims_text", "formatted", "laid_out"]

_HEAD = ("#:schema ../schemas/claims.schema.json",)


def formatted(file: ClaimsFile, dataset: Dataset) -> str:
    """The canonical text of `file`: the same data, the same comments.

    The source comes first, then the tables in the descriptor's order; claims keep theirs. Keys stand in the schemas'
    order, one a line, strings are spelled as plainly as TOML allows. A file that names entities or holds decisions is
    written in the same way.

    Raises:
        FootnotedError: the text would say something else, or lack a comment; nothing of the kind is known.
    """
    text = laid_out(file.data, order_of(dataset, file.path), read_comments(file.text))
    if Counter(comment_texts(text)) != Counter(comment_texts(file.text)):
        hint = "put each comment on a line of its own, above what it is about"
        raise FootnotedError(f"a comment of {file.path} would be lost; the file is left as it was", hint)
    return _proved(text, file.data)


def claims_text(data: Mapping[str, Any], dataset: Dataset) -> str:
    """A claims file in canonical form that says `data`: `{"source": {...}, table: [{...}, ...], ...}`.

    Raises:
        TypeError: `data` holds a value that TOML has not, such as None.
    """
    return _proved(laid_out(data, claims_order(dataset), Comments(head=_HEAD)), data)


def _proved(text: str, data: Mapping[str, Any]) -> str:
    if not same(tomli.loads(text), data):
        raise FootnotedError("the canonical text would not say the same", "please report this with the file")
    return text
