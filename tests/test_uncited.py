"""Reverse coverage: what an article tells and no cell cites is a hint, one for each article, and never a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from footnoted.cli import main
from footnoted.validate.dataset import check_dataset

if TYPE_CHECKING:
    from conftest import Seeds

ARTICLE = """Larkfield Capital holds a stake of about 30% in Brightwater Foods, which has a value of $420 million.

"We keep every mill," said Ida Norr. Revenue was $9 million, and margins reached 14%. The stake of about 30% is old.
Meridian Steel AG is a rival. The mill draws 45 megawatts.
"""
CLAIMS = """
[[stakes]]
id = "larkfield-capital-brightwater-foods-1"
holder_id = "Larkfield Capital"
company_id = "Brightwater Foods"
interest = { value = "shareholding", passage = "holds a stake" }
status = { value = "held", passage = "holds" }
share_percent = { passage = "about 30%", within = "a stake of about 30% in Brightwater Foods" }

[[companies]]
id = "larkfield-capital"
name = "Larkfield Capital"

[[companies]]
id = "brightwater-foods"
name = "Brightwater Foods"
"""
ACCEPTED = """
[[accepted]]
code = "article-uncited"
path = "seeds/harbour.txt"
reason = "None of this belongs in these tables."
"""


def hints(seeds: Seeds) -> list[tuple[str, str, int | None, int | None, str]]:
    """Code, place and message of all hints of a dataset without errors."""
    checked = check_dataset(seeds.dataset, hints=True)
    assert checked.passed
    return [(p.code, p.path, p.line, p.column, p.message) for p in checked.problems if p.level == "hint"]


def test_one_hint_counts_and_places_what_is_uncited(seeds: Seeds) -> None:
    """Amounts, percentages, power, quotations and names, each once; a share told again is not missed."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    assert hints(seeds) == [
        (
            "article-uncited",
            "seeds/harbour.txt",
            1,
            89,
            (
                "no cell cites 2 amounts, 1 percentage, 1 power figure, 1 quotation and 1 name of this article: "
                "'$420 million' (1:89), '\"We keep every mill,\"' (3:1), '$9 million' (3:50), '14%' (3:82), "
                "'Meridian Steel' (4:1) and 1 more"
            ),
        )
    ]


def test_what_is_cited_in_any_way_is_no_hint(seeds: Seeds) -> None:
    """A passage, an antecedent or an attribution that holds the words is enough."""
    text = "Larkfield Capital holds 30% of Brightwater Foods.\n"
    seeds.source("harbour", text, CLAIMS.replace('"holds a stake"', '"holds"').replace(
        '{ passage = "about 30%", within = "a stake of about 30% in Brightwater Foods" }', '"30%"'
    ))  # fmt: skip
    assert hints(seeds) == []


def test_a_shorter_form_of_a_name_is_no_other_name(seeds: Seeds) -> None:
    """A headline that says "Brightwater" tells of Brightwater Foods, which is cited."""
    claims = CLAIMS.replace('[[companies]]\nid = "b', '[[companies]]\nwithin = "in Brightwater Foods, which"\nid = "b')
    seeds.source("harbour", "Brightwater is sold\n\n" + ARTICLE, claims)
    [(*_, message)] = hints(seeds)
    assert "1 name of this article" in message


def test_a_reason_in_the_decisions_accepts_it(seeds: Seeds) -> None:
    """Then there is no hint; and a build, which does not look for it, does not call the exception needless."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    seeds.write("decisions.toml", ACCEPTED)
    assert hints(seeds) == []
    assert [p for p in seeds.check().problems if p.code == "exception-needless"] == []


def test_an_exception_for_an_article_that_is_cited_whole_is_needless(seeds: Seeds) -> None:
    """As any other exception that accepts nothing."""
    seeds.source(
        "harbour", "Larkfield Capital grew.\n", '[[companies]]\nid = "larkfield"\nname = "Larkfield Capital"\n'
    )
    seeds.write("decisions.toml", ACCEPTED)
    found = check_dataset(seeds.dataset, hints=True).problems
    assert [p.code for p in found if p.code == "exception-needless"] == ["exception-needless"]


def test_hints_fail_nothing(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """`footnoted validate` tells them and ends well; a claims file alone is told of its own article."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    assert main(["validate", str(seeds.dataset)]) == 0
    assert "hint: no cell cites 2 amounts" in capsys.readouterr().out
    assert main(["validate", str(seeds.folder / "harbour.toml")]) == 0
    assert "hint: no cell cites 2 amounts" in capsys.readouterr().out


def test_a_build_does_not_look_for_it(seeds: Seeds) -> None:
    """It is for people who review, and takes time that a build need not take."""
    seeds.source("harbour", ARTICLE, CLAIMS)
    assert "article-uncited" not in {p.code for p in seeds.check().problems}
