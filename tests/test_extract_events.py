"""Chunks, roles and moods of single sentences: who does what to whom, and how real it is."""

from __future__ import annotations

import re

import pytest

from footnoted import languages
from footnoted.extract.entities import Entity
from footnoted.extract.events import Event, sentences
from footnoted.extract.memory import Memory
from footnoted.extract.moods import Mood
from footnoted.extract.scenes import Scene, scenes
from footnoted.text import Span


def told(text: str, tag: str, *names: str) -> list[Scene]:
    """The scenes of a text whose companies are given."""
    document = languages.document(text, tag)
    spans = {name: tuple(Span(*m.span()) for m in re.finditer(rf"\b{re.escape(name)}\b", text)) for name in names}
    companies = [Entity("company", (name,), found) for name, found in spans.items()]
    return list(scenes(document, Memory(document, companies), "deals"))


def event(text: str, tag: str, frame: str, *names: str) -> Event:
    """The first event of a frame in a text."""
    found = (one for sentence in sentences(told(text, tag, *names)) for one in sentence.events)
    return next(one for one in found if one.frame == frame)


def named(found: tuple[object, ...]) -> list[str]:
    """The names of companies."""
    return [one.entity.name for one in found]  # type: ignore[attr-defined]


def phrases(text: str, tag: str, *names: str) -> dict[str, set[str]]:
    """The marks of each company of a text's first sentence."""
    return {p.meant.entity.name: set(p.marks) for p in told(text, tag, *names)[0].phrases}


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("The round was led by the Dutch fund Alda for Brix.", "en", {"Alda": {"by"}, "Brix": {"for"}}),
        ("Der Anteil der Alda an Brix.", "de", {"Alda": {"of"}, "Brix": {"to", "in"}}),
        ("El precio de la firma Alda en Brix.", "es", {"Alda": {"of", "from"}, "Brix": {"in"}}),
    ],
)
def test_what_stands_before_a_name_marks_its_role(text: str, tag: str, expected: dict[str, set[str]]) -> None:
    """A preposition before the noun phrase of a name tells its role; where articles have cases they do too."""
    assert phrases(text, tag, "Alda", "Brix") == expected


def test_enumerated_names_share_their_role() -> None:
    """What stands before the first of several names that commas and "and" join holds for all."""
    found = phrases("It was financed by Alda, Brix and Corv.", "en", "Alda", "Brix", "Corv")
    assert found == {"Alda": {"by"}, "Brix": {"by"}, "Corv": {"by"}}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Alda acquired Brix.", "en"),
        ("Brix was acquired by Alda.", "en"),
        ("Alda, which makes doors, has bought Brix.", "en"),
        ("Alda hat Brix übernommen.", "de"),
        ("Den Konkurrenten Brix übernahm Alda.", "de"),
        ("Brix wurde von Alda übernommen.", "de"),
        ("Alda compró Brix.", "es"),
        ("Brix fue adquirida por Alda.", "es"),
    ],
)
def test_voice_decides_who_buys(text: str, tag: str) -> None:
    """The buyer is the subject of an active verb and the agent of a passive one, whatever stands first."""
    found = event(text, tag, "acquire", "Alda", "Brix")
    assert named(found.parts("investor")) == ["Alda"]
    assert named(found.parts("investee"))[:1] == ["Brix"]


@pytest.mark.parametrize(
    ("text", "tag", "frame"),
    [
        ("Alda's purchase of Brix is over.", "en", "acquire"),
        ("Die Übernahme von Brix durch Alda ist vorbei.", "de", "acquire"),
        ("La compra de Brix por Alda ha terminado.", "es", "acquire"),
    ],
)
def test_nouns_take_owner_and_object(text: str, tag: str, frame: str) -> None:
    """A noun for a purchase has its buyer as owner or agent, and what is bought behind "of"."""
    investor, investee = event(text, tag, frame, "Alda", "Brix").pair("investor", "investee")
    assert investor
    assert investee
    assert (investor.entity.name, investee.entity.name) == ("Alda", "Brix")


@pytest.mark.parametrize(
    ("text", "tag", "mood"),
    [
        ("Alda has bought Brix.", "en", Mood.DONE),
        ("Alda will buy Brix.", "en", Mood.PLANNED),
        ("Alda could buy Brix.", "en", Mood.CONSIDERED),
        ("Alda did not buy Brix.", "en", Mood.DENIED),
        ("Alda said it would buy Brix.", "en", Mood.PLANNED),
        ("Alda kauft Brix.", "de", Mood.PRESENT),
        ("Alda will Brix kaufen.", "de", Mood.PLANNED),
        ("Alda könnte Brix kaufen.", "de", Mood.CONSIDERED),
        ("Alda hat Brix nicht gekauft.", "de", Mood.DENIED),
        ("Alda comprará Brix.", "es", Mood.PLANNED),
        ("Alda compraría Brix.", "es", Mood.CONSIDERED),
        ("Alda no compró Brix.", "es", Mood.DENIED),
    ],
)
def test_mood_tells_how_real_an_event_is(text: str, tag: str, mood: Mood) -> None:
    """Tense, auxiliaries and negation decide."""
    assert event(text, tag, "acquire", "Alda", "Brix").mood is mood


def test_separable_verb_needs_its_particle() -> None:
    """With its particle the verb tells an entry, alone a rise."""
    entry = {one.frame for s in sentences(told("Alda steigt bei Brix ein.", "de", "Alda", "Brix")) for one in s.events}
    rise = {one.frame for s in sentences(told("Der Kurs von Alda steigt.", "de", "Alda")) for one in s.events}
    assert entry == {"enter"}
    assert rise == {"rise"}


def test_noun_and_verb_of_one_form_are_told_apart() -> None:
    """An article or a possessive stands before a noun."""
    verb = event("Alda compra Brix.", "es", "acquire", "Alda", "Brix")
    noun = event("Alda anunció la compra de Brix.", "es", "acquire", "Alda", "Brix")
    assert (verb.voice, noun.voice) == ("active", "noun")


def test_words_in_quotation_marks_are_no_events() -> None:
    """What somebody says in quotation marks is not told by the article."""
    found = sentences(told('"We will buy Brix," she said of Alda.', "en", "Alda", "Brix"))
    assert [one for sentence in found for one in sentence.events] == []
