"""Whom the words at one side of a quotation name as speaking: a verb's subject, or who stands right beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from footnoted.extract.lexicon import Lexicon
from footnoted.extract.memory import Meant
from footnoted.extract.offices import gender
from footnoted.extract.people import Person
from footnoted.extract.referents import Referent, referents, speech_verbs
from footnoted.extract.speech import Place, Said
from footnoted.extract.words import Words
from footnoted.text import Span

__all__ = ["told"]

_BEHIND_VERB = 7
_BEFORE_VERB = 30
_BESIDE = 3
_BACK = 900


def told(place: Place, span: Span, *, behind: bool) -> Said | None:
    """The speaker whom the words at one side of the quotation name beside a verb of speech."""
    words, own = place.around.words, place.own
    found = _without_repeats(referents(place.around, span, own))
    verbs = list(speech_verbs(words, span, own))
    for verb in verbs if behind else reversed(verbs):
        if one := _before(words, found, verb, own) or _subject(found, verb, own, first=behind):
            return _meant(place, one)
    if verbs and (said := _of_statement(place, span)):
        return said
    first = _first_verb(place, span) if behind and not verbs else -1
    if first >= 0 and (one := next((one for one in found if _follows(words, first, one)), None)):
        return _meant(place, one)
    verbs = verbs or [first] * (first >= 0)
    return _without_verb(place, found, span, behind=behind) or _bare(place, verbs, found, span, behind=behind)


def _without_repeats(found: Sequence[Referent]) -> list[Referent]:
    """Without pronouns that mean somebody without a name before them: "a banker, who works where he can, said"."""
    kept: list[Referent] = []
    for one in found:
        unnamed = any(other.kind in {"anonymous", "spokesperson"} for other in kept)
        if not (one.kind == "pronoun" and unnamed and not any(other.kind == "named" for other in kept)):
            kept.append(one)
    return kept


def _before(words: Words, found: Sequence[Referent], verb: int, own: Lexicon) -> Referent | None:
    """Who stands right before a verb: "he told broadcaster X"."""
    index = next((index for index, one in enumerate(found) if one.high == verb), None)
    if index is None:
        return None
    one, back = found[index], words.low[max(0, found[index].low - 1)]
    if one.low and any(back in bag for bag in (own.of_words, own.in_words, own.party_words, own.directions)):
        return None
    return one if one.kind != "body" else None


def _first_verb(place: Place, span: Span) -> int:
    """The word right behind a quotation and its comma, which is a verb where verbs stand first; -1 where none is."""
    words, own = place.around.words, place.own
    indices = words.inside(span)
    if not own.verb_first or len(indices) < _BESIDE or words.raw[indices.start] != ",":
        return -1
    # "se le oyó decir a X": small words that belong to the verb stand before it.
    small = range(indices.start + 1, min(indices.stop, indices.start + 1 + _BESIDE))
    at = next((index for index in small if words.low[index] not in own.function_words), -1)
    return at if at >= 0 and words.raw[at].isalpha() and words.raw[at].islower() else -1


def _follows(words: Words, verb: int, one: Referent) -> bool:
    """Whether somebody stands behind a verb and a few words at most: ", se limita a decir X", ", gibt X zu"."""
    return verb < one.low <= verb + _BESIDE + 1 and all(word[0].isalpha() for word in words.raw[verb : one.low])


def _subject(found: Sequence[Referent], verb: int, own: Lexicon, *, first: bool) -> Referent | None:
    """Whose verb it is: right behind it, else before it, else further behind."""
    after = [one for one in found if one.low > verb]
    before = [one for one in found if one.high <= verb and verb - one.high <= _BEFORE_VERB]
    people = [one for one in before if one.kind in {"named", "pronoun"}]
    # "X nannte den Preis ...": where a person stands before the verb, a thing behind it says nothing.
    thing = bool(people) and bool(after) and after[0].kind == "body"
    if after and after[0].low - verb <= _BESIDE and (first or own.noun_capitals or not before) and not thing:
        return after[0]
    others = [one for one in before if one.kind not in {"named", "pronoun"}]
    # "Un portavoz de X, primer accionista de Y, aseguró": who speaks is named first, and what he is of behind him.
    if others and not people and others[0].kind == "spokesperson":
        return others[0]
    if people and (not others or not _closer(others[-1], people[-1])):
        return people[-1]
    if others:
        return others[0] if others[0].kind in {"anonymous", "several"} else others[-1]
    return after[0] if after and after[0].low - verb <= _BEHIND_VERB else None


def _closer(other: Referent, person: Referent) -> bool:
    """Whether somebody without a name, and not an apposition of the person, stands nearer to the verb."""
    return other.low > person.high + 1 and other.kind in {"spokesperson", "anonymous"}


def _meant(place: Place, one: Referent) -> Said | None:
    """The referent as a speaker: a pronoun or a role means the person spoken of last."""
    words, quotation = place.around.words, place.quotation
    span = words.span(one.low, one.high)
    match one.kind:
        case "named":
            name = next((at for at, who in place.around.mentions if who is one.person and span.covers(at)), span)
            return Said(quotation, "named", name, one.person)
        case "spokesperson" | "several":
            return Said(quotation, "organisation", span, None, one.company, one.role)
        case "anonymous":
            return Said(quotation, "anonymous", span, None, one.company, one.role)
        case "organisation" | "body":
            return Said(quotation, "organisation", span, None, one.company)
    return _person(place, one, span)


def _person(place: Place, one: Referent, span: Span) -> Said | None:
    words, own = place.around.words, place.own
    earlier = [who for at, who in place.around.mentions if at.start < span.start]
    if not earlier:
        following = [who for at, who in place.around.mentions if span.start < at.start < span.start + _BACK // 2]
        return Said(place.quotation, "named", span, following[0]) if following else None
    if one.kind == "pronoun":
        told, wrong = ("f", "m") if words.low[one.low] in own.feminine_pronouns else ("m", "f")
        fitting = [who for who in earlier if place.around.latest(who).gender != wrong]
        person = place.around.latest((fitting or earlier)[-1])
        place.around.known[person.entity] = replace(person, gender=person.gender or told)
        return Said(place.quotation, "named", span, person)
    role = one.role.of(words.text).lower() if one.role else ""
    latest = [place.around.latest(who) for who in earlier]
    called = [who for who in latest if who.role and _are_one(role, who.role.of(words.text), own)]
    if not called and one.role and _is_unnamed(place, one):
        last = place.last if place.last and place.last.kind == "anonymous" else None
        company = one.company or (last.company if last else None)
        return Said(place.quotation, "anonymous", span, None, company, one.role)
    if not called and _is_another(place, one, role):
        return Said(place.quotation, "organisation", span, None, one.company, one.role)
    person = place.around.latest((called or _fitting(place, latest, role) or latest)[-1])
    if person.role is None and one.role:
        person = replace(person, role=one.role, company=person.company or one.company)
        place.around.known[person.entity] = person
    return Said(place.quotation, "named", span, person)


def _fitting(place: Place, people: Sequence[Person], role: str) -> list[Person]:
    """Those who may have a role: none of the other sex, and no outsider for the first role of a company."""
    own, wrong = place.own, {"f": "m", "m": "f"}.get(gender(role, place.own), "")
    found = [who for who in people if not wrong or place.around.latest(who).gender != wrong]
    if role not in own.chief_roles:
        return found
    return [who for who in found if not (who.role and who.role.of(place.text) in own.outside_roles)]


def _is_another(place: Place, one: Referent, role: str) -> bool:
    """Whether a role is that of somebody whom nobody names: an office, or "its finance chief"."""
    own, words = place.own, place.around.words
    office = role in own.public_roles and role not in own.outside_roles
    return office or (words.low[one.low] in own.possessives and role not in own.outside_roles)


def _are_one(role: str, other: str, own: Lexicon) -> bool:
    """Whether two roles may be one person's: they share a word, or both are names for the first of a company."""
    shared = set(role.split()) & set(other.lower().split()) - own.function_words
    tails = (role, other.rpartition("-")[2])
    return bool(shared) or all(tail in own.chief_roles for tail in tails)


