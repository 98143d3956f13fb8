"""A whole package: its descriptor read, its resources opened, their tables checked on their own and together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from footnoted.errors import DatasetError
from footnoted.validate.report import Report
from footnoted.validate.resource.conformance import OF_DESCRIPTOR, profile_faults
from footnoted.validate.resource.descriptor import Resource, resource_of, spec_of_schema
from footnoted.validate.resource.integrity import integrity_faults
from footnoted.validate.resource.lone import DESCRIPTOR, described, is_table
from footnoted.validate.resource.profile import profile_errors
from footnoted.validate.resource.read import Source, open_table, parse_json
from footnoted.validate.resource.safe import DEFAULT_LIMITS, Limits, open_inside
from footnoted.validate.resource.unfold import unfold
from footnoted.validate.resource.unpack import unpack
from footnoted.validate.table.check import DEFAULT_LIMIT, Tally
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.inspection import Inspection, references
from footnoted.validate.table.spec import TableSpec
from footnoted.validate.table.texts import text_reader

__all__ = ["validate_package"]


def validate_package(path: str | Path, limits: Limits = DEFAULT_LIMITS, most: int = DEFAULT_LIMIT) -> Report:
    """Check the package at `path`: a descriptor, the folder or the ZIP file of one, or a single table file.

    Nothing is fetched, nothing outside the descriptor's folder is opened, no code of the package is run. Of each rule
    in each column the first `most` findings are listed, with the true total. A single table is checked by the schema
    that it carries, if it does, without its references to other tables.

    Raises:
        DatasetError: there is no file at `path`.
    """
    path = Path(path) / DESCRIPTOR if Path(path).is_dir() else Path(path)
    if not path.is_file():
        raise DatasetError(f"there is no file {path}", "name a descriptor, a folder or archive with one, or a table")
    alone = is_table(path)
    if path.suffix.lower() == ".zip" and not alone:
        return _archive(path, limits, most)
    run = _Run(path.parent, limits, Tally(most), alone=alone)
    run.anything(described(path) if alone else run.load(path.name), path.stem)
    return run.report(path.name)


def _archive(path: Path, limits: Limits, most: int) -> Report:
    with TemporaryDirectory() as name:
        folder = unpack(path, Path(name), limits)
        if not isinstance(folder, Fault) and (folder / DESCRIPTOR).is_file():
            return validate_package(folder, limits, most)
        files = [] if isinstance(folder, Fault) else list(folder.iterdir())
        if len(files) == 1 and is_table(files[0]):
            return validate_package(files[0], limits, most)
    tally = Tally(most)
    missing = Fault("file-missing", f"the archive has no {DESCRIPTOR}")
    tally.fault("", folder if isinstance(folder, Fault) else missing)
    return Report(path.name, tally.findings())


class _Run:
    """One validation: collects findings and tables as it goes through the resources."""

    def __init__(self, root: Path, limits: Limits, tally: Tally, *, alone: bool) -> None:
        self.root, self.limits, self.tally, self.alone = root, limits, tally, alone
        self.rows: dict[str, int] = {}
        self.paths: dict[str, str] = {}
        self._specs: list[TableSpec] = []

    def report(self, path: str) -> Report:
        """What was found."""
        columns = {spec.name: tuple(field.name for field in spec.fields) for spec in self._specs}
        return Report(path, self.tally.findings(), self.rows, self.paths, columns)

    def load(self, path: str) -> Any:  # noqa: ANN401 - an object or a fault
        """The JSON object in the file at `path`, or why there is none."""
        file = open_inside(self.root, path, self.limits.descriptor_bytes)
        if isinstance(file, Fault):
            return file
        with file:
            value = parse_json(file.read())
        if isinstance(value, dict | Fault):
            return value
        return Fault("descriptor-invalid", f"{path} does not hold a JSON object")

    def anything(self, raw: Any, name: str) -> None:  # noqa: ANN401 - whatever the file holds
        """Check what a descriptor describes: a package, one resource, or a schema without any data."""
        if isinstance(raw, dict) and "resources" not in raw:
            if "fields" in raw:
                self._schema(name, raw)
                return
            if {"path", "data", "url"} & set(raw):
                raw = {"resources": [{"name": name, **raw}]}
        self.package(raw)

    def _schema(self, name: str, raw: Mapping[str, Any]) -> None:
        spec = spec_of_schema(name, raw)
        if isinstance(spec, Fault):
            self.tally.fault("", spec)
            return
        reader = text_reader(spec)
        for column, fault in reader.faults.items():
            self.tally.fault("", fault, column)
        with Inspection(self.tally) as inspection:
            inspection.begin(replace(spec, name=""))
        if self.tally.codes("") & OF_DESCRIPTOR:
            return
        for place, message, _ in profile_errors(raw, "tableschema"):
            self.tally.fault("", Fault("descriptor-profile", f"{place}: {message}"))

    def package(self, raw: Any) -> None:  # noqa: ANN401 - whatever the file holds
        """Check the package that the descriptor describes."""
        if isinstance(raw, Fault):
            self.tally.fault("", raw)
            return
        resources = raw.get("resources")
        if not isinstance(resources, list) or not resources or not all(isinstance(item, dict) for item in resources):
            self.tally.fault("", Fault("package-invalid", "`resources` is a list of at least one object"))
            return
        known = list(self._resources(resources))
        wrong = profile_faults(raw, self.load)
        referred = references(resource.spec for resource in known if resource.spec is not None)
        with Inspection(self.tally, referred, self.limits.memory) as inspection:
            for resource in known:
                self._resource(resource, inspection)
            inspection.finish()
        for table, fault in wrong:
            # What has a rule of its own is told once.
            if not self.tally.codes(table) & OF_DESCRIPTOR:
                self.tally.fault(table, fault)

    def _resources(self, stated: Sequence[Mapping[str, Any]]) -> Iterator[Resource]:
        """The resources that can be read, each name once; what is wrong with the others is noted."""
        seen: set[object] = set()
        for raw in stated:
            name = str(raw.get("name") or "")
            if name and name in seen:
                self.tally.fault("", Fault("package-invalid", f"two resources have the name {name!r}"))
                continue
            seen.add(name)
            resource = resource_of(raw, self.load)
            if isinstance(resource, Fault):
                self.tally.fault(name, resource)
            else:
                yield resource

    def _resource(self, resource: Resource, inspection: Inspection) -> None:
        name = resource.name
        if resource.paths:
            self.paths[name] = resource.paths[0]
        with ExitStack() as stack:
            files = self._opened(resource, stack)
            if files is None:
                inspection.leave_out(name)
                return
            for fault in integrity_faults(files, resource.expected):
                self.tally.fault(name, fault)
            if resource.spec is None:
                return
            plain = self._unfolded(resource, files, stack)
            if isinstance(plain, Fault):
                self.tally.fault(name, plain)
                inspection.leave_out(name)
            else:
                self._table(Source(resource, resource.spec, plain, self.limits), inspection)

    def _unfolded(self, resource: Resource, files: Sequence[BinaryIO], stack: ExitStack) -> Sequence[BinaryIO] | Fault:
        """The files as they are before compression."""
        if resource.compression is None:
            return files
        plain = []
        for file in files:
            unfolded = unfold(file, resource.compression, resource.inner_path, self.limits)
            if isinstance(unfolded, Fault):
                return unfolded
            plain.append(stack.enter_context(unfolded))
        return plain

    def _table(self, source: Source, inspection: Inspection) -> None:
        resource, opened = source.resource, open_table(source, self.tally)
        if isinstance(opened, Fault):
            self.tally.fault(resource.name, opened)
            inspection.leave_out(resource.name)
            return
        spec = opened.spec
        if self.alone:
            spec = replace(spec, foreign_keys=tuple(key for key in spec.foreign_keys if key.table == spec.name))
        self._specs.append(spec)
        inspection.begin(spec)
        count = 0
        for rows in opened.batches:
            if isinstance(rows, Fault):
                self.tally.fault(resource.name, rows)
                inspection.leave_out(resource.name)
                return
            inspection.add(rows)
            count += rows.count
        self.rows[resource.name] = count
        stated = resource.expected.get("rowCount", count)
        if stated != count:
            self.tally.fault(
                resource.name, Fault("rows-wrong", f"the descriptor states {stated!r} rows; there are {count}")
            )

    def _opened(self, resource: Resource, stack: ExitStack) -> Sequence[BinaryIO] | None:
        files = []
        for path in resource.paths:
            file = open_inside(self.root, path, self.limits.file_bytes)
            if isinstance(file, Fault):
                self.tally.fault(resource.name, file)
                return None
            files.append(stack.enter_context(file))
        return files
