"""The written rules that tie the cells of a row together, and how a schema may not state them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from footnoted.schema import Column, Table
from footnoted.validate.table import Finding, check_tables

Rule = dict[str, Any]


def check(rule: Rule, **columns: list[Any]) -> tuple[Finding, ...]:
    """What one rule finds in a table with these cells; a column of numbers is an integer column."""
    arrays = {name: pa.array(cells) for name, cells in columns.items()}
    arrays = {
        name: cells.cast(pa.string()) if pa.types.is_null(cells.type) else cells for name, cells in arrays.items()
    }
    kinds = {pa.int64(): "integer", pa.string(): "string", pa.float64(): "number", pa.bool_(): "boolean"}
    fields = tuple(Column(name, kinds[cells.type], "", "", {"name": name}) for name, cells in arrays.items())
    schema = Table("t", "", "", fields, (), (), (), (rule,), "fact", "schemas/t.json", {})
    return check_tables({"t": pa.table(arrays)}, {"t": schema})


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int | None, str | None]]:
    """Code, row and column of each finding."""
    return [(f.code, f.row, f.column) for f in findings]


def test_at_most_one_finds_each_further_target() -> None:
    """Where two or three of the fields are filled, each after the first is found."""
    rule = {"rule": "at_most_one", "fields": ["company", "site", "place"]}
    findings = check(
        rule,
        company=["a", None, None, "a", "a"],
        site=[None, "s", None, "s", "s"],
        place=[None, None, "p", None, "p"],
    )
    assert places(findings) == [("at-most-one", 3, "site"), ("at-most-one", 4, "site"), ("at-most-one", 4, "place")]


def test_requires_finds_each_gap() -> None:
    """Where the field is filled, each empty one of the others is found."""
    rule = {"rule": "requires", "field": "amount", "fields": ["currency", "scope"]}
    findings = check(
        rule, amount=[1, 2, None, 0], currency=["EUR", None, None, None], scope=["deal", "deal", None, None]
    )
    assert places(findings) == [("requires", 1, "currency"), ("requires", 3, "currency"), ("requires", 3, "scope")]


def test_requires_may_depend_on_a_value() -> None:
    """With `values`, only rows where the field holds one of them need the others."""
    rule = {"rule": "requires", "field": "qualifier", "values": ["between"], "fields": ["upper"]}
    findings = check(rule, qualifier=["between", "between", "about", None], upper=[5, None, None, None])
    assert places(findings) == [("requires", 1, "upper")]


def test_only_with_finds_cells_without_their_partner() -> None:
    """Without `values`, the field needs the other to be filled."""
    findings = check(
        {"rule": "only_with", "field": "currency", "other": "amount"}, currency=["EUR", "EUR"], amount=[1, None]
    )
    assert places(findings) == [("only-with", 1, "currency")]


def test_only_with_may_depend_on_a_value() -> None:
    """With `values`, the field needs the other to hold one of them; null is none of them."""
    rule = {"rule": "only_with", "field": "conversion", "other": "instrument", "values": ["convertible_note"]}
    findings = check(
        rule, conversion=["full", "full", "full", None], instrument=["convertible_note", "equity", None, "equity"]
    )
    assert places(findings) == [("only-with", 1, "conversion"), ("only-with", 2, "conversion")]


def test_values_of_a_rule_have_the_type_of_their_field() -> None:
    """The values of a condition are read as the field's values: a boolean is a boolean."""
    rule = {"rule": "only_with", "field": "note", "other": "done", "values": [True]}
    assert places(check(rule, note=["x", "x"], done=[True, False])) == [("only-with", 1, "note")]


def test_differ_finds_equal_cells() -> None:
    """No two of the fields hold the same; two empty cells are not the same thing, and one hides no other pair."""
    findings = check(
        {"rule": "differ", "fields": ["a", "b", "c"]},
        a=["x", "x", None, "x", None],
        b=["x", "y", None, None, "z"],
        c=["y", "y", None, "x", "z"],
    )
    assert places(findings) == [("differ", 0, "b"), ("differ", 1, "c"), ("differ", 3, "c"), ("differ", 4, "c")]


def test_not_less_compares_where_both_are_filled() -> None:
    """The upper end may equal the lower one and may be missing."""
    findings = check(
        {"rule": "not_less", "field": "upper", "other": "lower"}, upper=[5, 4, None, 3], lower=[5.0, 4.5, 1.0, None]
    )
    assert places(findings) == [("not-less", 1, "upper")]


@pytest.mark.parametrize(
    ("lei", "right"),
    [
        # Invented: EXAMPLE0ALDER00001 and 00 are 14331022252114010211314270000100 as digits, 83 modulo 97: 98 - 83
        ("EXAMPLE0ALDER0000115", True),
        ("EXAMPLE0ALDER0000116", False),
        ("EXAMPLE0ADLER0000115", False),
        ("example0alder0000115", False),
        # The number 0 with check digits: 98 - 0 = 98.
        ("098", True),
        ("98", False),
        # 1 -> 100 mod 97 = 3, and 98 - 3 = 95.
        ("195", True),
        # A = 10 -> 1000 mod 97 = 30, and 98 - 30 = 68.
        ("A68", True),
        ("A86", False),
        ("", False),
        ("EXAMPLE0ALDER000011５", False),
        ("0" * 61 + "098", True),
        ("0" * 62 + "098", False),
    ],
)
def test_check_digits_of_an_lei(lei: str, right: bool) -> None:
    """Check digits by ISO 7064 MOD 97-10: one wrong or swapped character is found."""
    rule = {"rule": "checksum", "field": "lei", "algorithm": "iso7064-mod97-10"}
    assert places(check(rule, lei=[None, lei, "195"])) == ([] if right else [("checksum", 1, "lei")])


def test_the_rule_is_explained_in_its_own_words() -> None:
    """The description that the schema gives a rule stands in the message."""
    rule = {"rule": "differ", "fields": ["a", "b"], "description": "No company holds itself."}
    (finding,) = check(rule, a=["x"], b=["x"])
    assert finding.message == "`b` is the same as `a` (No company holds itself.)"


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "at_least_one", "fields": ["a", "b"]},
        {"fields": ["a", "b"]},
        {"rule": "differ"},
        {"rule": "differ", "fields": "a"},
        {"rule": "differ", "fields": []},
        {"rule": "differ", "fields": ["a", "z"]},
        {"rule": "differ", "fields": ["a", 1]},
        {"rule": "differ", "fields": ["a", "n"]},
        {"rule": "not_less", "field": "a", "other": "n"},
        {"rule": "only_with", "field": "a"},
        {"rule": "only_with", "field": "a", "other": "b", "values": []},
        {"rule": "requires", "field": ["a"], "fields": ["b"]},
        {"rule": "checksum", "field": "a", "algorithm": "crc32"},
        {"rule": "checksum", "field": "n", "algorithm": "iso7064-mod97-10"},
        {"rule": "checksum", "field": "a"},
    ],
)
def test_a_rule_that_is_not_stated_well_is_a_problem(rule: Rule) -> None:
    """An unknown rule and an argument that is missing, unknown or of the wrong kind are reported, not skipped."""
    assert places(check(rule, a=["x"], b=["y"], n=[1])) == [("rule-invalid", None, None)]


def test_a_value_that_its_field_cannot_hold_is_a_problem() -> None:
    """A condition on a value that the field can never hold would never apply."""
    rule = {"rule": "requires", "field": "n", "values": ["many"], "fields": ["a"]}
    assert places(check(rule, a=["x"], n=[1])) == [("constraint-invalid", None, None)]
