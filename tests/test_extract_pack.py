"""The frames of the pack in the words of each language: inflected forms, particles, prepositions."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from footnoted.extract.pack import Pack, load_pack

LANGUAGES = ("de", "en", "es")


def pack(tag: str) -> Pack:
    """The pack of deals in one language."""
    found = load_pack("deals", tag)
    assert found is not None
    return found


def frames(tag: str, words: str) -> set[tuple[str, str]]:
    """Frame and tenses of the triggers that begin with the first word."""
    small = words.lower().split()
    return {(one.frame.name, " ".join(sorted(one.tenses))) for one in pack(tag).at(small, 0, len(small))}


@pytest.mark.parametrize(
    ("tag", "words", "expected"),
    [
        ("es", "compró", ("acquire", "past")),
        ("es", "comprará", ("acquire", "future")),
        ("es", "compraría", ("acquire", "conditional")),
        ("es", "se hizo con", ("acquire", "past")),
        ("de", "übernommen", ("acquire", "participle")),
        ("de", "kaufte", ("acquire", "past")),
        ("de", "steigt bei ein", ("enter", "present")),
        ("de", "einsteigt", ("enter", "present")),
        ("en", "acquires", ("acquire", "present")),
        ("en", "took over", ("acquire", "past")),
        ("en", "led", ("lead", "participle past")),
    ],
)
def test_verbs_are_inflected(tag: str, words: str, expected: tuple[str, str]) -> None:
    """A regular verb has the forms of its class, an irregular one those it lists; a separable one both orders."""
    assert expected in frames(tag, words)


def test_compounds_end_like_their_noun() -> None:
    """A noun with a star stands for all compounds that end so, and for none of its own beginning."""
    assert ("loan", "") in frames("de", "Überbrückungskredit")
    assert frames("de", "Kreditkarte") == set()


def test_longest_form_wins() -> None:
    """A longer form hides the shorter ones that it begins with."""
    assert frames("en", "Series B funding round") == {("round", "")}
    assert [len(one.words) for one in pack("en").at(["series", "b", "funding", "round"], 0, 4)] == [4]


@pytest.mark.parametrize(
    ("tag", "word", "marks"),
    [
        ("en", "by", {"by"}),
        ("de", "von", {"by", "of", "from"}),
        ("de", "den", {"object"}),
        ("es", "al", {"to", "object", "for"}),
    ],
)
def test_prepositions_have_all_their_meanings(tag: str, word: str, marks: set[str]) -> None:
    """A preposition or an article marks every role that it may mark."""
    assert pack(tag).markers[word] == marks


def test_unknown_languages_and_packs_are_none() -> None:
    """A language without a part in the pack, or a pack that is not there, gives nothing."""
    assert load_pack("deals", "xx") is None
    assert load_pack("birds", "en") is None


def data() -> dict[str, Any]:
    """The pack's file."""
    return tomllib.loads(files("footnoted.extract").joinpath("packs", "deals.toml").read_text("utf-8"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_words_are_of_frames_that_exist(tag: str) -> None:
    """Verbs and nouns belong to frames that the pack declares, and each frame has words in each language."""
    whole = data()
    own = {*whole[tag]["verbs"], *whole[tag]["nouns"]}
    assert own <= whole["frames"].keys()
    assert {"acquire", "sell", "bid", "round", "loan", "note", "grant", "cost", "ally", "hold", "value"} <= own


def test_languages_have_the_same_lists() -> None:
    """Each language has every list of words that the code asks for."""
    lists = [{name for name, forms in data()[tag].items() if isinstance(forms, list)} for tag in LANGUAGES]
    assert lists[0] == lists[1] == lists[2]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_endings_keep_the_stem(tag: str) -> None:
    """Every ending says where the stem stands."""
    endings = data()[tag]["endings"]
    forms = [form for tenses in endings.values() for each in tenses.values() for form in each]
    assert forms
    assert all(len(re.findall("~", form)) == 1 for form in forms)
