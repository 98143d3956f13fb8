"""The comments of a TOML file, each with the table or key that it belongs to.

A comment behind a header or a value belongs to it, and so does one inside the value. One on a line of its own belongs
to what stands below it; but where it follows the last key of a table without a blank line, and a blank line follows
it, it stays with that table. The comments before the first blank line of a file are its head (where no blank line
parts them from the first table: its directives for editors alone), those after its last table and a blank line its
foot.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from tree_sitter import Node

from footnoted.claims.positions import Keys, header_keys, key_names, syntax_tree
from footnoted.errors import FootnotedError

__all__ = ["DIRECTIVE", "Comment", "Comments", "comment_texts", "read_comments"]

DIRECTIVE = "#:"
"""How a comment for editors starts, such as `#:schema`."""


Role = Literal["above", "behind", "below"]


class Comment(NamedTuple):
    """A comment above or behind what `keys` lead to, or below the last key of the table that they lead into.

    `parted`: a blank line stands between it and what follows.
    """

    keys: Keys
    role: Role
    text: str
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a file in their order; `head` and `foot` with an empty string for a blank line."""

    head: tuple[str, ...] = ()
    owned: tuple[Comment, ...] = ()
    foot: tuple[str, ...] = ()

    def plain(self) -> list[list[Any]]:
        """The comments as plain lists, which JSON keeps."""
        return [list(self.head), [[list(keys), *rest] for keys, *rest in self.owned], list(self.foot)]

    @classmethod
    def of(cls, plain: list[list[Any]]) -> Comments:
        """The comments that gave `plain`."""
        head, owned, foot = plain
        return cls(tuple(head), tuple(Comment(tuple(keys), *rest) for keys, *rest in owned), tuple(foot))


class _Element(NamedTuple):
    """A header, or a key with its value; the rows where it starts and ends count from 0."""

    first: int
    last: int
    keys: Keys
    header: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """Comments on lines of their own, from row `first` without a blank line between, and the elements around them."""

    first: int
    lines: tuple[str, ...]
    before: _Element | None
    after: _Element | None
    gap_before: bool
    gap_after: bool

    @property
    def is_tail(self) -> bool:
        """Whether the comments end a table."""
        ends = self.gap_after and (self.after is None or self.after.header)
        return self.before is not None and not self.gap_before and ends


def comment_texts(text: str) -> list[str]:
    """Every comment of a TOML file, blanks at its end left out."""
    return [words for _, words in _lines(syntax_tree(text))]


def read_comments(text: str) -> Comments:
    """The comments of a TOML file, each where it belongs.

    Raises:
        FootnotedError: the syntax tree has a gap: the text is not TOML, or not as the grammar knows it.
    """
    root = syntax_tree(text)
    if root.has_error:
        raise FootnotedError("the comments of this text cannot be told from the rest", "write it more plainly")
    elements = list(_elements(root))
    owned: list[tuple[int, Comment]] = []
    free: list[tuple[int, str]] = []
    for row, words in _lines(root):
        at = bisect_right(elements, row, key=itemgetter(0)) - 1
        if at >= 0 and row <= elements[at].last:
            role: Role = "behind" if row == elements[at].last else "above"
            owned.append((row, Comment(elements[at].keys, role, words)))
        else:
            free.append((row, words))
    return _placed(list(_blocks(elements, free)), owned)


def _lines(root: Node) -> Iterator[tuple[int, str]]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            yield node.start_point.row, (node.text or b"").decode().rstrip()
        waiting.extend(reversed(node.named_children))


def _elements(root: Node) -> Iterator[_Element]:
    arrays: dict[Keys, int] = {}
    for node in root.named_children:
        if node.type == "pair":
            yield _pair((), node)
        elif node.type in {"table", "table_array_element"}:
            keys = header_keys(node, arrays)
            yield _Element(node.start_point.row, node.start_point.row, keys, header=True)
            yield from (_pair(keys, child) for child in node.named_children if child.type == "pair")


def _pair(table: Keys, node: Node) -> _Element:
    key, value = (child for child in node.named_children if child.type != "comment")
    return _Element(node.start_point.row, value.end_point.row, (*table, *key_names(key)), header=False)


def _blocks(elements: Sequence[_Element], free: Sequence[tuple[int, str]]) -> Iterator[_Block]:
    rows = [row for row, _ in free]
    # Lines of one block, and of no other, have the same difference between row and number.
    for _, group in groupby(enumerate(free), key=lambda entry: entry[1][0] - entry[0]):
        lines = [line for _, line in group]
        first, last = lines[0][0], lines[-1][0]
        at = bisect_left(elements, first, key=itemgetter(0))
        before = elements[at - 1] if at else None
        after = elements[at] if at < len(elements) else None
        following = bisect_right(rows, last)
        gap_before = before is None or first - before.last > 1
        gap_after = following < len(rows) and (after is None or rows[following] < after.first)
        gap_after = gap_after or after is None or after.first - last > 1
        yield _Block(first, tuple(words for _, words in lines), before, after, gap_before, gap_after)


def _placed(blocks: Sequence[_Block], inside: Sequence[tuple[int, Comment]]) -> Comments:
    head: list[str] = []
    foot: list[str] = []
    owned = list(inside)
    for number, block in enumerate(blocks):
        lines = list(block.lines)
        if number == 0 and block.before is None:
            count = len(lines) if block.gap_after else _directives(lines)
            head, lines = lines[:count], lines[count:]
        if block.is_tail and block.before:
            owned += [(block.first, Comment(block.before.keys, "below", words)) for words in lines]
        elif block.after is None:
            foot += ["", *lines] if foot else lines
        elif lines:
            *rest, last = (Comment(block.after.keys, "above", words) for words in lines)
            owned += [(block.first, comment) for comment in (*rest, last._replace(parted=block.gap_after))]
    return Comments(tuple(head), tuple(comment for _, comment in sorted(owned, key=itemgetter(0))), tuple(foot))


def _directives(lines: Sequence[str]) -> int:
    return next((i for i, words in enumerate(lines) if not words.startswith(DIRECTIVE)), len(lines))
