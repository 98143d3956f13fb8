"""Canonical claims files: one order, one spelling; the data and the comments are those that were there."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footnoted.claims.file import ClaimsFile, parse_claims_file
from footnoted.claims.format import claims_text, formatted
from footnoted.claims.format.comments import comment_texts, read_comments
from footnoted.claims.toml_values import key_text, same, value_text
from footnoted.cli import main
from footnoted.errors import FootnotedError
from footnoted.schema import Dataset, load_dataset


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The dataset that `init` makes: tables `lighthouses` and `supplies`."""
    folder = tmp_path_factory.mktemp("new") / "lights"
    assert main(["init", str(folder)]) == 0
    dataset = load_dataset(folder)
    assert isinstance(dataset, Dataset)
    return dataset


@dataclass(frozen=True)
class Example:
    """A dataset that does not fill the screen when a property fails."""

    dataset: Dataset = field(repr=False)


@pytest.fixture(scope="module")
def example(lights: Dataset) -> Example:
    """The same dataset for properties."""
    return Example(lights)


def canonical(dataset: Dataset, text: str, path: str = "seeds/bay.toml") -> str:
    """The canonical form of a file that says `text`."""
    file = parse_claims_file(path, text)
    assert isinstance(file, ClaimsFile)
    return formatted(file, dataset)


SHUFFLED = """\
#:schema ../schemas/claims.schema.json
# about the panels
[[supplies]]
share_percent = 'about 60%'   # of its own demand

lighthouse_id.antecedent = "Skerrin Point"
lighthouse_id.passage = "the \\"station\\""
reviewed_by = "R. Okafor"
kind = { passage = "panels", value = "solar" }
# who says so
attribution = { passage = "the harbour office", kind = "named" }
within = \"\"\"the station
has panels\"\"\"
id = "bay-1"
# no number for the rest

# the first light

# and the only one
[[lighthouses]]   # seen from the sea
name = "Skerrin Point"
id = "skerrin-point"
[source]
republish = true
assume.dollar = { note = "it is near Port Maren", currency = "USD" }
language = "en"
sha256 = "5f"
text = "bay.txt"
id = "bay"

# written in winter
"""

ORDERED = """\
#:schema ../schemas/claims.schema.json
[source]
id = "bay"
text = "bay.txt"
sha256 = "5f"
language = "en"
republish = true
assume.dollar = { currency = "USD", note = "it is near Port Maren" }

# the first light

# and the only one
[[lighthouses]]  # seen from the sea
id = "skerrin-point"
name = "Skerrin Point"

# about the panels
[[supplies]]
id = "bay-1"
within = "the station\\nhas panels"
lighthouse_id = { passage = 'the "station"', antecedent = "Skerrin Point" }
kind = { value = "solar", passage = "panels" }
share_percent = "about 60%"  # of its own demand
# who says so
attribution = { kind = "named", passage = "the harbour office" }
reviewed_by = "R. Okafor"
# no number for the rest

# written in winter
"""


def test_tables_keys_and_strings_get_one_form(lights: Dataset) -> None:
    """Source first, tables and columns in the schemas' order, cells as inline tables, comments with their keys."""
    assert canonical(lights, SHUFFLED) == ORDERED


def test_canonical_file_stays_as_it_is(lights: Dataset) -> None:
    """A second run changes nothing."""
    assert canonical(lights, ORDERED) == ORDERED


def test_claims_keep_their_order(lights: Dataset) -> None:
    """Tables that alternate are put together, the claims of each in the order of the file."""
    text = '[[supplies]]\nid = "b"\n[[lighthouses]]\nid = "x"\n[[supplies]]\nid = "a"\n'
    expected = '[[lighthouses]]\nid = "x"\n\n[[supplies]]\nid = "b"\n\n[[supplies]]\nid = "a"\n'
    assert canonical(lights, text) == expected


