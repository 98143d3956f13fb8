"""A language is one data file: Italian, which no line of code knows, in its readers, its drafts and a whole dataset."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import footnoted
from footnoted import languages, readers
from footnoted.readers import describe

if TYPE_CHECKING:
    from conftest import Seeds

PACKAGE = Path(footnoted.__file__).parent
FILE = Path("languages", "it.toml")
RUN = "import sys; from footnoted.cli import main; sys.exit(main())"

ARTICLE = """Ardea Energia raccoglie 40 milioni per le batterie

La startup torinese Ardea Energia ha raccolto 40 milioni di euro in un round di finanziamento guidato da Brenta \
Capital. Al round hanno partecipato anche Cimone Ventures e il fondo olandese Delft Partners. Il round valuta la \
startup circa 210 milioni di euro.

«Con questi soldi costruiremo il nostro primo stabilimento», ha detto Giulia Ferrante, amministratrice delegata di \
Ardea Energia. L'impianto sorgerà a Biella e avrà una potenza di 120 megawatt.

Il gruppo lombardo Elsa Foods ha acquisito il 60% di Fontana Vini per 85 milioni di euro. Ginepro S.p.A. possiede il \
14% dell'azienda lombarda Elsa Foods e salirà al 20%, secondo persone vicine al dossier.
"""


def reads(text: str) -> str:
    """All quantities and dates of an Italian text in the notation of the data files."""
    document = languages.document(text, "it")
    found = sorted((*readers.quantities(document), *readers.dates(document)), key=lambda reading: reading.span)
    return "; ".join(describe(reading) for reading in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ha pagato millecinquecento euro.", "money 1500 EUR"),
        ("Ha pagato duecentottantatré milioni di euro.", "money 283000000 EUR"),
        ("Ha pagato un milione e mezzo di euro.", "money 1500000 EUR"),
        ("Ha pagato tre virgola due miliardi di dollari.", "money 3200000000 USD?dollar"),
        ("Ha pagato 1.234,56 euro.", "money 1234.56 EUR"),
        ("Ha pagato oltre 3,5 mld di franchi svizzeri.", "money 3500000000 CHF more_than"),
        ("Vale tra i 2 e i 3 miliardi di euro.", "money 2000000000..3000000000 EUR between"),
        ("Possiede l'8% delle azioni.", "percent 8"),
        ("Possiede circa l’11 per cento.", "percent 11 about"),
        ("La quota è passata dal 7,1% all'8,3%.", "percent 7.1; percent 8.3"),
        ("Possiede un terzo del capitale.", "percent 33.3333333333333"),
        ("Un parco da 2,2 gigawatt.", "power 2200"),
        ("Accumula 500 megawattora.", ""),
        ("È salito di 5 punti percentuali.", ""),
        ("Ha aperto il 5 marzo 2024.", "date 2024-03-05"),
    ],
)
def test_italian_quantities_are_read(text: str, expected: str) -> None:
    """Words written together, elided articles, scales and hedges: all of it from the data file."""
    assert reads(text) == expected


def test_elided_words_are_no_part_of_the_next_one() -> None:
    """A sentence ends no sooner for "dell'Ing.", and a company is named without the article before it."""
    text = "L'impianto è dell'Ing. Rovelli. L'utile di Ardea è dell'8%."
    document = languages.document(text, "it")
    assert [span.of(text) for span in document.sentences] == [
        "L'impianto è dell'Ing. Rovelli.",
        "L'utile di Ardea è dell'8%.",
    ]


def test_other_languages_have_their_apostrophes_as_before() -> None:
    """Where no word is elided what follows an apostrophe stays a part of its word: "s." is no abbreviation here."""
    text = "Half the cheque is somebody else's. Norvane pays the rest."
    assert len(languages.document(text, "en").sentences) == 2


def test_an_italian_article_alone_becomes_a_dataset(seeds: Seeds) -> None:
    """Without a claims file the build drafts it: parties, sums, shares, the site and who speaks, each re-read."""
    seeds.write("ardea.txt", ARTICLE)
    assert sorted(seeds.rows("companies")) == [
        "ardea-energia", "brenta-capital", "cimone-ventures", "delft-partners", "elsa-foods", "fontana-vini", "ginepro",
    ]  # fmt: skip
    assert set(deals(seeds)) == {
        ("brenta-capital", "ardea-energia", 40_000_000, "EUR", "funding", "equity", "round_total"),
        ("cimone-ventures", "ardea-energia", None, None, "funding", "equity", None),
        ("delft-partners", "ardea-energia", None, None, "funding", "equity", None),
        ("elsa-foods", "fontana-vini", 85_000_000, "EUR", "acquisition", "equity", "deal"),
    }
    stakes = {
        (row["holder_id"], row["company_id"], row["share_percent"], row["status"]) for row in told(seeds, "stakes")
    }
    assert stakes == {
        ("elsa-foods", "fontana-vini", 60.0, "held"),
        ("ginepro", "elsa-foods", 14.0, "held"),
        ("ginepro", "elsa-foods", 20.0, "planned"),
    }
    [worth] = told(seeds, "valuations")
    assert (worth["company_id"], worth["amount"], worth["amount_qualifier"]) == ("ardea-energia", 210_000_000, "about")
    [site] = told(seeds, "facilities")
    assert (site["operator_id"], site["locality"], site["power_mw"]) == ("ardea-energia", "Biella", 120.0)
    [quote] = told(seeds, "quotes")
    assert quote["text"] == "Con questi soldi costruiremo il nostro primo stabilimento"
    assert (quote["speaker_name"], quote["speaker_role"], quote["speaker_company_id"], quote["language"]) == (
        "Giulia Ferrante",
        "amministratrice delegata",
        "ardea-energia",
        "it",
    )


def told(seeds: Seeds, table: str) -> list[dict[str, Any]]:
    """The rows of one table."""
    return list(seeds.rows(table).values())


def deals(seeds: Seeds) -> list[tuple[object, ...]]:
    """The investments by parties, sum and terms."""
    columns = ("investor_id", "investee_id", "amount", "currency", "kind", "instrument", "amount_scope")
    return [tuple(row.get(column) for column in columns) for row in told(seeds, "investments")]


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package without anything Italian, as it was before the language was added."""
    copy = tmp_path_factory.mktemp("package") / "footnoted"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "it.toml", "it.json"))
    return copy


def read(package: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What `footnoted read` of a copy of the package says."""
    environment = os.environ | {"PYTHONPATH": str(package.parent)}
    command = [sys.executable, "-P", "-c", RUN, "read", "--format", "json", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_file_alone_makes_the_language(without: Path) -> None:
    """Before it is there the language is unknown; with it, and nothing else, the same code reads it."""
    before = read(without, "--language", "it", "Ha pagato mezzo milione di euro.")
    assert (before.returncode, "known languages: de, en, es" in before.stderr) == (2, True)
    shutil.copy(PACKAGE / FILE, without / FILE)
    after = read(without, "--language", "it", "Ha pagato mezzo milione di euro.")
    [[reading]] = [json.loads(line) for line in after.stdout.splitlines()]
    assert (reading["value"], reading["currency"]) == (500000, "EUR")
