"""An extractor that asks a language model, through the library `llm` (https://llm.datasette.io/) and its plugins.

Which model it is, and where it runs, is the user's choice there; this module opens no connection of its own. What the
model answers is a stranger's word: it is parsed as JSON, and goes through the gate.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from footnoted.extract.plugs.plug import Article, Plug, PlugError, Proposals
from footnoted.schema import Column, Dataset, Table

__all__ = ["make", "parsed", "question"]

_FENCE = "```"


def make(option: str | None) -> Plug:
    """The extractor that asks the model called `option`, or the user's default one.

    Raises:
        PlugError: there is no such model.
    """
    import llm  # noqa: PLC0415 - an optional extra, slow to import

    try:
        model = llm.get_model(option)
    except llm.UnknownModelError as error:
        raise PlugError(f"llm knows no model {error}", "llm models list") from error

    def propose(article: Article) -> Proposals:
        return parsed(model.prompt(question(article), system=_instructions()).text())

    return propose


def _instructions() -> str:
    return files(__package__).joinpath("instructions.md").read_text("utf-8")


def question(article: Article) -> str:
    """What is asked about an article: the tables with their columns and terms, and the text between marks."""
    tables = "\n\n".join(_table(article.dataset, table) for table in article.dataset.facts.values())
    return f"# Tables\n\n{tables}\n\n# Article ({article.language})\n\n<article>\n{article.text}\n</article>\n"


def _table(dataset: Dataset, table: Table) -> str:
    lines = [f"## {table.name}: {table.raw.get('description', '')}"]
    lines += [f"- {column.name}: {_column(dataset, column)}" for column in table.claimable]
    return "\n".join(lines)


def _column(dataset: Dataset, column: Column) -> str:
    told = [str(column.raw.get("description", "")), "required" if column.required else ""]
    if column.vocabulary:
        told.append("one of " + ", ".join(dataset.vocabularies[column.vocabulary].names))
    return "; ".join(part for part in told if part)


def parsed(answer: str) -> Proposals:
    """The proposals in a model's answer: a JSON object, perhaps in a fenced block, with a list of objects a table.

    Raises:
        PlugError: it is nothing of the kind.
    """
    try:
        data = json.loads(_inside_fence(answer))
    except (ValueError, RecursionError) as error:
        raise PlugError(f"the model's answer is no JSON: {error}", "ask again, or another model") from error
    if not isinstance(data, dict):
        raise PlugError("the model's answer is no object of tables", "ask again, or another model")
    return {str(table): list(_claims(claims)) for table, claims in data.items()}


def _inside_fence(answer: str) -> str:
    before, fence, rest = answer.partition(_FENCE)
    return rest.partition("\n")[2].partition(_FENCE)[0] if fence and not before.strip().startswith("{") else answer


def _claims(claims: object) -> Iterator[Mapping[str, Any]]:
    for claim in claims if isinstance(claims, list) else []:
        if isinstance(claim, dict):
            # An id is made from the words that stand; the model's would be its own.
            yield {str(key): cell for key, cell in claim.items() if key != "id" and cell is not None}
