"""The quality of a dataset as its package tells it: `quality.json`, and a view of the database with its figures."""

from __future__ import annotations

import json
from collections.abc import Sequence

from footnoted.validate.quality import MEASURES, ColumnQuality, Figures
from footnoted.write.ddl import identifiers, literal

__all__ = ["QUALITY_VIEW", "create_quality_view", "quality_text"]

QUALITY_VIEW = "quality"
_COLUMNS = ("table_name", "column_name", "rows", *MEASURES)


def quality_text(columns: Sequence[ColumnQuality], figures: Figures | None) -> str:
    """`quality.json`: the measures of each column, and how many figures of the articles no footnote cites."""
    told = [
        {"table": column.table, "column": column.column, "rows": column.rows, "cells": column.cells, **column.shares}
        for column in columns
    ]
    counted = {} if figures is None else {"figures": {"told": figures.told, "uncited": figures.uncited}}
    return json.dumps({**counted, "columns": told}, ensure_ascii=False, indent=2) + "\n"


def create_quality_view(columns: Sequence[ColumnQuality]) -> str:
    """The statement that creates the view: its rows stand in it, for nobody waits while all footnotes are counted."""
    rows = [
        (literal(c.table), literal(c.column), str(c.rows), *(repr(c.shares[name]) for name in MEASURES))
        for c in columns
    ]
    values = ",\n".join(f"({', '.join(row)})" for row in rows)
    empty = f"SELECT {', '.join('NULL' for _ in _COLUMNS)} WHERE 0"
    return f"CREATE VIEW quality ({identifiers(_COLUMNS)}) AS {f'VALUES {values}' if rows else empty}"
