"""The languages' data: every entry's example is read as it says, the files keep to their schema, regions differ."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from num2words import num2words

from footnoted import readers
from footnoted.errors import LanguageError
from footnoted.languages import available, cldr, document, load
from footnoted.languages.loader import build, common, generated
from footnoted.languages.sources import Sources
from footnoted.languages.tokens import tokenize
from footnoted.readers import describe
from footnoted.readers.quantities import read_quantities
from footnoted.text import Span

DATA = files("footnoted.languages")
SCHEMA = json.loads(DATA.joinpath("language.schema.json").read_text("utf-8"))
SECTIONS = ("numbers", "hedges", "ranges", "currencies", "units", "dates")
"""The sections whose entries say what they read."""


def raw(name: str) -> dict[str, Any]:
    """A data file as it stands."""
    return tomllib.loads(DATA.joinpath(f"{name}.toml").read_text("utf-8"))


def entries() -> Iterator[Any]:
    """Every entry of every list that says what it reads, as a test case."""
    for name in (*available(), "common"):
        data = raw(name)
        for section in SECTIONS:
            for key, listed in data.get(section, {}).items():
                for entry in listed if isinstance(listed, list) and isinstance(listed[0], dict) else ():
                    label = f"{name}-{section}-{key}-{entry.get('forms', [entry.get('family')])[0]}"
                    yield pytest.param(entry.get("language", name), entry, id=label)


def reads(language: str, text: str) -> str:
    """All readings of a text in the notation of the data files."""
    found = document(text, language)
    readings = sorted((*readers.quantities(found), *readers.dates(found)), key=lambda reading: reading.span)
    return "; ".join(describe(reading) for reading in readings)


@pytest.mark.parametrize(("language", "entry"), list(entries()))
def test_each_entry_reads_as_its_example_says(language: str, entry: dict[str, Any]) -> None:
    """The example sentence of an entry gives exactly the readings that stand beside it."""
    assert reads(language, entry["example"]) == entry["reads"]


@pytest.mark.parametrize(("language", "entry"), list(entries()))
def test_each_form_reads_as_the_one_in_the_example(language: str, entry: dict[str, Any]) -> None:
    """Every other form in the place of the example's form gives the same readings."""
    forms = entry.get("forms", [])
    found = [form for form in forms if occurs(form, entry["example"])]
    assert found or not forms
    for form in forms:
        text = put(max(found, key=len), form, entry["example"])
        assert reads(language, text) == entry["reads"], text


def occurs(form: str, text: str) -> re.Match[str] | None:
    """Where a form stands in a text, whatever its case: as a word of its own, else as a part of one."""
    whole = re.search(rf"(?<![^\W\d]){re.escape(form)}(?![^\W\d])", text, re.IGNORECASE)
    return whole or re.search(re.escape(form), text, re.IGNORECASE)


def put(old: str, new: str, text: str) -> str:
    """Replace the first `old` in a text, a full stop doubled by it taken away."""
    found = occurs(old, text)
    assert found is not None
    return (text[: found.start()] + new + text[found.end() :]).replace("..", ".")


@pytest.mark.parametrize("name", [*available(), "common"])
def test_data_files_keep_to_their_schema(name: str) -> None:
    """A data file has the sections and keys that the schema describes, and no others."""
    Draft202012Validator.check_schema(SCHEMA)
    assert [
        f"{list(error.path)}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(raw(name))
    ] == []


@pytest.mark.parametrize("name", [*available(), "common"])
def test_each_entry_stands_on_one_line(name: str) -> None:
    """An entry with an example is one line, so that a change to it is one line of a diff."""
    lines = DATA.joinpath(f"{name}.toml").read_text("utf-8").splitlines()
    begun = [line for line in lines if line.lstrip().startswith("{") and not line.rstrip().endswith("},")]
    assert begun == []


@pytest.mark.parametrize("name", available())
def test_no_form_stands_twice_in_a_list(name: str) -> None:
    """Within one list a form has one meaning."""
    for section in SECTIONS:
        for key, listed in raw(name)[section].items():
            if isinstance(listed, list) and isinstance(listed[0], dict):
                forms = [form for entry in listed for form in entry["forms"]]
                assert sorted({form for form in forms if forms.count(form) > 1}) == [], (section, key)


def test_generated_data_is_what_cldr_says() -> None:
    """The committed files are those that the generator writes."""
    cldr.main(["--check"])


def test_drift_of_generated_data_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A generated file that differs is named, with the command that writes it anew."""
    monkeypatch.setattr(cldr, "GENERATED", tmp_path)
    with pytest.raises(LanguageError, match=r"es\.json") as caught:
        cldr.main(["--check"])
    assert caught.value.hint == "run python -m footnoted.languages.cldr"


def test_generated_data_is_written_where_it_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without --check the generator writes every file, the same as are committed."""
    monkeypatch.setattr(cldr, "GENERATED", tmp_path)
    cldr.main([])
    assert {path.name for path in tmp_path.iterdir()} == {"currencies.json", *(f"{name}.json" for name in available())}
    cldr.main(["--check"])


@pytest.mark.parametrize(
    ("tag", "decimal"),
    [("es", ","), ("es-ES", ","), ("es-MX", "."), ("es-419", "."), ("es-AR", ","), ("de", ","), ("de-CH", "."),
     ("de-AT", ","), ("en", "."), ("en-GB", "."), ("en-ZA", ","), ("es-XX", ",")],
)  # fmt: skip
def test_the_decimal_mark_is_that_of_the_region(tag: str, decimal: str) -> None:
    """CLDR says where a point is decimal; an unknown region changes nothing."""
    assert load(tag).decimal == decimal


