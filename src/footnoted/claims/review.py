"""Reviews: who checked a claim against its article, and when, bound to what the claim said then.

A review is the value of `reviewed_by`, `{ name = "...", on = "2026-11-28", claim = "..." }`; `claim` is a hash of all
that the claim says and of its article. Whoever edits the claim afterwards, or the text, takes the review back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from footnoted.claims.model import Origin
from footnoted.problem import Problem

__all__ = ["check_review", "content_hash", "reviewer"]

_ABOUT_THE_CLAIM = frozenset({"drafted_by", "reviewed_by"})
_DIGITS = 16


def content_hash(table: str, raw: Mapping[str, Any], text_sha256: str) -> str:
    """What a review is bound to: 64 bits of the hash of the claim's table, of its keys and values, and of its text."""
    said = {key: value for key, value in raw.items() if key not in _ABOUT_THE_CLAIM}
    canonical = json.dumps([table, said, text_sha256], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def reviewer(table: str, raw: Mapping[str, Any], text_sha256: str) -> str | None:
    """Who has reviewed the claim as it stands; None where nobody has."""
    review = raw.get("reviewed_by")
    if not isinstance(review, Mapping) or review["claim"] != content_hash(table, raw, text_sha256):
        return None
    return str(review["name"])


def check_review(origin: Origin, raw: Mapping[str, Any], text_sha256: str) -> Iterator[Problem]:
    """A review that does not count, because the claim was edited since or because it is bound to nothing."""
    review = raw.get("reviewed_by")
    if review is None or reviewer(str(origin.keys[0]), raw, text_sha256) is not None:
        return
    if isinstance(review, Mapping):
        message = f"the claim was edited after {review['name']} reviewed it on {review['on']}"
        hint = "it counts as not reviewed until somebody does it again: footnoted review"
        yield replace(origin.problem("review-outdated", message, hint, keys=("reviewed_by",)), level="warning")
    else:
        message = "a name alone is no review: nothing tells which words were reviewed"
        hint = "footnoted review records who, when and what"
        yield replace(origin.problem("review-unbound", message, hint, keys=("reviewed_by",)), level="warning")
