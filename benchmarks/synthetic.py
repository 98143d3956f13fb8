"""Invented datasets of any size: articles of about 1,500 characters with claims, agreements and disputes.

Everything is drawn from a seeded generator, so that a dataset of a size is the same on every machine. The sentences
are templates; what they measure is time and memory, not how well articles are read.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from measure import ROOT

__all__ = ["make_corpus", "make_dataset"]

ONSETS = [
    "Bal",
    "Cor",
    "Dun",
    "Esk",
    "Fal",
    "Gar",
    "Hol",
    "Ild",
    "Jar",
    "Kel",
    "Lun",
    "Mor",
    "Nor",
    "Ost",
    "Pel",
    "Quin",
    "Rav",
    "Sel",
    "Tor",
    "Ulm",
    "Vel",
    "Wex",
    "Yar",
    "Zan",
]
ENDINGS = [
    "adin",
    "ber",
    "cor",
    "dell",
    "eron",
    "fax",
    "gard",
    "hurst",
    "ion",
    "jord",
    "kem",
    "lis",
    "mond",
    "nar",
    "orra",
    "port",
    "quist",
    "rum",
    "ston",
    "tra",
    "ulf",
    "vik",
    "wen",
]
_ROWS = 500
AGAIN = 0.2
"""The share of the stakes that an earlier article has told."""
LINES = ["Energy", "Foods", "Rail", "Textil", "Logistik", "Minera", "Telecom", "Chemicals", "Capital", "Marine"]


@dataclass(frozen=True, slots=True)
class Language:
    """Templates of one language: fact sentences, what in them is cited, and sentences that hold no fact."""

    tag: str
    stake: str
    percent: str
    holds: str
    money: str
    amount: str
    invests: str
    said: str
    quote: str
    filler: tuple[str, ...]


LANGUAGES = (
    Language(
        "en",
        "{a} holds {percent} of {b}, according to the register.",
        "about {p}%",
        "holds",
        "{a} has invested {amount} in {b} over the years.",
        "more than {m} million euros",
        "invested",
        '"{quote}", said {person}, who runs the firm.',
        "We build what our customers will need tomorrow, and we take our time over number {n}",
        (
            "The market has changed a good deal since the last of the old mills closed its gates.",
            "Nobody at the fair wanted to talk about prices, and fewer still about the weather.",
            "Analysts who follow the sector speak of a quiet year with few surprises so far.",
        ),
    ),
    Language(
        "de",
        "{a} hält {percent} an {b}, wie aus dem Register hervorgeht.",
        "rund {p} Prozent",
        "hält",
        "{a} hat {amount} in {b} investiert, verteilt auf mehrere Jahre.",
        "mehr als {m} Millionen Euro",
        "investiert",
        "„{quote}“, sagte {person}, die das Haus führt.",
        "Wir bauen, was unsere Kunden morgen brauchen, und lassen uns Zeit für Nummer {n}",
        (
            "Der Markt hat sich stark verändert, seit die letzte der alten Mühlen ihre Tore schloss.",
            "Auf der Messe wollte niemand über Preise reden und noch weniger über das Wetter.",
            "Beobachter der Branche sprechen bisher von einem ruhigen Jahr ohne große Überraschungen.",
        ),
    ),
    Language(
        "es",
        "{a} posee {percent} de {b}, según consta en el registro.",
        "alrededor del {p}%",
        "posee",
        "{a} ha invertido {amount} en {b} a lo largo de los años.",
        "más de {m} millones de euros",
        "invertido",
        "«{quote}», dijo {person}, que dirige la casa.",
        "Construimos lo que nuestros clientes necesitarán mañana y nos tomamos tiempo para el número {n}",
        (
            "El mercado ha cambiado mucho desde que la última de las viejas fábricas cerró sus puertas.",
            "En la feria nadie quería hablar de precios, y menos todavía del tiempo que hacía.",
            "Los analistas que siguen el sector hablan por ahora de un año tranquilo y sin sorpresas.",
        ),
    ),
)


@dataclass(slots=True)
class _Writer:
    """Writes articles and remembers the stakes told so far, so that later ones can agree or disagree."""

    random: random.Random
    companies: list[tuple[str, str]]
    told: list[tuple[str, int, int, int]] = field(default_factory=list)
    # Rows of the article in work: it tells none of them twice.
    here: set[str] = field(default_factory=set)

    def article(self, number: int) -> tuple[str, str]:
        """The text of an article and its claims file."""
        language = self.random.choice(LANGUAGES)
        sentences, claims = [], []
        self.here = set()
        for fact in range(4):
            sentence, claim = self._stake(number, fact, language) if fact % 2 else self._money(number, fact, language)
            sentences += [sentence, *self.random.sample(language.filler, 2)]
            claims.append(claim)
        sentence, claim = self._quote(number, language)
        text = " ".join([*sentences, sentence]) + "\n"
        return text, "\n".join([self._source(number, language, text), *claims, claim])

    def _source(self, number: int, language: Language, text: str) -> str:
        day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        lines = [f'id = "a{number}"', f'text = "a{number}.txt"', f'sha256 = "{digest}"', f'language = "{language.tag}"']
        return "\n".join(["[source]", *lines, f'published_on = "{day}"', ""])

    def _stake(self, number: int, fact: int, language: Language) -> tuple[str, str]:
        again = self.random.choice(self.told) if self.told and self.random.random() < AGAIN else None
        if again is not None and again[0] not in self.here:
            row, first, second, share = again
            share += self.random.choice((0, 0, 1))
            head = f'about = "{row}"'
        else:
            first, second = self.random.sample(range(len(self.companies)), 2)
            row, share = f"stake-{number}-{fact}", self.random.randrange(2, 90)
            self.told.append((row, first, second, share))
            head = f'id = "{row}"'
        self.here.add(row)
        percent = language.percent.format(p=share)
        (_, a), (_, b) = self.companies[first], self.companies[second]
        sentence = language.stake.format(a=a, b=b, percent=percent)
        interest = f'interest = {{ value = "shareholding", passage = {_quoted(language.holds)} }}'
        cells = [
            f"holder_id = {_quoted(a)}",
            f"company_id = {_quoted(b)}",
            interest,
            f"share_percent = {_quoted(percent)}",
        ]
        return sentence, "\n".join(["[[stakes]]", head, f"within = {_quoted(sentence)}", *cells, ""])

    def _money(self, number: int, fact: int, language: Language) -> tuple[str, str]:
        (_, a), (_, b) = self.random.sample(self.companies, 2)
        amount = language.amount.format(m=self.random.randrange(2, 900))
        sentence = language.money.format(a=a, b=b, amount=amount)
        judged = f"passage = {_quoted(language.invests)} }}"
        cells = [
            f"investor_id = {_quoted(a)}",
            f"investee_id = {_quoted(b)}",
            f'kind = {{ value = "funding", {judged}',
            f"amount = {_quoted(amount)}",
            f'amount_scope = {{ value = "cumulative", {judged}',
        ]
        head = f'id = "money-{number}-{fact}"'
        return sentence, "\n".join(["[[investments]]", head, f"within = {_quoted(sentence)}", *cells, ""])

    def _quote(self, number: int, language: Language) -> tuple[str, str]:
        quote = language.quote.format(n=number)
        person = f"{self.random.choice(ONSETS)}a {self.random.choice(ONSETS)}{self.random.choice(ENDINGS)}"
        sentence = language.said.format(quote=quote, person=person)
        cells = [f"text = {_quoted(quote)}", f"speaker_name = {_quoted(person)}"]
        named = f'speaker_kind = {{ value = "named", passage = {_quoted(person)} }}'
        head = f'id = "quote-{number}"'
        return sentence, "\n".join(["[[quotes]]", head, f"within = {_quoted(sentence)}", *cells, named, ""])


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _companies(count: int, source: random.Random) -> Iterator[tuple[str, str]]:
    seen = set()
    while len(seen) < count:
        name = f"{source.choice(ONSETS)}{source.choice(ENDINGS)}{source.choice(ENDINGS)} {source.choice(LINES)}"
        if name not in seen:
            seen.add(name)
            yield name.lower().replace(" ", "-"), name


def make_corpus(path: Path, articles: int) -> int:
    """Write the texts of `articles` articles as a Parquet file for `footnoted extract --corpus`; their bytes."""
    source = random.Random(articles)  # noqa: S311 - nothing here is secret
    writer = _Writer(source, list(_companies(max(50, articles // 10), source)))
    size = 0
    with pq.ParquetWriter(path, pa.schema([("id", pa.string()), ("text", pa.string())])) as file:
        for start in range(0, articles, _ROWS):
            numbers = range(start, min(start + _ROWS, articles))
            texts = [writer.article(number)[0] for number in numbers]
            size += sum(len(text.encode()) for text in texts)
            file.write_table(pa.table({"id": [f"a{number}" for number in numbers], "text": texts}))
    return size


def make_dataset(folder: Path, articles: int) -> None:
    """Write a dataset of `articles` articles into `folder`, with this repository's schemas."""
    source = random.Random(articles)  # noqa: S311 - nothing here is secret
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    for name in ("datapackage.json", "LICENSE-DATA.md"):
        shutil.copy(ROOT / name, folder / name)
    companies = list(_companies(max(50, articles // 10), source))
    entries = (f'[[companies]]\nid = "{row}"\nname = "{name}"\n' for row, name in companies)
    (seeds / "companies.toml").write_text("\n".join(entries), "utf-8")
    writer = _Writer(source, companies)
    for number in range(articles):
        text, claims = writer.article(number)
        (seeds / f"a{number}.txt").write_text(text, "utf-8")
        (seeds / f"a{number}.toml").write_text(claims, "utf-8")
