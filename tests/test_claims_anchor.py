"""Passages are found exactly once, or the problem says where they might be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from footnoted.claims.nearest import nearest
from footnoted.problem import Place

if TYPE_CHECKING:
    from conftest import Seeds

TEXT = "Alder Capital tiene el 14% de Northwind.\nEl 4% es de Birch Bank, el 4% de Cedar.\nLínea uno\nlínea dos.\n"


def _claim(seeds: Seeds, column: str) -> None:
    seeds.write("companies.toml", '[[companies]]\nid = "alder"\nname = "Alder Capital"\n')
    seeds.source("one", TEXT, f'[[facilities]]\nid = "site"\n{column}\n', language="es", more="republish = true")


@pytest.mark.parametrize(
    ("column", "code", "line", "column_number"),
    [
        ('name = "Northwind"', None, 0, 0),
        ('name = "4%"', "passage-ambiguous", 9, 8),
        ('name = { passage = "Birch Bank, el 4%", within = "es de Birch Bank, el 4% de" }', None, 0, 0),
        ('name = { passage = "4%", within = "el 4% de" }', None, 0, 0),
        ('name = { passage = "4%", within = "4% de" }', "passage-ambiguous", 9, 35),
        ('name = "Línea uno línea dos"', "passage-absent", 9, 8),
        ('name = "Línea uno\\nlínea dos"', None, 0, 0),
        ('name = "Linea uno"', "passage-absent", 9, 8),
        ('name = "northwind"', "passage-absent", 9, 8),
        ('within = "4%"\nname = "Cedar"', "passage-ambiguous", 9, 10),
    ],
)
def test_a_passage_is_found_once_or_refused(
    seeds: Seeds, column: str, code: str | None, line: int, column_number: int
) -> None:
    """Case, accents, spaces and line ends count; 4% inside 14% counts as well."""
    _claim(seeds, column)
    expected = [] if code is None else [(code, "seeds/one.toml", line, column_number)]
    assert seeds.problems() == expected


def test_all_candidates_are_named_with_line_and_column(seeds: Seeds) -> None:
    """So that the right one can be chosen without a search of one's own."""
    _claim(seeds, 'name = "4%"')
    [problem] = seeds.check().problems
    assert problem.message == "the passage occurs 3 times in seeds/one.txt: at 1:25, 2:4, 2:28"
    assert problem.related == (
        Place("seeds/one.txt", 1, 25),
        Place("seeds/one.txt", 2, 4),
        Place("seeds/one.txt", 2, 28),
    )


def test_a_broken_scope_is_one_problem_and_not_one_for_each_cell(seeds: Seeds) -> None:
    """The cells that it was to narrow say nothing more."""
    _claim(seeds, 'within = "nowhere at all"\nname = "4%"\nlocality = "Somewhere"')
    assert seeds.problems() == [("passage-absent", "seeds/one.toml", 9, 10)]


def test_the_antecedent_and_the_attribution_are_searched_in_the_whole_article(seeds: Seeds) -> None:
    """What narrows the search for a passage does not narrow theirs."""
    attribution = 'attribution = { kind = "named", passage = "Cedar" }'
    cell = 'operator_id = { passage = "El 4%", antecedent = "Alder Capital tiene" }'
    _claim(seeds, f'within = "El 4% es de Birch Bank"\n{attribution}\n{cell}\nname = "Birch Bank"')
    assert seeds.rows("facilities")["site"]["operator_id"] == "alder"


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("el 14% de northwind", "el 14% de Northwind"),
        ("Alder Capitol tiene", "Alder Capital tiene"),
        ("Northwnd", "Northwind"),
        ("es de Birch Bank el 4%", "es de Birch Bank, el 4%"),
        ("Línea uno línea dos", "Línea uno\nlínea dos"),
        ("«Birch Bank»", "Birch Bank,"),
        ("something else entirely", None),
        ("...", None),
        ("", None),
    ],
)
def test_the_nearest_words_are_a_suggestion(passage: str, found: str | None) -> None:
    """What is two thirds alike, without the signs at its ends that the passage does not have."""
    span = nearest(TEXT, passage)
    assert (None if span is None else span.of(TEXT)) == found


def test_a_suggestion_is_found_in_the_largest_text() -> None:
    """A thousand misspelt passages of a text of a megabyte are no attack."""
    text = "".join(f"Alder{i} Capital tiene el {i} por ciento. " for i in range(25_000))
    assert len(text) > 1_000_000
    for i in range(1000):
        assert nearest(text, f"Alder{i} Capitol tiene el") is not None
    assert nearest(text, "x" * 100_000) is None
    nearest(" ".join(["si"] * 300_000), "si " * 300 + "no")
