"""The files a language is built from, and the tag it is built for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from footnoted.languages.entries import Sections, entries

__all__ = ["Sources", "region_of"]

_REGION = 2
"""Letters of an ISO 3166-1 code; a group of countries (419) has three digits."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What one language is built from.

    `own` is its data file, `common` what all languages share, `cldr` and `currencies` the generated files (both may be
    empty), `region` the tag's region or None.
    """

    own: Sections
    common: Sections
    cldr: Mapping[str, Any]
    currencies: Mapping[str, Any]
    region: str | None = None

    def entries(self, section: str, name: str) -> Iterator[Mapping[str, Any]]:
        """The entries of a list, the language's own before the common ones."""
        return entries((self.own, self.common), section, name)

    def generated(self, section: str) -> Mapping[str, Any]:
        """A section of the language's generated file, empty where there is none."""
        found: Mapping[str, Any] = self.cldr.get(section, {})
        return found

    def regional(self, section: str) -> Any:  # noqa: ANN401 - what the section holds of a region
        """What a section of the language's generated file says of the region, None where it says nothing."""
        return self.generated(section).get(self.region) if self.region else None

    @property
    def region_currency(self) -> str | None:
        """The currency of the region, where one is known."""
        code: str | None = self.currencies.get("regions", {}).get(self.region)
        return code


def region_of(tag: str) -> str | None:
    """The region of a language tag: "MX" of "es-MX", "419" of "es-419", None of "es" or "zh-Hans"."""
    for subtag in tag.split("-")[1:]:
        if (len(subtag) == _REGION and subtag.isalpha()) or (len(subtag) == _REGION + 1 and subtag.isdigit()):
            return subtag.upper()
    return None