def test_unknown_tables_and_keys_are_kept_last(lights: Dataset) -> None:
    """What the schemas do not know is reported elsewhere; here it must not get lost."""
    text = '[gulls]\nseen = 3\n[source]\ncolour = "red"\nid = "x"\n'
    assert canonical(lights, text) == '[source]\nid = "x"\ncolour = "red"\n\n[gulls]\nseen = 3\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# alone", "# alone\n"),
        ("# head\n\n# lead\n[source]", "# head\n\n# lead\n[source]\n"),
        ("#:schema x\n\n\n[source]", "#:schema x\n[source]\n"),
        ("# lead\n[source] # behind", "# lead\n[source]  # behind\n"),
        ('[source]\nid = "x"\n\n\n# lead\n\ntext = "y"', '[source]\nid = "x"\n# lead\ntext = "y"\n'),
        ('[source]\nid = "x"\n# tail\n\n[[supplies]]', '[source]\nid = "x"\n# tail\n\n[[supplies]]\n'),
        ('[source]\nid = "x"\n# lead\n[[supplies]]', '[source]\nid = "x"\n\n# lead\n[[supplies]]\n'),
        ('[source]\nid = "x"\n\n# part\n\n[[supplies]]', '[source]\nid = "x"\n\n# part\n\n[[supplies]]\n'),
        ('[source]\nid = "x"\n\n# foot\n\n# more', '[source]\nid = "x"\n\n# foot\n\n# more\n'),
        (
            '[[supplies]]\nkind.passage = "a" # one\nkind.value = "b" # two',
            '[[supplies]]\n# one\n# two\nkind = { value = "b", passage = "a" }\n',
        ),
        (
            "[[supplies]]\n# sub\n[supplies.kind]\n# why\npassage = 'a'",
            '[[supplies]]\n# sub\n# why\nkind = { passage = "a" }\n',
        ),
        ("[source]\nassume = {} # none", "[source]\nassume = {}  # none\n"),
        (
            "# all\n[source.assume]\n# this\ndollar = { currency = 'USD' }",
            '[source]\n# all\n# this\nassume.dollar = { currency = "USD" }\n',
        ),
    ],
)
def test_comments_stay_with_what_they_are_about(lights: Dataset, text: str, expected: str) -> None:
    """A comment stays above, behind or below the key or table where it stood."""
    assert canonical(lights, text) == expected


def test_comments_of_what_is_not_toml_are_refused() -> None:
    """Where the syntax tree has a gap no comment is guessed at."""
    with pytest.raises(FootnotedError, match="cannot be told"):
        read_comments("[source]\nid = # lost\n")


@pytest.mark.parametrize(
    "text",
    [
        '[source]\nid = """"x"""""  # behind\n',
        "[source]\n'' = 0xDEAD_BEEF  # behind\n",
        '[ source ]\n"a\\u00e9"."b c" = 1979-05-27 07:32:00  # behind\n',
        '[source]\nid = """\\\n  # no comment\n  """  # behind\n',
        "[source]\nid = '''\n# no comment'''  # behind\n",
        "[source]\n\tid = [[+inf, -nan], [{ a.b = 07:32:00.5 },],]\t# behind\n",
    ],
)
def test_every_form_of_toml_is_understood(lights: Dataset, text: str) -> None:
    """All kinds of strings, numbers, dates and keys keep their values and their comments."""
    once = canonical(lights, text)
    assert same(tomllib.loads(once), tomllib.loads(text))
    assert comment_texts(once) == ["# behind"]
    assert canonical(lights, once) == once


def test_comments_inside_a_list_go_above_it(lights: Dataset) -> None:
    """A list becomes one line, so that the comments in it stand above."""
    text = (
        '[[lighthouses]]\naliases = [\n  "Old Mole", # as sailors say\n'
        '  { language = "de", alias = "Alte Mole" },\n]\nid = "m"\n'
    )
    expected = (
        '[[lighthouses]]\nid = "m"\n# as sailors say\n'
        'aliases = ["Old Mole", { alias = "Alte Mole", language = "de" }]\n'
    )
    assert canonical(lights, text, "seeds/lighthouses.toml") == expected


def test_decisions_have_an_order_too(lights: Dataset) -> None:
    """Written decisions stand as their schema lists them."""
    text = (
        '[[redirects]]\nreason = "twice"\nold_id = "b"\ntable = "supplies"\n'
        '[[preferred]]\nreason = "newer"\nrow = "supplies/a"\n'
    )
    expected = (
        '[[preferred]]\nrow = "supplies/a"\nreason = "newer"\n\n'
        '[[redirects]]\ntable = "supplies"\nold_id = "b"\nreason = "twice"\n'
    )
    assert canonical(lights, text, "seeds/decisions.toml") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("two white flashes", '"two white flashes"'),
        ('the "station"', "'the \"station\"'"),
        ('the "keeper\'s" house', '"the \\"keeper\'s\\" house"'),
        ("C:\\light", "'C:\\light'"),
        ('"a"\nb', '"\\"a\\"\\nb"'),
        ("zero\u200bwidth \u202eturned", '"zero\\u200Bwidth \\u202Eturned"'),
        ("über 🐦 80 %", '"über 🐦 80 %"'),
        ("\U000e0001tag\x7f", '"\\U000E0001tag\\u007F"'),
        (True, "true"),
        (1.5, "1.5"),
        ([], "[]"),
        ({}, "{}"),
        ({"note": "n", "passage": "p"}, '{ passage = "p", note = "n" }'),
        (dt.date(2024, 3, 5), "2024-03-05"),
    ],
)
def test_values_have_one_spelling(value: object, expected: str) -> None:
    """Strings are spelled with the fewest escapes; what cannot be seen is escaped."""
    assert value_text(value) == expected


def test_keys_are_bare_where_they_can_be() -> None:
    """A key of letters, digits, hyphens and underscores needs no quotes."""
    assert [key_text("share_percent"), key_text("a b"), key_text("")] == ["share_percent", '"a b"', '""']


