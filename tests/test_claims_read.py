"""Cells of a claim: each value read in its place, with the method by which it was come by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Seeds

TEXT = """\
Alder Capital has a stake of between 12% and 15% in Northwind Foods, a company in Ohio.
The group is worth 5 million dollars; Cedar Mills is worth 3 million Canadian dollars. Adler is a fund.
The brewer built a plant. Northwind Foods Inc was valued at more than 5 million euros in March 2024.
"Prices rise," said Ada Lind, "and so do ours." A banker called it "bold". Cedar and Oak hold 5%.
"""
NAMES = """
[[companies]]
id = "alder"
name = "Alder Capital"
aliases = ["Adler"]

[[companies]]
id = "northwind"
name = "Northwind Foods"

[[companies]]
id = "cedar"
name = "Cedar Mills"
aliases = ["Cedar"]

[[companies]]
id = "oak"
aliases = ["Oak"]
"""
MORE = 'republish = true\nassume.dollar = { currency = "USD", note = "It is about Ohio." }\n'


def _evidence(seeds: Seeds, table: str, cells: str, *, more: str = MORE, text: str = TEXT) -> dict[str, dict[str, Any]]:
    """Column -> evidence of the one row of one claim."""
    seeds.write("companies.toml", NAMES)
    seeds.source("one", text, f'[[{table}]]\nid = "row-1"\n{cells}\n', more=more)
    checked = seeds.check()
    assert [p for p in checked.problems if p.level == "error"] == []
    return {e["column_name"]: e for e in checked.tables["evidence"].to_pylist() if e["row_id"] == "row-1"}


def _values(evidence: dict[str, dict[str, Any]], *columns: str) -> dict[str, tuple[str, str]]:
    return {name: (e["value"], e["method"]) for name, e in evidence.items() if not columns or name in columns}


def _problem(seeds: Seeds, table: str, cells: str, *, more: str = MORE) -> tuple[str, str, str | None]:
    seeds.write("companies.toml", NAMES)
    seeds.source("one", TEXT, f'[[{table}]]\nid = "row-1"\n{cells}\n', more=more)
    [problem] = [p for p in seeds.check().problems if p.level == "error"]
    return problem.code, problem.message, problem.hint


STAKE = 'holder_id = "Alder Capital"\ncompany_id = { passage = "Northwind Foods", within = "15% in Northwind Foods" }\n'
STAKE += 'interest = "stake"\n'
WORTH = 'company_id = "Cedar Mills"\n'


def test_a_passage_fills_the_columns_of_its_group_that_its_reader_gives(seeds: Seeds) -> None:
    """One passage, three columns, the whole passage as the footnote of each."""
    evidence = _evidence(seeds, "stakes", STAKE + 'share_percent = "between 12% and 15%"')
    assert _values(evidence, "share_percent", "share_percent_max", "share_qualifier") == {
        "share_percent": ("12", "converted"),
        "share_percent_max": ("15", "converted"),
        "share_qualifier": ("between", "converted"),
    }
    assert {evidence[name]["passage"] for name in ("share_percent_max", "share_qualifier")} == {"between 12% and 15%"}


def test_a_key_of_its_own_keeps_its_own_passage(seeds: Seeds) -> None:
    """Number, hedge and unit may be quoted apart; together they cover the reading."""
    cells = 'amount = { passage = "5 million", within = "more than 5 million" }\namount_qualifier = "more than"\n'
    evidence = _evidence(seeds, "valuations", 'company_id = "Northwind Foods Inc"\n' + cells + 'currency = "euros"')
    assert {name: (e["value"], e["passage"]) for name, e in evidence.items() if name != "company_id"} == {
        "amount": ("5000000", "5 million"),
        "amount_qualifier": ("more_than", "more than"),
        "currency": ("EUR", "euros"),
    }


def test_a_passage_longer_than_what_is_read_is_welcome_if_it_decides(seeds: Seeds) -> None:
    """The longer name is read where one is known, and a sentence with one company names that company."""
    evidence = _evidence(
        seeds,
        "valuations",
        'company_id = "Northwind Foods Inc was valued"\namount = "valued at more than 5 million euros in"',
    )
    assert _values(evidence, "company_id", "amount") == {
        "company_id": ("northwind", "converted"),
        "amount": ("5000000", "converted"),
    }


def test_a_bare_currency_rests_on_the_sources_assumption(seeds: Seeds) -> None:
    """The amount is read, its currency inferred: no antecedent, and the note is the assumption's."""
    evidence = _evidence(
        seeds,
        "valuations",
        'company_id = { passage = "The group", antecedent = "Northwind Foods Inc" }\namount = "5 million dollars"',
    )
    assert _values(evidence) == {
        "company_id": ("northwind", "inferred"),
        "amount": ("5000000", "converted"),
        "amount_qualifier": ("stated", "converted"),
        "currency": ("USD", "inferred"),
    }
    assert (evidence["currency"]["antecedent"], evidence["currency"]["note"]) == (None, "It is about Ohio.")
    assert evidence["company_id"]["antecedent"] == "Northwind Foods Inc"


