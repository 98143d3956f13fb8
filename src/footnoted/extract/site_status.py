"""How far a site is, by the words around it: given up, closed, thought of, being built, planned, or at work."""

from __future__ import annotations

from collections.abc import Sequence

from footnoted.extract.model import DraftCell
from footnoted.extract.scenes import Scene
from footnoted.extract.sites import Site
from footnoted.extract.terms import Terms
from footnoted.text import Span

__all__ = ["status_of_site"]

_STATUS = "facility_status"
_CLAUSE = 90


def status_of_site(site: Site, terms: Terms) -> DraftCell | None:
    """The status by the words that belong to the site, else by those around it.

    What ends or stops it goes first, then what stands nearest.
    """
    wide = _clause(site)
    own = Span(max(wide.start, site.segment.start), min(wide.end, site.segment.end))
    return _told(site, own, terms) or _told(site, wide, terms) or terms.near(_STATUS, wide, site.at)


def _told(site: Site, around: Span, terms: Terms) -> DraftCell | None:
    scene, own = site.scene, site.scene.own
    if given_up := _given_up(scene, around):
        return terms.as_term(_STATUS, "cancelled", given_up)
    for term, found in (("cancelled", scene.found(own.site_cancelled, around)), ("retired", _closed(scene, around))):
        if found:
            return terms.as_term(_STATUS, term, _nearest(found, site.at))
    ranked: list[tuple[int, int, str, Span]] = []
    for rank, (term, bag) in enumerate(
        (
            ("considered", own.site_considered),
            ("under_construction", own.site_building),
            ("planned", own.site_planned),
            ("operating", own.site_operating),
        )
    ):
        ranked += [(_gap(span, site.at), rank, term, span) for span in scene.found(bag, around)]
    if not ranked:
        return None
    _, _, term, span = min(ranked)
    if term == "under_construction" and _is_meant(scene, span):
        term = "planned"
    return terms.as_term(_STATUS, term, span)


def _given_up(scene: Scene, around: Span) -> Span | None:
    """The words that deny what is planned or built: "will not be built", "soll nicht mehr entstehen"."""
    for bag in (scene.own.site_planned, scene.own.site_building):
        for span in scene.found(bag, around):
            if any(word.lower() in scene.pack["denied_words"] for word in scene.words.before(span.start, 1)):
                return span
    return None


def _closed(scene: Scene, around: Span) -> list[Span]:
    """The words that say that it is closed; what is to be closed still works: "will be closed"."""
    works = scene.found(scene.own.site_operating, around)
    closed = scene.found(scene.own.site_retired, around)
    return [span for span in closed if not any(one.covers(span) for one in works) and not _is_meant(scene, span)]


def _is_meant(scene: Scene, word: Span) -> bool:
    """Whether another verb of the clause makes a plan of it: "will ein Labor bauen", no "wird gebaut"."""
    pack, text = scene.pack, scene.document.text
    if not pack["verb_final"].opens("yes"):
        return False
    clause = next((clause for clause in scene.clauses if clause.covers(word)), word)
    plans = (span for span in scene.found(pack["planned_words"], clause) if span != word)
    return any(span.of(text) not in pack["passive_words"] for span in plans)


def _clause(site: Site) -> Span:
    """The words around a site up to a semicolon, and no further than a long clause."""
    scene, text = site.scene, site.scene.document.text
    low, high = max(scene.span.start, site.at.start - _CLAUSE), min(scene.span.end, site.at.end + _CLAUSE)
    low = max(low, text.rfind(";", low, site.at.start) + 1)
    end = text.find(";", site.at.end, high)
    return Span(low, end if end >= 0 else high)


def _gap(span: Span, at: Span) -> int:
    return span.start - at.end if span.start >= at.end else at.start - span.end


def _nearest(found: Sequence[Span], at: Span) -> Span:
    return min(found, key=lambda span: (_gap(span, at), span.start))
