"""What the validation of a package found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from footnoted.problem import Problem
from footnoted.validate.table import Finding

__all__ = ["FRICTIONLESS_TYPES", "Report"]

_CONSTRAINTS = (
    *("required", "enum", "categories", "pattern", "minimum", "maximum", "exclusive-minimum", "exclusive-maximum"),
    *("min-length", "max-length", "json-schema"),
)
_OF_SCHEMA = (
    *("constraint-invalid", "pattern-unsupported", "type-unknown", "format-unknown", "key-invalid", "schema-invalid"),
    "rule-invalid",
)
FRICTIONLESS_TYPES: Mapping[str, str] = {
    **dict.fromkeys(_CONSTRAINTS, "constraint-error"),
    **dict.fromkeys(_OF_SCHEMA, "schema-error"),
    **dict.fromkeys(("unique", "unique-key"), "unique-error"),
    **dict.fromkeys(("path-invalid", "path-unsafe", "descriptor-invalid"), "resource-error"),
    **dict.fromkeys(("file-missing", "path-remote"), "scheme-error"),
    **dict.fromkeys(("file-unreadable", "file-too-large", "header-missing", "data-invalid"), "source-error"),
    **dict.fromkeys(("encoding-error", "encoding-unknown"), "encoding-error"),
    **dict.fromkeys(("hash-wrong", "hash-unknown"), "hash-count"),
    "type": "type-error",
    "primary-key": "primary-key",
    "foreign-key": "foreign-key",
    "cell-missing": "missing-cell",
    "cell-extra": "extra-cell",
    "row-blank": "blank-row",
    "column-missing": "missing-label",
    "column-unknown": "extra-label",
    "label-blank": "blank-label",
    "label-repeated": "duplicate-label",
    "label-wrong": "incorrect-label",
    "bytes-wrong": "byte-count",
    "rows-wrong": "row-count",
    "dialect-invalid": "dialect-error",
    "package-invalid": "package-error",
    "descriptor-profile": "package-error",
}
"""The error type of frictionless that each rule code corresponds to."""


# Files of which a row is a line, as long as no cell holds a line break.
_LINES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a package.

    A finding's `table` is the name of the resource ("" for the package itself) and its `row` counts as frictionless
    does: the header is row 1, the first data row 2. `rows` is the number of data rows of each table that could be
    read, and `columns` their names; `paths` is, for each resource, the file that a person would open.
    """

    path: str
    findings: tuple[Finding, ...]
    rows: Mapping[str, int] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings as problems of the package's files; in a delimited file a row is told as its line."""
        return tuple(sorted(self._problem(finding) for finding in self.findings))

    def _problem(self, finding: Finding) -> Problem:
        path = self.paths.get(finding.table, self.path)
        line = finding.row if path.lower().endswith(_LINES) else None
        where = "/".join(filter(None, (finding.table, finding.column)))
        row = f"row {finding.row}: " if finding.row is not None and line is None else ""
        value = "" if finding.value is None else f": {finding.value!r}"
        total = f" ({finding.total} such)" if finding.total > 1 else ""
        told = f"{row}{finding.message}{value}{total}"
        return Problem(finding.code, path, f"{where}: {told}" if where else told, line)