def test_a_language_is_loaded_once_for_each_tag() -> None:
    """Loading is cached, regions are kept apart."""
    assert load("es") is load("es")
    assert (load("es").region, load("es-MX").region, load("es-MX").code) == (None, "MX", "es")


def test_an_unknown_language_is_an_error() -> None:
    """A tag without a data file is an error that names the languages there are."""
    with pytest.raises(LanguageError) as caught:
        load("tlh-KL")
    assert (caught.value.message, caught.value.hint) == (
        "no data for the language 'tlh-KL'",
        "known languages: de, en, es, it",
    )


def test_families_name_what_an_assumption_may_settle() -> None:
    """The families of currencies are the same in every language, with their usual candidates."""
    assert load("es").families == load("de-CH").families == load("en").families
    assert load("es").families["dollar"] == "USD"
    assert load("es").families["peso"] is None
    assert {"CAD", "USD", "AUD"} <= load("es").units.members["dollar"]
    assert {"MXN", "ARS", "COP"} <= load("de").units.members["peso"]


@pytest.mark.parametrize("language", available())
def test_a_word_of_several_currencies_belongs_to_a_family(language: str) -> None:
    """A currency's word that settles it stands in the names of no other currency that is tender now."""
    names, tender = generated(language)["names"], generated("currencies")["tender"]
    wrong = [
        (form, code)
        for entry in raw(language)["currencies"]["words"]
        for form in entry["forms"]
        for code, forms in names.items()
        if "currency" in entry and code != entry["currency"] and code in tender and " " not in form
        if any(form.lower() in re.split(r"[\s-]", name.lower()) for name in forms)
    ]
    assert wrong == KNOWN_SHARED.get(language, [])


KNOWN_SHARED: dict[str, list[tuple[str, str]]] = {
    "de": [("Mark", "BAM")],
    "it": [("fiorino", "AWG"), ("fiorini", "AWG")],
}
"""Shared words that nevertheless mean one currency, with the other one."""


@pytest.mark.parametrize(("language", "unit"), [("es", "euros"), ("de", "Euro"), ("en", "euros"), ("it", "euro")])
@pytest.mark.parametrize(
    "number", [*range(2, 130), *range(995, 1130, 3), 2024, 31031, 999999, 1000001, 21021021, 10**9 + 7]
)
def test_spelled_numbers_are_read(language: str, unit: str, number: int) -> None:
    """What another library spells out, the readers read back, whole."""
    # num2words writes eighteen behind a hundred wrongly in Italian.
    words = f"{num2words(number, lang=language)} {unit}".replace("todicotto", "todiciotto")
    (reading,) = readers.money(document(f"({words})", language))
    assert (reading.values["value"], reading.span) == (number, Span(1, 1 + len(words)))


FRENCH = """
language = "fr"
name = "French"
marks.decimal = ","
[numbers]
words = [
  { forms = ["deux"], value = 2 }, { forms = ["quatre-vingt"], value = 80 }, { forms = ["dix"], value = 10 },
  { forms = ["soixante"], value = 60 }, { forms = ["onze"], value = 11 }, { forms = ["cinq"], value = 5 },
]
articles = [{ forms = ["un", "une"], units = true }]
scales = [
  { forms = ["cent", "cents"], value = 100, alone = true }, { forms = ["mille"], value = 1000, alone = true },
  { forms = ["million", "millions"], value = 1000000 }, { forms = ["milliard", "milliards", "Md"], value = 1000000000 },
]
joiners = [{ forms = ["et"], joins = [["tens", "units"]] }]
[hedges]
before = [{ forms = ["environ", "près de"], means = "about" }, { forms = ["plus de"], means = "more_than" }]
fillers = [{ forms = ["les", "de"] }]
[ranges]
openers = [{ forms = ["entre"], with = ["et"] }]
[currencies]
joiners = [{ forms = ["de", "d'"] }]
words = [{ forms = ["euro", "euros"], currency = "EUR" }, { forms = ["dollar", "dollars"], family = "dollar" }]
[units]
percent = [{ forms = ["pour cent"] }]
power = [{ forms = ["mégawatt", "mégawatts"], value = 1 }]
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a payé environ 3,45 milliards d'euros.", "money 3450000000 EUR about"),
        ("Il a payé plus de deux cents millions de dollars.", "money 200000000 USD?dollar more_than"),
        ("Il a payé entre 2 et 3 milliards de dollars.", "money 2000000000..3000000000 USD?dollar between"),
        ("Il détient quatre-vingt-cinq pour cent.", "percent 85"),
        ("Il détient 14\u202f%.", "percent 14"),
        ("Une centrale de 500 mégawatts ou 2 GWp.", "power 500; power 2000"),
        ("Il a payé 12 500 € et 5 US$.", "money 12500 EUR; money 5 USD"),
    ],
)
def test_a_fourth_language_is_one_data_file(text: str, expected: str) -> None:
    """A data file is all that a language needs; signs, symbols and families are there already."""
    french = build(Sources(tomllib.loads(FRENCH), common(), {}, generated("currencies")), "fr")
    tokens = tokenize(text, Span(0, len(text)), french.numbers.starts)
    assert "; ".join(describe(reading) for reading in read_quantities(tokens, french)) == expected
