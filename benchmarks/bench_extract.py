"""What `footnoted extract` drafts alone, beside what people claimed: by table, field, half of the newsroom, language.

A row of a draft matches one of the people's (each at most one) when its parties and, if present, its figure agree:
companies by a name that both have, or whose words the other one's name begins or ends with; quotes by their words;
valuations by company and amount; stakes by holder, company and per cent; investments by investor, investee and amount
(missing on both sides counts as equal); facilities by name, else by place and operator, or power. A field of a matched
row is right where both say the same; where one of them says nothing, it is wrong. The draft is given the article and
its language alone: no name, id or claim of the dataset.

Rows in brackets are stages before any row is drafted; below the fields stand sentences and quantities of articles that
were marked by hand, beside two peers (extract_stages.py). `python bench_extract.py WORD` also lists what is wrong and
what is missing in the articles whose ids contain WORD; the newsroom's testing half is never listed.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from extract_stages import found_names, marked, quotations
from measure import ROOT, Row

from footnoted.claims import Claim, Loaded, Source, load_claims
from footnoted.extract import Draft, Extractor, draft
from footnoted.parallel import Crew
from footnoted.schema import Dataset, load_dataset
from footnoted.text import SourceText

TABLES = ("companies", "quotes", "speakers", "valuations", "stakes", "investments", "facilities")
FIELDS = {
    "quotes": ("language", "kind", "complete", "speaker_kind", "speaker_name", "speaker_role", "speaker_company_id"),
    "valuations": ("amount_max", "amount_qualifier", "currency", "basis", "as_of", "as_of_text"),
    "stakes": (
        "interest",
        "status",
        "change",
        "share_percent_max",
        "share_qualifier",
        "standing",
        "as_of",
        "as_of_text",
    ),
    "investments": (
        *("kind", "instrument", "conversion", "status", "amount_max", "amount_qualifier", "amount_scope", "currency"),
        *("place", "facility_id", "as_of", "as_of_text"),
    ),
    "facilities": (
        *("name", "kind", "operator_id", "customer_id", "country", "region", "locality", "status"),
        *("power_mw", "power_mw_max", "power_qualifier", "power_basis"),
    ),
}
"""The fields of a row that is found, beside those by which it is found."""
NAMES = "(names)"
Cells = Mapping[str, object]
Names = frozenset[str]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Fact:
    """One row: its cells, with the names of its parties in the place of their ids."""

    table: str
    cells: Cells
    parties: Mapping[str, Names]


def run() -> list[Row]:
    """Score the drafts of both halves of the newsroom and of the seed."""
    counts, fields, speed = scores()
    report(counts, fields)
    for stage, who, count in marked():
        print(f"{stage:<16}  {who:<18}{figures(count)}")
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for (half, language, table), count in counts.items():
        if language == "all" and table in TABLES and table != "speakers":
            totals[f"{half}, {table}"] += count
            totals[f"{half}, all tables"] += count
    rows = [Row(f"{name}", f1(count), "F1") for name, count in sorted(totals.items())]
    return [*rows, Row("articles of 3,000 characters, one core", speed, "a second")]


def report(counts: Mapping[Key, Counter[str]], fields: Mapping[Key, Counter[str]]) -> None:
    """Print rows by half, language and table, and fields by half and field."""
    for key in sorted(counts):
        told = found_at_all(counts[key]) if key[2] == NAMES else figures(counts[key])
        print("  ".join([*(f"{part:<12}" for part in key), told]))
    for half, table, name in sorted(fields):
        count = fields[half, table, name]
        print(f"{half:<12}  {table + '.' + name:<32}  {count['right']:>4} of {count['told']} right")
    for half in sorted({key[0] for key in fields}):
        count = sum((count for key, count in fields.items() if key[0] == half), Counter())
        print(f"{half:<12}  {'all fields of matched rows':<32}  {count['right'] / max(1, count['told']):.3f}")


def scores(listed: str | None = None) -> tuple[dict[Key, Counter[str]], dict[Key, Counter[str]], float]:
    """Right, wrong and missing rows by half, language and table; fields by half, table and field; articles a second."""
    counts: dict[Key, Counter[str]] = defaultdict(Counter)
    fields: dict[Key, Counter[str]] = defaultdict(Counter)
    seconds, characters = 0.0, 0
    for root in (ROOT / "examples" / "newsroom", ROOT):
        dataset = load_dataset(root)
        if not isinstance(dataset, Dataset):
            raise SystemExit(f"{root} cannot be read")
        loaded, extractor = load_claims(dataset, Crew()), Extractor(dataset)
        for source in loaded.sources:
            start = process_time()
            drafted = draft(source.id, SourceText(source.path, source.text, source.sha256), source.language, extractor)
            seconds, characters = seconds + process_time() - start, characters + len(source.text)
            half = "seed" if root == ROOT else half_of(source.id)
            gold = list(claimed(loaded, [claim for claim in loaded.claims if claim.source.id == source.id]))
            own = [claim for claim in loaded.claims if claim.source.id == source.id]
            for language in (source.language[:2], "all"):
                counts[half, language, "(quotations)"] += quotations(source, own)
                counts[half, language, NAMES] += names_found(source, gold)
            for table in TABLES:
                pairs, wrong, missing = compared(table, list(proposed(drafted)), gold)
                count = Counter(right=len(pairs), wrong=len(wrong), missing=len(missing))
                for name, is_right in (told for pair in pairs for told in told_fields(table, *pair)):
                    fields[half, table, name] += Counter(told=1, right=int(is_right))
                    count += Counter(fields=1, fields_right=int(is_right))
                    if listed and listed in source.id and half != "testing" and not is_right:
                        show_field(source.id, table, name, pairs)
                for language in (source.language[:2], "all"):
                    counts[half, language, table] += count
                if listed and listed in source.id and half != "testing":
                    show(source.id, table, wrong, missing)
    return counts, fields, characters / 3000 / seconds


def half_of(source_id: str) -> str:
    """The half that an article belongs to, by the newsroom's plan."""
    return "development" if hashlib.sha256(source_id.encode()).hexdigest()[-1] in "01234567" else "testing"