def test_an_antecedent_may_tell_the_currency_that_the_words_leave_open(seeds: Seeds) -> None:
    """It lies in another reading, which is no contradiction; no assumption is needed then."""
    cells = 'company_id = { passage = "The group", antecedent = "Northwind Foods Inc" }\namount = "5 million dollars"\n'
    cells += (
        'currency = { passage = "dollars", within = "5 million dollars", antecedent = "3 million Canadian dollars" }'
    )
    evidence = _evidence(seeds, "valuations", cells, more="republish = true")
    assert _values(evidence, "amount", "currency") == {
        "amount": ("5000000", "converted"),
        "currency": ("CAD", "inferred"),
    }


def test_an_assumption_settles_only_what_the_reader_left_open(seeds: Seeds) -> None:
    """Canadian dollars stay Canadian."""
    evidence = _evidence(seeds, "valuations", WORTH + 'amount = "3 million Canadian dollars"')
    assert _values(evidence, "currency") == {"currency": ("CAD", "converted")}


def test_without_an_assumption_a_bare_currency_is_refused(seeds: Seeds) -> None:
    """Promise 3: shown and bound, or not at all."""
    cells = 'company_id = { passage = "The group", antecedent = "Northwind Foods Inc" }\namount = "5 million dollars"'
    code, message, hint = _problem(seeds, "valuations", cells, more="republish = true")
    assert (code, message) == ("inferred-unbound", "the text leaves open which dollar this is")
    assert hint == 'add assume.dollar = { currency = "...", note = "..." } to [source], or an antecedent that tells'


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('status = { value = "held", passage = "of between" }', None),
        ('status = { value = "former", passage = "has a stake" }', "cue-contradicts"),
        ('status = { value = "former", passage = "has a stake", note = "It was sold since." }', None),
        (
            'status = { value = "former", passage = "The group", antecedent = "has a stake", note = "No." }',
            "value-contradicts",
        ),
        ('status = "of between"', "passage-unread"),
        (
            'share_percent = { value = "13", passage = "between 12% and 15%", note = "The middle." }',
            "value-contradicts",
        ),
        ('share_percent = { value = "12", passage = "between 12% and 15%" }', None),
        ('share_percent = { value = "12", passage = "in Northwind Foods, a company" }', "passage-unread"),
        ('share_percent = "15%"', "passage-cut"),
        ('share_percent = "12%"', "passage-cut"),
    ],
)
def test_people_judge_terms_and_readers_read_everything_else(seeds: Seeds, cells: str, code: str | None) -> None:
    """A note overrules a cue, but never a number; and an antecedent leaves nothing to judge."""
    if code is None:
        _evidence(seeds, "stakes", STAKE + cells)
    else:
        assert _problem(seeds, "stakes", STAKE + cells)[0] == code


def test_a_judged_value_says_so_and_names_no_reader(seeds: Seeds) -> None:
    """It is counted, never called re-read."""
    evidence = _evidence(
        seeds, "stakes", STAKE + 'status = { value = "former", passage = "has a stake", note = "Sold." }'
    )
    assert (evidence["status"]["method"], evidence["status"]["reader"]) == ("judged", None)
    assert evidence["status"]["note"] == "Sold."


