"""An article beside its row: as much of its text as may be shown, with each passage of the row marked and numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footnoted.site.footnotes import Footnote
from footnoted.site.headline import headline
from footnoted.site.marks import Fragment, Segment, Stretch, fragments, segments
from footnoted.site.rows import Site, rows_by_key

__all__ = ["Numbers", "Panel", "numbered", "panel", "panels", "places_of", "text_of"]

Numbers = Mapping[tuple[str, Stretch], int]
"""Source and place of a passage -> its number on the page."""

_FULL_TEXTS = 3
"""Articles that a page shows in full, those with most passages; of others it shows the passages."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One source on a page: its `cells`, its `title`, and the pieces of its text, each cut into segments.

    `whole`: the one piece is the full text.
    """

    cells: Mapping[str, Any]
    title: str
    pieces: tuple[tuple[Segment, ...], ...]
    whole: bool

    @property
    def id(self) -> str:
        """The source's key."""
        return str(self.cells["id"])


def numbered(notes: Iterable[Footnote]) -> dict[tuple[str, Stretch], int]:
    """The places of passages and antecedents -> numbers from 1 on: source by source, in text order."""
    found = list(notes)
    # The sources stand in the order of the notes: those that prove a cell come first.
    order = {source: place for place, source in enumerate(dict.fromkeys(note.source for note in found))}
    places = {(note.source, place) for note in found for place, _ in places_of(note)}
    return {place: n for n, place in enumerate(sorted(places, key=lambda p: (order[p[0]], p[1])), 1)}


async def panels(site: Site, notes: Sequence[Footnote]) -> list[Panel]:
    """The sources that `notes` rest on, those that prove a cell first."""
    by_source: dict[str, list[Footnote]] = {}
    for note in notes:
        by_source.setdefault(note.source, []).append(note)
    sources = await rows_by_key(site.ask, site.package.tables["sources"], by_source)
    longest = sorted(by_source, key=lambda source: -len(by_source[source]))[:_FULL_TEXTS]
    return [
        panel(site, sources[source], found, await text_of(site, source) if source in longest else None)
        for source, found in by_source.items()
    ]


def panel(site: Site, cells: Mapping[str, Any], notes: Sequence[Footnote], text: str | None) -> Panel:
    """One source with the passages of `notes` marked: in its full `text`, or in the pieces that they reveal."""
    places = [(place, passage) for note in notes for place, passage in places_of(note)]
    shown = fragments(places) if text is None else [Fragment(0, text)]
    stretches = {place for place, _ in places}
    pieces = tuple(tuple(segments(piece, stretches)) for piece in shown)
    return Panel(cells, headline(site.package.tables["sources"], cells, {}), pieces, text is not None)


async def text_of(site: Site, source: str) -> str | None:
    """The full text of a source where it may be shown: published with the package, or on a preview."""
    found = await site.ask("SELECT text FROM texts WHERE source_id = :source", {"source": source})
    if not found and site.ask_preview is not None:
        found = await site.ask_preview("SELECT text FROM texts WHERE source_id = :source", {"source": source})
    return str(found[0]["text"]) if found else None


def places_of(note: Footnote) -> list[tuple[Stretch, str]]:
    """The places and words of a footnote: its passage, then its antecedent and who is named as saying it, if any."""
    cells, found = note.cells, [(note.stretch, note.passage)]
    for words, place in (("antecedent", "antecedent"), ("attributed_to", "attributed")):
        if cells[words] is not None and cells[f"{place}_start"] is not None:
            found.append((Stretch(cells[f"{place}_start"], cells[f"{place}_end"]), cells[words]))
    return found
