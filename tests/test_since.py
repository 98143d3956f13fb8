"""A change checked by itself: what it says is told in full, and of the rest only what is wrong, and all it breaks."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from footnoted.claims import Memory, memory
from footnoted.cli import main
from footnoted.problem import Problem
from footnoted.validate.dataset import check_dataset
from footnoted.validate.since import check_since

if TYPE_CHECKING:
    from conftest import Seeds

NAMES = "".join(
    f'[[companies]]\nid = "{name.lower()}"\nname = "{name}"\n\n' for name in ("Alder", "Birch", "Cedar", "Oak")
)
OWNERS = ("Alder", "Birch", "Cedar")
FREE = 'republish = true\nlicense = "CC0-1.0"\n'


@pytest.fixture(autouse=True)
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place of this test's own for the key; a cache is used for any number of files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(memory, "FEW", 1)


def _stake(seeds: Seeds, number: int, head: str, share: str, more: str = "") -> None:
    """A source about the stake of an owner in Oak; `head` makes its row or joins it."""
    owner = OWNERS[number % 3]
    text = f"In the town {owner} has a stake of {share} in Oak, as everybody knows.\n"
    claims = f'[[stakes]]\n{head}\nholder_id = "{owner}"\ncompany_id = "Oak"\n'
    claims += f'interest = "stake"\nshare_percent = "{share}"\n'
    seeds.source(f"s{number}", text, claims, more=f"{FREE}{more}")


def _yard(seeds: Seeds, slug: str, more: str = "") -> None:
    """A source that makes the site North Yard."""
    text = "North Yard is a plant that nobody needed to describe at any length.\n"
    claims = '[[facilities]]\nid = "north-yard"\nname = "North Yard"\n'
    seeds.source(slug, text, claims, more=f"{FREE}{more}")


def _payment(seeds: Seeds, slug: str, row: str) -> None:
    """A source with an investment that refers to North Yard."""
    text = "Alder pays for North Yard, and everybody in the town knows it very well.\n"
    claims = f'[[investments]]\nid = "{row}"\ninvestor_id = "Alder"\nfacility_id = "North Yard"\n'
    claims += 'kind = { value = "capital_expenditure", passage = "pays" }\n'
    seeds.source(slug, text, claims, more=FREE)


@pytest.fixture
def world(seeds: Seeds) -> Seeds:
    """Sources that make, join and refer to rows of one another, without a problem."""
    seeds.write("companies.toml", NAMES)
    for number in range(3):
        _stake(seeds, number, f'id = "stake-{number}"', "14%")
        _stake(seeds, number + 3, f'about = "stake-{number}"', "15%")
    _yard(seeds, "yard")
    _payment(seeds, "payment", "alder-north-yard-1")
    assert seeds.check().problems == ()
    return seeds


def _since(seeds: Seeds, *changed: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in _problems(seeds, *changed)]


def _checked(seeds: Seeds, changed: tuple[str, ...]) -> tuple[Problem, ...]:
    """The problems of a change; where it is one of everything, those of the whole dataset."""
    known = Memory(seeds.dataset)
    return (check_since(seeds.dataset, changed, known) or check_dataset(seeds.dataset, memory=known)).problems


def _problems(seeds: Seeds, *changed: str) -> tuple[Problem, ...]:
    """The problems with the cache as it is, which must be those without one."""
    warm = _checked(seeds, changed)
    shutil.rmtree(seeds.dataset / ".footnoted")
    cold = _checked(seeds, changed)
    assert warm == cold
    return warm


def test_a_change_without_problems_has_none(world: Seeds) -> None:
    """A figure that another article told otherwise, and nothing changed at all."""
    _stake(world, 1, 'id = "stake-1"', "44%")
    assert _since(world, "seeds/s1.toml", "seeds/s1.txt") == []
    assert _since(world) == []


def test_a_changed_file_is_checked_strictly_and_another_is_not(world: Seeds) -> None:
    """Two files are broken alike; the one that the change is about is told."""
    for number in (1, 2):
        path = world.folder / f"s{number}.toml"
        path.write_text(path.read_text("utf-8").replace('"14%"', '"4%"'), "utf-8")
    assert _since(world, "seeds/s1.toml") == [("passage-cut", "seeds/s1.toml")]


def test_a_text_counts_with_its_claims(world: Seeds) -> None:
    """The claims file did not change, its text did."""
    path = world.folder / "s1.txt"
    path.write_text(path.read_text("utf-8").replace("14%", "24%"), "utf-8")
    assert ("source-changed", "seeds/s1.toml") in _since(world, "seeds/s1.txt")


def test_a_row_that_was_taken_away_is_missed_where_it_is_joined(world: Seeds) -> None:
    """The file that joins it did not change."""
    for suffix in ("toml", "txt"):
        (world.folder / f"s1.{suffix}").unlink()
    assert _since(world, "seeds/s1.toml", "seeds/s1.txt") == [("about-unknown", "seeds/s4.toml")]


def test_a_row_that_was_taken_away_is_missed_where_it_is_referred_to(world: Seeds) -> None:
    """A retracted source makes no row any more; the investment still names its site."""
    _yard(world, "yard", 'status = "retracted"\n')
    assert _since(world, "seeds/yard.toml") == [("foreign-key", "seeds/payment.toml")]


def test_an_id_that_another_file_has_is_told(world: Seeds) -> None:
    """Also where that file did not change: which of the two is told follows their order."""
    _stake(world, 0, 'id = "stake-2"', "14%")
    assert ("id-taken", "seeds/s2.toml") in _since(world, "seeds/s0.toml")


def test_a_source_with_the_id_of_another_is_told(world: Seeds) -> None:
    """Ids of sources are unique over the whole dataset."""
    shutil.copy(world.folder / "yard.toml", world.folder / "zard.toml")
    assert ("source-repeated", "seeds/zard.toml") in _since(world, "seeds/zard.toml")


def test_what_all_sources_depend_on_is_a_change_of_everything(world: Seeds) -> None:
    """Without its name in companies.toml, Cedar is unknown to two files that did not change."""
    world.write("companies.toml", NAMES.replace("Cedar", "Zeder"))
    found = _since(world, "seeds/companies.toml")
    assert {path for _, path in found} == {"seeds/s2.toml", "seeds/s5.toml"}


def _edit(world: Seeds, chance: random.Random) -> None:
    number, share = chance.randrange(6), f"{chance.randrange(2, 99)}%"
    head = f'{chance.choice(["id", "about"])} = "stake-{chance.randrange(4)}"'
    path = chance.choice(sorted(world.folder.glob("[spy]*.toml")))
    match chance.randrange(7):
        case 0:
            _stake(world, number, head, share)
        case 1:
            _stake(world, number, head, share, 'status = "retracted"\n')
        case 2:
            path.unlink()
        case 3:
            path.write_text(path.read_text("utf-8").replace("5%", "6%"), "utf-8")
        case 4:
            _yard(world, "yard", chance.choice(["", 'status = "retracted"\n', 'replaces_id = "s1"\n']))
        case 5:
            _payment(world, chance.choice(["payment", "pay"]), f"alder-north-yard-{chance.randrange(1, 3)}")
        case 6:
            shutil.copy(path, path.with_name(f"s{chance.randrange(6, 9)}.toml"))


def _files(world: Seeds) -> dict[str, bytes]:
    return {f"seeds/{path.name}": path.read_bytes() for path in world.folder.iterdir()}


@pytest.mark.parametrize("seed", range(5))
def test_it_tells_what_the_whole_check_tells_of_the_change(world: Seeds, seed: int) -> None:
    """After any edits: all problems in the changed files, and none that the whole dataset has not.

    Hints aside: which other id may have been meant is looked for among those that the change can reach.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    for _ in range(6):
        before = _files(world)
        for _ in range(chance.randrange(1, 3)):
            _edit(world, chance)
        after = _files(world)
        changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
        whole = _unhinted(world.check().problems)
        part = _unhinted(_problems(world, *changed))
        assert part <= whole
        assert {problem for problem in whole if problem.path in changed} <= part


