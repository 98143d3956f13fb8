"""One rule made ready to run over rows, and the tally of what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from footnoted.validate.table.finding import Fault, Finding
from footnoted.validate.table.parallel import each
from footnoted.validate.table.rows import Hits, Rows

__all__ = ["DEFAULT_LIMIT", "Check", "Tally"]

# Findings listed of one rule in one column; all are counted.
DEFAULT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of one table.

    A finding stands in `column`; `reads` are all the columns that must be there for the rule to say anything;
    `run` gives the rows that break it, None where there are none. `{row}` in `message` stands for the number of the
    row that the finding collides with.
    """

    code: str
    column: str
    message: str
    reads: tuple[str, ...]
    run: Callable[[Rows], Hits | None]


# A finding's fields but for its total, which the last batch decides.
_Told = tuple[str, str, str, int | None, tuple[str, ...], str | None, str | None]


class Tally:
    """Collects findings, batch by batch: the first `limit` of each rule in each column, and how many there are."""

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._limit = limit
        self._found: dict[tuple[str, Check | str], list[_Told]] = {}
        self._totals: dict[tuple[str, Check | str], int] = {}
        self._faults: list[Finding] = []

    def expect(self, table: str, checks: Sequence[Check]) -> None:
        """Tell findings of these checks in this order, whichever breaks first."""
        for check in checks:
            self._found.setdefault((table, check), [])

    def run(self, checks: Sequence[Check], rows: Rows) -> None:
        """Run `checks` over `rows`, but for those that read a column that is not there."""
        ready = [check for check in checks if all(column in rows.values for column in check.reads)]
        for check, found in zip(ready, each(lambda check: check.run(rows), ready, rows.count), strict=True):
            if found is not None and len(found.positions):
                self.hit(check, rows, found, len(found.positions))

    def hit(self, check: Check, rows: Rows, found: Hits, total: int) -> None:
        """Note the rows that break a rule, `total` of them in all, of which `found` has the first."""
        room = self._room((rows.table, check), total)
        if room:
            self._found[rows.table, check] += _findings(check, rows, found, room)

    def fault(self, table: str, fault: Fault, column: str | None = None, value: str | None = None) -> None:
        """Note what is wrong with a whole column or table."""
        self._faults.append(Finding(fault.code, table, fault.message, column=column, value=value))

    def listed(self, findings: Sequence[Finding]) -> None:
        """Note findings of one rule in one table that no check made."""
        if findings:
            key = (findings[0].table, findings[0].code)
            room = self._room(key, len(findings))
            self._found[key] += [(f.code, f.table, f.message, f.row, f.key, f.column, f.value) for f in findings[:room]]

    def codes(self, table: str) -> frozenset[str]:
        """The rules that whole columns of a table, or the table itself, break so far."""
        return frozenset(fault.code for fault in self._faults if fault.table == table)

    def findings(self) -> tuple[Finding, ...]:
        """All that was found, each with the total of its rule: first tables and columns, then cells by rule and row."""
        tables = list(dict.fromkeys(table for table, _ in self._found))
        keys = sorted(self._found, key=lambda key: (tables.index(key[0]), isinstance(key[1], Check)))
        cells = (Finding(*told, self._totals[key]) for key in keys for told in self._found[key])
        return (*self._faults, *cells)

    def _room(self, key: tuple[str, Check | str], total: int) -> int:
        """How many more findings are listed of a rule of which `total` more were found."""
        self._totals[key] = self._totals.get(key, 0) + total
        return max(self._limit - len(self._found.setdefault(key, [])), 0)


def _named(rows: Rows, column: str, positions: pa.Array) -> list[str]:
    """The numbers of rows that collide in `column`, each with its primary key unless that is what collides."""
    numbered = zip(rows.numbers_at(positions), rows.keys_at(positions), strict=True)
    known = column in rows.primary_key
    return [f"{number} ({', '.join(key)})" if key and not known else str(number) for number, key in numbered]


def _findings(check: Check, rows: Rows, found: Hits, most: int) -> list[_Told]:
    positions = found.positions[:most]
    collides = None if found.beside is None else _named(rows, check.column, found.beside[:most])
    named = zip(
        rows.numbers_at(positions),
        rows.keys_at(positions),
        rows.texts_at(check.column, positions),
        strict=True,
    )
    return [
        (
            check.code,
            rows.table,
            check.message if collides is None else check.message.replace("{row}", collides[place]),
            number,
            key,
            check.column,
            value,
        )
        for place, (number, key, value) in enumerate(named)
    ]
