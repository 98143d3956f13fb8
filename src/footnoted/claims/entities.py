"""Who is who: display names, aliases and judgements from `seeds/<table>.toml`, and names that claims introduce."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from footnoted.claims.file import ClaimsFile
from footnoted.claims.seeds import Introduced
from footnoted.problem import Problem
from footnoted.schema import LONGEST_NAME, Table

__all__ = ["Alias", "Names", "check_entities", "collect_names"]


class Alias(NamedTuple):
    """One way to write an entity's name; `language` where it is used in one language only."""

    id: str
    alias: str
    language: str | None = None


@dataclass(frozen=True)
class Names:
    """All names of the rows of one table.

    `ids` maps a name to the rows it may mean, `display` a row to its authored display name, `merged` a retired id to
    the one that is kept ([[same]]), `declared` are the ids that a file introduces.
    """

    table: str
    aliases: tuple[Alias, ...] = ()
    display: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    merge_reasons: Mapping[str, str] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()

    def kept(self, row_id: str) -> str:
        """The id that stands for `row_id`: itself, or the one it was merged into."""
        return self.merged.get(row_id, row_id)

    def ids(self) -> dict[str, frozenset[str]]:
        """Name -> ids of the rows that it may mean, in whatever language."""
        return _ids(self.aliases)

    def spoken(self) -> dict[str, dict[str, frozenset[str]]]:
        """Language -> name -> ids of the rows that it may mean in it: what `readers.names` takes.

        A language is a primary subtag; "" stands for every one that no alias is tied to.
        """
        tied = {alias.language.partition("-")[0].lower() for alias in self.aliases if alias.language}
        return {
            language: _ids(a for a in self.aliases if not a.language or _is_of(a.language, language))
            for language in ("", *sorted(tied))
        }


def _ids(aliases: Iterable[Alias]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for alias in aliases:
        found[alias.alias].add(alias.id)
    return {alias: frozenset(ids) for alias, ids in found.items()}


def _is_of(tag: str, language: str) -> bool:
    return tag.partition("-")[0].lower() == language


def collect_names(table: Table, authored: ClaimsFile | None, files: Iterable[Introduced]) -> Names:
    """The names of `table`'s rows: authored ones first, then the label cells of every claims file.

    `authored` is `seeds/<table>.toml` of an entity table, if there is one.
    """
    data = authored.data if authored else {}
    merged, reasons = _merges(data)
    aliases = dict.fromkeys(_authored_aliases(data.get(table.name, ())))
    declared = {entry["id"] for entry in data.get(table.name, ())}
    for file in files:
        for row in file.rows.get(table.name, ()):
            if not row.joins:
                declared.add(row.id)
            if row.name is not None and len(row.name) <= LONGEST_NAME:
                aliases.setdefault(Alias(row.id, row.name))
    display = {entry["id"]: entry["name"] for entry in data.get(table.name, ()) if "name" in entry}
    return Names(table.name, _kept(aliases, merged), display, merged, reasons, frozenset(declared) | set(merged))


def _merges(data: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    direct = {entry["retire"]: entry["keep"] for entry in data.get("same", ())}
    merged = {}
    for retired, first in direct.items():
        kept, seen = first, {retired}
        while kept in direct and kept not in seen:
            seen.add(kept)
            kept = direct[kept]
        merged[retired] = kept
    return merged, {entry["retire"]: entry["reason"] for entry in data.get("same", ())}


def _authored_aliases(entries: Iterable[Mapping[str, Any]]) -> Iterator[Alias]:
    for entry in entries:
        if "name" in entry:
            yield Alias(entry["id"], entry["name"])
        for alias in entry.get("aliases", ()):
            if isinstance(alias, str):
                yield Alias(entry["id"], alias)
            else:
                yield Alias(entry["id"], alias["alias"], alias.get("language"))


def _kept(aliases: Iterable[Alias], merged: Mapping[str, str]) -> tuple[Alias, ...]:
    # One entry for an id and a name (the key of the published table): an authored language is kept.
    kept: dict[tuple[str, str], Alias] = {}
    for alias in aliases:
        row_id = merged.get(alias.id, alias.id)
        key = (row_id, alias.alias)
        if key not in kept or kept[key].language is None:
            kept[key] = Alias(row_id, alias.alias, alias.language)
    return tuple(kept[key] for key in sorted(kept))


def check_entities(names: Names, authored: ClaimsFile | None) -> list[Problem]:
    """Names shared by two rows without a judgement that they are different, and judgements about unknown rows."""
    data = authored.data if authored else {}
    path = authored.path if authored else f"seeds/{names.table}.toml"
    different = [frozenset(entry["ids"]) for entry in data.get("different", ())]
    problems = []
    for alias, ids in sorted(names.ids().items()):
        if len(ids) > 1 and not any(ids <= judged for judged in different):
            listed = ", ".join(sorted(ids))
            hint = f"judge it in {path}: [[different]] if they are several, [[same]] if they are one"
            problems.append(Problem("name-shared", path, f"{alias!r} names several rows: {listed}", 1, 1, hint))
    if authored:
        problems += [*_unknown(names, authored), *_contradicting(authored)]
    return problems


def _unknown(names: Names, authored: ClaimsFile) -> Iterator[Problem]:
    judged = [("different", i, row) for i, entry in enumerate(_list(authored, "different")) for row in entry["ids"]]
    judged += [("same", i, entry["keep"]) for i, entry in enumerate(_list(authored, "same"))]
    for key, index, row in judged:
        if row not in names.declared:
            message = f"no file introduces {row!r} in `{names.table}`"
            yield authored.problem("judgement-unknown", message, _closest(row, names.declared), keys=(key, index))


def _contradicting(authored: ClaimsFile) -> Iterator[Problem]:
    """Rows merged twice or in a circle, or both the same and different."""
    kept: dict[str, str] = {}
    for index, entry in enumerate(_list(authored, "same")):
        keep, retire = entry["keep"], entry["retire"]
        message = None
        if retire in kept:
            message = f"{retire!r} was merged into {kept[retire]!r} before"
        elif _end(kept, keep) == retire:
            message = f"{keep!r} and {retire!r} are each merged into the other"
        elif any({keep, retire} <= set(other["ids"]) for other in _list(authored, "different")):
            message = f"{keep!r} and {retire!r} are judged to be different as well"
        if message:
            hint = "keep the judgement that holds, and take out the other"
            yield authored.problem("judgement-contradicts", message, hint, keys=("same", index))
        else:
            kept[retire] = keep


def _end(kept: Mapping[str, str], row_id: str) -> str:
    while row_id in kept:
        row_id = kept[row_id]
    return row_id


def _list(file: ClaimsFile, key: str) -> list[Mapping[str, Any]]:
    return list(file.data.get(key, ()))


def _closest(row_id: str, known: Iterable[str]) -> str | None:
    near = difflib.get_close_matches(row_id, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else None
