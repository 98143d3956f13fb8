"""The stages before any row is drafted, each against a gold of its own: sentences, quantities, quotations, names.

Sentences and quantities are those that `gold/stages.toml` marks by hand in four articles; on quantities
recognizers-text and quantulum3 read the same articles, as far as they know the language. Quotations and company names
are those of the newsroom's claims files: what stands in quotation marks and nobody said (titles, irony) counts as
wrong, and of names only is told how many of the claimed companies are found at all, of whatever kind, since claims
files list no other names.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from measure import ROOT

from footnoted import languages, readers
from footnoted.claims import Claim, Source
from footnoted.extract.entities import entities
from footnoted.extract.runs import runs

__all__ = ["GOLD", "found_names", "marked", "quotations", "sentence_starts"]

GOLD = tomllib.loads(Path(__file__).with_name("gold").joinpath("stages.toml").read_text("utf-8"))["articles"]
CULTURES = {"es": "es-es", "en": "en-us"}
MEGAWATTS = {"watt": 1e-6, "kilowatt": 1e-3, "megawatt": 1.0, "gigawatt": 1e3}
HUNDREDTHS = {"Pence", "Penny", "Cent"}

Figures = Counter[tuple[str, str]]
"""Kinds and values of quantities, as often as they are told."""


def marked() -> Iterator[tuple[str, str, Counter[str]]]:
    """Stage, who reads, and what is right, wrong and missing, over the marked articles."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for article in GOLD:
        text = (ROOT / "examples" / "newsroom" / "seeds" / f"{article['id']}.txt").read_text("utf-8")
        tag = article["id"][:2]
        document = languages.document(text, tag)
        ours = Counter(span.start for span in document.sentences)
        add(counts, "sentences", "footnoted", compared(ours, Counter(sentence_starts(article, text))))
        gold = figures((kind, value) for kind in ("money", "percent", "power") for value in article[kind])
        add(counts, "quantities", "footnoted", compared(figures(read(document)), gold))
        add(counts, f"quantities, {tag}", "footnoted", compared(figures(read(document)), gold))
        for name, told in peers(tag).items():
            known = Counter({key: n for key, n in gold.items() if key[0] != "power" or name == "quantulum3"})
            add(counts, f"quantities, {tag}", name, compared(figures(told(text)), known))
    yield from ((stage, who, count) for (stage, who), count in counts.items())


def add(counts: dict[tuple[str, str], Counter[str]], stage: str, who: str, count: Counter[str]) -> None:
    """Note what one article gives."""
    counts[stage, who] = counts.get((stage, who), Counter()) + count


def sentence_starts(article: dict[str, list[str]], text: str) -> Iterator[int]:
    """Where the marked sentences begin; each is looked for behind the one before."""
    at = -1
    for words in article["sentences"]:
        at = text.index(words, at + 1)
        yield at


def compared(ours: Counter, gold: Counter) -> Counter[str]:  # type: ignore[type-arg]  # of offsets, of figures, of words
    """How many are right, wrong and missing."""
    return Counter(right=(ours & gold).total(), wrong=(ours - gold).total(), missing=(gold - ours).total())


def figures(told: Iterable[tuple[str, float]]) -> Figures:
    """Quantities in a form in which two that are told alike are equal."""
    return Counter((kind, f"{float(value):.6g}") for kind, value in told)


def read(document: languages.Document) -> Iterator[tuple[str, float]]:
    """What our readers see."""
    for reading in readers.quantities(document):
        yield reading.reader, float(str(reading.values["value"]))


def peers(tag: str) -> dict[str, Callable[[str], Iterator[tuple[str, float]]]]:
    """The peers that read the language of `tag`."""
    found = {"recognizers-text": lambda text: recognised(text, CULTURES[tag])} if tag in CULTURES else {}
    return found | ({"quantulum3": quantified} if tag == "en" else {})


def recognised(text: str, culture: str) -> Iterator[tuple[str, float]]:
    """Currencies and percentages as recognizers-text reads them."""
    # Imported here: the list of benchmarks must not need the peers.
    from recognizers_number import recognize_percentage  # noqa: PLC0415
    from recognizers_number_with_unit import recognize_currency  # noqa: PLC0415

    for one in recognize_currency(text, culture):
        if one.resolution and one.resolution.get("value"):
            value = float(one.resolution["value"])
            yield "money", value / 100 if one.resolution.get("unit") in HUNDREDTHS else value
    for one in recognize_percentage(text, culture):
        if one.resolution and one.resolution.get("value"):
            yield "percent", float(one.resolution["value"].rstrip("%"))


def quantified(text: str) -> Iterator[tuple[str, float]]:
    """Money, percentages and power as quantulum3 reads them."""
    from quantulum3 import parser  # noqa: PLC0415

    for one in parser.parse(text):
        if one.unit.entity.name == "currency":
            yield "money", one.value / 100 if one.unit.name in {"cent", "penny"} else one.value
        elif one.unit.name == "percentage":
            yield "percent", one.value
        elif one.unit.name in MEGAWATTS:
            yield "power", one.value * MEGAWATTS[one.unit.name]


def quotations(source: Source, claims: Iterable[Claim]) -> Counter[str]:
    """Words in quotation marks against the quotes that people claimed, a stop at their end aside."""
    gold = Counter(
        str(cell.value).rstrip(".,")
        for claim in claims
        for cell in claim.cells
        if (claim.table, cell.column) == ("quotes", "text")
    )
    document = languages.document(source.text, source.language)
    return compared(Counter(str(one.values["text"]).rstrip(".,") for one in readers.quotations(document)), gold)


def found_names(source: Source) -> frozenset[str]:
    """Every name that the stage of names finds in an article, of whatever kind."""
    document = languages.document(source.text, source.language)
    return frozenset(name for entity in entities(document, runs(document)) for name in entity.names)
