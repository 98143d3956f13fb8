"""Rows of quotes: the words, who says them, in which role and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from footnoted.extract.memory import Meant
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.extract.speakers import Said
from footnoted.languages import Document

__all__ = ["company_cell", "quote_rows"]


def quote_rows(document: Document, found: Iterable[Said]) -> Iterator[DraftRow]:
    """A row for each quotation."""
    for each in found:
        cells = {"text": DraftCell(each.quotation.span), "speaker_kind": DraftCell(each.span, each.kind)}
        company, key = each.company, each.kind
        if each.role:
            cells["speaker_role"] = DraftCell(each.role)
        if each.person:
            full, key = each.person.full, each.person.entity.name
            name = full.of(document.text)
            # An antecedent is the value word for word: it can only be one where the name stands once.
            refers = each.span.of(document.text) != name and document.text.count(name) == 1
            cells["speaker_name"] = DraftCell(each.span, None, full) if refers else DraftCell(full)
            if each.person.role:
                cells["speaker_role"] = DraftCell(each.person.role)
            company = _beside(document, each, each.person.company)
        if company:
            cells["speaker_company_id"] = company_cell(company)
        yield DraftRow("quotes", key, cells)


def _beside(document: Document, each: Said, company: Meant | None) -> Meant | None:
    """The speaker's company, taken for granted by who speaks where another sentence names it."""
    sentence = document.sentence_at(each.span.start)
    if company is None or company.antecedent is not None or (sentence and sentence.covers(company.span)):
        return company
    return Meant(company.entity, each.span, company.span)


def company_cell(meant: Meant) -> DraftCell:
    """The cell of a company that words name or refer to."""
    return DraftCell(meant.span, None, meant.antecedent)