def test_of_two_cues_a_note_may_choose_one(seeds: Seeds) -> None:
    """Without the note the passage does not decide."""
    text = "Alder Capital has shares and voting rights in Northwind Foods."
    cells = 'holder_id = "Alder Capital"\ncompany_id = "Northwind Foods"\n'
    passage = 'interest = { value = "shareholding", passage = "shares and voting rights"'
    evidence = _evidence(seeds, "stakes", f'{cells}{passage}, note = "The votes come with the shares." }}', text=text)
    assert _values(evidence, "interest") == {"interest": ("shareholding", "judged")}
    seeds.source("one", text, f'[[stakes]]\nid = "row-1"\n{cells}{passage} }}\n', more=MORE)
    assert [code for code, *_ in seeds.problems()] == ["passage-several"]


def test_a_quotation_is_taken_whole_with_or_without_its_marks(seeds: Seeds) -> None:
    """Text, language, kind and completeness come from one passage; a comma before the mark is no part of it."""
    speaker = 'speaker_kind = { value = "named", passage = "Ada Lind" }\nspeaker_name = "Ada Lind"\n'
    evidence = _evidence(seeds, "quotes", speaker + "text = '\"Prices rise,\"'")
    assert _values(evidence, "text", "language", "kind", "complete") == {
        "text": ("Prices rise", "converted"),
        "language": ("en", "converted"),
        "kind": ("direct", "converted"),
        "complete": ("true", "converted"),
    }
    evidence = _evidence(seeds, "quotes", speaker + 'text = "bold"')
    assert _values(evidence, "text", "kind") == {"text": ("bold", "stated"), "kind": ("fragment", "converted")}
    assert _problem(seeds, "quotes", speaker + 'text = "Prices"')[0] == "quotation-cut"


def test_the_kind_of_a_quotation_is_read_and_not_judged(seeds: Seeds) -> None:
    """Also where its column has a vocabulary: the marks tell it."""
    cells = 'speaker_kind = { value = "named", passage = "Ada Lind" }\ntext = "bold"\n'
    code, *_ = _problem(seeds, "quotes", cells + 'kind = { value = "direct", passage = "bold", note = "No." }')
    assert code == "value-contradicts"


@pytest.mark.parametrize(
    ("table", "cells", "several"),
    [
        (
            "valuations",
            WORTH + 'currency = "3 million Canadian dollars. Cedar Mills paid 4 million Canadian"',
            "amount",
        ),
        ("quotes", 'kind = \'"Prices rise," said Ada Lind, "and so do ours."\'', "text"),
    ],
)
def test_a_passage_that_decides_one_column_may_not_decide_the_others(
    seeds: Seeds, table: str, cells: str, several: str
) -> None:
    """Two amounts in one currency: the currency is certain, the amount is not, and none is chosen."""
    text = TEXT.replace("Canadian dollars.", "Canadian dollars. Cedar Mills paid 4 million Canadian dollars.")
    seeds.write("companies.toml", NAMES)
    cells = cells.replace(WORTH, 'company_id = { passage = "Cedar Mills", within = "Cedar Mills is worth" }\n')
    seeds.source("one", text, f'[[{table}]]\nid = "row-1"\n{cells}\n', more=MORE)
    [message] = [p.message for p in seeds.check().problems if p.code == "passage-several"]
    assert message.startswith(f"several values can be read here for `{several}`: ")


def test_a_region_brings_its_country(seeds: Seeds) -> None:
    """Columns of one group from one passage; inferred where the passage only refers to it."""
    evidence = _evidence(seeds, "facilities", 'country = "Ohio"')
    assert _values(evidence) == {"country": ("US", "converted"), "region": ("US-OH", "converted")}
    evidence = _evidence(seeds, "facilities", 'region = { passage = "a plant", antecedent = "a company in Ohio" }')
    assert _values(evidence) == {"country": ("US", "inferred"), "region": ("US-OH", "inferred")}


