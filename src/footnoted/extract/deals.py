"""Frames of investments: purchases, rounds, notes, loans, grants, own plants and alliances, each with its parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from footnoted.extract.memory import Meant, Memory
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.quotes import company_cell
from footnoted.extract.scenes import Scene
from footnoted.extract.terms import Terms
from footnoted.extract.valuations import valued_amounts
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["deal_rows"]

_NEAR = 14
_OBJECT = 9
_FIRST = ("denied", "cancelled", "considered")


@dataclass(frozen=True, slots=True)
class _Deal:
    """One event: its word, its terms, its parties and its sum."""

    scene: Scene
    event: Span
    kind: str
    instrument: str | None
    investor: Meant | None
    investee: Meant | None
    amount: Reading | None = None
    scope: str = "deal"
    priced: Scene | None = None


def deal_rows(scenes: Iterable[Scene], memory: Memory, terms: Terms) -> Iterator[DraftRow]:
    """A row for each investor and deal, the same deal told twice only once."""
    told: set[tuple[object, ...]] = set()
    listed = list(scenes)
    for scene, after in zip_longest(listed, listed[1:]):
        for deal in _deals(scene, after, memory):
            investor, investee = deal.investor, deal.investee
            if investor and investee and investor.entity == investee.entity:
                continue
            value = deal.amount.values.get("value") if deal.amount else None
            parties = (investor.entity.name if investor else None, investee.entity.name if investee else None)
            # Named again without a sum it is the same deal; so it is with the same sum.
            if (*parties, value) in told or (value is None and any(key[:2] == parties for key in told)):
                continue
            told.add((*parties, value))
            yield _row(deal, terms)


def _row(deal: _Deal, terms: Terms) -> DraftRow:
    scene, cells = deal.scene, {}
    if deal.investor:
        cells["investor_id"] = company_cell(deal.investor)
    if deal.investee:
        cells["investee_id"] = company_cell(deal.investee)
    cells["kind"] = terms.as_term("investment_kind", deal.kind, deal.event, deal.event)
    if deal.instrument:
        cells["instrument"] = terms.as_term("instrument", deal.instrument, deal.event, deal.event)
    if status := terms.near("investment_status", scene.span, deal.event, _FIRST):
        cells["status"] = status
    if deal.amount:
        cells["amount"] = DraftCell(deal.amount.span)
        cells["amount_scope"] = DraftCell(deal.amount.span if deal.priced else deal.event, deal.scope)
    parties = [meant.entity.name for meant in (deal.investor, deal.investee) if meant]
    core = tuple(name for name in ("investor_id", "investee_id", "amount") if name in cells)
    return DraftRow("investments", " ".join(parties), cells, core)


def _deals(scene: Scene, following: Scene | None, memory: Memory) -> Iterator[_Deal]:
    free = _free_amounts(scene)
    loans = list(_loans(scene, memory, free))
    rounds = list(_rounds(scene, following, memory, free))
    yield from loans
    yield from rounds
    if not loans and not rounds:
        purchases = list(_purchases(scene, memory, free))
        yield from (_priced(deal, following) for deal in purchases)
        if not purchases:
            yield from _grants(scene, memory, free)
            yield from _plants(scene, memory, free)
            yield from _alliances(scene, free)


def _priced(deal: _Deal, following: Scene | None) -> _Deal:
    """The deal with the price that the next sentence tells, if its own tells none."""
    if deal.amount or following is None or not following.found(following.pack["price_words"]):
        return deal
    free = _free_amounts(following)
    return replace(deal, amount=free[0], priced=following) if len(free) == 1 else deal


def _free_amounts(scene: Scene) -> list[Reading]:
    """The sums of a scene that are no value of a company, and no revenue or profit."""
    valued = {reading.span for reading, _, _ in valued_amounts(scene)}
    text = scene.document.text
    free = []
    for reading in scene.figures("money"):
        low = max(scene.span.start, reading.span.start - 45)
        low = max(low, *(text.rfind(mark, low, reading.span.start) + 1 for mark in ",;:"))
        if text[low : reading.span.start].endswith("("):
            continue  # the same sum again, in another currency
        if reading.span not in valued and not scene.found(scene.pack["money_noise"], Span(low, reading.span.start)):
            free.append(reading)
    return free


def _nearest(scene: Scene, amounts: list[Reading], event: Span) -> Reading | None:
    def distance(reading: Reading) -> int:
        low, high = sorted((reading.span, event))
        return scene.gap(low.end, high.start)

    near = [reading for reading in amounts if distance(reading) <= _NEAR]
    return min(near, key=lambda reading: (distance(reading), reading.span.start)) if near else None


def _subject(scene: Scene, event: Span, memory: Memory) -> Meant | None:
    """The company named or meant last before the event in its sentence, else the one spoken of."""
    before = scene.before(event.start)
    return before[0] if before else memory.resolve(event)


def _purchases(scene: Scene, memory: Memory, free: list[Reading]) -> Iterator[_Deal]:
    for event in scene.found(scene.pack["purchase_nouns"]) or scene.found(scene.pack["purchase_verbs"]):
        investor, investee = _buyer(scene, event, memory)
        if investor and investee and investor.entity != investee.entity:
            yield _Deal(scene, event, "acquisition", "equity", investor, investee, _nearest(scene, free, event))
            return


def _buyer(scene: Scene, event: Span, memory: Memory) -> tuple[Meant | None, Meant | None]:
    """Who buys and what: before and behind the event, the other way round behind "by", both before a German verb."""
    before, after = scene.before(event.start), scene.after(event.end)
    if after and _sells(scene, event, after[0]):
        return None, None
    if after and scene.gap(event.end, after[0].span.start) <= _OBJECT:
        word = scene.words.before(after[0].span.start, 1)
        if before and word and word[0] in scene.pack["by_words"]:
            return after[0], before[0]
        return (before[0] if before else memory.resolve(event)), after[0]
    if len({meant.entity for meant in before}) > 1 and scene.own.noun_capitals:
        return before[0], before[-1]
    return None, None


def _sells(scene: Scene, event: Span, meant: Meant) -> bool:
    """Whether the company behind the event is who sells: "from X", "le compró a X"."""
    words = [word.lower() for word in scene.words.before(meant.span.start, 3)]
    reached = scene.gap(event.end, meant.span.start)
    return any(word in scene.pack["seller_words"] for word in words[-min(3, reached) :]) if reached else False


def _rounds(scene: Scene, following: Scene | None, memory: Memory, free: list[Reading]) -> Iterator[_Deal]:
    notes = scene.found(scene.pack["note_words"])
    events = notes or scene.found(scene.pack["round_words"])
    if not events:
        return
    event = events[0]
    instrument = "convertible_note" if notes else "equity"
    amount = _nearest(scene, free, event)
    leads, joined = _investors(scene, "lead_words"), _investors(scene, "join_words")
    if following:
        leads = leads or _investors(following, "lead_words")
        joined = joined or _investors(following, "join_words")
    followers = [meant for meant in joined if meant.entity not in {lead.entity for lead in leads}]
    investors = [*leads, *followers]
    before = [meant for meant in scene.before(event.start) if meant.entity not in {one.entity for one in investors}]
    behind = [meant for meant in scene.after(event.end) if _is_of(scene, event, meant)]
    if behind and before and before[0].entity != behind[0].entity:
        # "X put 7 million into the round of Y": the sum is X's own.
        yield _Deal(scene, event, "funding", instrument, before[0], behind[0], amount)
        return
    investee = behind[0] if behind else before[-1] if before else memory.resolve(event)
    if investee is None or (amount is None and not investors):
        return
    if not investors and not (before and scene.found(scene.pack["raise_words"])):
        return
    if not investors:
        yield _Deal(scene, event, "funding", instrument, None, investee, amount, "round_total")
    for index, investor in enumerate(investors):
        if investor.entity != investee.entity:
            yield _Deal(
                scene, event, "funding", instrument, investor, investee, amount if index == 0 else None, "round_total"
            )


def _is_of(scene: Scene, event: Span, meant: Meant) -> bool:
    """Whether a company stands right behind a round as the one whose round it is."""
    words = [word.lower() for word in scene.words.before(meant.span.start, 1)]
    own = [*words, *scene.document.text[meant.span.start : meant.span.end].lower().split()[:1]]
    near = scene.gap(event.end, meant.span.start) <= 3  # noqa: PLR2004 - "of the"
    return near and any(word in scene.own.of_words for word in own)


def _investors(scene: Scene, words: str) -> list[Meant]:
    """The companies listed behind the first of the words, up to the next verb's clause."""
    cues = scene.found(scene.pack[words])
    if not cues:
        return []
    listed: list[Meant] = []
    reached = cues[0].end
    for meant in scene.after(cues[0].end):
        if meant.antecedent is not None or scene.gap(reached, meant.span.start) > _OBJECT // (1 + bool(listed)):
            break
        listed.append(meant)
        reached = meant.span.end
        if words == "lead_words":
            break
    return listed