def names_found(source: Source, gold: Sequence[Fact]) -> Counter[str]:
    """How many of the claimed companies are among the names that are found, of whatever kind."""
    found = found_names(source)
    told = [alike(found, one.parties["id"]) for one in gold if one.table == "company"]
    return Counter(right=sum(told), missing=len(told) - sum(told))


def claimed(loaded: Loaded, claims: Sequence[Claim]) -> Iterator[Fact]:
    """What people claim about one article."""
    names: dict[str, set[str]] = defaultdict(set)
    for alias in loaded.names["companies"].aliases:
        names[alias.id].add(alias.alias)
    seen = set()
    for claim in claims:
        cells = {cell.column: cell.value for cell in claim.cells}
        yield fact(claim.table, cells, names)
        seen |= {str(cells[column]) for column in cells if column.endswith("_id") and column != "facility_id"}
        seen |= {claim.row_id} if claim.table == "companies" else set()
    for company in sorted(seen):
        yield Fact("company", {}, {"id": frozenset(names[company])})


def proposed(drafted: Draft) -> Iterator[Fact]:
    """What the extractor drafts."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in drafted.rows:
        if row.table == "companies":
            names[row.claim["id"]] |= {str(cell.value) for cell in row.cells if cell.column == "name"}
    for row in drafted.rows:
        yield fact(row.table, {cell.column: cell.value for cell in row.cells}, names)
    for company in sorted(names):
        yield Fact("company", {}, {"id": frozenset(names[company])})


def fact(table: str, cells: Cells, names: Mapping[str, set[str]]) -> Fact:
    """A row with the names of its parties."""
    ids = {column: str(value) for column, value in cells.items() if column.endswith("_id") and column != "facility_id"}
    return Fact(table, cells, {column: frozenset(names.get(row, {row})) for column, row in ids.items()})


def told_fields(table: str, ours: Fact, gold: Fact) -> Iterator[tuple[str, bool]]:
    """The fields of a matched row that one of both tells, and whether they tell the same."""
    for name in FIELDS.get(table, ()):
        if name in ours.parties or name in gold.parties:
            yield name, alike(ours.parties.get(name), gold.parties.get(name))
        elif name in ours.cells or name in gold.cells:
            yield name, ours.cells.get(name) == gold.cells.get(name)


def compared(
    table: str, ours: Sequence[Fact], gold: Sequence[Fact]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """The rows of one table that are right, each with the people's, and those that are wrong or missing."""
    kind = {"companies": "company", "speakers": "quotes"}.get(table, table)
    wrong: list[Fact] = []
    missing = [one for one in gold if one.table == kind]
    pairs = []
    for one in (one for one in ours if one.table == kind):
        found = next((other for other in missing if agrees(table, one, other)), None)
        if found:
            missing.remove(found)
            pairs.append((one, found))
        else:
            wrong.append(one)
    return pairs, wrong, missing


