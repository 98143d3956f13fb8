"""Many sources: which claim a row shows, and what becomes of the others (DESIGN section 5, "Two sources")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Seeds

NAMES = "".join(
    f'[[companies]]\nid = "{name.lower()}"\nname = "{name}"\n\n' for name in ("Alder", "Birch", "Cedar", "Oak")
)
ROW = "alder-oak-1"
PARTIES = 'holder_id = "Alder"\ncompany_id = "Oak"\ninterest = "stake"\n'
FREE = 'republish = true\nlicense = "CC0-1.0"'
"""Entries of a source whose text may be published."""


def _stake(seeds: Seeds, slug: str, figure: str, *, more: str = "", cell: str = "") -> None:
    """A source that says which part of Oak Alder holds; the source "a" makes the row, the others join it."""
    text = f"Alder, people familiar with the matter say, has a stake of {figure} in Oak. So says Ada Lind."
    key = "id" if slug == "a" else "about"
    share = cell or f'share_percent = "{figure}"'
    claims = f'[[stakes]]\n{key} = "{ROW}"\n{PARTIES}{share}\n'
    seeds.source(slug, text, claims, more=f"{FREE}\n{more}")


@pytest.fixture
def world(seeds: Seeds) -> Seeds:
    """Four companies of known names."""
    seeds.write("companies.toml", NAMES)
    return seeds


def _shares(world: Seeds) -> dict[str, tuple[str, str]]:
    return world.ranks(ROW, "share_percent")


def _dated(day: str) -> str:
    return f'published_on = "{day}"'


def test_equal_values_agree(world: Seeds) -> None:
    """One source is shown, the other stays as evidence that agrees."""
    _stake(world, "a", "14%")
    _stake(world, "b", "14%")
    assert _shares(world) == {"a": ("used", "14"), "b": ("agrees", "14")}


def test_other_values_differ_and_stay(world: Seeds) -> None:
    """Two sources may disagree (DESIGN, promise 9): the overruled one is published too."""
    _stake(world, "a", "14%")
    _stake(world, "b", "15%")
    assert _shares(world) == {"a": ("used", "14"), "b": ("differs", "15")}
    assert world.rows("stakes")[ROW]["share_percent"] == 14


ANONYMOUS = '{ passage = "%s", attribution = { kind = "anonymous", passage = "people familiar with the matter" } }'
NAMED = '{ passage = "%s", attribution = { kind = "named", passage = "Ada Lind" } }'


def _said(kind: str, figure: str) -> str:
    return "share_percent = " + kind % figure


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Published later, and dated before undated.
        (("14%", _dated("2024-03-05"), ""), ("15%", _dated("2024-03-06"), "")),
        (("14%", _dated("2023-12"), ""), ("15%", _dated("2024"), "")),
        (("14%", _dated("2024"), ""), ("15%", _dated("2024-03"), "")),
        (("14%", "", ""), ("15%", _dated("1999"), "")),
        # The later date goes before a better attribution or qualifier.
        (("14%", _dated("2024"), _said(NAMED, "14%")), ("about 15%", _dated("2025"), _said(ANONYMOUS, "about 15%"))),
        # Attribution: named, source, anonymous.
        (("14%", "", ""), ("15%", "", _said(NAMED, "15%"))),
        (("14%", "", _said(ANONYMOUS, "14%")), ("15%", "", "")),
        (("14%", "", _said(ANONYMOUS, "14%")), ("15%", "", _said(NAMED, "15%"))),
        # The better attribution goes before the better qualifier.
        (("14%", "", ""), ("about 15%", "", _said(NAMED, "about 15%"))),
        # Qualifier: stated, between, about, bounds.
        (("between 13% and 14%", "", ""), ("15%", "", "")),
        (("about 14%", "", ""), ("between 15% and 16%", "", "")),
        (("more than 14%", "", ""), ("about 15%", "", "")),
        (("up to 14%", "", ""), ("15%", "", "")),
    ],
    ids=[
        "later day", "later year", "more exact date", "dated before undated", "date before attribution",
        "named before source", "source before anonymous", "named before anonymous", "attribution before qualifier",
        "stated before between", "between before about", "about before bounds", "stated before bounds",
    ],
)  # fmt: skip
def test_each_step_of_the_written_order_decides(
    world: Seeds, first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    """The second source goes before the first, though the first made the row and comes first by its id."""
    for slug, (figure, more, cell) in {"a": first, "b": second}.items():
        _stake(world, slug, figure, more=more, cell=cell)
    shares = _shares(world)
    assert (shares["a"][0], shares["b"][0]) == ("differs", "used")
    assert world.rows("stakes")[ROW]["share_percent"] == 15


def test_a_source_that_is_corrected_stands_behind(world: Seeds) -> None:
    """`replaces_id` names it, also where it is dated later than its correction."""
    _stake(world, "a", "14%", more=_dated("2024-05"))
    _stake(world, "b", "15%", more='replaces_id = "a"\n' + _dated("2024-03"))
    assert _shares(world) == {"a": ("differs", "14"), "b": ("used", "15")}


def test_a_correction_that_was_withdrawn_corrects_nothing(world: Seeds) -> None:
    """Then the source that it replaced counts as before."""
    _stake(world, "a", "14%", more=_dated("2024-05"))
    _stake(world, "b", "15%", more='replaces_id = "a"\nstatus = "retracted"')
    _stake(world, "c", "16%", more=_dated("2024-03"))
    assert _shares(world) == {"a": ("used", "14"), "b": ("retracted", "15"), "c": ("differs", "16")}


def test_a_written_decision_goes_before_everything(world: Seeds) -> None:
    """With its reason; the group goes with the column."""
    _stake(world, "a", "14%", more=_dated("2024-05"))
    _stake(world, "b", "about 15%", more='replaces_id = "a"')
    _stake(world, "c", "more than 16%", more=_dated("2001"))
    decision = (
        f'[[preferred]]\nrow = "stakes/{ROW}"\ncolumn = "share_percent"\nsource = "c"\nreason = "The register."\n'
    )
    world.write("decisions.toml", decision)
    assert {slug: rank for slug, (rank, _) in _shares(world).items()} == {"a": "differs", "b": "differs", "c": "used"}
    assert world.rows("stakes")[ROW]["share_qualifier"] == "more_than"


def test_by_default_the_id_of_the_source_decides_and_then_the_place(world: Seeds) -> None:
    """Nothing else tells them apart; the order must not depend on the order of reading."""
    text = "Alder has a stake of 14% in Oak. It has 15%, says a report."
    claims = f'[[stakes]]\nid = "{ROW}"\nwithin = "Alder has a stake of 14% in Oak"\n{PARTIES}share_percent = "14%"\n'
    claims += f'[[stakes]]\nabout = "{ROW}"\nshare_percent = "15%"\n'
    world.source("b", text, claims, more=FREE)
    world.source(
        "a",
        "Alder has 13% of Oak.",
        f'[[stakes]]\nabout = "{ROW}"\nshare_percent = "13%"\n',
        more=FREE,
    )
    evidence = world.check().tables["evidence"].to_pylist()
    shares = [e for e in evidence if e["column_name"] == "share_percent"]
    assert {(e["source_id"], e["value"], e["rank"]) for e in shares} == {
        ("a", "13", "used"),
        ("b", "14", "differs"),
        ("b", "15", "differs"),
    }


def test_a_group_is_taken_whole_from_one_source(world: Seeds) -> None:
    """A figure of one source never gets the hedge, the upper end or the day of another."""
    _stake(world, "a", "between 13% and 14%", more=_dated("2024-01"))
    _stake(world, "b", "15%", more=_dated("2024-02"))
    row = world.rows("stakes")[ROW]
    assert (row["share_percent"], row["share_qualifier"]) == (15, "stated")
    assert "share_percent_max" not in row
    assert world.ranks(ROW, "share_percent_max") == {"a": ("differs", "14")}


def test_only_claims_that_tell_the_figure_compete_where_one_does(world: Seeds) -> None:
    """A later source that tells the day alone does not take the figure away."""
    _stake(world, "a", "14%", more=_dated("2024-01"))
    claims = f'[[stakes]]\nabout = "{ROW}"\nas_of_text = "recently"\n'
    world.source("b", "It was recently told.", claims, more=f"{FREE}\n" + _dated("2024-09"))
    row = world.rows("stakes")[ROW]
    assert row["share_percent"] == 14
    assert "as_of_text" not in row
    assert world.ranks(ROW, "as_of_text") == {"b": ("differs", "recently")}


def test_where_nobody_tells_the_figure_the_rest_of_the_group_competes(world: Seeds) -> None:
    """The words for the time then date the status."""
    world.source(
        "a",
        "Alder has a stake in Oak.",
        f'[[stakes]]\nid = "{ROW}"\n{PARTIES}',
        more=FREE,
    )
    claims = f'[[stakes]]\nabout = "{ROW}"\nas_of_text = "recently"\n'
    world.source("b", "It was recently told.", claims, more=FREE)
    assert world.rows("stakes")[ROW]["as_of_text"] == "recently"


def test_other_groups_of_a_row_may_come_from_other_sources(world: Seeds) -> None:
    """What the preferred source leaves out, another may tell."""
    _stake(world, "a", "14%")
    claims = f'[[stakes]]\nabout = "{ROW}"\nholder_id = "Alder"\nstanding = "largest shareholder"\n'
    world.source("b", "Alder is the largest shareholder of Oak.", claims, more=FREE)
    row = world.rows("stakes")[ROW]
    assert (row["share_percent"], row["standing"]) == (14, "largest")
    assert world.ranks(ROW, "standing") == {"b": ("used", "largest")}
    assert world.ranks(ROW, "holder_id") == {"a": ("used", "alder"), "b": ("agrees", "alder")}


def test_required_columns_are_asked_of_the_row_and_not_of_each_claim(world: Seeds) -> None:
    """A claim that joins may tell one column alone."""
    _stake(world, "a", "14%")
    world.source(
        "b",
        "It is 14%.",
        f'[[stakes]]\nabout = "{ROW}"\nshare_percent = "14%"\n',
        more=FREE,
    )
    assert world.problems() == []


def test_a_retracted_source_is_shown_by_no_row(world: Seeds) -> None:
    """Its claims stay as evidence of the rank retracted, and the next source is used."""
    _stake(world, "a", "14%", more='status = "retracted"')
    _stake(world, "b", "15%")
    assert _shares(world) == {"a": ("retracted", "14"), "b": ("used", "15")}


def test_a_fact_whose_sources_were_all_retracted_leaves_the_tables(world: Seeds) -> None:
    """Its id goes to redirects, and what it said stays as evidence."""
    _stake(world, "a", "14%", more='status = "retracted"')
    checked = world.check()
    assert checked.problems == ()
    assert checked.tables["stakes"].num_rows == 0
    assert checked.tables["companies"].num_rows == 0
    retired = {(r["table_name"], r["old_id"], r["new_id"]) for r in checked.tables["redirects"].to_pylist()}
    assert retired == {("stakes", ROW, None), ("companies", "alder", None), ("companies", "oak", None)}
    assert {e["rank"] for e in checked.tables["evidence"].to_pylist()} == {"retracted"}


def test_what_joins_a_row_of_a_retracted_source_must_tell_what_the_row_needs(world: Seeds) -> None:
    """Nothing of the joining source is dropped in silence: its claim is reported, and the hint names the other one."""
    _stake(world, "a", "14%", more='status = "retracted"')
    claims = f'[[stakes]]\nabout = "{ROW}"\nshare_percent = "14%"\n'
    world.source("b", "Alder's part of Oak is 14%.", claims, more=FREE)
    problems = [problem for problem in world.check().problems if problem.level == "error"]
    assert {(p.code, p.path) for p in problems} == {("required", "seeds/b.toml")}
    assert {p.hint for p in problems} == {
        "'a', which made this row, is retracted: quote here what it told, or take what joins it out"
    }


def test_a_source_says_one_thing_with_the_same_words(world: Seeds) -> None:
    """Two claims of one file give one cell two values from one place: they would be one footnote."""
    text = "Alder has a stake of 14% in Oak, as the green book shows."
    status = 'status = {{ value = "{}", passage = "green book" }}\n'
    claims = f'[[stakes]]\nid = "{ROW}"\n{PARTIES}{status.format("held")}\n'
    claims += f'[[stakes]]\nabout = "{ROW}"\n{status.format("former")}'
    world.source("a", text, claims, more=FREE)
    assert world.problems() == [("claims-contradict", "seeds/a.toml", 17, 10)]


def test_a_row_of_a_retracted_site_is_missed_where_it_is_referred_to(world: Seeds) -> None:
    """The investment names a site that is gone: that is for a person to mend."""
    site = '[[facilities]]\nid = "north-yard"\nname = "North Yard"\n'
    world.source("a", "North Yard is a plant.", site, more=f'{FREE}\nstatus = "retracted"')
    claims = '[[investments]]\nid = "alder-north-yard-1"\ninvestor_id = "Alder"\nfacility_id = "North Yard"\n'
    claims += 'kind = { value = "capital_expenditure", passage = "pays" }\n'
    world.source("b", "Alder pays for North Yard.", claims, more=FREE)
    assert world.problems() == [("foreign-key", "seeds/b.toml", 11, 15)]


def test_a_figure_of_another_day_is_another_row(world: Seeds) -> None:
    """Both may be right, so neither overrules the other."""
    first = f'[[stakes]]\nid = "{ROW}"\n{PARTIES}share_percent = "14%"\nas_of = "In March 2024"\n'
    world.source("a", "In March 2024, Alder had a stake of 14% in Oak.", first, more=FREE)
    second = f'[[stakes]]\nabout = "{ROW}"\nshare_percent = "15%"\nas_of = "In May 2024"\n'
    world.source("b", "In May 2024 it was 15%.", second, more=FREE)
    assert world.problems() == [("as-of-differs", "seeds/b.toml", 11, 9)]
    world.source("b", "In May 2024 it was 15%.", second.replace("May", "March"), more=FREE)
    assert [code for code, *_ in world.problems()] == ["passage-absent"]
    world.source("b", "In March 2024 it was 15%.", second.replace("May", "March"), more=FREE)
    assert world.problems() == []


def test_two_that_join_must_be_of_one_day_as_well(world: Seeds) -> None:
    """Where the claim that made the row tells no day, the first to tell one does."""
    _stake(world, "a", "14%")
    for slug, month in (("b", "March"), ("c", "May")):
        claims = f'[[stakes]]\nabout = "{ROW}"\nshare_percent = "15%"\nas_of = "In {month} 2024"\n'
        world.source(slug, f"In {month} 2024 it was 15%.", claims, more=FREE)
    assert world.problems() == [("as-of-differs", "seeds/c.toml", 11, 9)]


# Ids


def _second_stake(world: Seeds, slug: str, claim: str) -> list[tuple[str, str | None]]:
    world.source(
        slug,
        "Alder has a stake in Oak.",
        f"[[stakes]]\n{claim}\n{PARTIES}",
        more=FREE,
    )
    return [(p.code, p.hint) for p in world.check().problems]


def test_the_next_free_id_is_suggested(world: Seeds) -> None:
    """Free is what no file has made and no decision retired."""
    _stake(world, "a", "14%")
    world.write("decisions.toml", '[[redirects]]\ntable = "stakes"\nold_id = "alder-oak-2"\nreason = "Told twice."\n')
    assert _second_stake(world, "b", 'id = "alder-oak-3"') == []
    assert _second_stake(world, "c", f'id = "{ROW}"') == [
        ("id-taken", 'next free: "alder-oak-4"; or about = "alder-oak-1", if the same fact is meant')
    ]


@pytest.mark.parametrize(
    ("taken", "free"), [("oak", "oak-2"), ("oak-007", "oak-007-2"), ("oak-12345678", "oak-12345678-2"), ("7", "7-2")]
)
def test_an_id_without_an_ordinal_gets_one(world: Seeds, taken: str, free: str) -> None:
    """What does not look like an ordinal belongs to the name."""
    assert _second_stake(world, "a", f'id = "{taken}"') == []
    [(code, hint)] = _second_stake(world, "b", f'id = "{taken}"')
    assert (code, hint and hint.split(";")[0]) == ("id-taken", f'next free: "{free}"')


def test_the_ids_of_entities_may_stand_in_any_number_of_files(world: Seeds) -> None:
    """They always mean the same row; so do `id` and `about`."""
    for slug, key in (("a", "id"), ("b", "id"), ("c", "about")):
        claims = f'[[companies]]\n{key} = "fir"\nname = "Fir"\n'
        world.source(slug, "Fir grows.", claims, more=FREE)
    assert world.ranks("fir", "name") == {"a": ("used", "Fir"), "b": ("agrees", "Fir"), "c": ("agrees", "Fir")}


def test_about_alone_makes_no_entity(world: Seeds) -> None:
    """A misspelt id would otherwise be a new company."""
    claims = '[[companies]]\nabout = "adler"\nlegal_form = "AG"\n'
    world.source("a", "Alder AG grows.", claims, more=FREE)
    [problem] = world.check().problems
    assert (problem.code, problem.hint) == ("about-unknown", "did you mean 'alder'?")


# Names


def test_a_company_that_anybody_names_has_a_row_and_footnotes_for_its_name(world: Seeds) -> None:
    """Each mention is evidence for the name; nobody writes a block for it."""
    _stake(world, "a", "14%")
    _stake(world, "b", "14%")
    assert {row["name"] for row in world.rows("companies").values()} == {"Alder", "Oak"}
    assert world.ranks("oak", "name") == {"a": ("used", "Oak"), "b": ("agrees", "Oak")}


def test_the_display_name_is_the_authored_one_else_the_first_mention(world: Seeds) -> None:
    """First by source id and place; a retracted source names nothing while another does."""
    fir = '[[companies]]\nid = "fir"\nname = "{0}"\n'
    world.source("a", "Fir Inc grows.", fir.format("Fir Inc"), more=f'{FREE}\nstatus = "retracted"')
    world.source("b", "Fir Holding grows. Fir does.", fir.format("Fir Holding"), more=FREE)
    world.source("c", "Fir SA grows.", fir.format("Fir SA"), more=FREE)
    assert world.rows("companies")["fir"]["name"] == "Fir Holding"
    world.write("companies.toml", NAMES + '[[companies]]\nid = "fir"\nname = "The Fir Company"\n')
    assert world.rows("companies")["fir"]["name"] == "The Fir Company"
    assert world.ranks("fir", "name")["c"] == ("agrees", "The Fir Company")


def test_a_merged_company_keeps_one_id_and_redirects_the_other(world: Seeds) -> None:
    """[[same]]: every claim about either is about the one that is kept."""
    names = '[[companies]]\nid = "alder-group"\nname = "Alder Group"\n'
    same = '[[same]]\nkeep = "alder"\nretire = "alder-group"\nreason = "The group is called Alder."\n'
    world.write("companies.toml", NAMES + names + same)
    _stake(world, "a", "14%")
    claims = (
        '[[stakes]]\nid = "alder-group-birch-1"\nholder_id = "Alder Group"\ncompany_id = "Birch"\ninterest = "stake"\n'
    )
    world.source("b", "Alder Group has a stake in Birch.", claims, more=FREE)
    assert world.rows("stakes")["alder-group-birch-1"]["holder_id"] == "alder"
    assert set(world.rows("companies")) == {"alder", "birch", "oak"}
    tables = world.check().tables
    assert tables["redirects"].to_pylist() == [
        {"old_id": "alder-group", "table_name": "companies", "new_id": "alder", "reason": "The group is called Alder."}
    ]
    assert {(a["company_id"], a["alias"]) for a in tables["aliases"].to_pylist()} == {
        ("alder", "Alder"), ("alder", "Alder Group"), ("birch", "Birch"), ("oak", "Oak"),
    }  # fmt: skip


def test_companies_judged_to_be_different_may_share_a_name(world: Seeds) -> None:
    """[[different]] says that both exist; a claim then says which one it means."""
    other = '[[companies]]\nid = "alder-bank"\nname = "Alder"\n'
    world.write("companies.toml", NAMES + other)
    assert [code for code, *_ in world.problems()] == ["name-shared"]
    world.write("companies.toml", NAMES + other + '[[different]]\nids = ["alder", "alder-bank"]\nreason = "A bank."\n')
    assert world.problems() == []


# Judgements and decisions that contradict one another


def _same(keep: str, retire: str) -> str:
    return f'[[same]]\nkeep = "{keep}"\nretire = "{retire}"\nreason = "One company."\n'


@pytest.mark.parametrize(
    ("judgements", "code"),
    [
        (_same("alder", "birch") + _same("cedar", "birch"), "judgement-contradicts"),
        (_same("alder", "birch") + _same("birch", "alder"), "judgement-contradicts"),
        (_same("alder", "alder"), "judgement-contradicts"),
        (_same("alder", "birch") + _same("birch", "cedar") + _same("cedar", "alder"), "judgement-contradicts"),
        (
            _same("alder", "birch") + '[[different]]\nids = ["birch", "alder"]\nreason = "Two."\n',
            "judgement-contradicts",
        ),
        (_same("adler", "birch"), "judgement-unknown"),
        ('[[different]]\nids = ["adler", "birch"]\nreason = "Two."\n', "judgement-unknown"),
        (_same("alder", "birch") + _same("birch", "cedar"), None),
    ],
)
def test_judgements_fit_together(world: Seeds, judgements: str, code: str | None) -> None:
    """A chain of merged rows is fine, a circle is not."""
    _stake(world, "a", "14%")
    world.write("companies.toml", NAMES + judgements)
    assert [found for found, *_ in world.problems()] == ([code] if code else [])


PREFER_B = f'[[preferred]]\nrow = "stakes/{ROW}"\ncolumn = "share_percent"\nsource = "b"\nreason = "The register."\n'


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        (PREFER_B, None),
        (PREFER_B.replace(ROW, "alder-oak-9"), "decision-unknown"),
        (PREFER_B.replace("stakes/", "shares/"), "decision-unknown"),
        (PREFER_B.replace("share_percent", "standing"), "decision-unknown"),
        (PREFER_B.replace('source = "b"', 'source = "z"'), "decision-unknown"),
        (PREFER_B + PREFER_B.replace('source = "b"', 'source = "a"'), "decision-unknown"),
        (PREFER_B + PREFER_B.replace("share_percent", "share_qualifier"), "decision-unknown"),
        ('[[redirects]]\ntable = "stakes"\nold_id = "x-1"\nnew_id = "x-2"\nreason = "No."\n', "redirect-broken"),
        (f'[[redirects]]\ntable = "stakes"\nold_id = "x-1"\nnew_id = "{ROW}"\nreason = "No."\n', None),
        ('[[redirects]]\ntable = "stakes"\nold_id = "x-1"\nreason = "No."\n' * 2, "redirect-broken"),
        ('[[redirects]]\ntable = "companies"\nold_id = "oak"\nreason = "No."\n', "redirect-broken"),
        ('[[redirects]]\ntable = "shares"\nold_id = "oak"\nreason = "No."\n', "unknown-term"),
        ('[[prefered]]\nrow = "stakes/x"\n', "unknown-key"),
    ],
)
def test_decisions_have_an_effect(world: Seeds, decisions: str, code: str | None) -> None:
    """A decision about what is not there is a mistake, or has outlived its reason."""
    _stake(world, "a", "14%", more=_dated("2024"))
    _stake(world, "b", "15%")
    world.write("decisions.toml", decisions)
    assert [found for found, *_ in world.problems()] == ([code] if code else [])


@pytest.mark.parametrize(
    "change",
    [
        lambda world: _stake(world, "b", "15%", more='status = "retracted"'),
        lambda world: world.source(
            "b",
            "As of recently.",
            f'[[stakes]]\nabout = "{ROW}"\nas_of_text = "recently"\n',
            more=FREE,
        ),
    ],
    ids=["retracted", "without the figure"],
)
def test_a_source_that_cannot_be_shown_cannot_be_preferred(world: Seeds, change: Callable[[Seeds], object]) -> None:
    """The decision would be without effect, and nobody would notice."""
    _stake(world, "a", "14%")
    change(world)
    column = "share_percent" if "15%" in (world.folder / "b.txt").read_text() else "as_of_text"
    world.write("decisions.toml", PREFER_B.replace("share_percent", column))
    assert world.problems() == [("decision-unknown", "seeds/decisions.toml", 1, 1)]


def test_a_chain_of_redirects_ends_at_a_row_or_at_none(world: Seeds) -> None:
    """And not in a circle."""
    redirect = '[[redirects]]\ntable = "stakes"\nold_id = "{0}"\nnew_id = "{1}"\nreason = "Renamed."\n'
    _stake(world, "a", "14%")
    world.write("decisions.toml", redirect.format("x-1", "x-2") + redirect.format("x-2", ROW))
    assert world.problems() == []
    world.write("decisions.toml", redirect.format("x-1", "x-2") + redirect.format("x-2", "x-1"))
    assert [code for code, *_ in world.problems()] == ["redirect-broken", "redirect-broken"]


def test_a_row_is_where_its_first_source_says_it_was_said(world: Seeds) -> None:
    """`quotes.source_id` is filled by the toolkit: the source whose claim made the row."""
    claims = (
        '[[quotes]]\nid = "ada-1"\ntext = \'"We grow"\'\nspeaker_kind = { value = "named", passage = "Ada Lind" }\n'
    )
    claims += 'speaker_name = "Ada Lind"\n'
    world.source("a", '"We grow", said Ada Lind.', claims, more=FREE)
    role = '[[quotes]]\nabout = "ada-1"\nspeaker_role = "director"\n'
    world.source("b", "Ada Lind is a director.", role, more=FREE)
    assert world.rows("quotes")["ada-1"]["source_id"] == "a"
    assert world.ranks("ada-1", "speaker_role") == {"b": ("differs", "director")}


def test_the_order_of_the_files_changes_nothing(world: Seeds) -> None:
    """The same claims under other file names give the same tables."""
    _stake(world, "a", "about 14%")
    _stake(world, "b", "15%")
    before = world.check().tables
    for kind in ("txt", "toml"):
        (world.folder / f"a.{kind}").rename(world.folder / f"z.{kind}")
    file = world.folder / "z.toml"
    file.write_text(file.read_text().replace('text = "a.txt"', 'text = "z.txt"'))
    after = world.check().tables
    assert {name for name in before if not before[name].equals(after[name])} == {"sources"}
