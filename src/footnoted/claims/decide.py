"""What one anchored cell says: the value that its passage reads in its place, or why it cannot stand."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal, NamedTuple

from footnoted.claims.anchor import AnchoredCell
from footnoted.claims.lens import Lens
from footnoted.claims.model import Method, Source, Value
from footnoted.readers import Reading, in_place
from footnoted.schema import LONGEST_NAME, Column, Table, cell_text, parse_cell
from footnoted.text import Span, find

__all__ = ["Decided", "Instead", "Refusal", "decide", "fill", "whole"]

_INTEGERS = range(-(2**63), 2**63)
# Of words further from every name, or longer than a name, nobody wants to hear which one is the closest.
_NAMES_ALIKE = 0.75
_LONG = 80
_TELLS = {
    "money": "an amount of money",
    "percent": "a percentage or share",
    "power": "an electrical power",
    "date": "a day, month or year",
    "place": "a country or region",
    "quotation": "a quotation, with or without its marks",
}


class Decided(NamedTuple):
    """A value with how it was come by; `reading` is None where no reader read it."""

    value: Value
    method: Method
    reading: Reading | None
    note: str | None = None


class Instead(NamedTuple):
    """What would stand for certain under one key of the cell."""

    key: Literal["passage", "value"]
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell cannot stand: a rule code, what is wrong, what would help, and what would do `instead`."""

    code: str
    message: str
    hint: str | None = None
    instead: Instead | None = None


def decide(source: Source, lens: Lens, table: Table, row_id: str, cell: AnchoredCell) -> Decided | Refusal:
    """The value of `cell` in its column, read in its passage, or in its antecedent where it has one."""
    column = table.by_name[cell.column]
    key = table.read_by[column.name]
    where = cell.antecedent or cell.span
    if key is None:
        return _verbatim(source.text, column, cell)
    readings = in_place(lens.readings(key), where)
    if column.name == table.label and column.reader == "name":
        return _own_name(source, row_id, readings, cell)
    values = _distinct(column, readings)
    if not values:
        return _unread(source, lens, key, column, cell)
    if len(values) > 1:
        return _several(column, cell, sorted(values))
    return _contradicted(lens, key, column, cell, values) or settle(source, column, next(iter(values.values())), cell)


def fill(source: Source, lens: Lens, table: Table, column: Column, cell: AnchoredCell) -> Decided | Refusal:
    """The value that `cell` gives to `column`, another one of its group: its passage must decide that one too."""
    key = table.read_by[column.name]
    if key is None:
        raise ValueError(f"no reader fills the group of {column.name}")
    values = _distinct(column, in_place(lens.readings(key), cell.antecedent or cell.span))
    if len(values) != 1:
        message = f"several values can be read here for `{column.name}`: {', '.join(sorted(values))}"
        hint = f"choose a passage with one of them, or give `{column.name}` its own"
        return Refusal("passage-several", message, hint)
    return _contradicted(lens, key, column, cell, values) or settle(source, column, next(iter(values.values())), cell)


def settle(source: Source, column: Column, reading: Reading, cell: AnchoredCell) -> Decided | Refusal:
    """The value that `reading` gives to `column`, what it leaves open settled by the source's assumption."""
    family = reading.open.get(column.part)
    if family is not None:
        return _assumed(source, column, reading, cell, family)
    value = _typed(column, reading.values[column.part])
    if isinstance(value, Refusal):
        return value
    said = cell.value if cell.column == column.name else None
    if said is not None and said != cell_text(value):
        return _against(column, cell, said, cell_text(value))
    stated = cell_text(value) == cell.span.of(source.text)
    return Decided(value, _method(cell, "stated" if stated else "converted"), reading, cell.note)


def _verbatim(text: str, column: Column, cell: AnchoredCell) -> Decided | Refusal:
    span = cell.antecedent or cell.span
    words = span.of(text)
    if cell.value is not None and cell.value != words:
        return Refusal("value-contradicts", f"the column holds the words themselves: {words!r}", "leave `value` out")
    if _cuts_word(text, span.start) or _cuts_word(text, span.end):
        return Refusal("passage-cut", f"{words!r} is a part of a longer word here", "choose whole words")
    value = _typed(column, words)
    if not isinstance(value, Refusal) and cell_text(value) != words:
        hint = f"a passage of this column is a {column.type} as the tables write it, without other signs"
        return Refusal("value-type", f"{words!r} is no plain {column.type}", hint)
    return value if isinstance(value, Refusal) else Decided(value, _method(cell, "stated"), None, cell.note)


