"""Tables against their schemas: constraints, keys, keys across tables, columns and types, each bad cell located."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from footnoted.rules import rules
from footnoted.schema import Column, ForeignKey, Table
from footnoted.validate.table import Finding, check_tables
from footnoted.validate.table.rules import RULES

Cells = dict[str, list[Any]]
ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


def column(name: str, kind: str = "string", **constraints: Any) -> Column:  # noqa: ANN401 - any JSON
    """A column with constraints as Table Schema spells them."""
    raw = {"name": name, "type": kind, "constraints": constraints}
    return Column(name, kind, name, "", raw)


def table(name: str, *columns: Column, **more: Any) -> Table:  # noqa: ANN401 - whatever the case needs
    """A table of these columns; `more` are its keys and rules."""
    given = {"primary_key": (), "foreign_keys": (), "rules": (), "raw": {}, **more}
    return Table(name, name, "", columns, groups=(), role="fact", path=f"schemas/{name}.json", **given)


def found(schema: Table, cells: Cells) -> list[tuple[str, int | None, str | None, str | None]]:
    """Code, row, column and value of what is found in one table."""
    arrays = {c.name: pa.array(cells[c.name], ARROW[c.type]) for c in schema.columns}
    findings = check_tables({schema.name: pa.table(arrays)}, {schema.name: schema})
    return [(f.code, f.row, f.column, f.value) for f in findings]


def test_a_good_table_gives_nothing() -> None:
    """A table that keeps every rule gives no finding."""
    schema = table(
        "stakes",
        column("id", required=True, unique=True, pattern="^[a-z]+(-[a-z0-9]+)*$", minLength=2, maxLength=20),
        column("share", "number", minimum=0, maximum=100),
        column("held", "boolean", enum=[True]),
        primary_key=("id",),
    )
    assert found(schema, {"id": ["alder-1", "birch-1"], "share": [0.0, None], "held": [True, None]}) == []


def test_a_finding_says_where_it_stands() -> None:
    """A finding names table, row from 0, row key, column, value and how many such cells there are."""
    schema = table("stakes", column("id"), column("share", "number", maximum=100), primary_key=("id",))
    tables = {"stakes": pa.table({"id": ["a", "b", "c"], "share": [5.5, 100.5, 1e21]})}
    assert check_tables(tables, {"stakes": schema}) == (
        Finding("maximum", "stakes", "the value must be at most 100", 1, ("b",), "share", "100.5", 2),
        Finding("maximum", "stakes", "the value must be at most 100", 2, ("c",), "share", "1" + "0" * 21, 2),
    )


def test_required_finds_each_null() -> None:
    """A null in a required column is found; an empty string is a value."""
    schema = table("t", column("name", required=True))
    assert found(schema, {"name": ["a", None, "", None]}) == [
        ("required", 1, "name", None),
        ("required", 3, "name", None),
    ]


def test_required_false_asks_for_nothing() -> None:
    """`required: false` and `unique: false` state the default."""
    assert found(table("t", column("name", required=False, unique=False)), {"name": [None, "a", "a"]}) == []


@pytest.mark.parametrize(
    ("constraint", "kind", "cells", "bad"),
    [
        ({"minimum": 0}, "integer", [-1, 0, None, 1], [0]),
        ({"maximum": 100}, "number", [99.9, 100.0, 100.1, None], [2]),
        ({"exclusiveMinimum": 0}, "number", [0.0, 0.1], [0]),
        ({"exclusiveMaximum": 10}, "integer", [9, 10, 11], [1, 2]),
        ({"minimum": "3"}, "integer", [2, 3], [0]),
        ({"minimum": 9007199254740993}, "integer", [9007199254740992, 9007199254740993], [0]),
        ({"enum": ["held", "planned"]}, "string", ["held", "Held", None, ""], [1, 3]),
        ({"enum": [1, 2]}, "integer", [1, 3], [1]),
        ({"enum": [True]}, "boolean", [True, False, None], [1]),
        ({"pattern": "^[A-Z]{2}$"}, "string", ["ES", "ESP", "ES\n", None], [1, 2]),
        ({"pattern": "a|b"}, "string", ["a", "b", "ax", "xb"], [2, 3]),
        ({"pattern": "[0-9]+"}, "string", ["12", "12a", ""], [1, 2]),
        ({"minLength": 2}, "string", ["ñ", "ññ", None], [0]),
        ({"maxLength": 2}, "string", ["ññ", "ñññ", "😀😀"], [1]),
        ({"unique": True}, "string", ["a", "b", "a", None, None, "a"], [2, 5]),
        ({"unique": True}, "number", [0.0, -0.0, 1.5, 1.5], [1, 3]),
    ],
)
def test_constraints_find_exactly_the_bad_rows(
    constraint: dict[str, Any], kind: str, cells: list[Any], bad: list[int]
) -> None:
    """Each constraint finds the rows that break it and no others; null breaks none of them."""
    rows = [row for _, row, _, _ in found(table("t", column("c", kind, **constraint)), {"c": cells})]
    assert rows == bad


@pytest.mark.parametrize(
    ("constraint", "code"),
    [
        ({"required": True}, "required"),
        ({"unique": True}, "unique"),
        ({"enum": ["b"]}, "enum"),
        ({"pattern": "b"}, "pattern"),
        ({"minLength": 3}, "min-length"),
        ({"maxLength": 0}, "max-length"),
    ],
)
def test_each_string_constraint_has_its_own_code(constraint: dict[str, Any], code: str) -> None:
    """The rule code tells which constraint is broken."""
    codes = {c for c, _, _, _ in found(table("t", column("c", **constraint)), {"c": ["a", "a", None]})}
    assert codes == {code}


@pytest.mark.parametrize(
    ("constraint", "code"),
    [
        ({"minimum": 6}, "minimum"),
        ({"maximum": 4}, "maximum"),
        ({"exclusiveMinimum": 5}, "exclusive-minimum"),
        ({"exclusiveMaximum": 5}, "exclusive-maximum"),
    ],
)
def test_each_bound_has_its_own_code(constraint: dict[str, Any], code: str) -> None:
    """The rule code tells which bound is broken."""
    assert found(table("t", column("c", "integer", **constraint)), {"c": [5]}) == [(code, 0, "c", "5")]


def test_not_a_number_is_within_no_bounds() -> None:
    """NaN is neither above a minimum nor below a maximum, and no finite number."""
    schema = table("t", column("c", "number", minimum=0))
    assert found(schema, {"c": [float("nan"), float("inf")]}) == [
        ("minimum", 0, "c", "NaN"),
        ("finite", 0, "c", "NaN"),
        ("finite", 1, "c", "Infinity"),
    ]


def test_numbers_have_at_most_fifteen_digits() -> None:
    """A number that a float64 may not hold exactly as written is found; leading and trailing zeros do not count."""
    cells = [0.1 + 0.2, 61.5, 123456789012345.0, 1234567890123456.0, 1e22, 0.000012345, -0.07, 123456789012345e10, None]
    assert found(table("t", column("c", "number")), {"c": cells}) == [
        ("precision", 0, "c", "0.30000000000000004"),
        ("precision", 3, "c", "1234567890123456"),
    ]


@pytest.mark.parametrize(
    "pattern",
    [r"(?=a)b", r"(a)\1", "(a{1000}){1000}", "[", "a)(b", "[a-z-[aeiou]]", r"\p{IsGreek}", "a\\"],
    ids=["look", "back", "size", "open", "anchors", "subtraction", "block", "escape"],
)
def test_a_pattern_that_cannot_run_is_a_problem(pattern: str) -> None:
    """A pattern that a linear engine cannot run is reported once, for the column."""
    schema = table("t", column("c", pattern=pattern))
    assert found(schema, {"c": ["a", "b"]}) == [("pattern-unsupported", None, None, None)]


def test_a_hostile_pattern_is_linear() -> None:
    """A pattern on which a backtracking engine would need years ends at once."""
    schema = table("t", column("c", pattern="^(a+)+$"))
    assert found(schema, {"c": ["a" * 5000 + "b", "a" * 5000]}) == [("pattern", 0, "c", "a" * 199 + "…")]


@pytest.mark.parametrize(
    ("kind", "constraint"),
    [
        ("string", {"minimum": 3}),
        ("integer", {"minimum": "three"}),
        ("integer", {"minimum": 0.5}),
        ("integer", {"pattern": "a"}),
        ("integer", {"minLength": 1}),
        ("string", {"minLength": -1}),
        ("string", {"enum": []}),
        ("string", {"enum": [None]}),
        ("string", {"required": "yes"}),
        ("string", {"unique": 1}),
        ("string", {"pattern": 1}),
        ("string", {"minimumm": 1}),
    ],
)
def test_a_constraint_that_says_nothing_is_a_problem(kind: str, constraint: dict[str, Any]) -> None:
    """A constraint that does not fit its field or has no meaning is reported, not skipped."""
    schema = table("t", column("c", kind, **constraint))
    assert found(schema, {"c": [None]}) == [("constraint-invalid", None, None, None)]


def test_findings_are_capped_and_counted() -> None:
    """Of one rule in one column the first findings are listed, each with the true total."""
    schema = table("t", column("c", "integer", minimum=0), column("d", required=True))
    tables = {"t": pa.table({"c": pa.array([-1] * 50), "d": pa.array([None, "x"] * 25, pa.string())})}
    findings = check_tables(tables, {"t": schema}, limit=3)
    assert [(f.code, f.row, f.total) for f in findings] == [
        ("minimum", 0, 50),
        ("minimum", 1, 50),
        ("minimum", 2, 50),
        ("required", 0, 25),
        ("required", 2, 25),
        ("required", 4, 25),
    ]


def test_a_primary_key_has_no_null_and_no_repetition() -> None:
    """A composite key may share parts, not all; a null in any part is found at that part."""
    schema = table("t", column("a"), column("b", "integer"), primary_key=("a", "b"))
    cells: Cells = {"a": ["x", "x", "y", "x", None, "z"], "b": [1, 2, 1, 1, 1, None]}
    assert found(schema, cells) == [
        ("primary-key", 3, "a", "x"),
        ("primary-key", 4, "a", None),
        ("primary-key", 5, "b", None),
    ]


def test_a_repetition_names_the_first_row() -> None:
    """The message of a repeated key says in which row the value stands first."""
    schema = table("t", column("a"), primary_key=("a",))
    findings = check_tables({"t": pa.table({"a": ["q", "p", "q", "q"]})}, {"t": schema})
    assert [(f.row, f.key, f.message) for f in findings] == [
        (2, ("q",), "`a` has the same value in row 0"),
        (3, ("q",), "`a` has the same value in row 0"),
    ]


def test_unique_keys_leave_out_rows_with_nulls() -> None:
    """A unique key is as in SQL: rows with a null in any part repeat nothing."""
    schema = table("t", column("a"), column("b"), raw={"uniqueKeys": [["a", "b"]]})
    cells: Cells = {"a": ["x", "x", "x", "x"], "b": [None, None, "y", "y"]}
    assert found(schema, cells) == [("unique-key", 3, "a", "x")]


def test_long_composite_keys_are_told_apart() -> None:
    """Keys of many parts with many values each neither collide nor overflow."""
    names = tuple("abcdefgh")
    cells: Cells = {
        name: [f"{name}{(row * (place + 7)) % 97}" for row in range(500)] for place, name in enumerate(names)
    }
    schema = table("t", *(column(name) for name in names), primary_key=names)
    # Every part repeats after 97 rows, so of 500 rows the last 403 repeat one of the first 97.
    assert [row for _, row, _, _ in found(schema, cells)] == list(range(97, 500))


def test_foreign_keys_within_and_across_tables() -> None:
    """A value that stands in no row of the other table is found; null refers to nothing."""
    companies = table(
        "companies", column("id"), column("parent_id"), foreign_keys=(ForeignKey(("parent_id",), "companies", ("id",)),)
    )
    stakes = table("stakes", column("holder_id"), foreign_keys=(ForeignKey(("holder_id",), "companies", ("id",)),))
    tables = {
        "companies": pa.table({"id": ["alder", "birch", "cedar"], "parent_id": ["birch", "oak", None]}),
        "stakes": pa.table({"holder_id": ["alder", None, "elm"]}),
    }
    findings = check_tables(tables, {"companies": companies, "stakes": stakes})
    assert [(f.table, f.code, f.row, f.column, f.value, f.message) for f in findings] == [
        ("companies", "foreign-key", 1, "parent_id", "oak", "no row of companies has this value in id"),
        ("stakes", "foreign-key", 2, "holder_id", "elm", "no row of companies has this value in id"),
    ]


def test_composite_foreign_keys_match_simple() -> None:
    """All parts must stand together in one row; a null in any part exempts the row (SQL's MATCH SIMPLE)."""
    regions = table("regions", column("country"), column("region"))
    sites = table(
        "sites",
        column("country"),
        column("region"),
        foreign_keys=(ForeignKey(("country", "region"), "regions", ("country", "region")),),
    )
    tables = {
        "regions": pa.table({"country": ["US", "ES", "US"], "region": ["IN", "MD", None]}),
        "sites": pa.table(
            {"country": ["US", "US", "US", "XX", None, "ES"], "region": ["IN", "MD", None, None, "QQ", "MD"]}
        ),
    }
    findings = check_tables(tables, {"regions": regions, "sites": sites})
    assert [(f.code, f.row, f.value) for f in findings] == [("foreign-key", 1, "US")]


def test_foreign_keys_compare_values_not_texts() -> None:
    """An integer refers to an equal number; a string never equals a number."""
    numbers = table("numbers", column("n", "number"))
    keys = (ForeignKey(("i",), "numbers", ("n",)), ForeignKey(("s",), "numbers", ("n",)))
    users = table("users", column("i", "integer"), column("s"), foreign_keys=keys)
    tables = {"numbers": pa.table({"n": [1.0, 2.5]}), "users": pa.table({"i": [1, 2], "s": ["1", None]})}
    findings = check_tables(tables, {"numbers": numbers, "users": users})
    assert [(f.column, f.row) for f in findings] == [("i", 1), ("s", 0)]


@pytest.mark.parametrize(
    ("key", "part"),
    [
        (ForeignKey(("x",), "u", ("id",)), "names no field"),
        (ForeignKey(("c",), "u", ("id",)), "refers to no table"),
        (ForeignKey(("c",), "t", ("id",)), "refers to no column"),
        (ForeignKey(("c",), "t", ("c", "c")), "as many fields"),
    ],
)
def test_a_foreign_key_that_leads_nowhere_is_a_problem(key: ForeignKey, part: str) -> None:
    """A foreign key must name fields here and there, and a table that is there."""
    schema = table("t", column("c"), foreign_keys=(key,))
    (finding,) = check_tables({"t": pa.table({"c": ["a"]})}, {"t": schema})
    assert (finding.code, finding.row) == ("key-invalid", None)
    assert part in finding.message


def test_a_key_of_unknown_fields_is_a_problem() -> None:
    """A unique key must name fields of the table."""
    assert found(table("t", column("c"), raw={"uniqueKeys": [["c", "d"]]}), {"c": ["a"]}) == [
        ("key-invalid", None, None, None)
    ]


def test_columns_are_the_fields_of_the_schema() -> None:
    """A missing table, a missing column, an unknown one and a wrong stored type are found; the rest is checked."""
    schema = table("t", column("a", "integer", minimum=0), column("b", "integer", minimum=0), column("c"))
    tables = {"t": pa.table({"a": [-1], "b": ["-1"], "d": [1]})}
    findings = check_tables(tables, {"t": schema, "u": table("u")})
    assert [(f.code, f.table, f.column, f.row) for f in findings] == [
        ("column-unknown", "t", "d", None),
        ("type", "t", "b", None),
        ("column-missing", "t", "c", None),
        ("table-missing", "u", None, None),
        ("minimum", "t", "a", 0),
    ]


@pytest.mark.parametrize("stored", [pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view()])
def test_strings_may_be_stored_in_any_way(stored: pa.DataType) -> None:
    """Strings are checked however Arrow stores them."""
    schema = table("t", column("c", pattern="[a-z]+", unique=True))
    cells = (
        pa.array(["a", "B", "a"]).cast(stored) if pa.types.is_string_view(stored) else pa.array(["a", "B", "a"], stored)
    )
    findings = check_tables({"t": pa.table({"c": cells})}, {"t": schema})
    assert [(f.code, f.row) for f in findings] == [("pattern", 1), ("unique", 2)]


def test_tables_without_rows_keep_every_rule() -> None:
    """An empty table breaks no rule."""
    schema = table(
        "t",
        column("a", required=True, unique=True, enum=["x"], pattern="x", minLength=1),
        column("b", "number", minimum=0),
        primary_key=("a", "b"),
        foreign_keys=(ForeignKey(("a", "b"), "t", ("a", "b")),),
    )
    assert found(schema, {"a": [], "b": []}) == []


def test_tables_in_many_chunks_are_checked_as_one() -> None:
    """The chunks in which Arrow holds a column make no difference."""
    schema = table("t", column("a", unique=True, pattern="[ab]"), foreign_keys=(ForeignKey(("a",), "t", ("a",)),))
    chunked = pa.table({"a": pa.chunked_array([["b"], [], ["a", "b"], ["c", "a"]])})
    findings = check_tables({"t": chunked}, {"t": schema})
    assert [(f.code, f.row, f.value) for f in findings] == [("unique", 2, "b"), ("unique", 4, "a"), ("pattern", 3, "c")]


def test_every_code_is_explained() -> None:
    """Each rule that the checks of a table may report is described for `footnoted explain`."""
    source = Path(check_tables.__code__.co_filename).parent
    made = re.compile(r'(?:Fault|Check|Key|column_check|_bound|_length)\(\s*"(?:\w+", ")?([a-z]+(?:-[a-z]+)*)"')
    named = {code for file in source.rglob("*.py") for code in made.findall(file.read_text("utf-8"))}
    assert {"required", "minimum", "exclusive-maximum", "primary-key", "foreign-key", "rule-invalid"} <= named
    assert named | {rule.code for rule in RULES.values()} <= rules().keys()
