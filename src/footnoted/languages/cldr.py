"""Generate the data that CLDR knows better than we do: `python -m footnoted.languages.cldr [--check]`.

Currencies with their minor units, signs and names, the marks of each region, the names of units of power and of
months, as JSON files in `generated/`. Without `--check` it writes them; with it, it raises `LanguageError` where a
committed file differs from what the installed babel gives. babel is needed here and nowhere else.

Source: Unicode CLDR (Unicode License v3), through babel.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.core import get_global
from babel.numbers import get_currency_precision

from footnoted.errors import LanguageError

__all__ = ["generate", "main"]

FOLDER = Path(__file__).parent
GENERATED = FOLDER / "generated"
REGION_LETTERS = 2
"""Length of an ISO 3166-1 alpha-2 code; longer ones (419, 001) are groups of countries."""


def main(arguments: list[str]) -> None:
    """Write the generated files, or with `--check` compare them and raise `LanguageError` where one differs."""
    drifted = []
    for name, text in generate().items():
        path = GENERATED / name
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.is_file() or path.read_text("utf-8") != text:
            drifted.append(name)
    if drifted:
        raise LanguageError(f"not what CLDR says: {', '.join(drifted)}", "run python -m footnoted.languages.cldr")


def generate() -> dict[str, str]:
    """The text of each generated file by its name."""
    languages = sorted(path.stem for path in FOLDER.glob("??.toml"))
    files = {f"{language}.json": _language(language) for language in languages}
    files["currencies.json"] = _currencies()
    return {name: _one_entry_a_line(data) for name, data in files.items()}


def _one_entry_a_line(data: dict[str, dict[str, Any]]) -> str:
    lines = []
    for section, entries in sorted(data.items()):
        rows = (f"  {json.dumps(key)}: {json.dumps(entries[key], ensure_ascii=False)}" for key in sorted(entries))
        lines.append(f"{json.dumps(section)}: {{\n" + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _currencies() -> dict[str, dict[str, Any]]:
    return {
        "digits": {code: get_currency_precision(code) for code in _codes()},
        "tender": dict.fromkeys(sorted(_tender()), True),
        "regions": dict(_regions()),
        "signs": dict(_signs(Locale("en"))),
        "dollar_signs": dict.fromkeys(sorted(_dollar_signs()), True),
    }


def _dollar_signs() -> set[str]:
    """The currencies that some region writes with "$" alone: their code may stand before it ("MXN$")."""
    own = dict(_regions())
    regions = {identifier: identifier.split("_")[-1] for identifier in localedata.locale_identifiers()}
    currencies = {identifier: own[region] for identifier, region in regions.items() if region in own}
    return {code for name, code in currencies.items() if Locale.parse(name).currency_symbols.get(code) == "$"}


def _codes() -> list[str]:
    """The codes of all currencies, past ones too, but not those of metals, funds and tests, which begin with X."""
    tender = _tender()
    return sorted(code for code in map(str, Locale("en").currencies) if not code.startswith("X") or code in tender)


def _tender() -> set[str]:
    """The currencies that are legal tender somewhere now."""
    histories = get_global("territory_currencies").values()
    return {str(code) for history in histories for code, _, end, tender in history if tender and end is None}


def _regions() -> Iterator[tuple[str, str]]:
    """Each region's own currency: the one that is tender there now, the latest of several."""
    for region, history in sorted(get_global("territory_currencies").items()):
        now = [(start or (), code) for code, start, end, tender in history if tender and end is None]
        if len(region) == REGION_LETTERS and now:
            yield region, max(now)[1]


def _language(language: str) -> dict[str, dict[str, Any]]:
    locale = Locale(language)
    locales = dict(_regional_locales(language))
    return {
        "names": {code: names for code in _codes() if (names := _names(locale, code))},
        "marks": {region: _marks(regional) for region, regional in locales.items()},
        "region_signs": dict(_region_signs(locales)),
        "date_order": {region: _date_order(regional) for region, regional in locales.items()},
        "power": {unit: _unit_forms(locale, f"power-{unit}") for unit in ("watt", "kilowatt", "megawatt", "gigawatt")},
        "months": {str(month): _month_forms(locale, month) for month in range(1, 13)},
    }


def _names(locale: Locale, code: str) -> list[str]:
    """The names of a currency in every number; those with years or brackets nobody writes in a sentence."""
    names = {locale.currencies.get(code, "")} | {
        str(name)
        for name in locale._data["currency_names_plural"].get(code, {}).values()  # noqa: SLF001
    }
    plain = {name.removeprefix("de ") for name in names if name and name != code}
    return sorted(name for name in plain if not any(mark in name for mark in "()0123456789"))


def _signs(locale: Locale) -> Iterator[tuple[str, str]]:
    """The signs that stand for one currency alone ("CA$", "€"), with its code."""
    for code, sign in sorted(locale.currency_symbols.items()):
        if sign and sign != code and code in _tender() and any(not letter.isalnum() for letter in sign):
            yield sign, code


def _regional_locales(language: str) -> Iterator[tuple[str, Locale]]:
    for identifier in sorted(localedata.locale_identifiers()):
        parts = identifier.split("_")
        if parts[0] == language and len(parts) == REGION_LETTERS and len(parts[1]) in (2, 3):
            yield parts[1], Locale.parse(identifier)


def _marks(locale: Locale) -> dict[str, str]:
    return {"decimal": locale.number_symbols["latn"]["decimal"]}


def _region_signs(locales: dict[str, Locale]) -> Iterator[tuple[str, str]]:
    """The sign that a region writes for its own currency, where that is no code."""
    own = dict(_regions())
    for region, locale in locales.items():
        code = own.get(region)
        sign = locale.currency_symbols.get(code) if code else None
        if sign and sign != code:
            yield region, sign


def _date_order(locale: Locale) -> str:
    """The order of year, month and day in the region's short dates: "dmy", "mdy" or "ymd"."""
    pattern = locale.date_formats["short"].pattern.lower()
    return "".join(sorted("dmy", key=pattern.index))


def _unit_forms(locale: Locale, unit: str) -> list[str]:
    """A unit's words and symbol, as they stand behind a number."""
    forms = set()
    for length in ("long", "short"):
        for pattern in locale._data["unit_patterns"][unit][length].values():  # noqa: SLF001
            if isinstance(pattern, str) and "{0}" in pattern:
                forms.add(pattern.replace("{0}", "").strip().removeprefix("de "))
    return sorted(forms)


def _month_forms(locale: Locale, month: int) -> list[str]:
    return sorted(
        {
            locale.months[context][width][month]
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        }
    )


if __name__ == "__main__":
    main(sys.argv[1:])
