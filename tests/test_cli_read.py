"""`footnoted read`: texts in, readings out."""

from __future__ import annotations

import io
import json

import pytest

from footnoted.cli import main


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints, having ended well."""
    assert main(["read", *arguments]) == 0
    return capsys.readouterr().out


def test_json_has_value_qualifier_currency_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    """A quantity in JSON says what it is, how sure, in which unit and where it stands."""
    text = "Tras contribuciones de alrededor de 8 mil millones de dólares."
    (reading,) = json.loads(output(capsys, "--language", "es", "--format", "json", text))
    assert reading == {
        "reader": "money",
        "value": 8000000000,
        "qualifier": "about",
        "currency": "USD",
        "inferred": True,
        "ambiguous": False,
        "open": {"currency": "dollar"},
        "span_start": 23,
        "span_end": 61,
        "passage": "alrededor de 8 mil millones de dólares",
        "parts": [
            {"part": "hedge", "span_start": 23, "span_end": 35, "passage": "alrededor de"},
            {"part": "number", "span_start": 36, "span_end": 50, "passage": "8 mil millones"},
            {"part": "unit", "span_start": 54, "span_end": 61, "passage": "dólares"},
        ],
    }


def test_percent_power_and_dates_have_their_units(capsys: pytest.CaptureFixture[str]) -> None:
    """A percentage is in %, power in MW, a date has no unit."""
    found = json.loads(output(capsys, "--language", "en", "--format", "json", "In 2024 it held 5-7% of a 2 GW park."))
    assert [(one["reader"], one["value"], one.get("max"), one.get("unit"), "currency" in one) for one in found] == [
        ("date", "2024", None, None, False),
        ("percent", 5, 7, "%", False),
        ("power", 2000, None, "MW", False),
    ]


def test_a_currency_without_a_candidate_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    """Bare pesos are money of an unknown currency."""
    (reading,) = json.loads(output(capsys, "--language", "es", "--format", "json", "5 pesos"))
    assert (reading["currency"], reading["open"]) == (None, {"currency": "peso"})


def test_each_line_of_input_gives_one_list(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard input is read line by line, an empty line gives an empty list."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("el 14%\n\n5 € y 6 €\r\n7 €".encode()), "utf-8"))
    lines = output(capsys, "--language", "es", "--format", "json").splitlines()
    assert [[one["value"] for one in json.loads(line)] for line in lines] == [[14], [], [5, 6], [7]]


def test_each_argument_gives_one_list(capsys: pytest.CaptureFixture[str]) -> None:
    """Texts given as arguments are read one by one."""
    lines = output(capsys, "--language", "es", "--format", "json", "el 14%", "nada").splitlines()
    assert [len(json.loads(line)) for line in lines] == [1, 0]


def test_people_get_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a format there is a table of the readings under each text."""
    assert output(capsys, "--language", "es", "más de 20 mil millones de dólares").splitlines() == [
        "más de 20 mil millones de dólares",
        "  reader           value  unit           qualifier  span  words",
        "  money   20,000,000,000  USD (dollar?)  more_than  0-33  más de 20 mil millones de dólares",
    ]


def test_a_text_without_quantities_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing read is said in words, not by an empty table."""
    assert output(capsys, "--language", "es", "Trainium2") == "Trainium2\n  nothing read\n"


def test_ambiguous_numbers_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    """1,234 is 1.234 in Spanish, perhaps."""
    assert "stated ambiguous" in output(capsys, "--language", "es", "1,234 euros")


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A text cannot steer the terminal through the table."""
    assert "\x1b[31m" not in output(capsys, "--language", "en", "5\x1b[31m% of")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("La firma pagó 1,7 billones de euros por la red.", 1700000000000),
        ("Der Preis liegt bei 1,7 Billionen Euro für das Netz.", 1700000000000),
        ("The price is 1.7 billion euros for the grid.", 1700000000),
        ("2,2 gigavatios", 2200),
        ("$3.45bn", 3450000000),
    ],
)
def test_without_a_language_the_likeliest_is_taken(text: str, value: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The function words of a text tell its language; else the one in which most is read."""
    (reading,) = json.loads(output(capsys, "--format", "json", text))
    assert reading["value"] == value


def test_an_unknown_language_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    """A language without data ends with 2 and the list of those there are."""
    assert main(["read", "--language", "xx", "5 €"]) == 2
    assert "known languages: de, en, es" in capsys.readouterr().err


def test_input_that_is_no_utf8_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are no UTF-8 end with 2 and a hint."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe5 \x80\n"), "utf-8"))
    assert main(["read", "--language", "es"]) == 2
    assert "not UTF-8" in capsys.readouterr().err
