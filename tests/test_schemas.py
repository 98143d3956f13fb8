"""The dataset's schemas: whole, told in words, valid by the v2 profiles, and with cues that read as they say."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from footnoted import languages, readers
from footnoted.schema import Column, Dataset, Table, Vocabulary, load_dataset
from footnoted.validate.resource.profile import check_profile

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = languages.available()

# DESIGN section 5, column by column; "!" stands for a column that must be filled.
COLUMNS = {
    "sources": "id! kind! title publisher author url language! published_on retrieved_on path! sha256! characters! "
    "license republish! status! replaces_id note",
    "texts": "source_id! text!",
    "companies": "id! name! legal_form investors_vote parent_id wikidata_id lei",
    "aliases": "company_id! alias! language",
    "investments": "id! investor_id investee_id facility_id place kind! instrument conversion status amount amount_max "
    "amount_qualifier amount_scope currency as_of as_of_text",
    "stakes": "id! holder_id! company_id! interest! status change share_percent share_percent_max share_qualifier "
    "standing as_of as_of_text",
    "facilities": "id! name kind operator_id customer_id country region locality status power_mw power_mw_max "
    "power_qualifier power_basis as_of as_of_text",
    "valuations": "id! company_id! amount! amount_max amount_qualifier! currency! basis as_of as_of_text",
    "quotes": "id! source_id! text! language! kind! complete! speaker_kind! speaker_name speaker_role "
    "speaker_company_id",
    "evidence": "id! table_name! row_id! column_name! value! source_id! span_start! span_end! passage! method! reader "
    "antecedent antecedent_start antecedent_end attribution! attributed_to attributed_start attributed_end rank! "
    "drafted_by reviewed_by note",
    "redirects": "old_id! table_name! new_id reason!",
}
TYPES = {
    "integer": {
        *("amount", "amount_max", "characters", "span_start", "span_end"),
        *("antecedent_start", "antecedent_end", "attributed_start", "attributed_end"),
    },
    "number": {"share_percent", "share_percent_max", "power_mw", "power_mw_max"},
    "boolean": {"investors_vote", "republish", "complete"},
}
TERMS = {
    "source_kind": "article reference",
    "source_status": "active corrected retracted",
    "investment_kind": "funding acquisition capital_expenditure alliance",
    "instrument": "equity convertible_note debt grant compute_credits",
    "conversion": "none partial full",
    "investment_status": "considered planned in_progress completed denied cancelled",
    "amount_scope": "deal round_total cumulative",
    "qualifier": "stated about more_than at_least less_than at_most between",
    "interest": "shareholding voting_rights",
    "stake_status": "held planned former",
    "stake_change": "increase decrease exit",
    "standing": "largest among_largest majority minority",
    "facility_kind": "data_center data_center_cluster power_plant wind_farm solar_farm factory laboratory mine network",
    "facility_status": "considered planned under_construction operating cancelled retired",
    "power_basis": "demand it_load nameplate",
    "valuation_basis": "pre_money post_money market_cap",
    "quote_kind": "direct fragment",
    "speaker_kind": "named anonymous organisation",
    "investors_vote": "true false",
    "method": "stated converted judged inferred curated",
    "attribution": "source anonymous named",
    "rank": "used agrees differs retracted",
}


def loaded() -> Dataset:
    """The dataset of this repository."""
    dataset = load_dataset(ROOT)
    assert isinstance(dataset, Dataset), dataset
    return dataset


DATASET = loaded()


def columns() -> list[Any]:
    """Every table with each of its columns."""
    return [
        pytest.param(table, column, id=f"{table.name}.{column.name}")
        for table in DATASET.tables.values()
        for column in table.columns
    ]


def cues() -> list[tuple[Vocabulary, str, str, str, str]]:
    """Every cue: its vocabulary, term and language, the cue and its example."""
    return [
        (vocabulary, term.name, language, cue.words, cue.example)
        for vocabulary in DATASET.vocabularies.values()
        for term in vocabulary.terms
        for language, listed in term.cues.items()
        for cue in listed
    ]


def holds(words: str, cue: str) -> bool:
    """Whether `words`, as a reader has read them, are the cue; a star stands for any letters."""
    said, cue = words.casefold(), cue.casefold()
    if cue.startswith("*"):
        return said.endswith(cue[1:])
    return said.startswith(cue[:-1]) if cue.endswith("*") else said == cue


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_columns_are_those_of_the_design(name: str) -> None:
    """Each table has the columns of the design in their order, and the same ones must be filled."""
    table = DATASET.tables[name]
    found = [column.name + "!" * (column.required or column.name in table.primary_key) for column in table.columns]
    assert found == COLUMNS[name].split()


def test_tables_are_those_of_the_design() -> None:
    """There is no table beside those of the design."""
    assert set(DATASET.tables) == set(COLUMNS)


@pytest.mark.parametrize(("table", "column"), columns())
def test_column_is_told_in_words(table: Table, column: Column) -> None:
    """Every column has a title and a description in sentences; one that may be empty says what that means."""
    assert column.title != column.name
    assert column.description.endswith(".")
    assert column.raw["title"]
    if not column.required and column.name not in table.primary_key:
        assert "mpty" in column.description


@pytest.mark.parametrize(("table", "column"), columns())
def test_column_has_the_type_of_the_design(table: Table, column: Column) -> None:
    """Money is whole units, other figures are numbers, yes or no are booleans, and everything else is text."""
    expected = next((kind for kind, names in TYPES.items() if column.name in names), "string")
    assert column.type == expected, table.name


@pytest.mark.parametrize(("table", "column"), columns())
def test_fixed_unit_stands_beside_its_column(table: Table, column: Column) -> None:
    """Every figure names its unit."""
    assert (column.unit is not None) == (column.type in {"integer", "number"}), table.name


def test_tables_are_told_in_words() -> None:
    """Every table has a title and a description, in its schema and, word for word, in the descriptor."""
    for resource in DATASET.descriptor["resources"]:
        table = DATASET.tables[resource["name"]]
        assert (resource["title"], resource["description"]) == (table.title, table.description)
        assert table.description.endswith(".")


def test_root_descriptor_is_valid_by_the_profile() -> None:
    """The authored `datapackage.json` is a Data Package v2."""
    assert check_profile(DATASET.descriptor, "datapackage.json") == ()
    assert DATASET.descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"


@pytest.mark.parametrize("path", sorted(path.name for path in (ROOT / "schemas").glob("*.json")))
def test_schema_is_valid_by_the_profile(path: str) -> None:
    """Every Table Schema is valid by the v2 profile, the toolkit's own properties among its fields."""
    if path == "claims.schema.json":
        return
    schema = json.loads((ROOT / "schemas" / path).read_text("utf-8"))
    assert check_profile(schema, path, "tableschema") == ()


