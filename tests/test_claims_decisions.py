"""Accepted exceptions: a known warning stays quiet, an error never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Seeds

TEXT = "Oak grows."


def _accepted(code: str, path: str) -> str:
    return f'[[accepted]]\ncode = "{code}"\npath = "{path}"\nreason = "A press release."\n'


REVEALED = _accepted("text-revealed", "seeds/one.txt")


@pytest.fixture
def revealed(seeds: Seeds) -> Seeds:
    """A dataset with one warning: its passages reveal all of its text."""
    seeds.source("one", TEXT, '[[facilities]]\nid = "oak"\nname = "Oak grows."\n')
    assert seeds.problems("error", "warning") == [("text-revealed", "seeds/one.txt", None, None)]
    return seeds


def test_an_accepted_warning_is_not_reported(revealed: Seeds) -> None:
    """Its reason stands in the decisions."""
    revealed.write("decisions.toml", REVEALED)
    assert revealed.problems("error", "warning") == []


@pytest.mark.parametrize(
    ("accepted", "line"),
    [
        (_accepted("text-revealed", "seeds/two.txt"), 1),
        (_accepted("source-without-claims", "seeds/one.txt"), 1),
        (_accepted("text-reveald", "seeds/one.txt"), 1),
        (REVEALED + REVEALED, 5),
    ],
    ids=["another file", "another rule", "no rule", "twice"],
)
def test_a_needless_exception_is_a_warning_itself(revealed: Seeds, accepted: str, line: int) -> None:
    """It would hide the next problem of its kind."""
    revealed.write("decisions.toml", accepted)
    found = revealed.problems("error", "warning")
    assert ("exception-needless", "seeds/decisions.toml", line, 1) in found
    assert len(found) == (1 if accepted.startswith(REVEALED) else 2)


def test_errors_cannot_be_accepted(revealed: Seeds) -> None:
    """They are what the promises forbid."""
    revealed.source("one", TEXT, '[[facilities]]\nid = "oak"\nname = "Oak shrinks."\n', more="republish = true")
    revealed.write("decisions.toml", _accepted("passage-absent", "seeds/one.toml"))
    assert revealed.problems("error", "warning") == [
        ("exception-needless", "seeds/decisions.toml", 1, 1),
        ("passage-absent", "seeds/one.toml", 9, 8),
    ]


def test_an_exception_has_a_reason(revealed: Seeds) -> None:
    """Otherwise nobody could judge later whether it still holds."""
    revealed.write("decisions.toml", REVEALED.replace('reason = "A press release."\n', ""))
    assert ("claim-incomplete", "seeds/decisions.toml", 1, 1) in revealed.problems()