def test_a_claims_attribution_holds_for_its_cells_unless_they_have_their_own(seeds: Seeds) -> None:
    """Whose word it is, and the words that say so."""
    cells = 'attribution = { kind = "named", passage = "Ada Lind" }\ncompany_id = "Cedar Mills"\n'
    anonymous = 'attribution = { kind = "anonymous", passage = "A banker" }'
    cells += f'amount = {{ passage = "3 million Canadian dollars", {anonymous} }}'
    evidence = _evidence(seeds, "valuations", cells)
    assert {name: (e["attribution"], e["attributed_to"]) for name, e in evidence.items()} == {
        "company_id": ("named", "Ada Lind"),
        "amount": ("anonymous", "A banker"),
        "amount_qualifier": ("anonymous", "A banker"),
        "currency": ("anonymous", "A banker"),
    }


def test_what_a_reference_says_is_curated(seeds: Seeds) -> None:
    """Read all the same; only that no article says it."""
    evidence = _evidence(seeds, "facilities", 'country = "Ohio"\n', more='republish = true\nkind = "reference"\n')
    assert _values(evidence) == {"country": ("US", "curated"), "region": ("US-OH", "curated")}


def test_a_name_that_several_rows_share_is_judged_and_still_a_mention(seeds: Seeds) -> None:
    """`value` says which row is meant, and the passage keeps that row in the tables."""
    names = '[[companies]]\nid = "{0}"\naliases = ["Oak"]\n'
    different = '[[different]]\nids = ["oak-bank", "oak-mill"]\nreason = "A bank and a mill."\n'
    seeds.write("companies.toml", names.format("oak-bank") + names.format("oak-mill") + different)
    text = "Oak holds 5% of the shares of Fir. The mill grows."
    claims = '[[companies]]\nid = "fir"\nname = "Fir"\n'
    claims += '[[stakes]]\nid = "oak-fir-1"\ncompany_id = "Fir"\ninterest = "shares"\n'
    seeds.source("one", text, claims + 'holder_id = { value = "oak-mill", passage = "Oak" }', more="republish = true")
    assert set(seeds.rows("companies")) == {"fir", "oak-mill"}
    assert seeds.rows("companies")["oak-mill"]["name"] == "Oak"
    assert seeds.rows("stakes")["oak-fir-1"]["holder_id"] == "oak-mill"
    inferred = 'holder_id = { value = "oak-mill", passage = "The mill", antecedent = "Oak holds" }'
    seeds.source("one", text, claims + inferred, more="republish = true")
    evidence = seeds.check().tables["evidence"].to_pylist()
    [found] = [e for e in evidence if e["column_name"] == "holder_id"]
    assert (found["value"], found["method"], found["antecedent"]) == ("oak-mill", "inferred", "Oak holds")


def test_two_names_in_a_passage_do_not_decide(seeds: Seeds) -> None:
    """Whose stake is it, when Cedar and Oak hold one?"""
    cells = 'company_id = "Northwind Foods Inc"\ninterest = { value = "shareholding", passage = "hold" }\n'
    code, message, _ = _problem(seeds, "stakes", cells + 'holder_id = "Cedar and Oak"')
    assert (code, message) == ("passage-several", "several values can be read here: cedar, oak")


def test_the_passage_of_a_name_column_becomes_an_alias(seeds: Seeds) -> None:
    """By which every other mention of the company is read, in every source."""
    seeds.source(
        "one", "Fir Holding AG grows.", '[[companies]]\nid = "fir"\nname = "Fir Holding"\n', more="republish = true"
    )
    claims = '[[valuations]]\nid = "fir-1"\ncompany_id = "Fir Holding"\namount = "5 million euros"\n'
    seeds.source("two", "Fir Holding is worth 5 million euros.", claims, more="republish = true")
    assert seeds.rows("valuations")["fir-1"]["company_id"] == "fir"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('name = { passage = "The brewer", value = "Alder" }', "value-contradicts"),
        ('name = { passage = "The group", antecedent = "Adler is" }', "value-contradicts"),
        ('name = "dler"', "passage-cut"),
        ('legal_form = "In"', "passage-cut"),
        ('legal_form = { passage = "Inc", value = "Incorporated" }', "value-contradicts"),
    ],
)
def test_words_are_taken_as_they_stand(seeds: Seeds, cells: str, code: str) -> None:
    """Names and other words are the passage itself: whole words, and no other value beside them."""
    cells = cells.replace('"In"', '{ passage = "In", within = "Northwind Foods In" }')
    assert _problem(seeds, "companies", cells)[0] == code


