"""The extractor's stages, each on texts of its own: language, names, people, quotations and their speakers."""

from __future__ import annotations

import pytest

from footnoted import languages
from footnoted.extract import guess_language, slug
from footnoted.extract.entities import Entity, entities
from footnoted.extract.memory import Memory
from footnoted.extract.people import people
from footnoted.extract.runs import runs
from footnoted.extract.speakers import said

KNOWN = ("de", "en", "es")


def named(text: str, tag: str) -> tuple[Entity, ...]:
    """The named things of a text."""
    document = languages.document(text, tag)
    return entities(document, runs(document))


def kinds(text: str, tag: str) -> dict[str, str]:
    """Name -> kind of each named thing."""
    return {entity.name: entity.kind for entity in named(text, tag)}


def speakers(text: str, tag: str) -> list[tuple[str, str, str | None, str | None]]:
    """The words, the kind of speaker, the person and the company of each quotation."""
    document = languages.document(text, tag)
    found = entities(document, runs(document))
    memory = Memory(document, found)
    result = []
    for one in said(document, people(document, found, memory), memory):
        company = one.person.company if one.person else one.company
        name = one.person.entity.name if one.person else None
        words = str(one.quotation.values["text"])
        result.append((words, one.kind, name, company.entity.name if company else None))
    return result


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Die Firma kauft ein Werk in der Stadt und baut es aus.", "de"),
        ("The company buys a plant in the town and will expand it.", "en"),
        ("La empresa compra una planta en la ciudad y la va a ampliar.", "es"),
        ("Firma kupuje fabrykę w mieście i rozbudowuje ją szybko.", None),
        ("7 8 9", None),
        ("", None),
    ],
)
def test_language_of_a_whole_is_told_by_its_function_words(text: str, tag: str | None) -> None:
    """The language most of whose function words a text has is its own; where hardly any is known, none is."""
    assert guess_language(text, KNOWN) == tag


@pytest.mark.parametrize(
    ("text", "tag", "name"),
    [
        ("The shares of Larkmoor plc rose on the news.", "en", "Larkmoor"),
        ("It sold the yard to the shipbuilder Tessarin last week.", "en", "Tessarin"),
        ("The shares of Ovalta, a maker of cables, fell.", "en", "Ovalta"),
        ("Der Versorger Quellbach erhöht die Preise.", "de", "Quellbach"),
        ("Das teilte die Quellbach AG am Montag mit.", "de", "Quellbach"),
        ("Wie Quellbach-Chefin Ida Wenzlau sagte, steigen die Preise.", "de", "Quellbach"),
        ("La gestora bilbaína Arrastia entra en el negocio.", "es", "Arrastia"),
        ("El préstamo lo concedió Banco Tormenal ayer.", "es", "Banco Tormenal"),
    ],
)
def test_cues_beside_a_name_make_it_a_company(text: str, tag: str, name: str) -> None:
    """A legal form, a noun for a company beside the name, a role of it or a word in it tell a company."""
    assert kinds(text, tag)[name] == "company"


@pytest.mark.parametrize(
    ("text", "tag", "name", "kind"),
    [
        ("The mayor, Edda Quorn, did not reply.", "en", "Edda Quorn", "person"),
        ("Frau Wenzlau lehnte ab.", "de", "Wenzlau", "person"),
        ("Lo dijo su directora general, Inés Barrenola, en la junta.", "es", "Inés Barrenola", "person"),
        ("It will build in Portugal next year.", "en", "Portugal", "place"),
    ],
)
def test_roles_titles_and_places_are_no_companies(text: str, tag: str, name: str, kind: str) -> None:
    """A title or role beside a name tells a person, the place reader a place."""
    assert kinds(text, tag)[name] == kind


def test_short_forms_belong_to_the_full_name() -> None:
    """A company is called by its first word, a person by the last."""
    text = 'Tessarin Logistics grew. "We hire," said Edda Quorn, chief executive of Tessarin. Quorn smiled.'
    names = {entity.name: set(entity.names) for entity in named(text, "en")}
    assert names["Tessarin Logistics"] == {"Tessarin Logistics", "Tessarin"}
    assert names["Edda Quorn"] == {"Edda Quorn", "Quorn"}


def test_nouns_with_capitals_are_no_names() -> None:
    """German nouns have capitals; a noun without a cue names nothing."""
    assert kinds("Die Preise für Strom und Gas sind im Sommer um 14 Tonnen gestiegen.", "de") == {}


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        (
            '"We will not sell," said Edda Quorn, chief executive of Tessarin Logistics.',
            "en",
            ("We will not sell", "named", "Edda Quorn", "Tessarin Logistics"),
        ),
        (
            "„Wir verkaufen nicht“, sagte Quellbach-Chefin Ida Wenzlau.",
            "de",
            ("Wir verkaufen nicht", "named", "Ida Wenzlau", "Quellbach"),
        ),
        (
            "«No vamos a vender», dijo Inés Barrenola, directora general de Grupo Arrastia.",
            "es",
            ("No vamos a vender", "named", "Inés Barrenola", "Grupo Arrastia"),
        ),
        (
            'Tessarin Logistics is silent. "We do not comment," a spokesman for Tessarin Logistics said.',
            "en",
            ("We do not comment", "organisation", None, "Tessarin Logistics"),
        ),
        (
            '"They are close," said one of the people, who asked not to be named.',
            "en",
            ("They are close", "anonymous", None, None),
        ),
    ],
)
def test_speaker_is_found_around_the_quotation(
    text: str, tag: str, expected: tuple[str, str, str | None, str | None]
) -> None:
    """A person with the company of the role, a spokesperson, or somebody without a name."""
    assert speakers(text, tag) == [expected]


def test_interrupted_quotation_has_one_speaker_twice() -> None:
    """What an attribution interrupts is two quotations of the same speaker."""
    text = '"We waited," said Edda Quorn, chief executive of Tessarin Logistics. "Now we build."'
    assert [(words, name) for words, _, name, _ in speakers(text, "en")] == [
        ("We waited", "Edda Quorn"),
        ("Now we build.", "Edda Quorn"),
    ]


def test_titles_in_quotation_marks_are_said_by_nobody() -> None:
    """A name or title in quotation marks is no quotation."""
    assert speakers('The museum "Flask Post" opens in May.', "en") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ñandú Energía, S.A.", "nandu-energia-s-a"), ("Straße & Söhne", "strasse-sohne"), ("株式", "x")],
)
def test_slug_is_plain_letters(name: str, expected: str) -> None:
    """An id is made of small letters and digits, accents taken off."""
    assert slug(name) == expected
