"""How much of each text its published passages reveal: a text that may not be republished must not be rebuilt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims import Source
from footnoted.problem import Problem
from footnoted.schema import Dataset

__all__ = ["check_reveal", "revealed_shares"]

DEFAULT_LIMIT = 0.5


def revealed_shares(tables: Mapping[str, pa.Table], sources: Mapping[str, Source]) -> dict[str, float]:
    """For each source, the share (0 to 1) of its code points that lie in a published passage."""
    if not sources:
        return {}
    names = pa.array(list(sources), pa.string())
    number, start, end = _passages(tables["evidence"], names)
    # All texts as one, each behind the last with a gap between: passages of two texts never touch.
    width = max(len(source.text) for source in sources.values()) + 1
    first = pc.multiply(number, width)
    laid = pa.table({"number": number, "start": pc.add(first, start), "end": pc.add(first, end)})
    laid = laid.sort_by([("start", "ascending")]).combine_chunks()
    reached = pc.cumulative_max(laid["end"].combine_chunks())
    before = pa.concat_arrays([pa.array([0], pa.int64()), reached])[:-1]
    fresh = pc.max_element_wise(pc.subtract(laid["end"], pc.max_element_wise(laid["start"], before)), 0)
    found = pa.table({"number": laid["number"], "fresh": fresh}).group_by("number").aggregate([("fresh", "sum")])
    covered = dict(zip(found["number"].to_pylist(), found["fresh_sum"].to_pylist(), strict=True))
    return {name: covered.get(at, 0) / len(source.text) for at, (name, source) in enumerate(sources.items())}


def _passages(evidence: pa.Table, names: pa.Array) -> tuple[pa.ChunkedArray, pa.ChunkedArray, pa.ChunkedArray]:
    """The number of the source of each published passage of `names`, its start and its end."""
    number = pc.cast(pc.index_in(evidence["source_id"], names), pa.int64())
    pieces = pa.concat_tables(
        pa.table({"number": number, "start": evidence[f"{name}_start"], "end": evidence[f"{name}_end"]})
        for name in ("span", "antecedent", "attributed")
    ).drop_null()
    return pieces["number"], pieces["start"], pieces["end"]


def check_reveal(dataset: Dataset, tables: Mapping[str, pa.Table], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """A warning for each text of which the passages reveal more than the dataset's limit."""
    limit = float(dataset.settings.get("limits", {}).get("revealedShare", DEFAULT_LIMIT))
    for name, share in revealed_shares(tables, sources).items():
        source = sources[name]
        if share > limit and not source.metadata.get("republish"):
            message = f"the passages reveal {share:.0%} of the text, more than the limit of {limit:.0%}"
            hint = "choose shorter passages, or set `republish` where the licence allows it"
            yield Problem("text-revealed", source.path, message, hint=hint, level="warning")