def test_a_note_of_the_claim_stands_where_the_cell_has_none(seeds: Seeds) -> None:
    """The cell's own note goes first."""
    cells = 'note = "All of it."\n' + WORTH + 'amount = { passage = "3 million Canadian dollars", note = "Rounded." }'
    evidence = _evidence(seeds, "valuations", cells)
    assert (evidence["company_id"]["note"], evidence["amount"]["note"]) == ("All of it.", "Rounded.")


def test_who_drafted_and_reviewed_a_claim_is_kept(seeds: Seeds) -> None:
    """In the evidence of each of its cells; a name that is bound to nothing is no review (see test_review.py)."""
    cells = 'drafted_by = "the extractor"\nreviewed_by = "Ada"\n' + WORTH + 'amount = "3 million Canadian dollars"'
    evidence = _evidence(seeds, "valuations", cells)
    assert {(e["drafted_by"], e["reviewed_by"]) for e in evidence.values()} == {("the extractor", None)}


STRAYED = """\
Alder Capital has been busy. It owns 12% of Northwind Foods. Cedar Mills is next door.
"""


def test_a_party_of_another_sentence_is_inferred_from_the_word_that_implies_it(seeds: Seeds) -> None:
    """The holder's name stands in the sentence before ("It" implies it); company and share stand in one sentence."""
    cells = """holder_id = { passage = "It", antecedent = "Alder Capital" }
company_id = "Northwind Foods"
interest = { value = "shareholding", passage = "owns" }
share_percent = "12%"
"""
    found = _values(_evidence(seeds, "stakes", cells, text=STRAYED), "holder_id", "company_id")
    assert found == {"holder_id": ("alder", "inferred"), "company_id": ("northwind", "converted")}


def test_a_party_is_not_taken_from_a_sentence_that_tells_nothing_else_of_the_claim(seeds: Seeds) -> None:
    """The name in the next sentence may be that of anybody; the hint is the claim that shows the conclusion."""
    seeds.write("companies.toml", NAMES)
    cells = """holder_id = "Cedar Mills"
company_id = "Northwind Foods"
interest = { value = "shareholding", passage = "owns" }
share_percent = "12%"
"""
    seeds.source("one", STRAYED, f'[[stakes]]\nid = "row-1"\n{cells}\n', more=MORE)
    [problem] = [p for p in seeds.check().problems if p.level == "error"]
    assert (problem.code, problem.line, problem.column) == ("party-elsewhere", 11, 13)
    assert problem.hint == 'quote the word that implies it there: { passage = ..., antecedent = "Cedar Mills" }'


def test_an_alias_of_another_language_names_nothing_and_the_hint_says_so(seeds: Seeds) -> None:
    """An English text does not mean by "Erle" what a German one does."""
    seeds.write("companies.toml", NAMES.replace('["Adler"]', '[{ alias = "Erle", language = "de" }]'))
    cells = 'holder_id = "Erle"\ncompany_id = "Northwind Foods"\ninterest = "stake"\nshare_percent = "12%"\n'
    text = "Erle has a stake of 12% in Northwind Foods, and so it goes.\n"
    seeds.source("one", text, f'[[stakes]]\nid = "row-1"\n{cells}\n', more=MORE)
    [problem] = [p for p in seeds.check().problems if p.level == "error"]
    assert (problem.code, problem.line) == ("unknown-name", 11)
    assert problem.hint == (
        "it is a name of alder in another language: take the alias's `language` out if it is one here too"
    )