def _loans(scene: Scene, memory: Memory, free: list[Reading]) -> Iterator[_Deal]:
    events = scene.found(scene.pack["loan_words"])
    if not events or scene.found(scene.pack["note_words"]):
        return
    event = events[0]
    lenders = [meant for meant in scene.companies if meant.antecedent is None and _lends(scene, meant)]
    others = [meant for meant in scene.companies if meant.entity not in {lender.entity for lender in lenders}]
    amount = _nearest(scene, free, event)
    if not lenders:
        return
    before = [meant for meant in others if meant.span.end <= event.start] or others
    investee = before[0] if before else memory.resolve(event)
    if investee is None or investee.entity in {lender.entity for lender in lenders}:
        return
    scope = "round_total" if len(lenders) > 1 else "deal"
    for index, lender in enumerate(lenders):
        yield _Deal(scene, event, "funding", "debt", lender, investee, amount if index == 0 else None, scope)


def _lends(scene: Scene, meant: Meant) -> bool:
    return any(word in scene.pack["lender_words"] for word in meant.entity.name.split())


def _grants(scene: Scene, memory: Memory, free: list[Reading]) -> Iterator[_Deal]:
    for event in scene.found(scene.pack["grant_words"])[:1]:
        amount, investee = _nearest(scene, free, event), _subject(scene, event, memory)
        if amount and investee:
            yield _Deal(scene, event, "funding", "grant", None, investee, amount)


def _plants(scene: Scene, memory: Memory, free: list[Reading]) -> Iterator[_Deal]:
    if not scene.found(scene.pack["facility_words"]):
        return
    for event in scene.found(scene.pack["capex_verbs"])[:1]:
        amount, investor = _nearest(scene, free, event), _subject(scene, event, memory)
        if amount and investor:
            yield _Deal(scene, event, "capital_expenditure", None, investor, None, amount)


def _alliances(scene: Scene, free: list[Reading]) -> Iterator[_Deal]:
    for event in scene.found(scene.pack["alliance_words"])[:1]:
        named = [meant for meant in scene.companies if meant.antecedent is None]
        if len({meant.entity for meant in named}) == 2:  # noqa: PLR2004 - its two parties
            first, second = named[0], next(meant for meant in named if meant.entity != named[0].entity)
            yield _Deal(scene, event, "alliance", None, first, second, _nearest(scene, free, event))