def _cuts_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _own_name(source: Source, row_id: str, readings: tuple[Reading, ...], cell: AnchoredCell) -> Decided | Refusal:
    # The display name is known only when all sources are: resolve puts it in the place of these words.
    words = cell.span.of(source.text)
    if len(words) > LONGEST_NAME:
        hint = "quote the name alone"
        return Refusal("value-type", f"a name has at most {LONGEST_NAME} characters, this passage {len(words)}", hint)
    if cell.antecedent or cell.value not in {None, words}:
        hint = "the passage is the name itself: leave out all but it; other names go to the file of names"
        return Refusal("value-contradicts", f"the name of a row is the passage itself: {words!r}", hint)
    for reading in readings:
        if reading.span.of(source.text) == words and (reading.ambiguous or reading.values.get("id") == row_id):
            return Decided(words, "stated", reading)
    if not readings:
        return Refusal("passage-cut", f"{words!r} is a part of a longer word here", "choose the whole word")
    names = [reading.span.of(source.text) for reading in readings]
    hint = f"the whole name reads {', '.join(map(repr, names))}"
    own = [reading.span for reading in readings if reading.values.get("id") == row_id]
    instead = whole(source.text, own[0], cell.scope) if len(own) == 1 else None
    return Refusal("passage-cut", f"{words!r} is not the whole name here", hint, instead)


def whole(text: str, reading: Span, scope: Span | None) -> Instead | None:
    """The words of a reading as the passage to be, where they stand once in `scope`."""
    words = reading.of(text)
    return Instead("passage", words) if find(text, words, scope) == (reading,) else None


def _distinct(column: Column, readings: tuple[Reading, ...]) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for reading in readings:
        if column.part in reading.open:
            found.setdefault(f"an open {reading.open[column.part]}", reading)
        elif column.part in reading.values:
            found.setdefault(cell_text(reading.values[column.part]), reading)
    return found


def _contradicted(
    lens: Lens, key: tuple[str, str], column: Column, cell: AnchoredCell, values: dict[str, Reading]
) -> Refusal | None:
    if cell.antecedent is None:
        return None
    # What the passage leaves open (a bare dollar) is what the antecedent is for.
    direct = in_place(lens.readings(key), cell.span)
    others = {cell_text(r.values[column.part]) for r in direct if column.part in r.values and column.part not in r.open}
    if not (other := ", ".join(sorted(others - values.keys()))):
        return None
    message = f"the passage reads {other}, its antecedent {next(iter(values))}"
    return Refusal("antecedent-contradicts", message, "a cell that names its value needs no antecedent")


def _several(column: Column, cell: AnchoredCell, values: list[str]) -> Decided | Refusal:
    judgeable = column.reader == "choice" and not cell.antecedent
    if judgeable and cell.value in values and cell.note:
        return _judged(column, cell)
    hint = "choose a passage with one of them" + (", or give one in `value` and say why in `note`" if judgeable else "")
    return Refusal("passage-several", f"several values can be read here: {', '.join(values)}", hint)


def _against(column: Column, cell: AnchoredCell, said: str, read: str) -> Decided | Refusal:
    if column.reader != "choice" or cell.antecedent:
        where = "antecedent" if cell.antecedent else "passage"
        hint = f"leave `value` out if the {where} is right"
        message = f"the claim says {said}, the {where} reads {read}"
        return Refusal("value-contradicts", message, hint, Instead("value", read))
    if cell.note:
        return _judged(column, cell)
    hint = "leave `value` out, or say in `note` why the words mean something else here"
    return Refusal("cue-contradicts", f"the claim says {said}, a cue in the passage says {read}", hint)


def _judged(column: Column, cell: AnchoredCell, reading: Reading | None = None) -> Decided | Refusal:
    value = _typed(column, cell.value or "")
    return value if isinstance(value, Refusal) else Decided(value, _method(cell, "judged"), reading, cell.note)


