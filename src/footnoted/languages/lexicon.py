"""What a language's data says of quantities and dates, as values: terms of numbers, units, hedges, ranges, months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from footnoted.languages.phrases import Phrases

__all__ = [
    "Calendar",
    "Connector",
    "Hedge",
    "Hedges",
    "Language",
    "NumberTerm",
    "Numbers",
    "Opener",
    "Ranges",
    "Share",
    "TermKind",
    "Unit",
    "UnitKind",
    "Units",
]

TermKind = Literal["word", "scale", "fraction", "article", "tail", "joiner", "point", "over"]
"""What a term does in a number.

A `word` adds its value ("ocho"), a `scale` multiplies what stands before it ("millones"), a `fraction` multiplies
what stands behind it ("half"), an `article` is one before a scale or a fraction ("un millón"), a `tail` adds a part
of the last scale ("y medio"), a `joiner` stands inside a number ("treinta y uno"), a `point` before decimals in words
("coma"), `over` before a denominator ("sobre").
"""

Share = Literal["always", "before", "counted", "named", "never"]
"""When a fraction is a percentage by itself.

Always; `before` a word of `Numbers.share_of`; `counted`: also where its numerator is a number of its own ("two
thirds", but "a third *of*"); `named`: before such a word and with a numerator only ("a quarter of"); never.
"""

UnitKind = Literal["money", "percent", "power", "refused"]


@dataclass(frozen=True, slots=True)
class NumberTerm:
    """A word or abbreviation that is part of a number.

    `alone`: a scale that needs no number before it ("mil"), a fraction that needs no numerator ("half"), an article
    that a unit may follow ("un euro"). `money`: an abbreviation that is a scale beside a currency only ("m").
    `joins`: the classes of terms that a joiner stands between.
    """

    kind: TermKind
    value: Fraction
    alone: bool = False
    money: bool = False
    share: Share = "never"
    joins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number words of a language.

    `fraction_of` stands between fraction and scale ("a quarter *of a* million"). A year follows one of `labels`. A
    share is of what follows `share_of`, but not of one of `not_share` ("un cuarto de *hora*"), and no share is a part
    behind one of `not_share_after` ("the *second* half of"). `starts` are the lower-case tokens a number may begin
    with. Where words are written together ("zweihundert") `pieces` are the parts they are made of, `shortest` and
    `longest` the least and the most letters of one, `prefixes` their first letters.
    """

    terms: Phrases[NumberTerm]
    fraction_of: Phrases[bool]
    signs: Phrases[int]
    labels: Phrases[bool]
    share_of: frozenset[str]
    not_share: frozenset[str]
    not_share_after: frozenset[str]
    articles: frozenset[str]
    starts: frozenset[str]
    pieces: frozenset[str]
    prefixes: frozenset[str]
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and what a number of it amounts to: `factor` in currency units, in per cent or in megawatts.

    `currency` is the usual candidate where the text leaves the `family` open, and None where there is none. A
    `refused` unit is one of another kind (energy, percentage points), known so that a part of it is not taken for a
    unit.
    """

    kind: UnitKind
    factor: Fraction = Fraction(1)
    currency: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """Units by their forms, `behind` a number and `ahead` of one; `words_ahead` are currencies' words ("Euro 5 Mio.").

    `codes` are the ISO 4217 codes, `signs` the last characters of signs, `prefixed` the letters that make a scale
    with a code ("TEUR"), `joiners` the words between number and unit ("millones *de* euros"), `minor_joiners` those
    before cents ("13 dollars *and* 45 cents"), `members` the currencies of each family, `sign_members` those that
    somewhere are written with a bare "$".
    """

    behind: Phrases[Unit]
    ahead: Phrases[Unit]
    words_ahead: Phrases[Unit]
    codes: Mapping[str, Unit]
    signs: frozenset[str]
    prefixed: Mapping[str, Fraction]
    joiners: Phrases[bool]
    minor_joiners: Phrases[bool]
    members: Mapping[str, frozenset[str]]
    sign_members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hedge:
    """What a hedge makes of a number: a `qualifier`.

    It is none behind words that end in one of `unless_after` ("Kaufvertrag *über*"), with a phrase that begins with
    one of `unless_through` between ("Kredit der Bank *über*"), before one of `unless_before` and a number ("*or more*
    than 6 %"), and where `glued`, behind white space ("5%+").
    """

    qualifier: str
    unless_after: tuple[str, ...] = ()
    unless_through: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Hedges:
    """Hedges before and behind a quantity; `fillers` may stand between ("mindestens *weitere* 5 %")."""

    ahead: Phrases[Hedge]
    behind: Phrases[Hedge]
    fillers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens a range ("entre"): the words that then connect its ends."""

    connectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Connector:
    """What connects two numbers to a range by itself.

    `change`: it as often tells a change ("rose from 5 *to* 7"), so that it makes no range where both ends have units
    of their own, or where a word of `Ranges.origins` stands before them and one of `Ranges.changes` before that.
    """

    change: bool = False


@dataclass(frozen=True, slots=True)
class Ranges:
    """The words that make a range of two numbers.

    `coordinators` only let them share a unit ("5 *und* 7 Prozent"), some of them behind one of `origins` alone ("*von*
    5 *auf* 7 Prozent"): for those the value is true.
    """

    openers: Phrases[Opener]
    connectors: Phrases[Connector]
    coordinators: Phrases[bool]
    changes: frozenset[str]
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words of dates: `months` by number, `cues` before a bare year, what stands between or behind the parts.

    `order` of the parts of a date in digits is "dmy", "mdy" or "ymd", not `order_certain` where only a region would
    tell.
    """

    months: Phrases[int]
    cues: Phrases[bool]
    joiners: frozenset[str]
    ordinals: Phrases[bool]
    order: str
    order_certain: bool
    year_begins_sentence: bool
    nouns_capitalised: bool


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language as the readers need it: `code` is the primary subtag, `region` that of the tag or None.

    `decimal` is the decimal mark of language and region; `families` are the groups of currencies that share a word or
    sign, each with its usual candidate or None; `after_article` are the tokens before which an article may be a number;
    `elided` are the words that an apostrophe ties to the next one ("l'8%").
    """

    code: str
    tag: str
    region: str | None
    name: str
    decimal: str
    numbers: Numbers
    units: Units
    hedges: Hedges
    ranges: Ranges
    calendar: Calendar
    families: Mapping[str, str | None]
    function_words: frozenset[str]
    after_article: frozenset[str]
    elided: frozenset[str]
