"""Line and column of every key in a TOML file (the parser keeps none); only read when there is a problem to report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser, Point

__all__ = ["Keys", "Stretch", "header_keys", "key_names", "positions", "syntax_tree"]

Keys = tuple[str | int, ...]


class Stretch(NamedTuple):
    """Where a value begins and where it ends, the end beyond it; lines and columns from 1, in code points."""

    line: int
    column: int
    end_line: int
    end_column: int


def positions(text: str) -> dict[Keys, Stretch]:
    """The place of each key's value, by the keys that lead to it.

    Arrays of tables count from 0: `("supplies", 0, "kind")`. A table's own place is its header.
    """
    data = text.encode()
    lines = data.split(b"\n")

    def place(point: Point) -> tuple[int, int]:
        return point.row + 1, len(lines[point.row][: point.column].decode("utf-8", "replace")) + 1

    return {
        keys: Stretch(*place(node.start_point), *place(node.end_point))
        for keys, node in reversed(list(_walk(syntax_tree(text))))
    }


def syntax_tree(text: str) -> Node:
    """The syntax tree of a TOML file, comments included."""
    return Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node


def _walk(root: Node) -> Iterator[tuple[Keys, Node]]:
    arrays: dict[Keys, int] = {}
    for node in root.named_children:
        if node.type == "pair":
            yield from _pair((), node)
        elif node.type in {"table", "table_array_element"}:
            keys = header_keys(node, arrays)
            yield keys, node
            for pair in node.named_children:
                if pair.type == "pair":
                    yield from _pair(keys, pair)


def header_keys(node: Node, arrays: dict[Keys, int]) -> Keys:
    """The keys that a table's header stands for; `arrays` counts the tables of each array met so far."""
    names = key_names(node.named_children[0])
    keys: Keys = ()
    for position, name in enumerate(names):
        keys = (*keys, name)
        if position == len(names) - 1 and node.type == "table_array_element":
            arrays[keys] = arrays.get(keys, -1) + 1
        if keys in arrays:
            keys = (*keys, arrays[keys])
    return keys


def _pair(parent: Keys, node: Node) -> Iterator[tuple[Keys, Node]]:
    names = key_names(node.named_children[0])
    if len(node.named_children) < 2:  # noqa: PLR2004 - a key and its value
        return
    keys = (*parent, *names)
    value = node.named_children[1]
    for length in range(len(parent) + 1, len(keys)):
        yield keys[:length], node
    yield from _value(keys, value)


def _value(keys: Keys, node: Node) -> Iterator[tuple[Keys, Node]]:
    yield keys, node
    if node.type == "inline_table":
        for pair in node.named_children:
            if pair.type == "pair":
                yield from _pair(keys, pair)
    elif node.type == "array":
        items = (child for child in node.named_children if child.type != "comment")
        for index, item in enumerate(items):
            yield from _value((*keys, index), item)


def key_names(node: Node) -> tuple[str, ...]:
    """The names of a key, a dotted one being several; as the parser reads them, escapes and all."""
    text = (node.text or b"").decode("utf-8", "replace")
    if node.type == "bare_key":
        return (text,)
    try:
        found: object = tomli.loads(f"{text} = 0")
    except tomli.TOMLDecodeError:
        return (text,)
    names = []
    while isinstance(found, Mapping):
        ((name, found),) = found.items()
        names.append(name)
    return tuple(names)