def _unhinted(problems: tuple[Problem, ...]) -> set[Problem]:
    return {replace(problem, hint=None) for problem in problems}


def _git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", folder, *settings, *arguments], check=True, capture_output=True)


def _said(capsys: pytest.CaptureFixture[str], world: Seeds, *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["--dataset", str(world.dataset), "validate", *arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_the_change_is_what_git_says(world: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """Committed or not, and files that are new to git; what is as it was at the revision is not asked about."""
    broken = world.folder / "s1.toml"
    broken.write_text(broken.read_text("utf-8").replace('"14%"', '"4%"'), "utf-8")
    _git(world.dataset, "init", "-q", "-b", "main")
    _git(world.dataset, "add", ".")
    _git(world.dataset, "commit", "-q", "-m", "One")
    assert _said(capsys, world, "--since", "main") == (0, "no problems\n")
    _stake(world, 7, 'id = "stake-7"', "14%")
    new = world.folder / "s7.toml"
    new.write_text(new.read_text("utf-8").replace('share_percent = "14%"', 'share_percent = "4%"'), "utf-8")
    code, told = _said(capsys, world, "--since", "main")
    assert code == 1
    assert "seeds/s7.toml" in told
    assert "seeds/s1.toml" not in told
    _git(world.dataset, "add", ".")
    _git(world.dataset, "commit", "-q", "-m", "Two")
    assert _said(capsys, world, "--since", "HEAD") == (0, "no problems\n")
    assert _said(capsys, world, "--since", "HEAD~1") == (code, told)


def test_a_revision_that_is_none_is_told(world: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """So is a folder that git knows nothing of, and something that is no dataset."""
    code, told = _said(capsys, world, "--since", "main")
    assert (code, "is in no repository" in told or "is no revision" in told) == (2, True)
    _git(world.dataset, "init", "-q")
    code, told = _said(capsys, world, "--since", "--output=x")
    assert (code, "'--output=x' is no revision" in told) == (2, True)
    code, told = _said(capsys, world, "--since", "main", str(world.dataset / "schemas"))
    assert (code, "--since checks datasets" in told) == (2, True)