def test_resources_are_tabular_csv_under_build() -> None:
    """Each resource is one CSV table under `build/`, without a leading "./", with a schema of the same name."""
    for resource in DATASET.descriptor["resources"]:
        name = resource["name"]
        assert resource["path"] == f"build/csv/{name}.csv"
        assert resource["schema"] == f"schemas/{name}.json"
        kinds = [resource[key] for key in ("type", "format", "mediatype", "encoding")]
        assert kinds == ["table", "csv", "text/csv", "utf-8"]


def test_order_names_every_table_once() -> None:
    """The order of the site lists each table, facts first and plumbing last."""
    order = DATASET.settings["order"]
    assert sorted(order) == sorted(DATASET.tables)
    assert order[:6] == ["companies", "investments", "stakes", "facilities", "valuations", "quotes"]


def test_foreign_keys_name_existing_tables_and_columns() -> None:
    """Every foreign key refers to the key of a table that is there; columns named `..._id` have one."""
    for table in DATASET.tables.values():
        keyed = {name for key in table.foreign_keys for name in key.columns}
        for key in table.foreign_keys:
            assert set(key.columns) <= set(table.by_name)
            assert key.references == DATASET.tables[key.table].primary_key
        expected = {name for name in table.by_name if name.endswith("_id")}
        assert expected - keyed <= {"row_id", "old_id", "new_id", "wikidata_id"}, table.name


@pytest.mark.parametrize("name", sorted(TERMS))
def test_vocabulary_has_the_terms_of_the_design(name: str) -> None:
    """Each vocabulary is closed: the terms of the design, in their order."""
    assert list(DATASET.vocabularies[name].names) == TERMS[name].split()


def test_vocabularies_are_those_that_columns_name() -> None:
    """No vocabulary is there that no column uses, and none is missing."""
    used = {c.vocabulary for table in DATASET.tables.values() for c in table.columns if c.vocabulary}
    assert used == set(DATASET.vocabularies) == set(TERMS)


@pytest.mark.parametrize("name", sorted(TERMS))
def test_term_is_told_in_words(name: str) -> None:
    """Every vocabulary and every term of it has a title and a definition in a sentence."""
    vocabulary = DATASET.vocabularies[name]
    assert vocabulary.title
    assert vocabulary.description.endswith(".")
    for term in vocabulary.terms:
        assert term.title
        assert term.definition.endswith(".")


def test_vocabulary_that_is_read_by_cues_has_some_in_each_language() -> None:
    """A column read by choice can be read in every language, but for the name of a named speaker."""
    chosen = {c.vocabulary for t in DATASET.facts.values() for c in t.columns if c.reader == "choice" and c.vocabulary}
    for name in chosen:
        for term in DATASET.vocabularies[name].terms:
            expected = () if (name, term.name) == ("speaker_kind", "named") else LANGUAGES
            assert tuple(sorted(term.cues)) == expected, (name, term.name)


def test_no_cue_belongs_to_two_terms() -> None:
    """In one vocabulary and language a cue stands once, whatever its case."""
    seen = [(vocabulary.name, language, cue.casefold()) for vocabulary, _, language, cue, _ in cues()]
    assert sorted({key for key in seen if seen.count(key) > 1}) == []


@pytest.mark.parametrize("name", sorted(v.name for v in DATASET.vocabularies.values() if any(t.cues for t in v.terms)))
def test_example_of_every_cue_reads_as_its_term(name: str) -> None:
    """The choice reader reads each cue in its example sentence, and no other term."""
    vocabulary = DATASET.vocabularies[name]
    read = readers.choices(vocabulary.cue_words())
    wrong = []
    for other, term, language, cue, example in cues():
        if other is not vocabulary:
            continue
        found = read(languages.document(example, language))
        terms = {reading.values.get("term") for reading in found}
        if terms != {term} or not any(holds(reading.span.of(example), cue) for reading in found):
            wrong.append((language, term, cue, example, terms))
    assert wrong == []


def test_canned_queries_run_on_the_tables() -> None:
    """At least six questions are asked; each has a title, a description, and SQL that names real columns."""
    database = sqlite3.connect(":memory:")
    for table in DATASET.tables.values():
        listed = ", ".join(f'"{column.name}"' for column in table.columns)
        database.execute(f'CREATE TABLE "{table.name}" ({listed})')
    queries = DATASET.settings["queries"]
    assert len({query["name"] for query in queries}) == len(queries) >= 6
    for query in queries:
        assert set(query) == {"name", "title", "description", "sql"}
        assert query["title"].endswith("?")
        assert database.execute(query["sql"], {"company": "nobody"}).fetchall() == []
