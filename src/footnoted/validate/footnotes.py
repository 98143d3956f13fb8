"""The footnotes proved again, from the tables alone: DESIGN promises 1 to 4.

This does not trust the code that made the tables: it takes `evidence` as a stranger would, cuts each passage out of
its text, reads it again and compares. What crosses sources is compared column by column; rows are looked at one by one
only where something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims import Desk, Loaded, Memory, Source
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import Dataset, Table
from footnoted.text import Lines
from footnoted.validate.cover import check_cover
from footnoted.validate.proof import Proof

__all__ = ["check_footnotes"]


def check_footnotes(
    dataset: Dataset, tables: Mapping[str, pa.Table], loaded: Loaded, crew: Crew, memory: Memory | None = None
) -> list[Problem]:
    """Every cell without a footnote, every footnote that points at nothing, and every value not read again.

    Evidence of which `memory` knows that it was proved, to the byte, of an unchanged source, is not read once more.
    """
    problems = list(check_cover(dataset, tables))
    for names, sources in loaded.by_names():
        cited = _Cited(tables["evidence"], sources)
        unproved = cited if memory is None else [c for c in cited if not memory.is_proved(_path(c), c[1])]
        found = crew.each(Task(_check_source, Desk, (dataset, names), _path), unproved)
        for each, faults in zip(unproved, found, strict=True):
            problems += faults
            if memory is not None and not faults:
                memory.prove(_path(each), each[1])
    return problems


class _Cited(Sequence[tuple[Source, bytes]]):
    """Each source that is cited, with its evidence as a message of Arrow's, which holds no more than its rows."""

    def __init__(self, evidence: pa.Table, sources: Iterable[Source]) -> None:
        ordered = evidence.sort_by([("source_id", "ascending"), ("id", "ascending")])
        self._evidence = pa.RecordBatch.from_struct_array(ordered.to_struct_array().combine_chunks())
        known = {source.id: source for source in sources}
        runs = pc.run_end_encode(self._evidence.column("source_id"))
        ends = runs.run_ends.to_pylist()
        found = zip(runs.values.to_pylist(), [0, *ends], ends, strict=False)
        self._runs = [(known[name], start, end) for name, start, end in found if name in known]

    def __len__(self) -> int:
        return len(self._runs)

    def __getitem__(self, index: int) -> tuple[Source, bytes]:  # type: ignore[override]
        source, start, end = self._runs[index]
        return source, self._evidence.slice(start, end - start).serialize().to_pybytes()


def _path(cited: tuple[Source, bytes]) -> str:
    # The name by which the claims about it were handed out.
    return cited[0].file.path


def _check_source(desk: Desk, cited: tuple[Source, bytes]) -> list[Problem]:
    source, sent = cited
    facts, schema = desk.dataset.facts, desk.dataset.tables["evidence"].arrow_schema()
    evidence = pa.ipc.read_record_batch(pa.py_buffer(sent), schema).to_pylist()
    rows = [row for row in evidence if _is_about(facts.get(row["table_name"]), row["column_name"])]
    proof = Proof(desk.dataset, source, desk.lens(source.text, source.language))
    lines = Lines(source.text)
    problems = []
    for row, (code, message) in proof.faults(rows):
        place = f"{row['table_name']}/{row['row_id']}/{row['column_name']}"
        stands = 0 <= row["span_start"] <= len(source.text)
        line, column = lines.at(row["span_start"]) if stands else (None, None)
        problems.append(Problem(code, source.path, f"{place}: {message}", line, column))
    return problems


def _is_about(table: Table | None, column: str) -> bool:
    return table is not None and column in table.group_of
