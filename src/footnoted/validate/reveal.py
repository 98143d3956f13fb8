"""How much of each text its published passages reveal: a text that may not be republished must not be rebuilt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa

from footnoted.claims import Source
from footnoted.problem import Problem
from footnoted.schema import Dataset
from footnoted.text import Span

__all__ = ["check_reveal", "revealed_shares"]

DEFAULT_LIMIT = 0.5


def revealed_shares(tables: Mapping[str, pa.Table], sources: Mapping[str, Source]) -> dict[str, float]:
    """For each source, the share (0 to 1) of its code points that lie in a published passage."""
    spans: dict[str, list[Span]] = defaultdict(list)
    evidence = tables["evidence"]
    columns = ("source_id", "span_start", "span_end", "antecedent_start", "antecedent_end")
    wanted = (evidence.column(name).to_pylist() for name in (*columns, "attributed_start", "attributed_end"))
    for source_id, *offsets in zip(*wanted, strict=True):
        for start, end in zip(offsets[::2], offsets[1::2], strict=True):
            if start is not None and end is not None:
                spans[source_id].append(Span(start, end))
    return {name: _union(spans[name]) / len(source.text) for name, source in sources.items()}


def _union(spans: list[Span]) -> int:
    covered, reached = 0, 0
    for span in sorted(spans):
        covered += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return covered


def check_reveal(dataset: Dataset, tables: Mapping[str, pa.Table], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """A warning for each text of which the passages reveal more than the dataset's limit."""
    limit = float(dataset.settings.get("limits", {}).get("revealedShare", DEFAULT_LIMIT))
    for name, share in revealed_shares(tables, sources).items():
        source = sources[name]
        if share > limit and not source.metadata.get("republish"):
            message = f"the passages reveal {share:.0%} of the text, more than the limit of {limit:.0%}"
            hint = "choose shorter passages, or set `republish` where the licence allows it"
            yield Problem("text-revealed", source.path, message, hint=hint, level="warning")
