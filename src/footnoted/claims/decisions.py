"""What people decided, from `seeds/decisions.toml`: preferred claims, retired ids, accepted exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from footnoted.claims.file import ClaimsFile
from footnoted.problem import Problem

__all__ = ["Decisions", "Preferred", "Redirect", "accept"]


@dataclass(frozen=True, slots=True)
class Preferred:
    """The source that a row's column (with its group) is taken from, and why."""

    table: str
    row_id: str
    column: str
    source_id: str
    reason: str
    index: int


@dataclass(frozen=True, slots=True)
class Redirect:
    """An id that is used no more, the id in its place if there is one, and why.

    `index` is its number in `seeds/decisions.toml`, None where it follows from something else.
    """

    table: str
    old_id: str
    new_id: str | None
    reason: str
    index: int | None = None


@dataclass(frozen=True)
class Decisions:
    """All written decisions of a dataset; `file` is None where there are none."""

    file: ClaimsFile | None = None
    preferred: tuple[Preferred, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    accepted: tuple[Mapping[str, str], ...] = field(default=())

    @classmethod
    def of(cls, file: ClaimsFile | None) -> Decisions:
        """The decisions that `file` (of the right shape already) holds."""
        if file is None:
            return cls()
        data = file.data
        preferred = []
        for index, entry in enumerate(data.get("preferred", ())):
            table, _, row_id = entry["row"].partition("/")
            preferred.append(Preferred(table, row_id, entry["column"], entry["source"], entry["reason"], index))
        redirects = (
            Redirect(entry["table"], entry["old_id"], entry.get("new_id"), entry["reason"], index)
            for index, entry in enumerate(data.get("redirects", ()))
        )
        return cls(file, tuple(preferred), tuple(redirects), tuple(data.get("accepted", ())))

    def problem(self, code: str, keys: tuple[str, int], message: str, hint: str | None = None) -> Problem:
        """A problem with the decision that `keys` lead to: the list and its number in it."""
        if self.file is None:
            return Problem(code, "seeds/decisions.toml", message, hint=hint)
        return self.file.problem(code, message, hint, keys=keys)


def accept(
    decisions: Decisions, problems: tuple[Problem, ...], unsought: frozenset[str] = frozenset()
) -> tuple[Problem, ...]:
    """`problems` without the warnings and hints that a written exception accepts; a needless exception is one itself.

    Errors cannot be accepted: they are what the promises forbid. An exception is not needless where it is about one of
    the codes that were `unsought` in this run.
    """
    wanted = [(entry["code"], entry["path"]) for entry in decisions.accepted]
    used = {(p.code, p.path) for p in problems if p.level != "error"} & set(wanted)
    kept = (p for p in problems if (p.code, p.path) not in used or p.level == "error")
    # Of two exceptions for the same, one is needless as well.
    needless = (i for i, key in enumerate(wanted) if (key not in used and key[0] not in unsought) or key in wanted[:i])
    return (*kept, *_needless(decisions, needless))


def _needless(decisions: Decisions, indexes: Iterable[int]) -> Iterator[Problem]:
    for index in indexes:
        if decisions.file:
            message = "this exception accepts no warning of this run"
            hint = "remove it; errors cannot be accepted, nor a warning twice"
            found = decisions.file.problem("exception-needless", message, hint, keys=("accepted", index))
            yield replace(found, level="warning")
