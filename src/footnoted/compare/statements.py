"""The SQL of a comparison. Every name and text of a package is quoted by `name` and `text` before it enters.

`cells` collects the cells whose values differ, `moved` those whose footnotes differ, `changes` what is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["COPY", "COUNTS", "EACH", "EVIDENCE_COLUMNS", "FOOTNOTES", "TABLES", "csv_source", "name", "rows", "text"]

EVIDENCE_COLUMNS = (
    "id", "table_name", "row_id", "column_name", "value", "source_id", "span_start", "passage", "antecedent", "rank",
)  # fmt: skip
# A cell may hold a whole article.
_LONGEST_LINE = 16 << 20

TABLES = """
CREATE TEMP TABLE columns(table_number INTEGER, column_number INTEGER, table_name VARCHAR, column_name VARCHAR);
CREATE TEMP TABLE cells(
    table_name VARCHAR, row_id VARCHAR, column_name VARCHAR, kind VARCHAR, old_value VARCHAR, new_value VARCHAR);
"""


def name(identifier: str) -> str:
    """An identifier, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """A literal, quoted."""
    return "'" + value.replace("'", "''") + "'"


def csv_source(path: str, columns: Sequence[str]) -> str:
    """A CSV file as the toolkit writes it, nothing guessed."""
    types = ", ".join(f"{text(column)}: 'VARCHAR'" for column in columns)
    options = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = ''"
    return f"read_csv({text(path)}, {options}, columns = {{{types}}}, max_line_size = {_LONGEST_LINE})"


def rows(table: str, number: int, columns: Sequence[str], key: Sequence[str]) -> Iterator[str]:
    """Add the changed cells of `table` to `cells`, from the views `old_rows` and `new_rows`."""
    listed = ", ".join(f"({number}, {at}, {text(table)}, {text(column)})" for at, column in enumerate(columns))
    yield f"INSERT INTO columns VALUES {listed}"  # noqa: S608 - quoted
    values = [column for column in columns if column not in key]
    # Numbers for names: `rows` may have a column of any name.
    sides = {
        side: ", ".join(f"{name(column)} AS {side}{at}" for at, column in enumerate(values)) for side in ("o", "n")
    }
    keys = ", ".join(f"{name(column)} AS k{at}" for at, column in enumerate(key))
    shown = ", ".join(f"coalesce(old.k{at}, new.k{at})" for at in range(len(key)))
    same = " AND ".join(f"old.k{at} IS NOT DISTINCT FROM new.k{at}" for at in range(len(key)))
    differs = " OR ".join(f"o{at} IS DISTINCT FROM n{at}" for at in range(len(values))) or "false"
    taken = "".join(f", o{at}, n{at}" for at in range(len(values)))
    yield f"""
        CREATE OR REPLACE TEMP TABLE changed_rows AS
        SELECT concat_ws('/', {shown}) AS row_id, {_KIND} AS kind{taken}
        FROM (SELECT true AS is_there, {keys}{", " * bool(values)}{sides["o"]} FROM old_rows) AS old
        FULL JOIN (SELECT true AS is_there, {keys}{", " * bool(values)}{sides["n"]} FROM new_rows) AS new ON {same}
        WHERE old.is_there IS NULL OR new.is_there IS NULL OR {differs}
    """  # noqa: S608 - quoted
    yield f"""
        INSERT INTO cells SELECT {text(table)}, row_id, NULL, kind, NULL, NULL FROM changed_rows WHERE kind IS NOT NULL
    """  # noqa: S608 - quoted
    for at, column in enumerate(values):
        yield f"""
            INSERT INTO cells
            SELECT {text(table)}, row_id, {text(column)}, CASE
                WHEN kind IS NOT NULL THEN kind WHEN o{at} IS NULL THEN 'newly_supported'
                WHEN n{at} IS NULL THEN 'support_lost' ELSE 'value_changed' END, o{at}, n{at}
            FROM changed_rows WHERE o{at} IS DISTINCT FROM n{at}
        """  # noqa: S608 - quoted


_KIND = "CASE WHEN old.is_there IS NULL THEN 'row_added' WHEN new.is_there IS NULL THEN 'row_removed' END"

# Which cells to look at: those whose values differ, and those with a footnote that the other edition has not.
_WANTED = """
CREATE TEMP TABLE moved AS
SELECT DISTINCT
    coalesce(o.table_name, n.table_name) AS table_name, coalesce(o.row_id, n.row_id) AS row_id,
    coalesce(o.column_name, n.column_name) AS column_name
FROM old_evidence AS o FULL JOIN new_evidence AS n ON o.id = n.id
WHERE o.id IS NULL OR n.id IS NULL OR o.passage IS DISTINCT FROM n.passage OR o.rank IS DISTINCT FROM n.rank
    OR o.value IS DISTINCT FROM n.value OR o.antecedent IS DISTINCT FROM n.antecedent;
CREATE TEMP TABLE wanted AS
SELECT * FROM moved UNION
SELECT table_name, row_id, column_name FROM cells WHERE column_name IS NOT NULL
"""

