"""Power in megawatts; energy and apparent power are none."""

from __future__ import annotations

import pytest

from footnoted import readers
from footnoted.languages import document
from footnoted.readers import describe


def read(language: str, text: str) -> list[str]:
    """What the readers of quantities see in `text`, in the notation of the data files."""
    return [describe(reading) for reading in readers.quantities(document(text, language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "una demanda de 2,2 gigavatios", "power 2200"),
        ("es", "una demanda de 500MW", "power 500"),
        ("es", "una demanda de 500 MW", "power 500"),
        ("es", "750 kilovatios", "power 0.75"),
        ("es", "mil megavatios", "power 1000"),
        ("de", "2,2 Gigawatt", "power 2200"),
        ("de", "ein 500-Megawatt-Kraftwerk", "power 500"),
        ("de", "ein 500-MW-Kraftwerk", "power 500"),
        ("de", "zwölf Megawatt", "power 12"),
        ("de", "1.200 MW", "power 1200"),
        ("en", "2.2 gigawatts", "power 2200"),
        ("en", "a 500-megawatt plant", "power 500"),
        ("en", "500MW", "power 500"),
        ("en", "60 W", "power 0.00006"),
        ("en", "750 kW", "power 0.75"),
        ("en", "1.5 TW", "power 1500000"),
        ("en", "a 400 MWp park", "power 400"),
    ],
)
def test_power_is_read_in_megawatts(language: str, text: str, expected: str) -> None:
    """Watts of every size are read as megawatts, peak power too."""
    assert read(language, text) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "500 GWh, 500 gigavatios hora, 500 megavatios-hora"),
        ("es", "500 MWh al año y 500 MW/h"),
        ("de", "500 GWh, 500 Gigawattstunden, 500 Megawatt-Stunden"),
        ("en", "500 GWh, 500 gigawatt hours, 500 megawatt-hours"),
        ("en", "500 kWh and 500 GW h"),
    ],
)
def test_energy_is_no_power(language: str, text: str) -> None:
    """Gigawatt hours are energy, however they are spelled."""
    assert read(language, text) == []


@pytest.mark.parametrize("language", ["es", "de", "en"])
@pytest.mark.parametrize("text", ["500 MVA", "500 PS", "500 W/m²", "500 Mbit", "500 mw"])
def test_other_units_are_no_power(language: str, text: str) -> None:
    """Apparent power, horsepower, power by area and look-alikes are refused."""
    assert read(language, text) == []


def test_milliwatts_are_told_from_megawatts() -> None:
    """The case of a symbol counts."""
    assert read("en", "500 mW and 500 MW") == ["power 0.0000005", "power 500"]


def test_the_values_of_power_name_their_unit() -> None:
    """Power is always in MW."""
    (reading,) = readers.power(document("más de 2,2 gigavatios", "es"))
    assert dict(reading.values) == {"value": 2200, "qualifier": "more_than", "unit": "MW"}