def _method(cell: AnchoredCell, otherwise: Method) -> Method:
    return "inferred" if cell.antecedent else otherwise


def _unread(source: Source, lens: Lens, key: tuple[str, str], column: Column, cell: AnchoredCell) -> Decided | Refusal:
    words = (cell.antecedent or cell.span).of(source.text)
    if column.reader == "name":
        return _unknown_name(lens, key, column, cell, words)
    judgeable = column.reader == "choice" and not cell.antecedent
    if cell.value is not None and judgeable:
        return _judged(column, cell)
    if cell.antecedent:
        hint = "an antecedent names what the passage only refers to, in words that the reader knows"
        return Refusal("antecedent-unread", f"the reader `{column.reader}` reads nothing in {words!r}", hint)
    hint = f"choose words that tell {_TELLS.get(column.reader or '', 'the value')}"
    if judgeable:
        hint = "no cue decides here: say which term is meant, { value = ..., passage = ... }"
    return Refusal("passage-unread", f"the reader `{column.reader}` reads nothing in {words!r}", hint)


def _unknown_name(
    lens: Lens, key: tuple[str, str], column: Column, cell: AnchoredCell, words: str
) -> Decided | Refusal:
    table, text = key[1], lens.text
    shared = [r for r in in_place(lens.readings(key), cell.antecedent or cell.span) if r.ambiguous]
    if shared:
        meant = {row: reading for reading in shared for row in lens.named(table, reading.span.of(text))}
        if cell.value in meant:
            return _judged(column, cell, meant[cell.value])
        listed = ", ".join(sorted(meant))
        return Refusal("name-ambiguous", f"{words!r} may mean several rows: {listed}", "say which one in `value`")
    near = difflib.get_close_matches(words, lens.names(table), n=1, cutoff=_NAMES_ALIKE) if len(words) < _LONG else []
    hint = f"a name needs its [[{table}]] (id, name) or an alias in seeds/{table}.toml"
    if cell.antecedent is None:
        hint += f'; words that only refer: {{ passage = {words!r}, antecedent = "its name" }}'
    if elsewhere := lens.named(table, words):
        listed = ", ".join(sorted(elsewhere))
        hint = f"it is a name of {listed} in another language: take the alias's `language` out if it is one here too"
    elif near:
        hint = f"the closest name is {near[0]!r} ({', '.join(sorted(lens.named(table, near[0])))}); else {hint}"
    return Refusal("unknown-name", f"{words!r} names no row of `{table}`", hint)


def _assumed(source: Source, column: Column, reading: Reading, cell: AnchoredCell, family: str) -> Decided | Refusal:
    assumption = source.assume.get(family)
    if assumption is None or cell.antecedent:
        hint = f'add assume.{family} = {{ currency = "...", note = "..." }} to [source], or an antecedent that tells'
        return Refusal("inferred-unbound", f"the text leaves open which {family} this is", hint)
    if cell.column == column.name and cell.value not in {None, assumption.currency}:
        message = f"the claim says {cell.value}, the source assumes {assumption.currency}"
        return Refusal("value-contradicts", message, "leave `value` out")
    return Decided(assumption.currency, "inferred", reading, assumption.note)


def _typed(column: Column, value: Value) -> Value | Refusal:
    """`value` in the column's own type."""
    if column.type == "integer" and isinstance(value, float) and not value.is_integer():
        message = f"`{column.name}` holds whole units, the passage reads {cell_text(value)}"
        return Refusal("value-fraction", message, "leave the figure out, or give the column the type number")
    if column.type == "number" and isinstance(value, int | float):
        return float(value)
    if column.type == "integer" and isinstance(value, int | float):
        parsed: Value | None = int(value)
    else:
        parsed = parse_cell(column, value) if isinstance(value, str) else value
    if isinstance(parsed, int) and parsed not in _INTEGERS:
        return Refusal("value-type", f"{cell_text(parsed)} is too large for a whole number of 64 bits")
    return Refusal("value-type", f"{value!r} is no {column.type}") if parsed is None else parsed
