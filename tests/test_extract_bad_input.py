"""What is pasted and is no article: a clear message, a draft of what is told all the same, or an empty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnoted.cli import main
from footnoted.extract import Extractor, draft, language_free
from footnoted.schema import Dataset, load_dataset
from footnoted.text import SourceText

ROOT = Path(__file__).resolve().parents[1]
DEAL = "Harbour Bank has bought a stake in Lumen Grid for about 40 million euros"
FOUND = [("harbour-bank", "lumen-grid", 40_000_000)]
POLISH = (
    "Spółka Wierzba S.A. kupiła od Holm GmbH fabrykę mebli w Łodzi za 45 000 000 € i przejęła 30% udziałów. "
    "„Nie sprzedamy niczego”, powiedziała prezes. Kwota 1,5 mln złotych i 3.500 $ zostanie zapłacona w ratach.\n"
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The extractor of this repository's dataset, of which only the schemas matter."""
    loaded = load_dataset(ROOT)
    assert isinstance(loaded, Dataset)
    return Extractor(loaded)


def told(extractor: Extractor, text: str) -> dict[str, list[dict[str, object]]]:
    """Table -> rows of an English text's draft."""
    found: dict[str, list[dict[str, object]]] = {}
    for row in draft("a", SourceText("a.txt", text, "0" * 64), "en", extractor).rows:
        found.setdefault(row.table, []).append({cell.column: cell.value for cell in row.cells})
    return found


PASTED = {
    "no sentence ends": f"{DEAL} and the people of the harbour read it twice and went back to their boats",
    "bullet lists": f"The news of the week:\n\n- {DEAL}\n• the tide does not wait for letters\n* nor does the ferry\n",
    "right to left": f'{DEAL}. "السلام عليكم", a banker wrote. שלום וברכה לכולם.\n',
    "marks of direction": f"\u202e{DEAL}\u202c. \u200fThe tide waits for nobody.\n",
    "mixed scripts": f'{DEAL}. 株式会社ルーメン said nothing. Компания "Лампа" не комментирует. Ἀρχή ἥμισυ παντός.\n',
    "control characters": f"{DEAL}.\x01\x02 The tide\x0bwaits.\u2028For nobody.\n",
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_a_deal_is_found_among_what_is_pasted(extractor: Extractor, text: str) -> None:
    """The one deal that the text tells is drafted, and no other."""
    deals = told(extractor, text)["investments"]
    assert [(row["investor_id"], row["investee_id"], row["amount"]) for row in deals] == FOUND


def test_a_table_gives_names_and_no_deals(extractor: Extractor) -> None:
    """What a cell of a table means stands in its head, which is not read: names with a legal form are all there is."""
    table = "Company | Stake | Value\nHarbour Bank plc | 40% | $3 million\nLumen Grid plc | 12% | $9 million\n"
    found = told(extractor, table)
    assert list(found) == ["companies"]
    assert [row["name"] for row in found["companies"]] == ["Harbour Bank", "Lumen Grid"]


def test_remains_of_html_are_no_part_of_a_name(extractor: Extractor) -> None:
    """Tags, entities and addresses name nobody and tell no figure."""
    html = f'<p class="lead">{DEAL}.</p><br/>&nbsp;<a href="/x?id=5&amp;y=2">More</a> <!-- Lumen Grid -->\n'
    found = told(extractor, html)
    assert [row["name"] for row in found["companies"]] == ["Harbour Bank", "Lumen Grid"]
    assert set(found) <= {"companies", "investments"}


@pytest.mark.parametrize("text", ["Harbour", "harbour\n", "1\n", "?", "...", "\n\n-\n", "«", "% % %\n"])
def test_a_word_is_an_empty_draft(extractor: Extractor, text: str) -> None:
    """Where nothing is told nothing is drafted."""
    assert told(extractor, text) == {}


def test_one_word_of_a_mebibyte_is_an_empty_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The longest text that a source may be, without a space in it."""
    path = tmp_path / "long.txt"
    path.write_text("a" * ((1 << 20) - 1) + "\n", "utf-8")
    assert main(["--dataset", str(ROOT), "extract", "--language", "en", str(path)]) == 0
    assert "[[" not in capsys.readouterr().out


def test_a_longer_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says what the limit is and what to do."""
    path = tmp_path / "long.txt"
    path.write_text("a " * (1 << 19) + "a\n", "utf-8")
    assert main(["--dataset", str(ROOT), "extract", "--language", "en", str(path)]) == 1
    assert "the text is longer than 1 MiB (split it, one article a file)" in capsys.readouterr().err


def test_an_unknown_language_is_said_with_what_needs_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No row is drafted, but names with a legal form, figures and quotations that all languages share are listed."""
    path = tmp_path / "wierzba.txt"
    path.write_text(POLISH, "utf-8")
    assert main(["--dataset", str(ROOT), "extract", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    first, *others = said.err.splitlines()
    assert "not one that there is data for: no row is drafted, but every language reads this alike" in first
    listed = ["Spółka Wierzba S.A.", "Holm GmbH", "45 000 000 €", "30%", "„Nie sprzedamy niczego”"]
    assert others == [f"  {words}" for words in listed]


@pytest.mark.parametrize("text", ["za 3.500 $ i 1,234 €\n", "Bank i Fabryka\n", ""])
def test_what_languages_read_apart_needs_one(text: str) -> None:
    """3.500 is three and a half in one language and three thousand in another; a capital alone names nobody."""
    assert language_free(text) == []
