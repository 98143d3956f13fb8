"""The table of a resource, by its format: `READERS` lists them, one entry each."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from footnoted.validate.resource.delimited import read_delimited
from footnoted.validate.resource.descriptor import Resource
from footnoted.validate.resource.grid import Grid, join_grids
from footnoted.validate.resource.inline import inline_rows, rows_of_document
from footnoted.validate.resource.parquet import embedded_spec, parquet_rows, read_parquet, same_schema
from footnoted.validate.resource.prepare import has_empty_rows, prepare_grid, with_labels
from footnoted.validate.resource.records import read_records
from footnoted.validate.resource.safe import Limits
from footnoted.validate.table.check import Tally
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spec import TableSpec

__all__ = ["READERS", "Source", "parse_json", "read_table"]


@dataclass(frozen=True, slots=True)
class Source:
    """A resource that is a table, the rules that its descriptor states, and its opened files."""

    resource: Resource
    spec: TableSpec
    files: Sequence[BinaryIO]
    limits: Limits


# The rules that apply, and the rows they apply to; or why there are none.
Read = tuple[TableSpec, Rows] | Fault


def read_table(source: Source, tally: Tally) -> Read:
    """Read the table of a resource; what is wrong with header, columns and single rows goes to `tally`."""
    form = source.resource.format
    read = READERS.get("json" if source.resource.data is not None and form not in ("csv", "tsv") else form)
    if read is None:
        return Fault("format-unsupported", f"tables of the format {form!r} are not read")
    if len(source.files) > 1 and read is not _delimited:
        return Fault("format-unsupported", f"tables of the format {form!r} are one file each")
    return read(source, tally)


def parse_json(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """The value of a JSON file, or why it has none."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Fault("descriptor-invalid", f"this is no JSON: {error}")


def _delimited(source: Source, tally: Tally) -> Read:
    resource, grids = source.resource, list[Grid]()
    inline = [] if source.files else [io.BytesIO(str(resource.data).encode())]
    for file in source.files or inline:
        encoding = resource.encoding if source.files else "utf-8"
        grid = read_delimited(file, resource.dialect, encoding)
        if not isinstance(grid, Fault) and not _empty_is_missing(source.spec) and has_empty_rows(grid):
            # Only a reader of single records can tell an empty line from a line of empty strings.
            file.seek(0)
            grid = read_records(file, resource.dialect, encoding)
        if isinstance(grid, Fault):
            return grid
        grids.append(grid)
    joined = join_grids(grids)
    if joined is None:
        return Fault("label-wrong", "the files of the table do not have the same header")
    labels = joined.labels or tuple(f"field{place}" for place in range(1, len(joined.columns) + 1))
    spec = _with_null(with_labels(source.spec, labels), resource.dialect.null_sequence)
    return spec, prepare_grid(joined, spec, resource.fields_match, tally)


def _with_null(spec: TableSpec, sequence: str | None) -> TableSpec:
    """The rules with the dialect's `nullSequence` among the texts that stand for no value."""
    if sequence is None:
        return spec
    return replace(spec, fields=tuple(replace(field, missing=(*field.missing, sequence)) for field in spec.fields))


def _empty_is_missing(spec: TableSpec) -> bool:
    return all("" in field.missing for field in spec.fields)


def _json(source: Source, tally: Tally) -> Read:
    document = parse_json(source.files[0].read()) if source.files else source.resource.data
    found = document if isinstance(document, Fault) else rows_of_document(document, source.resource.dialect)
    if isinstance(found, Fault):
        return found
    labels, data = found
    spec = with_labels(source.spec, labels)
    return spec, inline_rows(labels, data, spec, source.resource.fields_match, tally)


def _parquet(source: Source, tally: Tally) -> Read:
    table = read_parquet(source.files[0], source.limits)
    if isinstance(table, Fault):
        return table
    spec, embedded = source.spec, embedded_spec(table, source.spec.name)
    if isinstance(embedded, Fault):
        tally.fault(spec.name, embedded)
    elif embedded is not None and spec.fields and (differ := same_schema(embedded, spec)):
        tally.fault(spec.name, Fault("schema-differs", f"the file carries a schema with other {', '.join(differ)}"))
    chosen = spec if spec.fields or not isinstance(embedded, TableSpec) else embedded
    spec = with_labels(chosen, tuple(table.column_names))
    return spec, parquet_rows(table, spec, source.resource.fields_match, tally)


READERS: Mapping[str, Callable[[Source, Tally], Read]] = {
    "csv": _delimited,
    "tsv": _delimited,
    "json": _json,
    "parquet": _parquet,
}
