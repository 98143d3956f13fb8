"""Generate the names of countries and regions: `python -m footnoted.languages.territories [--check] [--cldr FOLDER]`.

Countries are those of ISO 3166-1, named by CLDR; regions those of ISO 3166-2, named by CLDR in each language and by
ISO in their own. `territories.toml` says what is left out and which of two namesakes is meant, a language's own file
how its names are spelled. FOLDER is CLDR's folder `common` (the default is where Debian's package unicode-cldr-core has
it). Written is `generated/places.json`: name -> codes, or by language where they differ ("*" is for all others). With
`--check` nothing is written, and `LanguageError` is raised where the committed file differs. babel and pycountry are
needed here and nowhere else.

Beside it `generated/place_titles.json` is written: code -> the name under which pages show it.

Sources: Unicode CLDR (Unicode License v3), through babel for countries and as XML for regions; ISO 3166-2 through
pycountry (LGPL 2.1).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pycountry
import tomli
from babel import Locale

from footnoted.errors import LanguageError
from footnoted.language_files import available, sections

__all__ = ["generate", "main", "titles"]

FOLDER = Path(__file__).parent
GENERATED = FOLDER / "generated"
CLDR = Path("/usr/share/unicode/cldr/common")

_COUNTRY_LETTERS = 2
_LONGEST_ARTICLE = 3
_NAME = re.compile(r"[^\W\d_][\w'’ .–-]*[\w.]")

Names = dict[str, set[str]]


def main(arguments: list[str]) -> None:
    """Write the generated files, or with `--check` compare them and raise `LanguageError` where one differs."""
    folder = Path(arguments[arguments.index("--cldr") + 1]) if "--cldr" in arguments else CLDR
    for name, text in (("places.json", generate(folder)), ("place_titles.json", titles(folder))):
        path = GENERATED / name
        if "--check" not in arguments:
            GENERATED.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.is_file() or path.read_text("utf-8") != text:
            raise LanguageError(f"not what CLDR and ISO say: {name}", f"run python -m {__spec__.name}")


def generate(cldr: Path = CLDR) -> str:
    """The text of `places.json`, from CLDR's folder `common` and the installed babel and pycountry."""
    settings = tomli.loads((FOLDER / "territories.toml").read_text("utf-8"))
    regions = _regions(settings)
    names = {language: _names(language, regions, settings, cldr) for language in available()}
    own = _own_names(regions, settings)
    left_out = {*settings["not_names"], *_words(available())}
    everything = sorted({name for of in (*names.values(), own) for name in of} - left_out)
    entries = ((name, _by_language(name, names, own, _Choice(regions, settings))) for name in everything)
    lines = [f"{_json(name)}: {_json(codes)}" for name, codes in entries if codes and _may_be_name(name, settings)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def titles(cldr: Path = CLDR) -> str:
    """The text of `place_titles.json`: CLDR's name of each country and region, or ISO's where CLDR has none."""
    settings = tomli.loads((FOLDER / "territories.toml").read_text("utf-8"))
    language, regions = settings["titles"], _regions(settings)
    territories = Locale(language).territories
    named = {code: _own_name(entry.name) for code, entry in regions.items()}
    named |= {code: _unmarked(name) for code, name in _subdivisions(cldr, language, regions, settings)}
    named |= {entry.alpha_2: territories.get(entry.alpha_2, entry.name) for entry in pycountry.countries}
    return "{\n" + ",\n".join(f"{_json(code)}: {_json(named[code])}" for code in sorted(named)) + "\n}\n"


def _words(languages: Iterable[str]) -> Iterator[str]:
    """The names that are words of one of the `languages` before they are regions."""
    for language in languages:
        yield from sections(language)["places"].get("not_names", ())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _regions(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The subdivisions of ISO 3166-2 that are regions, by code."""

    def is_town(entry: Any) -> bool:  # noqa: ANN401  # pycountry is published without types
        if entry.type in settings["inner_towns"] and entry.parent_code:
            return True
        return entry.type in settings["towns"] and entry.country_code not in settings["towns_except"]

    return {entry.code: entry for entry in pycountry.subdivisions if not is_town(entry)}


def _names(language: str, regions: Mapping[str, Any], settings: Mapping[str, Any], cldr: Path) -> Names:
    """What CLDR calls countries and regions in `language`, as people write it: name -> codes."""
    spelling = sections(language)["places"]["spelling"]
    found: Names = defaultdict(set)
    territories = Locale(language).territories
    for code in sorted({entry.alpha_2 for entry in pycountry.countries} & territories.keys()):
        # "Myanmar (Birmania)" has two names, "Hong Kong (China)" has one.
        parts = territories[code].removesuffix(")").split("(")
        for part in parts if len(parts) > 1 and ")" not in parts[1] else [territories[code]]:
            if part == territories[code] or part not in territories.values():
                for spelled in _spelled(part, spelling):
                    found[spelled].add(code)
    for code, name in _subdivisions(cldr, language, regions, settings):
        for spelled in _spelled(name, spelling):
            found[spelled].add(settings["countries"].get(code, code))
    return found


def _subdivisions(
    cldr: Path, language: str, regions: Mapping[str, Any], settings: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Code and name of each region that CLDR names in `language`."""
    for element in ET.parse(cldr / "subdivisions" / f"{language}.xml").iter("subdivision"):  # noqa: S314  # CLDR's own
        key = element.attrib["type"].upper()
        code = f"{key[:_COUNTRY_LETTERS]}-{key[_COUNTRY_LETTERS:]}"
        if code in regions and key[:_COUNTRY_LETTERS] not in settings["renumbered"]:
            yield code, element.text or ""


def _spelled(name: str, spelling: Mapping[str, Any]) -> Iterator[str]:
    """The forms of a name: without the word for its kind and what stands in brackets, with "&" spelled out."""
    plain = re.sub(r"\s*\([^)]*\)", "", _unmarked(name))
    for kind in sorted(spelling["before"], key=len, reverse=True):
        if plain.casefold().startswith(kind.casefold() + " "):
            plain = plain[len(kind) + 1 :]
            break
    for kind in spelling["behind"]:
        plain = plain.removesuffix(f" {kind}")
    plain = plain.replace("&", spelling["and"])
    yield from {plain, plain.replace("’", "'"), plain.replace("–", "-")}


def _unmarked(name: str) -> str:
    """A name without the signs by which CLDR tells namesakes apart."""
    return unicodedata.normalize("NFC", name).strip("²† ")


def _own_names(regions: Mapping[str, Any], settings: Mapping[str, Any]) -> Names:
    """What ISO 3166-2 calls regions in their own languages, without what stands behind a comma or in brackets."""
    found: Names = defaultdict(set)
    for code, entry in regions.items():
        found[_own_name(entry.name)].add(settings["countries"].get(code, code))
    return found


def _own_name(name: str) -> str:
    name, _, behind = re.split(r"\s*[(\[]", unicodedata.normalize("NFC", name))[0].partition(", ")
    # "Palmas, Las" is "Las Palmas"; "Asturias, Principado de" is "Asturias".
    return f"{behind} {name}" if 0 < len(behind) <= _LONGEST_ARTICLE else name


class _Choice:
    """Which of several codes of one name are meant."""

    def __init__(self, regions: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
        self._regions = regions
        self._prefer = frozenset(settings["prefer"])

    def of(self, codes: set[str]) -> str:
        """A region gives way to its country and to the region it lies in, any code to a preferred one."""
        outer = {code for code in codes if not (self._around(code) & codes)}
        return " ".join(sorted(outer & self._prefer or outer))

    def _around(self, code: str) -> set[str]:
        if len(code) == _COUNTRY_LETTERS:
            return set()
        entry = self._regions[code]
        return {entry.country_code, entry.parent_code}


def _by_language(name: str, names: Mapping[str, Names], own: Names, choice: _Choice) -> str | dict[str, str]:
    """The codes of `name` in each language that has it, and for the others ("*") those of all that have it."""
    local = own.get(name, set())
    everywhere = local.union(*(found.get(name, set()) for found in names.values()))
    of = {}
    for language, found in names.items():
        if name in found:
            # "México" is the country in German too, although German has another word for it.
            countries = {code[:_COUNTRY_LETTERS] for code in found[name] | local}
            of[language] = choice.of(found[name] | local | (countries & everywhere))
    anywhere = choice.of(everywhere)
    return anywhere if set(of.values()) <= {anywhere} else {**of, "*": anywhere}


def _may_be_name(name: str, settings: Mapping[str, Any]) -> bool:
    if not _NAME.fullmatch(name) or name[0].islower():
        return False
    return len(name) >= settings["shortest"] or name in settings["short"]


if __name__ == "__main__":
    main(sys.argv[1:])
