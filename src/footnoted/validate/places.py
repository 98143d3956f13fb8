"""From a bad cell of a table back to the claim that filled it: the place where a person can mend it."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from footnoted.claims import Claim, Loaded
from footnoted.problem import Problem
from footnoted.resolve import Evidence, Resolved
from footnoted.schema import Dataset
from footnoted.validate.table import Finding

__all__ = ["Places"]

_HINTS = {
    "required": "quote the words that tell it; where no words do, the row says too little to be one",
    "foreign-key": "add that row, or correct the reference",
    "unique": "one of the two rows has another's value: correct it, or join the rows",
    "requires": "quote the words that tell the missing one, or leave both out",
    "at-most-one": "keep the one that the words tell first-hand",
}


class Places:
    """Finds the claim behind a finding; the index is built at the first finding."""

    def __init__(self, dataset: Dataset, loaded: Loaded, resolved: Resolved) -> None:
        self._dataset, self._loaded, self._resolved = dataset, loaded, resolved

    def problem(self, finding: Finding) -> Problem:
        """`finding` as a problem of the claims file that says so, or of the table's schema."""
        row_id = finding.key[0] if finding.key else ""
        what = "/".join(filter(None, (finding.table, row_id, finding.column)))
        more = f" ({finding.total} such)" if finding.total > 1 else ""
        message = f"{what}: {finding.message}{more}"
        hint = _HINTS.get(finding.code, f"for an example: footnoted explain {finding.code}")
        if finding.table == "sources":
            for source in self._loaded.sources:
                if source.id == row_id:
                    return source.file.problem(finding.code, message, hint, keys=("source", finding.column or "id"))
        if finding.code == "required" and (maker := self._retracted(finding.table, row_id)):
            hint = f"{maker!r}, which made this row, is retracted: quote here what it told, or take what joins it out"
        if claim := self._claim(finding.table, row_id, finding.column):
            return claim.origin.problem(finding.code, message, hint, keys=(finding.column,) if finding.column else ())
        return Problem(finding.code, self._dataset.tables[finding.table].path, message, hint=hint)

    def _claim(self, table: str, row_id: str, column: str | None) -> Claim | None:
        found = self._evidence.get((table, row_id), [])
        used = [e for e in found if e.rank == "used"]
        filling = [e for e in used if column in {None, e.cell.column}]
        return (filling or used or found)[0].claim if found else None

    def _retracted(self, table: str, row_id: str) -> str | None:
        """The source that made a row, if it was retracted."""
        claims = (evidence.claim for evidence in self._evidence.get((table, row_id), []))
        return next((c.source.id for c in claims if not c.joins and c.source.status == "retracted"), None)

    @cached_property
    def _evidence(self) -> dict[tuple[str, str], list[Evidence]]:
        index: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for evidence in self._resolved.evidence:
            index[evidence.table, evidence.row_id].append(evidence)
        return index
