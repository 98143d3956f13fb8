"""The lines of a canonical file: what each says, and the comments that go with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from footnoted.claims.format.comments import DIRECTIVE, Comment, Comments
from footnoted.claims.format.order import Order
from footnoted.claims.positions import Keys
from footnoted.claims.toml_values import key_text, value_text

__all__ = ["laid_out"]

# Written as dotted keys, one a line: assume.dollar = { ... }.
_DOTTED = "assume"


@dataclass(slots=True)
class _Line:
    """A header, or a key with its value; `keys` lead to what it says."""

    keys: Keys
    text: str
    above: list[Comment] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)

    def written(self, *, header: bool) -> Iterator[str]:
        """The line with its comments; only above a header do they keep the blank lines behind them."""
        for comment in self.above:
            yield comment.text
            if comment.parted and header:
                yield ""
        if len(self.behind) > 1:
            yield from self.behind
        yield f"{self.text}  {self.behind[0]}" if len(self.behind) == 1 else self.text


@dataclass(slots=True)
class _Table:
    """A table's header (None for the keys before the first table), its lines, and the comments that end it."""

    header: _Line | None
    lines: list[_Line]
    below: list[str] = field(default_factory=list)

    def written(self) -> Iterator[str]:
        """All lines of the table."""
        if self.header:
            yield from self.header.written(header=True)
        for line in self.lines:
            yield from line.written(header=False)
        yield from self.below


def laid_out(data: Mapping[str, Any], order: Order, comments: Comments) -> str:
    """The canonical text of a file that says `data`, with its comments."""
    tables = list(_tables(data, order))
    foot = _place(tables, comments)
    parts = [list(table.written()) for table in tables]
    parts += [foot] if foot else []
    text = "\n\n".join("\n".join(lines) for lines in parts if lines)
    head = "\n".join(comments.head)
    # Directives for editors stand directly above what follows; any other head is parted from it.
    gap = "\n" if all(words.startswith(DIRECTIVE) for words in comments.head) else "\n\n"
    return gap.join(filter(None, [head, text])) + "\n"


def _tables(data: Mapping[str, Any], order: Order) -> Iterator[_Table]:
    names = _sorted(data, tuple(order))
    plain = [name for name in names if not isinstance(data[name], Mapping) and not _is_array(data[name])]
    yield _Table(None, [_Line((name,), f"{key_text(name)} = {value_text(data[name])}") for name in plain])
    for name in names:
        known = order.get(name, ())
        if isinstance(data[name], Mapping):
            yield _Table(_Line((name,), f"[{key_text(name)}]"), list(_lines((name,), data[name], known)))
        elif name not in plain:
            for index, item in enumerate(data[name]):
                header = _Line((name, index), f"[[{key_text(name)}]]")
                yield _Table(header, list(_lines((name, index), item, known)))


def _is_array(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _sorted(keys: Iterable[str], known: tuple[str, ...]) -> list[str]:
    places = {key: place for place, key in enumerate(known)}
    return sorted(keys, key=lambda key: places.get(key, len(places)))


def _lines(table: Keys, data: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[_Line]:
    for key in _sorted(data, known):
        value = data[key]
        if key == _DOTTED and isinstance(value, Mapping) and value:
            for name, said in value.items():
                yield _Line((*table, key, name), f"{key_text(key)}.{key_text(name)} = {value_text(said)}")
        else:
            yield _Line((*table, key), f"{key_text(key)} = {value_text(value)}")


def _place(tables: list[_Table], comments: Comments) -> list[str]:
    """Put every comment where it belongs; the file's foot is returned, with those that found no place."""
    index = _Index(tables)
    lost = []
    for comment in comments.owned:
        line, table = index.line(comment.keys), index.table(comment.keys)
        if comment.role == "below" and table:
            table.below.append(comment.text)
        elif line is None:
            lost.append(comment.text)
        elif comment.role == "behind":
            line.behind.append(comment.text)
        else:
            line.above.append(comment)
    return [*lost, *([""] if lost and comments.foot else []), *comments.foot]


class _Index:
    """The lines and tables of a file by the keys that lead to them."""

    def __init__(self, tables: list[_Table]) -> None:
        self._lines: dict[Keys, _Line] = {}
        self._first: dict[Keys, _Line] = {}
        self._tables: dict[Keys, _Table] = {}
        for table in tables:
            for line in [*([table.header] if table.header else []), *table.lines]:
                self._lines[line.keys] = line
                for length in range(1, len(line.keys)):
                    self._first.setdefault(line.keys[:length], line)
            if table.header:
                self._tables[table.header.keys] = table

    def line(self, keys: Keys) -> _Line | None:
        """The line that says what `keys` lead to, or the first that says a part of it."""
        for length in range(len(keys), 0, -1):
            if found := self._lines.get(keys[:length]) or self._first.get(keys[:length]):
                return found
        return None

    def table(self, keys: Keys) -> _Table | None:
        """The table that `keys` lead into."""
        return self._tables.get(keys[:2]) or self._tables.get(keys[:1])
