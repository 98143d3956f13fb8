"""What every language's data must have: the same sections and lists, and an example that a test runs for each of them.

Entries with an example of their own are run elsewhere: quantities, hedges and dates by test_languages, abbreviations by
test_segments, places by test_places, cues of vocabularies by test_schemas. Lists of single words are shown by short
texts: those of tests/data for the languages that the pack itself knows, those of its own file for any other language.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from footnoted.extract.lexicon import Bag
from footnoted.extract.pack import load_pack
from footnoted.extract.words import words_of
from footnoted.language_files import pack_words, sections
from footnoted.languages import available, document

DATA = Path(__file__).parent / "data"
SHORT_TEXTS = ("extract-deals", "extract-names", "extract-sites", "extract-articles")
SECTIONS = {
    "marks": {"decimal"},
    "numbers": {"words", "articles", "scales", "points", "fractions", "tails", "signs", "share_of", "not_share"},
    "hedges": {"before", "behind", "fillers"},
    "ranges": {"openers", "connectors", "coordinators", "origins"},
    "currencies": {"words", "minor", "minor_joiners", "code_words", "prefixes"},
    "units": {"percent", "power", "refused"},
    "dates": {"months", "cues", "ordinals", "order"},
    "segments": {
        *("function_words", "conjunctions", "genitive_endings", "ordinal_full_stop", "abbreviations"),
        *("elided", "enclitics"),
    },
    "places": {"names", "spelling"},
    "quotations": {"says"},
}
"""What each section has in every language; what only some languages need, such as `compounds`, may be added."""

MAY_LACK = {"verbs": {"borrow", "enter", "worth"}, "nouns": {"enter"}}
"""Frames that a language may well have no verb, or no noun, for."""

SHOWN_ELSEWHERE = {
    "verb_final": "a switch: whether verbs stand at the end of a clause",
    "town_regions": "codes of regions, and no words",
    "calendar": "names of months and days, which are none of anything",
    "not_names": "what is no name: its effect is that nothing is found",
    "common_nouns": "what is no name: its effect is that nothing is found",
    "openers": "words at the start of a sentence: their effect is that nothing is found",
}
"""Lists that no short text need show, and why."""


@cache
def pack(language: str) -> dict[str, Any]:
    """What the pack of deals has in the words of a language, in its own file or in the language's."""
    whole = tomllib.loads(files("footnoted.extract").joinpath("packs", "deals.toml").read_text("utf-8"))
    return dict(whole.get(language) or pack_words(language, "deals"))


@cache
def texts(language: str) -> tuple[str, ...]:
    """The short texts in a language of which a test says what the extractor finds in them."""
    listed = [
        case
        for name in SHORT_TEXTS
        for cases in tomllib.loads((DATA / f"{name}.toml").read_text("utf-8")).values()
        for case in cases
        if case["language"] == language
    ]
    brought = (*pack(language).get("examples", ()), *sections(language)["mentions"].get("examples", ()))
    return tuple(case["text"] for case in (*listed, *brought))


def shows(language: str, forms: list[str], *, ends: bool) -> bool:
    """Whether one of the texts has one of the forms, or a word that `ends` with one."""
    bag = Bag(forms)
    for text in texts(language):
        low = words_of(document(text, language)).low
        if ends and any(word.endswith(tuple(form.lower() for form in forms)) for word in low):
            return True
        phrases = (
            joint.join(low[at : at + length])
            for at in range(len(low))
            for length in range(1, bag.longest + 1)
            for joint in (" ", "")
        )
        if any(phrase in bag for phrase in phrases):
            return True
    return False


def lists(data: dict[str, Any]) -> dict[str, list[str]]:
    """The lists of words of a section."""
    return {
        name: forms for name, forms in data.items() if isinstance(forms, list) and forms and isinstance(forms[0], str)
    }


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_there_and_has_its_lists(language: str, section: str) -> None:
    """A language lacks no section, and no list that every language needs."""
    assert SECTIONS[section] - sections(language)[section].keys() == set()


@pytest.mark.parametrize("language", available())
def test_names_and_deals_have_the_same_lists_in_each_language(language: str) -> None:
    """What one language tells of names, speakers, sites and deals every other one tells too, be it that it has none."""
    everywhere = set().union(*(sections(other)["mentions"] for other in available()))
    assert everywhere - {"town_regions", "examples"} - sections(language)["mentions"].keys() == set()
    wanted = set().union(*(pack(other) for other in available())) - {"examples", "cues"}
    assert wanted - pack(language).keys() == set()
    for words, may_lack in MAY_LACK.items():
        frames = set().union(*(pack(other)[words] for other in available()))
        assert frames - pack(language)[words].keys() <= may_lack


def test_page_names_every_list_and_no_other() -> None:
    """What a new language must bring stands on the page that tells how to add one, under the names of the files."""
    page = Path(__file__).parents[1].joinpath("docs", "how-to", "add-a-language.md").read_text("utf-8")
    told = page.partition("## 5. Every list")[2].partition("## 6. ")[0]
    named = {"mentions": told.partition("`[packs.deals]`")[0], "deals": told.partition("`[packs.deals]`")[2]}
    wanted = {
        "mentions": set().union(*(sections(tag)["mentions"] for tag in available())),
        "deals": set().union(*(pack(tag) for tag in available())),
    }
    for part, lists_of in wanted.items():
        assert set(re.findall(r"`([a-z_]+)`", named[part])) - {"mentions"} == lists_of - {"examples"}


@pytest.mark.parametrize("language", available())
def test_each_list_is_shown_by_a_text(language: str) -> None:
    """Of every list at least one word stands in a short text of which a test says what it yields."""
    told = lists(sections(language)["mentions"]) | lists(pack(language))
    wanted = {name: forms for name, forms in told.items() if name not in SHOWN_ELSEWHERE}
    hidden = {name for name, forms in wanted.items() if not shows(language, forms, ends=name.endswith("_endings"))}
    assert hidden == set()


@pytest.mark.parametrize("language", available())
def test_each_frame_is_called_up_by_a_text(language: str) -> None:
    """Every kind of event that a language has words for is called up in a text of which a test says what it yields."""
    own = load_pack("deals", language)
    assert own is not None
    called: set[str] = set()
    for text in texts(language):
        low = words_of(document(text, language)).low
        called |= {trigger.frame.name for at in range(len(low)) for trigger in own.at(low, at, len(low))}
    assert {*pack(language)["verbs"], *pack(language)["nouns"]} - called == set()


@pytest.mark.parametrize("language", available())
def test_examples_call_up_the_frames_that_they_name(language: str) -> None:
    """An example that a language brings for a kind of event has words that call it up."""
    own = load_pack("deals", language)
    assert own is not None
    for example in pack(language).get("examples", ()):
        low = words_of(document(example["text"], language)).low
        called = {trigger.frame.name for at in range(len(low)) for trigger in own.at(low, at, len(low))}
        assert set(example["frames"]) <= called, example["text"]