def agrees(table: str, one: Fact, other: Fact) -> bool:
    """Whether two rows tell the same fact."""
    equal = lambda *columns: all(one.cells.get(name) == other.cells.get(name) for name in columns)  # noqa: E731
    same = lambda *columns: all(alike(one.parties.get(name), other.parties.get(name)) for name in columns)  # noqa: E731
    alone = {
        "companies": lambda: same("id"),
        "quotes": lambda: words(one) == words(other),
        "speakers": lambda: (
            words(one) == words(other) and equal("speaker_kind", "speaker_name") and same("speaker_company_id")
        ),
        "valuations": lambda: same("company_id") and equal("amount"),
        "stakes": lambda: same("holder_id", "company_id") and equal("share_percent"),
        "investments": lambda: same("investor_id", "investee_id") and equal("amount"),
    }
    if table in alone:
        return alone[table]()
    if one.cells.get("name") and other.cells.get("name"):
        return equal("name")
    near = equal("locality", "country") and same("operator_id")
    return near or ("power_mw" in one.cells and equal("power_mw"))


def words(quote: Fact) -> str:
    """The words of a quote without a stop at their end."""
    return str(quote.cells.get("text", "")).rstrip(".,")


def alike(ours: Names | None, gold: Names | None) -> bool:
    """Whether two parties are one: both missing, or a name of one begins or ends the other's."""
    if not ours or not gold:
        return not ours and not gold
    return any(shares(a, b) for a in ours for b in gold)


def shares(a: str, b: str) -> bool:
    """Whether one name's words begin or end the other's."""
    short, long = sorted((a.split(), b.split()), key=len)
    return long[: len(short)] == short or long[-len(short) :] == short


def f1(count: Counter[str]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * count["right"] / max(1, 2 * count["right"] + count["wrong"] + count["missing"])


def figures(count: Counter[str]) -> str:
    """Precision, recall and F1 in a line."""
    right = count["right"]
    precision, recall = right / max(1, right + count["wrong"]), right / max(1, right + count["missing"])
    told = f"{right} of {right + count['missing']}, {count['wrong']} wrong"
    fields = f"  fields {count['fields_right'] / count['fields']:.2f}" if count["fields"] else ""
    return f"P {precision:.2f}  R {recall:.2f}  F1 {f1(count):.2f}  ({told}){fields}"


def found_at_all(count: Counter[str]) -> str:
    """Recall alone, where nothing tells what is wrong."""
    whole = count["right"] + count["missing"]
    return f"R {count['right'] / max(1, whole):.2f}  ({count['right']} of {whole})"


def show(source_id: str, table: str, wrong: Sequence[Fact], missing: Sequence[Fact]) -> None:
    """List what is wrong and what is missing."""
    for sign, facts in (("wrong  ", wrong), ("missing", missing)):
        for one in facts:
            parties = {column: sorted(names)[:1] for column, names in one.parties.items()}
            told = {k: v for k, v in one.cells.items() if k not in one.parties and k not in {"name_span", "language"}}
            print(f"{source_id} {table} {sign} {parties} {told}"[:330])


def show_field(source_id: str, table: str, name: str, pairs: Sequence[tuple[Fact, Fact]]) -> None:
    """List the rows whose field is wrong, ours first."""
    for ours, gold in pairs:
        told = [one.parties.get(name, one.cells.get(name)) for one in (ours, gold)]
        if told[0] != told[1]:
            print(f"{source_id} {table}.{name}: {told[0]!r} where people say {told[1]!r}"[:330])


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    found, told, _ = scores(sys.argv[1] if len(sys.argv) > 1 else None)
    report({key: count for key, count in found.items() if key[1] == "all"}, told)
