"""The table of a resource, by its format: `READERS` lists them, one entry each."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, BinaryIO

from footnoted.validate.resource.delimited import read_delimited
from footnoted.validate.resource.descriptor import Resource
from footnoted.validate.resource.grid import Grid
from footnoted.validate.resource.inline import inline_rows, rows_of_document
from footnoted.validate.resource.parquet import embedded_spec, open_parquet, parquet_rows, same_schema
from footnoted.validate.resource.prepare import Preparation, has_empty_rows, with_labels
from footnoted.validate.resource.records import read_records
from footnoted.validate.resource.safe import Limits
from footnoted.validate.table.check import Tally
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spec import TableSpec

__all__ = ["READERS", "Opened", "Source", "open_table", "parse_json"]


# Bytes in memory for a byte of a JSON file.
_JSON_UNFOLDED = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A resource that is a table, the rules that its descriptor states, and its opened files."""

    resource: Resource
    spec: TableSpec
    files: Sequence[BinaryIO]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that is being read: the rules that apply, and its rows in batches, which may end at a fault."""

    spec: TableSpec
    batches: Iterator[Rows | Fault]


def open_table(source: Source, tally: Tally) -> Opened | Fault:
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


def _delimited(source: Source, tally: Tally) -> Opened | Fault:
    resource = source.resource
    grids = _joined(_grids(source, file) for file in source.files or [io.BytesIO(str(resource.data).encode())])
    first = next(grids)
    if isinstance(first, Fault):
        return first
    width = len(first.columns)
    labels = first.labels or ("",) * width
    spec = _with_null(with_labels(source.spec, labels), resource.dialect.null_sequence)
    made = Preparation(first.labels, width, spec, resource.fields_match, tally)
    batches = (grid if isinstance(grid, Fault) else made.rows(grid) for grid in chain([first], grids))
    return Opened(spec, batches)


def _grids(source: Source, file: BinaryIO) -> Iterator[Grid | Fault]:
    """The batches of one file."""
    dialect = source.resource.dialect
    encoding = source.resource.encoding if source.files else "utf-8"
    for grid in read_delimited(file, dialect, encoding, source.limits.memory):
        if isinstance(grid, Grid) and not _empty_is_missing(source.spec) and has_empty_rows(grid):
            # Only a reader of single records can tell an empty line from a line of empty strings.
            file.seek(0)
            yield from read_records(file, dialect, encoding)
            return
        yield grid


def _joined(files: Iterable[Iterator[Grid | Fault]]) -> Iterator[Grid | Fault]:
    """The batches of all files of one table, rows numbered on.

    A later file may repeat the header of the first, or begin with data (Data Resource v2: one large file); a fault
    where it has some of the labels and not the others.
    """
    first: Grid | None = None
    before = 0
    for grids in files:
        count, headless = 0, False
        for grid in grids:
            if isinstance(grid, Fault):
                yield grid
                return
            first = first or grid
            headless = headless or (bool(grid.labels) and set(grid.labels or ()).isdisjoint(first.labels or ()))
            part = (
                grid.with_labels_as_row(first.labels) if headless and not count else replace(grid, labels=first.labels)
            )
            if len(part.columns) != len(first.columns) or not (headless or grid.labels == first.labels):
                yield Fault("label-wrong", "the files of the table do not have the same header")
                return
            count += part.count
            yield part.shifted(before + headless)
        before += count


def _with_null(spec: TableSpec, sequence: str | None) -> TableSpec:
    """The rules with the dialect's `nullSequence` among the texts that stand for no value."""
    if sequence is None:
        return spec
    return replace(spec, fields=tuple(replace(field, missing=(*field.missing, sequence)) for field in spec.fields))


def _empty_is_missing(spec: TableSpec) -> bool:
    return all("" in field.missing for field in spec.fields)


def _json(source: Source, tally: Tally) -> Opened | Fault:
    if not source.files:
        return _document(source.resource.data, source, tally)
    return _too_large(source) or _document(parse_json(source.files[0].read()), source, tally)


def _json_lines(source: Source, tally: Tally) -> Opened | Fault:
    if (fault := _too_large(source)) is not None:
        return fault
    rows = [parse_json(line) for line in source.files[0] if line.strip()]
    return _document(next((row for row in rows if isinstance(row, Fault)), rows), source, tally)


def _too_large(source: Source) -> Fault | None:
    """Why a JSON file is not read, if it is not: it is read whole, and its values take much more room than its text."""
    most, size = source.limits.memory // _JSON_UNFOLDED, source.files[0].seek(0, io.SEEK_END)
    source.files[0].seek(0)
    return Fault("file-too-large", f"the file has {size} bytes; the limit for JSON is {most}") if size > most else None


def _document(document: Any, source: Source, tally: Tally) -> Opened | Fault:  # noqa: ANN401 - any JSON
    found = document if isinstance(document, Fault) else rows_of_document(document, source.resource.dialect)
    if isinstance(found, Fault):
        return found
    labels, data = found
    spec = with_labels(source.spec, labels)
    return Opened(spec, iter([inline_rows(labels, data, spec, source.resource.fields_match, tally)]))


def _parquet(source: Source, tally: Tally) -> Opened | Fault:
    file = open_parquet(source.files[0], source.limits)
    if isinstance(file, Fault):
        return file
    spec, embedded = source.spec, embedded_spec(file, source.spec.name)
    if isinstance(embedded, Fault):
        tally.fault(spec.name, embedded)
    elif embedded is not None and spec.fields and (differ := same_schema(embedded, spec)):
        tally.fault(spec.name, Fault("schema-differs", f"the file carries a schema with other {', '.join(differ)}"))
    chosen = spec if spec.fields or not isinstance(embedded, TableSpec) else embedded
    spec = with_labels(chosen, tuple(file.schema_arrow.names))
    return Opened(spec, parquet_rows(file, spec, source.resource.fields_match, tally))


READERS: Mapping[str, Callable[[Source, Tally], Opened | Fault]] = {
    "csv": _delimited,
    "tsv": _delimited,
    "json": _json,
    "jsonl": _json_lines,
    "ndjson": _json_lines,
    "parquet": _parquet,
}
