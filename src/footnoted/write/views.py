"""Views that read the footnotes: each fact table with its passages, what is disputed, what only the unnamed say."""

# ruff: noqa: S608 - the names in these statements are the schema's, and quoted
from __future__ import annotations

from footnoted.schema import Dataset, Table
from footnoted.write.ddl import identifier, literal
from footnoted.write.quality import QUALITY_VIEW

__all__ = ["VIEWS", "create_views", "footnotes_view"]

VIEWS = ("disputed", "anonymous_only", QUALITY_VIEW)

# One footnote of a cell stands for it: of those of the given ranks, the first in the order of the sources.
_FIRST = """\
(
    SELECT f.id FROM evidence AS f
    WHERE f.table_name = {cell}.table_name AND f.row_id = {cell}.row_id AND f.column_name = {cell}.column_name
      AND f.rank IN ({ranks})
    ORDER BY f.rank = 'used' DESC, f.source_id, f.span_start, f.id LIMIT 1
  )"""

_DISPUTED = f"""\
CREATE VIEW disputed AS
SELECT
  other.table_name, other.row_id, other.column_name,
  shown.value AS shown_value, other.value AS other_value,
  shown.passage AS shown_passage, other.passage AS other_passage,
  shown.source_id AS shown_source_id, other.source_id AS other_source_id
FROM evidence AS other
LEFT JOIN evidence AS shown ON shown.id = {_FIRST.format(cell="other", ranks="'used'")}
WHERE other.rank = 'differs'
ORDER BY other.table_name, other.row_id, other.column_name, other.source_id, other.span_start, other.id"""

_ANONYMOUS_ONLY = f"""\
CREATE VIEW anonymous_only AS
SELECT said.table_name, said.row_id, said.column_name, said.value, said.attributed_to, said.passage, said.source_id
FROM evidence AS said
WHERE said.attribution = 'anonymous'
  AND said.id = {_FIRST.format(cell="said", ranks="'used', 'agrees'")}
  AND NOT EXISTS (
    SELECT 1 FROM evidence AS o
    WHERE o.table_name = said.table_name AND o.row_id = said.row_id AND o.column_name = said.column_name
      AND o.rank IN ('used', 'agrees') AND o.attribution <> 'anonymous'
  )
ORDER BY said.table_name, said.row_id, said.column_name"""


def footnotes_view(table: Table) -> str:
    """The name of the view that joins `table` to its footnotes."""
    return f"{table.name}_footnotes"


def create_views(dataset: Dataset) -> tuple[str, ...]:
    """The statements that create the views of `dataset`.

    `<table>_footnotes` of each fact table has a row for each footnote of each row: all columns of the row, then those
    of the footnote, `footnote_` before their names. `disputed` has a row for each value that another overruled.
    `anonymous_only` has a row for each cell that no source says in its own name or by a name.
    """
    (evidence,) = (table for table in dataset.tables.values() if table.role == "evidence")
    return (*(_footnotes(table, evidence) for table in dataset.facts.values()), _DISPUTED, _ANONYMOUS_ONLY)


def _footnotes(table: Table, evidence: Table) -> str:
    own = [f"r.{identifier(column.name)}" for column in table.columns]
    shown = [column.name for column in evidence.columns if column.name not in {"table_name", "row_id"}]
    footnotes = [f"f.{identifier(name)} AS {identifier('footnote_' + name)}" for name in shown]
    (key,) = table.primary_key
    return (
        f"CREATE VIEW {identifier(footnotes_view(table))} AS\nSELECT {', '.join((*own, *footnotes))}\n"
        f"FROM {identifier(table.name)} AS r\nLEFT JOIN evidence AS f\n"
        f"  ON f.table_name = {literal(table.name)} AND f.row_id = r.{identifier(key)}"
    )