# The footnote that a cell rests on (the first of the used ones), who supports it, and whether somebody says otherwise.
_SUPPORT = """
CREATE TEMP TABLE {side}_support AS
SELECT table_name, row_id, column_name,
    min_by(struct_pack(passage := passage, source := source_id, start := span_start, bound := antecedent, v := value),
        struct_pack(s := source_id, a := span_start::INTEGER)) FILTER (rank = 'used') AS used,
    list(DISTINCT source_id) FILTER (rank IN ('used', 'agrees')) AS sources,
    bool_or(rank = 'differs') AS disputed
FROM {side}_evidence SEMI JOIN wanted USING (table_name, row_id, column_name)
GROUP BY table_name, row_id, column_name
"""

_CHANGES = """
CREATE TEMP TABLE changes AS
WITH both_sides AS (
    SELECT w.table_name, w.row_id, w.column_name, o.used AS old_used, n.used AS new_used,
        coalesce(o.sources, []) AS old_sources, coalesce(n.sources, []) AS new_sources,
        coalesce(o.disputed, false) AS was_disputed, coalesce(n.disputed, false) AS is_disputed,
        c.kind AS cell_kind, c.old_value, c.new_value
    FROM wanted AS w
    LEFT JOIN old_support AS o USING (table_name, row_id, column_name)
    LEFT JOIN new_support AS n USING (table_name, row_id, column_name)
    LEFT JOIN cells AS c USING (table_name, row_id, column_name)
), kinds AS (
    SELECT *, unnest(list_filter([
        cell_kind,
        CASE WHEN is_same AND gained THEN 'newly_supported' END,
        CASE WHEN is_same AND lost THEN 'support_lost' END,
        CASE WHEN is_same AND NOT gained AND NOT lost AND old_used IS DISTINCT FROM new_used
            THEN 'footnote_moved' END,
        CASE WHEN is_disputed AND NOT was_disputed THEN 'now_disputed' END,
        CASE WHEN was_disputed AND NOT is_disputed AND new_used IS NOT NULL THEN 'dispute_settled' END
    ], lambda kind: kind IS NOT NULL)) AS kind
    FROM (
        SELECT *, cell_kind IS NULL AND old_used IS NOT NULL AND new_used IS NOT NULL AS is_same,
            NOT list_has_all(old_sources, new_sources) AS gained, NOT list_has_all(new_sources, old_sources) AS lost
        FROM both_sides)
)
SELECT table_name, row_id, column_name, kind,
    CASE WHEN cell_kind IS NULL THEN old_used.v ELSE old_value END AS old_value,
    CASE WHEN cell_kind IS NULL THEN new_used.v ELSE new_value END AS new_value,
    old_used.passage AS old_passage, new_used.passage AS new_passage,
    old_used.source AS old_source, new_used.source AS new_source
FROM kinds
UNION ALL
SELECT table_name, row_id, column_name, kind, NULL, NULL, NULL, NULL, NULL, NULL FROM cells WHERE column_name IS NULL
"""

FOOTNOTES = (_WANTED, _SUPPORT.format(side="old"), _SUPPORT.format(side="new"), _CHANGES)

_RANKED = """
SELECT changes.*, coalesce(t.table_number, 1000000) AS table_number, coalesce(k.column_number, -1) AS column_number
FROM changes
LEFT JOIN (SELECT DISTINCT table_name, table_number FROM columns) AS t USING (table_name)
LEFT JOIN columns AS k ON k.table_name = changes.table_name AND k.column_name = changes.column_name
"""
_ORDER = "table_number, row_id, column_number, kind"
_SAID = "table_name, row_id, column_name, kind, old_value, new_value, old_passage, new_passage, old_source, new_source"

COUNTS = f"""
SELECT table_name, kind, count(*) FROM ({_RANKED})
WHERE column_name IS NULL OR kind NOT IN ('row_added', 'row_removed')
GROUP BY table_number, table_name, kind ORDER BY table_number, kind
"""  # noqa: S608 - constants
EACH = f"""
SELECT {_SAID} FROM ({_RANKED})
QUALIFY ? < 0 OR row_number() OVER (PARTITION BY table_name ORDER BY row_id, column_number, kind) <= ?
ORDER BY {_ORDER}
"""  # noqa: S608 - constants
COPY = f"COPY (SELECT {_SAID} FROM ({_RANKED}) ORDER BY {_ORDER}) TO {{path}} (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
