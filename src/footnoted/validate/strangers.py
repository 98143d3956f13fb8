"""What a stranger's contribution may hide: characters nobody sees, letters of another script, formulas, files of git.

Each is a warning where it can be honest, so that people look at it and accept it with a reason (docs/guide/threats.md).
"""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims import Loaded, Source
from footnoted.claims.parts import SUFFIX
from footnoted.problem import Problem
from footnoted.schema import SEEDS, Dataset
from footnoted.text import lines_of

__all__ = ["check_files", "check_strangers"]

# Soft hyphens come with many a copied article and show at the ends of lines; the others never show.
_UNSEEN = re.compile("[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
# What Excel, LibreOffice and others take for a formula, signs before figures aside (-5 %, +3).
_FORMULA = r"^[=@\t\r]|^[+-][^0-9\s].*[(|!]|^[+-].*\|"
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
_MOST = 10
_FOLDERS = (SEEDS, "schemas")


def check_strangers(loaded: Loaded, tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    """What the words of texts, claims and names may hide, and what a spreadsheet would run."""
    for source in loaded.sources:
        yield from _unseen(source.path, source.text)
        yield from _unseen(source.file.path, source.file.text)
        yield from _licence(source)
    for table, names in loaded.names.items():
        for alias in names.aliases:
            if mixed := _mixed_word(alias.alias):
                message = f"{table}/{alias.id}: the name {alias.alias!r} has letters of several scripts in {mixed!r}"
                hint = "letters that look alike would make another row of the same name: write it in one script"
                yield Problem(
                    "name-mixed-scripts", _file_of(loaded, table, alias.id), message, None, None, hint, "warning"
                )
    yield from _formulas({source.id: source for source in loaded.sources}, tables["evidence"])


def check_files(dataset: Dataset) -> Iterator[Problem]:
    """Files that no contribution has a reason to hold."""
    if not (dataset.root / SEEDS).is_dir():
        return
    for folder in _FOLDERS:
        if (dataset.root / folder / ".git").exists():
            hint = "put the files themselves here: nothing is fetched from another repository"
            yield Problem("file-submodule", folder, "this folder is another repository", hint=hint)
    for path in sorted((dataset.root / SEEDS).iterdir()):
        if path.suffix not in {".txt", ".toml", SUFFIX} or not stat.S_ISREG(mode := path.lstat().st_mode):
            continue
        shown = f"{SEEDS}/{path.name}"
        if path.name.startswith("."):
            hint = "give it a name that everybody sees"
            yield Problem("file-hidden", shown, "this file is hidden, and read all the same", hint=hint)
        if mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH):
            hint = f"chmod -x {shown}"
            message = "this file is marked as a program"
            yield Problem("file-executable", shown, message, hint=hint, level="warning")


def _unseen(path: str, text: str) -> Iterator[Problem]:
    for found in islice(_UNSEEN.finditer(text), _MOST):
        character = found.group()
        named = f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"
        line, column = lines_of(text).at(found.start())
        hint = "it shows nowhere and may turn the order of a line: take it out, or accept it with a reason"
        yield Problem("text-invisible", path, f"an invisible character: {named}", line, column, hint, "warning")


def _licence(source: Source) -> Iterator[Problem]:
    if source.metadata.get("republish") and not source.metadata.get("license"):
        message = "the whole text is published, and nothing says that it may be"
        hint = "name its licence (license = ...), or take `republish` out: passages are published all the same"
        place = source.file.place("source", "republish")
        yield Problem("republish-unlicensed", place.path, message, place.line, place.column, hint, "hint")


def _mixed_word(name: str) -> str | None:
    """The first word of `name` with letters of more than one script."""
    return next((word for word in name.split() if len({_script(c) for c in word} - {None}) > 1), None)


@cache
def _script(character: str) -> str | None:
    """The script of a letter, as far as it can be mistaken for another's."""
    script = unicodedata.name(character, "").partition(" ")[0]
    return script if character.isalpha() and script in _SCRIPTS else None


def _file_of(loaded: Loaded, table: str, row_id: str) -> str:
    claims = (claim for claim in loaded.claims if claim.table == table and claim.row_id == row_id)
    first = next(claims, None)
    return f"{SEEDS}/{table}.toml" if first is None else first.origin.file.path


def _formulas(sources: Mapping[str, Source], evidence: pa.Table) -> Iterator[Problem]:
    """Every cell of a fact is in the evidence, with its words."""
    mask = pc.or_(*(pc.match_substring_regex(evidence[name], _FORMULA) for name in ("passage", "value")))
    for row in evidence.filter(mask).slice(0, _MOST).to_pylist():
        source = sources[row["source_id"]]
        line, column = lines_of(source.text).at(row["span_start"])
        place = f"{row['table_name']}/{row['row_id']}/{row['column_name']}"
        message = f"{place}: a spreadsheet would run {row['passage'][:60]!r} as a formula"
        hint = "choose a passage that begins with a word, or accept it with a reason"
        yield Problem("cell-formula", source.path, message, line, column, hint, "warning")
