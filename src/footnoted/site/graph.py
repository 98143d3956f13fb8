"""Arrows between rows as a picture: nodes in columns, lines between them, laid out here, drawn without a script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Arrow", "Graph", "Line", "Node", "Row", "around", "two_columns"]

WIDTH = 480
"""Units of the picture: narrow enough to be read on a telephone."""
Row = tuple[str, str]
"""Table and key."""
_ROW = 30
_GAP = 14
"""Between two parts of the picture that no line joins."""
_LETTER = 8.0
"""Width of a letter of the labels, a little more than most have."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two rows, each a table and a key: `weight` rows say so, which `title` puts into words."""

    start: Row
    end: Row
    title: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Node:
    """A box with a name, and the label that its width has room for; `y` is its middle."""

    row: Row
    x: float
    y: float
    width: float
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A curve between two boxes, as the data of an SVG path."""

    path: str
    title: str
    weight: int


@dataclass(frozen=True, slots=True)
class Graph:
    """A picture: its size, boxes and lines."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def two_columns(arrows: Sequence[Arrow], names: Mapping[Row, str]) -> Graph:
    """Who an arrow starts from on the left, who it leads to on the right; what hangs together stands together."""
    places: dict[tuple[int, Row], float] = {}
    top = float(_GAP)
    for part in _parts(arrows):
        left, right = _ordered(part)
        height = max(len(left), len(right)) * _ROW
        for column, rows in enumerate((left, right)):
            step = height / len(rows)
            for place, row in enumerate(rows):
                places[column, row] = top + step * (place + 0.5)
        top += height + _GAP
    return _drawn(arrows, names, {key: (key[0], y) for key, y in places.items()}, (2, 176), int(top))


def around(center: Row, arrows: Sequence[Arrow], names: Mapping[Row, str]) -> Graph:
    """The row `center` in the middle, who leads to it on the left, who it leads to on the right."""
    ingoing = list(dict.fromkeys(arrow.start for arrow in arrows if arrow.end == center))
    outgoing = list(dict.fromkeys(arrow.end for arrow in arrows if arrow.start == center))
    height = max(len(ingoing), len(outgoing), 1) * _ROW + 2 * _GAP
    places: dict[tuple[int, Row], tuple[int, float]] = {(1, center): (1, height / 2)}
    for column, rows in ((0, ingoing), (2, outgoing)):
        start = (height - len(rows) * _ROW) / 2
        places |= {(column, row): (column, start + _ROW * (n + 0.5)) for n, row in enumerate(rows)}
    return _drawn(arrows, names, places, (3, 136), height)


def _drawn(
    arrows: Sequence[Arrow],
    names: Mapping[Row, str],
    places: Mapping[tuple[int, Row], tuple[int, float]],
    columns: tuple[int, float],
    height: int,
) -> Graph:
    count, width = columns
    step = (WIDTH - width) / (count - 1)
    # A row that nothing leads to, or from, has no empty column beside it.
    used = [column for column, _ in places.values()]
    nodes = {
        key: _node(key[1], names.get(key[1], key[1][1]), ((column - min(used)) * step, y, width))
        for key, (column, y) in places.items()
    }
    lines = []
    for arrow in arrows:
        # With three columns the middle is where lines from the left end and lines to the right start.
        column = 0 if (0, arrow.start) in nodes and (1, arrow.end) in nodes else 1
        start, end = nodes.get((column, arrow.start)), nodes.get((column + 1, arrow.end))
        if start and end:
            lines.append(Line(_curve(start, end), f"{start.name} {arrow.title} {end.name}", arrow.weight))
    return Graph(round((max(used) - min(used)) * step + width), height, tuple(nodes.values()), tuple(lines))


def _node(row: Row, name: str, box: tuple[float, float, float]) -> Node:
    x, y, width = box
    return Node(row, x, y, width, name, _label(name, width))


def _curve(start: Node, end: Node) -> str:
    x1, x2 = start.x + start.width, end.x
    middle = (x1 + x2) / 2
    return f"M{x1:.1f} {start.y:.1f}C{middle:.1f} {start.y:.1f} {middle:.1f} {end.y:.1f} {x2 - 5:.1f} {end.y:.1f}"


def _label(name: str, width: float) -> str:
    letters = int((width - 16) / _LETTER)
    return name if len(name) <= letters else name[: letters - 1].rstrip() + "…"


def _parts(arrows: Iterable[Arrow]) -> list[list[Arrow]]:
    """The arrows that hang together by their ends, the biggest part first."""
    part_of: dict[tuple[int, Row], list[Arrow]] = {}
    for arrow in arrows:
        start, end = part_of.get((0, arrow.start)), part_of.get((1, arrow.end))
        joined = [*(start or []), *([] if end is start else end or []), arrow]
        for each in joined:
            part_of[0, each.start] = part_of[1, each.end] = joined
    unique = {id(part): part for part in part_of.values()}
    return sorted(unique.values(), key=lambda part: (-len(part), part[0].start))


def _ordered(part: Sequence[Arrow]) -> tuple[list[Row], list[Row]]:
    """Both columns of a part: the most connected first, then each beside what it is joined to."""
    degrees = Counter(arrow.start for arrow in part)
    left = sorted(dict.fromkeys(arrow.start for arrow in part), key=lambda row: (-degrees[row], row))
    place = {row: n for n, row in enumerate(left)}
    joined: dict[Row, list[int]] = defaultdict(list)
    for arrow in part:
        joined[arrow.end].append(place[arrow.start])
    right = sorted(joined, key=lambda row: (sum(joined[row]) / len(joined[row]), row))
    return left, right
