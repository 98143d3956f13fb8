"""A dataset's descriptor, schemas and vocabularies, read from its folder and checked against one another."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import tomli

from footnoted.errors import DatasetError
from footnoted.problem import Problem
from footnoted.schema.check import check_dataset_shape
from footnoted.schema.display import parse_pictures
from footnoted.schema.model import LEFT_OUT, PUBLISHED, Dataset, Table, Vocabulary
from footnoted.schema.parse import parse_table, parse_vocabulary
from footnoted.schema.properties import MisfitError, property_of
from footnoted.schema.spoken import with_spoken_cues
from footnoted.text import MAXIMUM_BYTES, read_inside

__all__ = ["DESCRIPTOR", "load_dataset"]

_T = TypeVar("_T")

DESCRIPTOR = "datapackage.json"
SEEDS = "seeds"
"""The folder of a dataset in which articles and claims files lie."""
_VOCABULARIES = "schemas/vocabularies"
# Files of the package are called after the dataset and its tables, and tables are so called in SQL.
_SYNTAX = "correct it at this place, or just before"
_DATASET_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_TABLE_NAME = re.compile(r"[a-z][a-z0-9_]*")


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
        descriptor = self._read(DESCRIPTOR, _object, "descriptor")
        if descriptor is None:
            return None
        try:
            resources = _resources(descriptor)
        except MisfitError as misfit:
            self._report("descriptor-shape", DESCRIPTOR, str(misfit))
            return None
        vocabularies = self._vocabularies(descriptor.get("extractor"))
        tables = [table for resource in resources if (table := self._table(resource, vocabularies))]
        return Dataset(self.root, descriptor, {t.name: t for t in tables}, vocabularies)

    def _table(self, resource: Mapping[str, str], vocabularies: Mapping[str, Vocabulary]) -> Table | None:
        name, path = resource["name"], resource["schema"]
        raw = self._read(path, _object, "schema")
        try:
            return None if raw is None else parse_table(name, path, raw, vocabularies)
        except MisfitError as misfit:
            self._report("schema-shape", path, str(misfit))
            return None

    def _vocabularies(self, pack: object) -> dict[str, Vocabulary]:
        found = {}
        for file in sorted((self.root / _VOCABULARIES).glob("*.toml")):
            path = f"{_VOCABULARIES}/{file.name}"
            read = self._read(path, partial(_vocabulary, file.stem, pack if isinstance(pack, str) else None), "schema")
            if read is not None:
                found[file.stem] = read
        return found

    def _read(self, path: str, parse: Callable[[str], _T], kind: str) -> _T | None:
        try:
            return parse(_text(read_inside(self.root, path)))
        except MisfitError as misfit:
            self._report(f"{kind}-shape", path, str(misfit))
        except FileNotFoundError:
            self._report(
                f"{kind}-missing", path, "there is no such file", "add it, or correct its name in the descriptor"
            )
        except OSError:
            self._report(f"{kind}-missing", path, "this is no regular file that can be read; a dataset follows no link")
        except (ValueError, RecursionError) as error:
            place = (getattr(error, "lineno", None), getattr(error, "colno", None))
            self.problems.append(Problem(f"{kind}-syntax", path, f"this does not parse: {error}", *place, _SYNTAX))
        return None

    def _report(self, code: str, path: str, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(code, path, message, hint=hint or f"for an example: footnoted explain {code}"))


def _object(text: str) -> Mapping[str, Any]:
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise MisfitError("this is not an object")
    return raw


@lru_cache(maxsize=256)
def _vocabulary(name: str, pack: str | None, text: str) -> Vocabulary:
    # Kept: a process loads the schemas of one dataset again and again, and vocabularies are most of their length.
    read = parse_vocabulary(name, tomli.loads(text))
    return read if pack is None else with_spoken_cues(read, pack)


def _text(data: bytes) -> str:
    if len(data) > MAXIMUM_BYTES:
        raise ValueError("it is longer than 1 MiB")
    return data.decode("utf-8")


def _resources(descriptor: Mapping[str, Any]) -> list[dict[str, str]]:
    """The name and the schema's path of each table.

    Raises:
        MisfitError: the descriptor is not one of a dataset.
    """
    if not _DATASET_NAME.fullmatch(name := property_of(descriptor, "name", str)):
        raise MisfitError(f"`name` is {name!r:.60}: it may have small letters, digits, `.`, `_` and `-`")
    _check_settings(property_of(descriptor, "footnoted", dict, {}))
    found = []
    for resource in property_of(descriptor, "resources", list):
        if not isinstance(resource, dict):
            raise MisfitError("`resources` is not a list of objects")
        table, path = property_of(resource, "name", str), property_of(resource, "schema", str)
        if not _TABLE_NAME.fullmatch(table):
            raise MisfitError(f"resource {table!r:.60}: the name may have small letters, digits and `_`")
        if not _is_inside(path):
            raise MisfitError(f"resource `{table}`: the schema {path!r:.60} is not a file in the dataset's folder")
        found.append({"name": table, "schema": path})
    if len({resource["name"] for resource in found}) < len(found):
        raise MisfitError("two resources have the same name")
    return found


def _check_settings(settings: Mapping[str, Any]) -> None:
    limits = property_of(settings, "limits", dict, {})
    share = limits.get("revealedShare", 0)
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise MisfitError(f"`revealedShare` is {share!r:.60}: it is a share from 0 to 1")
    for name, limit in property_of(limits, "quality", dict, {}).items():
        if not isinstance(limit, dict) or not limit or not all(map(_is_bound, limit.items())):
            raise MisfitError(f'the limit of quality {name!r:.60} is no range: {{"minimum": 0.9, "maximum": 1}}')
    property_of(settings, "order", list, [])
    if (drafts := property_of(settings, "drafts", str, PUBLISHED)) not in (PUBLISHED, LEFT_OUT):
        raise MisfitError(f"`drafts` is {drafts!r:.60}: it is {PUBLISHED!r} or {LEFT_OUT!r}")
    for query in property_of(settings, "queries", list, []):
        if not isinstance(query, dict):
            raise MisfitError("`queries` is not a list of objects")
        for key in ("name", "title", "sql"):
            property_of(query, key, str)
    pictures = parse_pictures(settings)
    queries = {query["name"] for query in settings.get("queries", [])}
    if unknown := [picture.bars for picture in pictures if picture.bars and picture.bars not in queries]:
        raise MisfitError(f"`bars` of one of `pictures` names no query: {unknown[0]!r:.60}")


def _is_bound(bound: tuple[str, object]) -> bool:
    name, number = bound
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    # How far a measure may move from an earlier edition has no sign: its name has.
    return name in {"minimum", "maximum"} or (name in {"fall", "rise"} and number >= 0)


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and ":" not in path
