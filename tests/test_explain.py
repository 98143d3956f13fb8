"""`footnoted explain`: the footnotes of a row, as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from footnoted.cli import main

if TYPE_CHECKING:
    from conftest import Seeds

FIRST = "A deal was struck. Alder, people close to it say, has a stake of about 14% in Oak. The brewer grows."
SECOND = "Alder has 15% of Oak."


@pytest.fixture(scope="module")
def told(new_seeds: Callable[[], Seeds]) -> Seeds:
    """Two sources that disagree about a stake, and one that was withdrawn."""
    seeds = new_seeds()
    names = '[[companies]]\nid = "alder"\nname = "Alder"\n[[companies]]\nid = "oak"\nname = "Oak"\n'
    seeds.write("companies.toml", names)
    more = 'republish = true\nassume.dollar = { currency = "USD", note = "It is about Ohio." }'
    claims = (
        '[[stakes]]\nid = "alder-oak-1"\nholder_id = "Alder"\n'
        'company_id = { passage = "The brewer", antecedent = "14% in Oak" }\ninterest = "stake"\n'
        'share_percent = { passage = "about 14%", attribution = { kind = "anonymous", '
        'passage = "people close to it" } }\n'
        'status = { value = "former", passage = "has a stake", note = "It was sold since." }\n'
    )
    seeds.source("first", FIRST, claims, more=more)
    claims = '[[stakes]]\nabout = "alder-oak-1"\nshare_percent = "15%"\n'
    seeds.source("second", SECOND, claims, more='republish = true\npublished_on = "2024"')
    claims = '[[valuations]]\nid = "oak-1"\ncompany_id = "Oak"\namount = "5 million euros"\n'
    seeds.source("third", "Oak is worth 5 million euros.", claims, more='republish = true\nstatus = "retracted"')
    return seeds


def _explained(told: Seeds, what: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["--dataset", str(told.dataset), "explain", what])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_row_is_shown_cell_by_cell_with_its_words_in_their_sentence(
    told: Seeds, capsys: pytest.CaptureFixture[str]
) -> None:
    """Value, how it was come by, where it stands, the sentence with the passage marked; who says it; why."""
    code, out, err = _explained(told, "stakes/alder-oak-1", capsys)
    assert (code, err) == (0, "")
    assert (
        out
        == """\
stakes/alder-oak-1

holder_id = alder
  used, converted by name; seeds/first.txt:1:20
    [Alder], people close to it say, has a stake of about 14% in Oak.

company_id = oak
  used, inferred by name; seeds/first.txt:1:84
    [The brewer] grows.
    which refers to
    Alder, people close to it say, has a stake of about [14% in Oak].

interest = shareholding
  used, converted by choice; seeds/first.txt:1:57
    Alder, people close to it say, has a [stake] of about 14% in Oak.

status = former
  used, judged; seeds/first.txt:1:51
    Alder, people close to it say, [has a stake] of about 14% in Oak.
    note: It was sold since.

share_percent = 15
  used, converted by percent; seeds/second.txt:1:11
    Alder has [15%] of Oak.
  differs says 14, converted by percent; seeds/first.txt:1:66
    Alder, people close to it say, has a stake of [about 14%] in Oak.
    anonymous source: people close to it

share_qualifier = stated
  used, converted by percent; seeds/second.txt:1:11
    Alder has [15%] of Oak.
  differs says about, converted by percent; seeds/first.txt:1:66
    Alder, people close to it say, has a stake of [about 14%] in Oak.
    anonymous source: people close to it
"""
    )


def test_one_cell_is_shown_alone(told: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """With its column named, and nothing of the others."""
    code, out, _ = _explained(told, "stakes/alder-oak-1/holder_id", capsys)
    assert code == 0
    assert out.splitlines()[:3] == ["stakes/alder-oak-1", "", "holder_id = alder"]
    assert "company_id" not in out


@pytest.mark.parametrize(
    ("column", "line"),
    [
        ("standing", "standing = (empty): no source says it"),
        ("id", "id = alder-oak-1: filled by the toolkit, without a footnote"),
    ],
)
def test_a_cell_without_footnotes_says_why(
    told: Seeds, capsys: pytest.CaptureFixture[str], column: str, line: str
) -> None:
    """Empty means that no source says it; an id is no cell with a footnote."""
    _, out, _ = _explained(told, f"stakes/alder-oak-1/{column}", capsys)
    assert out.splitlines()[-1] == line


@pytest.mark.parametrize(
    ("what", "message", "hint"),
    [
        ("stakes/alder-oak-2", "`stakes` has no row 'alder-oak-2'", "did you mean alder-oak-1?"),
        ("stakes/alder-oak-1/share", "`stakes` has no column 'share'", "it has: id, holder_id"),
        (
            "shares/alder-oak-1",
            "there is no table 'shares' with footnotes",
            "there are: companies, investments, stakes",
        ),
        ("valuations/oak-1", "valuations/oak-1 is no longer there: no source supports it any more", None),
        ("pasage-cut", "there is no rule 'pasage-cut'", "did you mean passage-cut?"),
    ],
)
def test_what_is_not_there_is_wrong_usage_with_a_hint(
    told: Seeds, capsys: pytest.CaptureFixture[str], what: str, message: str, hint: str | None
) -> None:
    """Exit 2, the nearest name as a hint."""
    code, out, err = _explained(told, what, capsys)
    assert (code, out) == (2, "")
    assert message in err
    assert hint is None or f"Hint: {hint}" in err


def test_a_rule_is_explained_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    """In any folder: no dataset is needed."""
    assert main(["explain", "passage-cut"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("passage-cut: A passage cuts short what is read at its place\n")
    assert "14%" in out


def test_a_dataset_with_errors_says_so_beside_the_row(
    new_seeds: Callable[[], Seeds], capsys: pytest.CaptureFixture[str]
) -> None:
    """What is shown then may lack what another file would have told."""
    seeds = new_seeds()
    seeds.source("one", "Oak grows.", '[[companies]]\nid = "oak"\nname = "Oak"\n', more="republish = true")
    seeds.write("two.toml", "")
    assert main(["--dataset", str(seeds.dataset), "explain", "companies/oak"]) == 0
    captured = capsys.readouterr()
    assert "name = Oak" in captured.out
    assert "The dataset has 1 error: footnoted validate" in captured.err


def test_marks_that_turn_a_text_around_are_shown_as_their_codes(
    new_seeds: Callable[[], Seeds], capsys: pytest.CaptureFixture[str]
) -> None:
    """A text comes from strangers: it must not steer the terminal."""
    seeds = new_seeds()
    text = "The \u202eOak\u202c grows, \x1b[31msays Ada."
    seeds.source("one", text, '[[companies]]\nid = "oak"\nname = "Oak"\n', more="republish = true")
    assert main(["--dataset", str(seeds.dataset), "explain", "companies/oak/name"]) == 0
    assert "    The \\u202e[Oak]\\u202c grows, \\u001b[31msays Ada." in capsys.readouterr().out
