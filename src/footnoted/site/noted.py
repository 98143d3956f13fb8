"""A footnote as a page shows it: its passage and number, how it was read, whose word it is, who reviewed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from footnoted.site.footnotes import Footnote
from footnoted.site.marks import Stretch
from footnoted.site.package import Column, Table, Term
from footnoted.site.panels import Numbers

__all__ = ["Noted", "counted", "noted"]


@dataclass(frozen=True, slots=True)
class Noted:
    """A footnote with its number on the page; `antecedent_number` is that of the words that it rests on.

    `method`, `rank` and `attribution` are terms, in words; `source_title` is the name of the source.
    """

    note: Footnote
    number: int
    antecedent_number: int | None
    attribution_number: int | None
    method: Term
    rank: Term
    attribution: Term
    source_title: str
    value: str

    @property
    def antecedent(self) -> str | None:
        """The words elsewhere that say what the passage refers to."""
        return self._text("antecedent")

    @property
    def attributed_to(self) -> str | None:
        """The words that say whose statement it is."""
        return self._text("attributed_to")

    @property
    def remark(self) -> str | None:
        """Why a reading was chosen, or the assumption that it rests on."""
        return self._text("note")

    @property
    def reader(self) -> str | None:
        """The rule that reads the passage."""
        return self._text("reader")

    @property
    def reviewed_by(self) -> str | None:
        """Who compared it with the text."""
        return self._text("reviewed_by")

    @property
    def drafted_by(self) -> str | None:
        """Who or what drafted it."""
        return self._text("drafted_by")

    def _text(self, column: str) -> str | None:
        value = self.note.cells.get(column)
        return None if value is None else str(value)


def counted(notes: Iterable[Noted]) -> tuple[int, int]:
    """How many footnotes a page shows, and how many of them a person has reviewed."""
    reviewed = [note.reviewed_by is not None for note in notes]
    return len(reviewed), sum(reviewed)


def noted(evidence: Table, note: Footnote, numbers: Numbers, titles: Mapping[str, str], value: str) -> Noted:
    """`note` as a page shows it; `value` is what it says, as the page writes values, `titles` name the sources."""
    by_name = evidence.by_name
    return Noted(
        note,
        numbers[note.source, note.stretch],
        _number(note, "antecedent", numbers),
        _number(note, "attributed", numbers),
        _term(by_name["method"], note.method),
        _term(by_name["rank"], note.rank),
        _term(by_name["attribution"], note.attribution),
        titles.get(note.source, note.source),
        value,
    )


def _number(note: Footnote, words: str, numbers: Numbers) -> int | None:
    start, end = note.cells[f"{words}_start"], note.cells[f"{words}_end"]
    return None if start is None or end is None else numbers.get((note.source, Stretch(start, end)))


def _term(column: Column, value: str) -> Term:
    return column.by_value.get(value) or Term(value, value, "")
