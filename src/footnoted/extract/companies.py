"""Rows of companies: one for each company and each further form of its name, where they are first written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from footnoted.extract.entities import Entity
from footnoted.extract.model import DraftCell, DraftRow
from footnoted.languages import Document

__all__ = ["company_rows", "ids_of"]


def ids_of(companies: Iterable[Entity], slug_of: Mapping[str, str]) -> dict[str, str]:
    """Each name of each company -> the id of its row."""
    return {name: slug_of[company.name] for company in companies for name in company.names}


def company_rows(document: Document, companies: Iterable[Entity]) -> Iterator[DraftRow]:
    """A row for each name of each company; the first has the legal form too."""
    for company in companies:
        for name in company.names:
            span = next((at for at in company.mentions if at.of(document.text) == name), None)
            if span is None:
                continue
            cells = {"name": DraftCell(span)}
            if name == company.name and company.legal_form:
                cells["legal_form"] = DraftCell(company.legal_form)
            yield DraftRow("companies", company.name, cells)
