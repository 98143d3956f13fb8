"""A draft by another extractor: what it proposes about one article, as far as that stands."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted import languages
from footnoted.extract.draft import Draft, Extractor, described
from footnoted.extract.plugs.admit import Refused, admit
from footnoted.extract.plugs.plug import Article, Installed
from footnoted.text import SourceText

__all__ = ["draft_with"]


def draft_with(plug: Installed, source_id: str, article: SourceText, tag: str, extractor: Extractor) -> Draft:
    """Let `plug` draft claims about `article`; `refused` of the draft says what it is not believed, and why.

    Raises:
        LanguageError: there is no data for the language.
        PlugError: the extractor gives nothing.
    """
    said, source = described(source_id, article, languages.document(article.text, tag))
    proposals = plug.propose(Article(article.text, tag, extractor.dataset))
    admitted = admit(source, proposals, extractor, plug.name)
    lines = (line for refused in admitted.refused for line in _lines(refused))
    return Draft(said, article.text, admitted.rows, tuple(lines))


def _lines(refused: Refused) -> Iterator[str]:
    for reason in refused.reasons:
        hint = f"; {reason.hint}" if reason.hint else ""
        yield f"refused, {refused.table}: {reason.message}{hint} [{reason.code}]"