def _is_unnamed(place: Place, one: Referent) -> bool:
    """Whether "the banker" was spoken of before as "a banker"."""
    words, own = place.around.words, place.own
    noun = words.low[one.high - 1]
    if words.raw[one.high - 1] not in own.anonymous_speakers:
        return False
    return any(
        word == noun and words.low[index - 1] in own.indefinite for index, word in enumerate(words.low[: one.low])
    )


def _of_statement(place: Place, span: Span) -> Said | None:
    """A company whose paper it is: "heißt es in der Mitteilung", "the statement said"."""
    words, own = place.around.words, place.own
    for index in words.inside(span):
        if words.raw[index] in own.statement_words:
            subject = place.around.spoken_of(span.end)
            at = words.span(index, index + 1)
            meant = Meant(subject, at, place.around.memory.last(at.start, subject)) if subject else None
            return Said(place.quotation, "organisation", at, None, meant)
    return None


def _without_verb(place: Place, found: Sequence[Referent], span: Span, *, behind: bool) -> Said | None:
    """A person named right beside the quotation with a colon, a dash or a comma between, and no verb."""
    people = [one for one in found if one.kind in {"named", "pronoun"}]
    announced = not behind and place.text[span.start : span.end].rstrip()[-1:] == ":"
    spoken = next((one for one in found if one.kind in {"spokesperson", "anonymous"}), None)
    if not people:
        return _meant(place, spoken) if announced and spoken else None
    words = place.around.words
    if behind:
        one = people[0]
        near = one.low - words.inside(span).start <= _BESIDE
    else:
        one = people[0]
        near = announced or one.kind == "named"
    return _meant(place, one) if near else None


def _ahead(place: Place) -> list[Referent]:
    """Who is spoken of in the sentence before a quotation that a colon announces."""
    announced = place.text[: place.quotation.span.start].rstrip()[-1:] == ":"
    return referents(place.around, place.before, place.own) if announced else []


def _bare(place: Place, verbs: Sequence[int], found: Sequence[Referent], span: Span, *, behind: bool) -> Said | None:
    """Who spoke last, where a verb of speech has no subject at all: "«...», añadió"."""
    words = place.around.words
    if not verbs or not place.own.adjective_behind:
        return None
    if behind and (named := next((one for one in _ahead(place) if one.kind in {"named", "organisation"}), None)):
        return _meant(place, named)
    if found or place.last is None:
        return None
    verb = verbs[0] if behind else verbs[-1]
    if behind and verb - words.inside(span).start > _BESIDE:
        return None
    gap = Span(place.last.quotation.span.end, place.quotation.span.start)
    since = [(at, who) for at, who in place.around.mentions if gap.covers(at)]
    if since:
        return Said(place.quotation, "named", since[-1][0], place.around.latest(since[-1][1]))
    return replace(place.last, quotation=place.quotation)
