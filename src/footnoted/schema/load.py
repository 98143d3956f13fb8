"""A dataset's descriptor, schemas and vocabularies, read from its folder and checked against one another."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from footnoted.errors import DatasetError
from footnoted.problem import Problem
from footnoted.schema.check import check_dataset_shape
from footnoted.schema.model import Column, Cue, Dataset, ForeignKey, Table, Term, Vocabulary

__all__ = ["DESCRIPTOR", "load_dataset"]

DESCRIPTOR = "datapackage.json"
_VOCABULARIES = "schemas/vocabularies"


def load_dataset(root: Path) -> Dataset | tuple[Problem, ...]:
    """The dataset in the folder `root`, or what is wrong with its descriptor and schemas.

    Raises:
        DatasetError: there is no `datapackage.json` in `root`.
    """
    if not (root / DESCRIPTOR).is_file():
        raise DatasetError(f"no {DESCRIPTOR} in {root}", "run this in a dataset's folder, or make one: footnoted init")
    loader = _Loader(root)
    dataset = loader.dataset()
    problems = loader.problems or (check_dataset_shape(dataset) if dataset else [])
    if problems or dataset is None:
        return tuple(sorted(problems))
    return dataset


class _Loader:
    """Collects problems while it reads, so that one run reports them all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def dataset(self) -> Dataset | None:
        descriptor = self._read(DESCRIPTOR, json.loads, "descriptor")
        if descriptor is None:
            return None
        resources = descriptor.get("resources")
        if not isinstance(resources, list) or not all(isinstance(r, dict) for r in resources):
            self._report("descriptor-shape", DESCRIPTOR, "`resources` is not a list of objects")
            return None
        vocabularies = self._vocabularies()
        tables = [table for resource in resources if (table := self._table(resource, vocabularies))]
        return Dataset(self.root, descriptor, {t.name: t for t in tables}, vocabularies)

    def _table(self, resource: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Table | None:
        name, schema = resource.get("name"), resource.get("schema")
        if not isinstance(name, str) or not isinstance(schema, str) or not _is_inside(schema):
            self._report(
                "descriptor-shape",
                DESCRIPTOR,
                f"resource {name!r} has no `name` or no `schema` in the dataset's folder",
            )
            return None
        raw = self._read(schema, json.loads, "schema")
        try:
            return None if raw is None else _table(name, schema, raw, vocabularies)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            self._report("schema-shape", schema, f"this is no Table Schema: {type(error).__name__} at {error}")
            return None

    def _vocabularies(self) -> dict[str, Vocabulary]:
        found = {}
        for file in sorted((self.root / _VOCABULARIES).glob("*.toml")):
            path = f"{_VOCABULARIES}/{file.name}"
            raw = self._read(path, tomllib.loads, "schema")
            try:
                if raw is not None:
                    found[file.stem] = _vocabulary(file.stem, raw)
            except (KeyError, TypeError, AttributeError) as error:
                self._report("schema-shape", path, f"this is no vocabulary: {type(error).__name__} at {error}")
        return found

    def _read(self, path: str, parse: Callable[[str], Any], kind: str) -> Mapping[str, Any] | None:
        try:
            raw = parse((self.root / path).read_text("utf-8"))
        except OSError:
            self._report(f"{kind}-missing", path, "this file cannot be read")
        except (ValueError, RecursionError) as error:
            self._report(f"{kind}-syntax", path, f"this does not parse: {error}", getattr(error, "lineno", None))
        else:
            if isinstance(raw, dict):
                return raw
            self._report(f"{kind}-shape", path, "this is not an object")
        return None

    def _report(self, code: str, path: str, message: str, line: int | None = None) -> None:
        self.problems.append(Problem(code, path, message, line))


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and ":" not in path


def _table(name: str, path: str, raw: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Table:
    return Table(
        name=name,
        title=raw.get("title") or name,
        description=raw.get("description") or "",
        columns=tuple(_column(field, vocabularies) for field in raw["fields"]),
        primary_key=_names(raw.get("primaryKey", ())),
        foreign_keys=tuple(_foreign_key(name, key) for key in raw.get("foreignKeys", ())),
        groups=tuple(tuple(group) for group in raw.get("groups", ())),
        rules=tuple(raw.get("rules", ())),
        role=raw.get("role", "fact"),
        path=path,
        raw=raw,
        label=raw.get("label"),
        aliases_of=raw.get("aliasesOf"),
    )


def _column(raw: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Column:
    # A vocabulary closes a column of strings: its terms are the enum, written nowhere else.
    vocabulary = vocabularies.get(raw.get("vocabulary", "")) if raw.get("type", "string") == "string" else None
    constraints = raw.get("constraints", {})
    return Column(
        name=raw["name"],
        type=raw.get("type", "string"),
        title=raw.get("title") or raw["name"],
        description=raw.get("description") or "",
        raw=raw,
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=vocabulary.names if vocabulary else tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        unit=raw.get("unit"),
        reader=raw.get("reader"),
        part=raw.get("part", "value"),
        vocabulary=raw.get("vocabulary"),
        filled_by=raw.get("filledBy"),
    )


def _foreign_key(table: str, raw: Mapping[str, Any]) -> ForeignKey:
    reference = raw["reference"]
    # An empty or absent resource name means the own table (Table Schema v1 and v2).
    return ForeignKey(_names(raw["fields"]), reference.get("resource") or table, _names(reference["fields"]))


def _names(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _vocabulary(name: str, raw: Mapping[str, Any]) -> Vocabulary:
    terms = tuple(
        Term(
            term["name"],
            term["title"],
            term["definition"],
            {
                language: tuple(Cue(cue["cue"], cue["example"]) for cue in cues)
                for language, cues in term.get("cues", {}).items()
            },
        )
        for term in raw["terms"]
    )
    return Vocabulary(name, raw["title"], raw["description"], terms)
