"""Money: scales, separators, currencies by word, sign and code, and what a text leaves open."""

from __future__ import annotations

import pytest

from footnoted import readers
from footnoted.languages import document
from footnoted.readers import describe


def read(language: str, text: str) -> list[str]:
    """What the readers of quantities see in `text`, in the notation of the data files."""
    return [describe(reading) for reading in readers.quantities(document(text, language))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contribuciones previas de alrededor de 8 mil millones de dólares", "money 8000000000 USD?dollar about"),
        ("valorada en 61,5 mil millones de dólares", "money 61500000000 USD?dollar"),
        ("asciende a más de 20 mil millones de dólares", "money 20000000000 USD?dollar more_than"),
        ("La alianza de 14 mil millones de dólares", "money 14000000000 USD?dollar"),
        ("una participación de aproximadamente el 14%", "percent 14 about"),
        ("una demanda de 2,2 gigavatios", "power 2200"),
    ],
)
def test_the_first_article_is_read(text: str, expected: str) -> None:
    """The six quantities of the first article are read with their hedges and units."""
    assert read("es", text) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Debe 1,7 billones de euros.", "money 1700000000000 EUR"),
        ("es", "Pagó un billón de euros.", "money 1000000000000 EUR"),
        ("de", "Es sind 1,7 Billionen Euro.", "money 1700000000000 EUR"),
        ("de", "Es sind 2 Milliarden Euro.", "money 2000000000 EUR"),
        ("de", "Es sind 2 Billiarden Yen.", "money 2000000000000000 JPY"),
        ("en", "It owes 1.7 billion euros.", "money 1700000000 EUR"),
        ("en", "It owes 1.7 trillion euros.", "money 1700000000000 EUR"),
    ],
)
def test_a_billion_is_what_the_language_says(language: str, text: str, expected: str) -> None:
    """Billón and Billion are 10^12 in Spanish and German, billion and Milliarde 10^9."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    "number", ["8.000 millones", "8 mil millones", "ocho mil millones", "8 000 millones", "8000 millones"]
)
def test_thousand_millions_are_read_in_every_spelling(number: str) -> None:
    """Spanish says 8 x 10^9 with a digit, a word or a grouped number before "millones"."""
    assert read("es", f"Invirtió {number} de euros.") == ["money 8000000000 EUR"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Ganó 750 mill. de euros.", "money 750000000 EUR"),
        ("es", "Ganó 14 M€.", "money 14000000 EUR"),
        ("es", "Ganó 14 M de euros.", "money 14000000 EUR"),
        ("es", "Ganó 14 k$.", "money 14000 USD?dollar"),
        ("de", "Er zahlte 750 Mio. Euro.", "money 750000000 EUR"),
        ("de", "Er zahlte 3,45 Mrd. Euro.", "money 3450000000 EUR"),
        ("de", "Er zahlte 3,45 Mrd. €.", "money 3450000000 EUR"),
        ("de", "Er zahlte € 3,45 Mrd.", "money 3450000000 EUR"),
        ("de", "Er zahlte 1,7 Bio. Euro.", "money 1700000000000 EUR"),
        ("de", "Er zahlte 750 Tsd. Euro.", "money 750000 EUR"),
        ("de", "Er zahlte 14 M€.", "money 14000000 EUR"),
        ("de", "Er zahlte 14 T€.", "money 14000 EUR"),
        ("de", "Er zahlte 750 TEUR.", "money 750000 EUR"),
        ("de", "Er zahlte TEUR 750.", "money 750000 EUR"),
        ("de", "Er zahlte Euro 5 Mio. dafür.", "money 5000000 EUR"),
        ("de", "Er zahlte EUR 5 Mio. dafür.", "money 5000000 EUR"),
        ("en", "It paid $3.45bn.", "money 3450000000 USD?dollar"),
        ("en", "It paid $3.45 bn.", "money 3450000000 USD?dollar"),
        ("en", "It paid £750m.", "money 750000000 GBP"),
        ("en", "It paid €1.2tn.", "money 1200000000000 EUR"),
        ("en", "It paid €14 M.", "money 14000000 EUR"),
        ("en", "It paid 750k euros.", "money 750000 EUR"),
        ("en", "It paid 75 USD million.", "money 75000000 USD"),
        ("en", "It paid $5MM.", "money 5000000 USD?dollar"),
    ],
)
def test_abbreviated_scales_are_read_beside_a_currency(language: str, text: str, expected: str) -> None:
    """Mio., Mrd., M€, T€, bn, tn, m and their like multiply where a currency stands beside them."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Compró 750 m de cable."),
        ("de", "Er kaufte 750 m Kabel und 3 M Draht."),
        ("en", "It laid 750 m of cable."),
        ("en", "It sold 10 T-shirts and 5 M&A deals."),
        ("en", "It bought 5 k of them."),
    ],
)
def test_a_letter_without_a_currency_is_no_scale(language: str, text: str) -> None:
    """The "m" of metre, and other letters without a currency, make no quantity."""
    assert read(language, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein Kredit der Hansebank über 100 Millionen Euro ruht.", "money 100000000 EUR"),
        ("Das Angebot des Verlags Ulmen über 30 Millionen Euro gilt.", "money 30000000 EUR"),
        ("Der Wert der Bank liegt über 30 Millionen Euro.", "money 30000000 EUR more_than"),
        ("Der Kredit wuchs, er liegt über 30 Millionen Euro.", "money 30000000 EUR more_than"),
    ],
)
def test_preposition_of_a_loan_is_no_hedge(text: str, expected: str) -> None:
    """The word "über" belongs to the loan before it, with the lender between, and hedges nothing."""
    assert read("de", text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It paid $5 for 10 T-shirts.", ["money 5 USD?dollar"]),
        ("It charged $10 T-shirt buyers more.", ["money 10 USD?dollar"]),
        ("It paid £5 a 3 m cable.", ["money 5 GBP"]),
        ("10 $5 notes", ["money 5 USD?dollar"]),
        ("$5 $6", ["money 5 USD?dollar", "money 6 USD?dollar"]),
        ("5 € 6 €", ["money 5 EUR", "money 6 EUR"]),
    ],
)
def test_neighbouring_words_stay_apart(text: str, expected: list[str]) -> None:
    """A sign belongs to the number it stands at, a letter to its own word."""
    assert read("en", text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Pagó 1.234,56 euros.", "money 1234.56 EUR"),
        ("es", "Pagó 1,234.56 euros.", "money 1234.56 EUR"),
        ("es", "Pagó 1.234.567 euros.", "money 1234567 EUR"),
        ("es", "Pagó 3.450 millones de euros.", "money 3450000000 EUR"),
        ("es", "Pagó 3.45 millones de euros.", "money 3450000 EUR"),
        ("es", "Pagó 1.234 euros.", "money 1234 EUR"),
        ("es", "Pagó 1,234 euros.", "money 1.234 EUR ambiguous"),
        ("es-MX", "Pagó 1,234.56 euros.", "money 1234.56 EUR"),
        ("es-MX", "Pagó 1,234 euros.", "money 1234 EUR"),
        ("es-MX", "Pagó 1.234 euros.", "money 1.234 EUR ambiguous"),
        ("de", "Er zahlte 1.234,56 Euro.", "money 1234.56 EUR"),
        ("de", "Er zahlte 1.234 Euro.", "money 1234 EUR"),
        ("de", "Er zahlte 1,234 Euro.", "money 1.234 EUR ambiguous"),
        ("de-CH", "Er zahlte 1'234.50 Franken.", "money 1234.5 CHF"),
        ("de-CH", "Er zahlte 1’234 Franken.", "money 1234 CHF"),
        ("de-CH", "Er zahlte 1.234 Franken.", "money 1.234 CHF ambiguous"),
        ("en", "It paid 1,234.56 euros.", "money 1234.56 EUR"),
        ("en", "It paid 1.234,56 euros.", "money 1234.56 EUR"),
        ("en", "It paid 1,234 euros.", "money 1234 EUR"),
        ("en", "It paid 1.234 euros.", "money 1.234 EUR ambiguous"),
        ("en", "It paid 0.375 euros.", "money 0.375 EUR"),
        ("en-IN", "It paid ₹1,25,000.", "money 125000 INR"),
    ],
)
def test_marks_are_read_by_language_region_and_form(language: str, text: str, expected: str) -> None:
    """Of two marks the last is decimal; one before three digits groups, unless it is the decimal mark (ambiguous)."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"], ids=["space", "no-break", "narrow", "thin"])
@pytest.mark.parametrize(("language", "unit"), [("es", "euros"), ("de", "Euro"), ("en", "euros")])
def test_spaces_of_all_kinds_group_digits(language: str, unit: str, space: str) -> None:
    """A thin, narrow, no-break or plain space groups digits and may stand before the unit."""
    assert read(language, f"12{space}500{space}{unit}") == ["money 12500 EUR"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "En 2024 500 euros."), ("de", "Im Jahr 2024 500 Euro."), ("en", "In 2024 500 euros.")],
)
def test_a_year_before_a_number_is_not_part_of_it(language: str, text: str) -> None:
    """Four digits and a space are no group: a year stays outside the sum behind it."""
    assert read(language, text) == ["money 500 EUR"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "5 dólares", "money 5 USD?dollar"),
        ("es", "5 dólares canadienses", "money 5 CAD"),
        ("es", "5 dólares estadounidenses", "money 5 USD"),
        ("es", "US$ 5", "money 5 USD"),
        ("es", "$5 CAD", "money 5 CAD"),
        ("es", "5 pesos", "money 5 ?peso"),
        ("es", "5 pesos mexicanos", "money 5 MXN"),
        ("es", "5 pesos argentinos", "money 5 ARS"),
        ("es-MX", "5 pesos", "money 5 MXN?peso"),
        ("es-MX", "$5", "money 5 MXN?peso"),
        ("es-MX", "5 dólares", "money 5 USD?dollar"),
        ("es-AR", "$ 45.000 millones", "money 45000000000 ARS?peso"),
        ("es-AR", "5 pesos", "money 5 ARS?peso"),
        ("es", "5 coronas", "money 5 ?krone"),
        ("es", "5 coronas suecas", "money 5 SEK"),
        ("es", "5 libras", "money 5 GBP?pound"),
        ("es", "5 libras esterlinas", "money 5 GBP"),
        ("es", "5 libras egipcias", "money 5 EGP"),
        ("de", "5 Dollar", "money 5 USD?dollar"),
        ("de", "5 US-Dollar", "money 5 USD"),
        ("de", "5 kanadische Dollar", "money 5 CAD"),
        ("de", "mit 5 kanadischen Dollar", "money 5 CAD"),
        ("de", "5 Kronen", "money 5 ?krone"),
        ("de", "5 schwedische Kronen", "money 5 SEK"),
        ("de", "von 5 norwegischen Kronen", "money 5 NOK"),
        ("de", "5 mexikanische Pesos", "money 5 MXN"),
        ("de", "5 Franken", "money 5 CHF"),
        ("de", "CHF 5", "money 5 CHF"),
        ("en", "$5", "money 5 USD?dollar"),
        ("en", "5 dollars", "money 5 USD?dollar"),
        ("en", "US$5", "money 5 USD"),
        ("en", "$5 USD", "money 5 USD"),
        ("es", "$5 MXN", "money 5 MXN"),
        ("en", "C$5", "money 5 CAD"),
        ("en", "5 Canadian dollars", "money 5 CAD"),
        ("en-CA", "$5", "money 5 CAD?dollar"),
        ("en-AU", "5 dollars", "money 5 AUD?dollar"),
        ("en", "5 pesos", "money 5 ?peso"),
        ("en", "5 Mexican pesos", "money 5 MXN"),
        ("en", "kr 500", "money 500 ?krone"),
        ("en", "500 Swedish kronor", "money 500 SEK"),
        ("en", "5 rupees", "money 5 INR?rupee"),
        ("en", "5 Pakistani rupees", "money 5 PKR"),
        ("en", "¥500", "money 500 JPY?yen"),
        ("en", "CN¥500", "money 500 CNY"),
    ],
)
def test_a_shared_word_stays_open_until_something_settles_it(language: str, text: str, expected: str) -> None:
    """Dollars, pesos and kronor are of several countries: an adjective, a code or a sign settles which."""
    assert read(language, text) == [expected]


def test_an_open_currency_is_marked_as_inferred() -> None:
    """A bare dollar has the usual candidate and names its family; a bare peso has no candidate."""
    dollars, pesos = readers.money(document("5 dólares y 5 pesos", "es"))
    assert (dollars.values["currency"], dict(dollars.open), dollars.inferred) == ("USD", {"currency": "dollar"}, True)
    assert ("currency" in pesos.values, dict(pesos.open), pesos.inferred) == (False, {"currency": "peso"}, True)


def test_a_settled_currency_leaves_nothing_open() -> None:
    """A currency that the text names is not inferred."""
    (reading,) = readers.money(document("5 euros", "es"))
    assert (dict(reading.open), reading.inferred) == ({}, False)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "trece euros y cuarenta y cinco céntimos", "money 13.45 EUR"),
        ("es", "12 centavos de dólar", "money 0.12 USD?dollar"),
        ("es", "Cuesta 25 euros con 50.", "money 25.5 EUR"),
        ("de", "zwei Euro und fünfzig Cent", "money 2.5 EUR"),
        ("de", "50 Rappen", "money 0.5 CHF"),
        ("de", "5 Euro 30 Cent", "money 5.3 EUR"),
        ("en", "thirteen dollars and forty-five cents", "money 13.45 USD?dollar"),
        ("en", "470 pence", "money 4.7 GBP"),
        ("en", "It costs 15 dollars 50 a month.", "money 15.5 USD?dollar"),
        ("en", "a 12-cent dividend", "money 0.12 USD?cent"),
    ],
)
def test_parts_of_a_currency_are_read_in_its_unit(language: str, text: str, expected: str) -> None:
    """Cents are hundredths, alone or behind the whole ones."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "100 dólares 20 años atrás", ["money 100 USD?dollar"]),
        ("de", "vor 100 Dollar 20 Jahre lang", ["money 100 USD?dollar"]),
        ("en", "It cost 100 dollars 20 years ago.", ["money 100 USD?dollar"]),
        ("en", "It cost $3 million 2 years ago.", ["money 3000000 USD?dollar"]),
        ("en", "It cost $3 million two years ago.", ["money 3000000 USD?dollar"]),
    ],
)
def test_a_number_of_something_else_is_not_added(language: str, text: str, expected: list[str]) -> None:
    """The number behind a sum belongs to it only where nothing else can be counted."""
    assert read(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "die 14-Milliarden-Dollar-Allianz", "money 14000000000 USD?dollar"),
        ("de", "ein 500-Millionen-Euro-Auftrag", "money 500000000 EUR"),
        ("de", "ein 500-Euro-Schein", "money 500 EUR"),
        ("en", "a 14-billion-dollar deal", "money 14000000000 USD?dollar"),
        ("en", "a $14-billion deal", "money 14000000000 USD?dollar"),
        ("en", "a €500-million order", "money 500000000 EUR"),
        ("en", "a one-million-euro order", "money 1000000 EUR"),
    ],
)
def test_hyphenated_sums_are_read(language: str, text: str, expected: str) -> None:
    """Number, scale and currency may be joined to one word, with a noun behind them."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "miles de millones de euros"),
        ("es", "otra inversión multimillonaria en dólares"),
        ("es", "cientos de millones de euros"),
        ("de", "mehrere Milliarden Euro"),
        ("de", "ein Milliardenbetrag in Euro"),
        ("de", "Hunderte Millionen Euro"),
        ("en", "billions of dollars"),
        ("en", "a multibillion-dollar deal"),
        ("en", "a multi-billion-dollar deal"),
        ("en", "hundreds of millions of euros"),
    ],
)
def test_vague_sums_are_no_numbers(language: str, text: str) -> None:
    """Words such as "billions" and "multimillonaria" name no number and are not read."""
    assert read(language, text) == []


def test_spans_slice_to_the_words_that_were_read() -> None:
    """A reading spans hedge, number and unit; its parts are exact, in text order."""
    text = "Tras contribuciones de alrededor de 8 mil millones de dólares, sigue."
    (reading,) = readers.money(document(text, "es"))
    assert reading.span.of(text) == "alrededor de 8 mil millones de dólares"
    assert [(name, span.of(text)) for name, span in reading.parts] == [
        ("hedge", "alrededor de"),
        ("number", "8 mil millones"),
        ("unit", "dólares"),
    ]


def test_a_sign_before_the_number_is_the_first_part() -> None:
    """Where the currency stands before the number, so does its part."""
    text = "It paid up to US$5 million."
    (reading,) = readers.money(document(text, "en"))
    assert [(name, span.of(text)) for name, span in reading.parts] == [
        ("hedge", "up to"),
        ("unit", "US$"),
        ("number", "5 million"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [("5 euros", 5, int), ("5,50 euros", 5.5, float), ("1,5 millones de euros", 1500000, int)],
)
def test_whole_sums_are_integers(text: str, value: float, kind: type) -> None:
    """A sum without a fraction of a unit is an int, another one a float."""
    (reading,) = readers.money(document(text, "es"))
    assert reading.values["value"] == value
    assert isinstance(reading.values["value"], kind)


@pytest.mark.parametrize("number", ["5 trillones", "9999999999999999999", "1" * 5000])
def test_sums_that_fit_no_integer_are_refused(number: str) -> None:
    """A number above 10^18 is no sum of money."""
    assert read("es", f"Debe {number} de euros y {number} euros.") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "una pérdida de -5 millones de euros", "money -5000000 EUR"),
        ("de", "ein Ergebnis von −5 Mio. Euro", "money -5000000 EUR"),
        ("en", "a result of -$5 million", "money -5000000 USD?dollar"),
        ("en", "a result of minus 5 million euros", "money -5000000 EUR"),
    ],
)
def test_signs_make_negative_sums(language: str, text: str, expected: str) -> None:
    """A minus sign or word before the number, or before its currency, counts."""
    assert read(language, text) == [expected]


def test_a_sign_before_the_currency_is_part_of_the_reading() -> None:
    """The words of "-$5 million" begin with the minus sign."""
    text = "a result of -$5 million"
    (reading,) = readers.money(document(text, "en"))
    assert reading.span.of(text) == "-$5 million"
    assert [name for name, _ in reading.parts] == ["sign", "unit", "number"]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("es", "una ronda que suma casi 50 millones y que encabeza Nortia", "casi 50 millones"),
        ("es", "Unos 9 millones se destinarán a un laboratorio.", "Unos 9 millones"),
        ("es", "fue comprada entera por 5,5 millones.", "5,5 millones"),
        ("de", "plant die Bank für 9 Millionen ein Rechenzentrum", "9 Millionen"),
        ("de", "verdiente 212 Millionen. Die Dividende", "212 Millionen"),
        ("en", "on revenue of 1.1 million, it said", "1.1 million"),
    ],
)
def test_millions_of_nothing_said_are_sums_of_an_unstated_currency(language: str, text: str, words: str) -> None:
    """A scale without a unit may be a sum whose currency the context gives: `sums` has it, `money` does not."""
    found = document(text, language)
    (reading,) = readers.sums(found)
    assert reading.span.of(text) == words
    assert (dict(reading.open), "currency" in reading.values) == ({"currency": "unstated"}, False)
    assert readers.money(found) == readers.quantities(found) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "1,5 millones de toneladas y 4,1 millones de UF"),
        ("de", "1,9 Millionen Tonnen Stahl"),
        ("en", "2 million gallons and a million-strong crowd"),
        ("en", "900 of them and a thousand more"),
    ],
)
def test_millions_of_things_are_no_sums(language: str, text: str) -> None:
    """What is counted is named behind the number."""
    assert readers.sums(document(text, language)) == ()


def test_sums_have_the_money_too() -> None:
    """`sums` are the sums of money and the bare ones, in text order."""
    found = document("Pagó 5 euros, 9 millones, 3 millones de dólares.", "es")
    assert [describe(reading) for reading in readers.sums(found)] == [
        "money 5 EUR",
        "money 9000000 ?unstated",
        "money 3000000 USD?dollar",
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Pagó millón y medio de euros.", "money 1500000 EUR"),
        ("es", "Pagó un millón y medio de euros.", "money 1500000 EUR"),
        ("es", "Pagó casi millón y medio de euros.", "money 1500000 EUR about"),
        ("es", "Pagó millón y cuarto de euros.", "money 1250000 EUR"),
        ("es", "Pagó dos millones y medio de euros.", "money 2500000 EUR"),
        ("es", "Pagó tres millones y cuarto de euros.", "money 3250000 EUR"),
        ("es", "Debe billón y medio de pesos chilenos.", "money 1500000000000 CLP"),
        ("es", "Pagará entre un millón y millón y medio de euros.", "money 1000000..1500000 EUR between"),
        ("de", "Er zahlte anderthalb Millionen Euro.", "money 1500000 EUR"),
        ("de", "Er zahlte eineinhalb Millionen Euro.", "money 1500000 EUR"),
        ("de", "Er zahlte zweieinhalb Milliarden Euro.", "money 2500000000 EUR"),
        ("de", "Er zahlte rund dreieinhalb Mrd. Franken.", "money 3500000000 CHF about"),
        ("en", "It paid two and a half million euros.", "money 2500000 EUR"),
        ("en", "It paid one-and-a-half million euros.", "money 1500000 EUR"),
        ("en", "It paid a million and a half euros.", "money 1500000 EUR"),
        ("en", "It paid two and a quarter billion euros.", "money 2250000000 EUR"),
    ],
)
def test_halves_and_quarters_are_parts_of_the_scale(language: str, text: str, expected: str) -> None:
    """What is said behind a scale is a part of it, also where Spanish leaves out the one before it."""
    assert read(language, text) == [expected]