def test_equal_is_equal_in_toml() -> None:
    """A number, its float and a boolean are three values to TOML; nan is the same as nan."""
    assert not same({"a": 1}, {"a": True})
    assert not same([1], [1.0])
    assert not same({"a": 1}, {"b": 1})
    assert same([float("nan"), {"a": "b"}], [float("nan"), {"a": "b"}])


def test_claims_text_writes_plain_data(lights: Dataset) -> None:
    """Drafted claims come out as a canonical file with the editors' directive on top."""
    data = {
        "supplies": [{"kind": {"passage": "panels", "value": "solar"}, "drafted_by": "a rule", "about": "bay-1"}],
        "source": {"language": "en", "id": "bay", "sha256": "5f", "text": "bay.txt"},
    }
    text = claims_text(data, lights)
    assert text == (
        "#:schema ../schemas/claims.schema.json\n"
        '[source]\nid = "bay"\ntext = "bay.txt"\nsha256 = "5f"\nlanguage = "en"\n\n'
        '[[supplies]]\nabout = "bay-1"\nkind = { value = "solar", passage = "panels" }\ndrafted_by = "a rule"\n'
    )
    assert canonical(lights, text) == text


def test_claims_text_refuses_what_toml_has_not(lights: Dataset) -> None:
    """None is no value of TOML: an empty cell is an absent key."""
    with pytest.raises(TypeError, match="NoneType"):
        claims_text({"supplies": [{"id": None}]}, lights)


def test_template_and_own_claims_are_canonical(lights: Dataset, root: Path) -> None:
    """The claims files that this repository ships are in canonical form."""
    own = load_dataset(root)
    assert isinstance(own, Dataset)
    for dataset in (lights, own):
        for path in sorted((dataset.root / "seeds").glob("*.toml")):
            text = path.read_text("utf-8")
            assert canonical(dataset, text, f"seeds/{path.name}") == text


words = st.text(st.characters(codec="utf-8"), max_size=12)
passages = words | st.sampled_from(["about 60%", 'he said "yes"', "a\nb", "it's", "back\\slash", "#no comment", "'''"])
names = st.sampled_from(["id", "within", "name", "kind", "share_percent", "as_of", "assume", "zebra", "a b", "note"])
scalars = (
    passages | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.dates() | st.times() | st.datetimes()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | words, inner, max_size=3),
    max_leaves=5,
)
claims = st.dictionaries(names, values, max_size=5)
tables = st.sampled_from(["source", "lighthouses", "supplies", "gulls"])
files = st.dictionaries(tables | words, values | claims | st.lists(claims, min_size=1, max_size=3), max_size=5)


@given(data=files)
def test_any_data_survives(example: Example, data: Mapping[str, Any]) -> None:
    """Whatever a file says, its canonical text says the same, and is canonical itself."""
    text = claims_text(data, example.dataset)
    assert same(tomllib.loads(text), data)
    assert canonical(example.dataset, text) == text


comments = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8).map(
    lambda text: f"#{text}"
)
loose = st.lists(comments | st.just(""), max_size=3)
behind = st.just("") | comments.map(lambda text: f" {text}")


@st.composite
def commented_files(draw: st.DrawFn) -> str:
    """A claims file as somebody might write it: comments and blank lines anywhere, keys in any order."""
    lines: list[str] = draw(loose)
    sections = draw(
        st.permutations([*draw(st.lists(st.sampled_from(["[[supplies]]", "[[gulls]]"]), max_size=4)), "[source]"])
    )
    for header in sections:
        lines += [header + draw(behind), *draw(loose)]
        for key in draw(st.lists(names, max_size=4, unique=True)):
            lines += _pair(draw, key) + draw(loose)
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n\n"]))


def _pair(draw: st.DrawFn, key: str) -> list[str]:
    value = value_text(draw(passages))
    name = key_text(key)
    match draw(st.integers(0, 3)):
        case 0:
            return [f"{name} = {value}" + draw(behind)]
        case 1:
            return [f"{name}.passage = {value}" + draw(behind), *draw(loose), f"{name}.dollar = {value}" + draw(behind)]
        case 2:
            return [f"{name} = [" + draw(behind), *draw(loose), f"  {value}," + draw(behind), "]" + draw(behind)]
        case _:
            return [f"{name} = {{dollar={value} ,passage = 'x'}}" + draw(behind)]


@given(text=commented_files())
def test_any_comment_survives(example: Example, text: str) -> None:
    """Wherever comments stand, each is kept once, the data is unchanged, and a second run changes nothing."""
    once = canonical(example.dataset, text)
    assert Counter(comment_texts(once)) == Counter(comment_texts(text))
    assert same(tomllib.loads(once), tomllib.loads(text))
    assert canonical(example.dataset, once) == once


@given(text=commented_files())
def test_canonical_text_has_no_loose_ends(example: Example, text: str) -> None:
    """Canonical text ends in one line feed and has no line of blanks alone."""
    once = canonical(example.dataset, text)
    assert once.endswith("\n")
    assert not once.endswith("\n\n")
    assert [line for line in once.splitlines() if line.strip() == "" and line] == []
