"""Rows of investments: the deals of an article, each with its parties, gathered from all sentences that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from footnoted.extract.dating import date_cells
from footnoted.extract.events import Sentence
from footnoted.extract.ledger import Deal, Ledger
from footnoted.extract.lending import lendings
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.offers import offered
from footnoted.extract.projects import alliances, projects
from footnoted.extract.purchases import purchases
from footnoted.extract.quotes import company_cell
from footnoted.extract.rounds import rounds
from footnoted.extract.status import status_of
from footnoted.extract.sums import free_sums
from footnoted.extract.terms import Terms
from footnoted.readers import in_place

__all__ = ["deal_rows", "deals_of"]

# Of anything else a date tells when it is meant to happen.
_PAST = frozenset({"completed", "denied", "cancelled"})


def deals_of(sentences: Iterable[Sentence], memory: Memory) -> list[Deal]:
    """The deals of an article in the order in which it first tells of them, each once."""
    ledger = Ledger(memory)
    for sentence in sentences:
        ledger.enter(sentence.scene)
        _tell(ledger, sentence)
    known = (deal for deal in ledger.deals if not deal.hidden and not _lacks_sum(ledger, deal))
    told = sorted(known, key=lambda deal: deal.event.scene.span.start)
    places: dict[int, set[int]] = {}
    for deal in told:
        places.setdefault(deal.event.scene.span.start, set()).add(deal.event.low)
    for deal in told:
        deal.alone = len(places[deal.event.scene.span.start]) == 1
    return told


def _lacks_sum(ledger: Ledger, deal: Deal) -> bool:
    """Whether the text may tell a sum that the row would lack: one without its currency, or one that no deal has taken.

    Who follows in a round and who makes an alliance needs none.
    """
    if deal.amount is not None or deal.scope == "round_total" or deal.kind == "alliance":
        return False
    scene = deal.event.scene
    scales = scene.found(scene.pack["scale_words"], deal.event.clause)
    bare = any(not in_place(scene.quantities, span) for span in scales)
    return bare or bool({deal.first, deal.first + 1} & ledger.left)


def _tell(ledger: Ledger, sentence: Sentence) -> None:
    """Enter what one sentence tells: what names its own form first, so that a sum is taken only once."""
    ledger.sums = free_sums(sentence)
    ledger.spread(sentence.events)
    for teller in (lendings, rounds, purchases, projects, alliances):
        for deal in teller(ledger, sentence.events):
            ledger.add(deal)
    ledger.price(sentence.scene)
    ledger.offer = None if ledger.busy else offered(sentence.events)
    if ledger.sums:
        ledger.left.add(ledger.index)
    if not ledger.busy:
        ledger.refuse(sentence)


def deal_rows(deals: Sequence[Deal], terms: Terms) -> Iterator[DraftRow]:
    """A row for each investor and deal."""
    for deal in deals:
        yield _row(deal, terms)


def _row(deal: Deal, terms: Terms) -> DraftRow:
    cells: dict[str, DraftCell] = {}
    if deal.investor:
        cells["investor_id"] = company_cell(_tied(deal, deal.investor))
    if deal.investee:
        cells["investee_id"] = company_cell(_tied(deal, deal.investee))
    at = deal.event.span
    cells["kind"] = terms.as_term("investment_kind", deal.kind, at)
    if deal.instrument:
        cells["instrument"] = terms.as_term("instrument", deal.instrument, at)
    if status := status_of(deal, terms):
        cells["status"] = status
    if deal.amount:
        cells["amount"] = DraftCell(deal.amount.span)
        cells["amount_scope"] = _scope(deal, terms) or DraftCell(deal.amount.span, deal.scope)
    said = terms.term("investment_status", cells.get("status"))
    if said in _PAST:
        cells |= date_cells(deal.event.scene, deal.event.clause, at)
    parties = [meant.entity.name for meant in (deal.investor, deal.investee) if meant]
    core = tuple(name for name in ("investor_id", "investee_id", "amount") if name in cells)
    return DraftRow("investments", " ".join(parties), cells, core)


def _tied(deal: Deal, meant: Meant) -> Meant:
    """A party, implied by the event's word where another sentence names it."""
    if meant.antecedent is not None or deal.event.scene.span.covers(meant.span):
        return meant
    return Meant(meant.entity, deal.event.span, meant.span)


def _scope(deal: Deal, terms: Terms) -> DraftCell | None:
    """The cell of what the sum counts, where a cue beside it says so: "since its founding", "syndicated loan"."""
    event = deal.event
    cue = terms.near("amount_scope", event.clause, event.span, ("cumulative",))
    if terms.term("amount_scope", cue) == "cumulative" and deal.kind != "acquisition":
        return cue
    own = terms.cue("amount_scope", event.span)
    return own if own and terms.term("amount_scope", own) == deal.scope else None
