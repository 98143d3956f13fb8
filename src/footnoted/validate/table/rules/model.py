"""What a written rule is: its name, the arguments it takes, and how it is made ready for one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from footnoted.validate.table.check import Check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Hits, Rows
from footnoted.validate.table.spec import Field, TableSpec

__all__ = ["Argument", "Arguments", "Rule", "arguments"]

# "field" names a field, "fields" a list of them, "values" and "word" are what they say; "values" may be left out.
Argument = Literal["field", "other", "fields", "values", "algorithm"]


@dataclass(frozen=True, slots=True)
class Arguments:
    """A rule's arguments, checked: the fields are the table's own."""

    code: str
    description: str
    field: Field | None = None
    other: Field | None = None
    fields: tuple[Field, ...] = ()
    values: tuple[Any, ...] | None = None
    algorithm: str = ""

    def check(self, column: Field, sentence: str, reads: Iterable[Field], run: Callable[[Rows], Hits | None]) -> Check:
        """A check whose findings stand in `column`; the rule's own description follows the sentence."""
        message = f"{sentence} ({self.description})" if self.description else sentence
        return Check(self.code, column.name, message, tuple(field.name for field in reads), run)


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` as schemas call it, the `takes` it needs, and `compile`, which makes its checks from them."""

    name: str
    takes: tuple[Argument, ...]
    compile: Callable[[Arguments], Iterable[Check | Fault]]

    @property
    def code(self) -> str:
        """The rule code of its findings."""
        return self.name.replace("_", "-")


def arguments(rule: Rule, stated: Mapping[str, Any], spec: TableSpec) -> Arguments | Fault:
    """The arguments of one statement of a rule, or what is wrong with them."""
    given: dict[str, Any] = {}
    for name in rule.takes:
        if name == "values" and name not in stated:
            continue
        value = _argument(name, stated.get(name), spec)
        if value is None:
            return Fault("rule-invalid", f"rule {rule.name}: `{name}` is {_EXPECTED[name]}, not {stated.get(name)!r}")
        given[name] = value
    return Arguments(rule.code, str(stated.get("description", "")), **given)


_EXPECTED: Mapping[Argument, str] = {
    "field": "the name of a field",
    "other": "the name of a field",
    "fields": "a list of names of fields",
    "values": "a list of values",
    "algorithm": "the name of an algorithm",
}


def _argument(name: Argument, value: Any, spec: TableSpec) -> Any:  # noqa: ANN401 - one reader for all kinds
    match name:
        case "field" | "other":
            return spec.field(value) if isinstance(value, str) else None
        case "fields":
            names = value if isinstance(value, list) and value else [None]
            fields = tuple(spec.field(item) for item in names if isinstance(item, str))
            return fields if len(fields) == len(names) and None not in fields else None
        case "values":
            return tuple(value) if isinstance(value, list) and value else None
        case _:
            return value if isinstance(value, str) else None
