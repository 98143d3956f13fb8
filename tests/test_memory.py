"""What earlier runs read: a run with it gives what a run without it gives, and reads no more than it must."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from footnoted.claims import Memory, memory
from footnoted.claims import keys as cache_keys
from footnoted.cli import main
from footnoted.parallel import Crew
from footnoted.validate.dataset import Checked, prove, tabulate

if TYPE_CHECKING:
    from conftest import Seeds

NAMES = "".join(
    f'[[companies]]\nid = "{name.lower()}"\nname = "{name}"\n\n' for name in ("Alder", "Birch", "Cedar", "Oak")
)
OWNERS = ("Alder", "Birch", "Cedar")


@pytest.fixture(autouse=True)
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of this test's own for the key; a cache is used for any number of files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(memory, "FEW", 1)
    return tmp_path / "cache" / "footnoted" / "key"


def _told(seeds: Seeds, slug: str, owner: str, share: str, more: str = "") -> None:
    text = f"In the town {owner} has a stake of {share} in Oak, as everybody knows.\n"
    row = f"{owner.lower()}-oak-{slug}"
    claims = f'[[stakes]]\nid = "{row}"\nholder_id = "{owner}"\ncompany_id = "Oak"\n'
    seeds.source(
        slug, text, f'{claims}interest = "stake"\nshare_percent = "{share}"\n', more=f"republish = true\n{more}"
    )


@pytest.fixture
def world(seeds: Seeds) -> Seeds:
    """Six sources about three owners of one company."""
    seeds.write("companies.toml", NAMES)
    for number in range(6):
        _told(seeds, f"s{number}", OWNERS[number % 3], f"{10 + number}%")
    return seeds


def _checked(seeds: Seeds, known: Memory | None) -> Checked:
    with Crew() as crew:
        checked = prove(tabulate(seeds.dataset, crew, memory=known), crew, memory=known)
    if known is not None:
        known.save()
    return checked


def _warm(seeds: Seeds) -> Memory:
    known = Memory(seeds.dataset)
    _checked(seeds, known)
    return known


def _same(seeds: Seeds) -> Memory:
    """Check with the cache and without it: every problem and every cell must be the same."""
    known = Memory(seeds.dataset)
    warm, cold = _checked(seeds, known), _checked(seeds, None)
    assert warm.problems == cold.problems
    assert warm.tables.keys() == cold.tables.keys()
    assert all(warm.tables[name].equals(cold.tables[name]) for name in cold.tables)
    return known


def test_what_did_not_change_is_not_read_again(world: Seeds) -> None:
    """The first run reads six files, the second none."""
    assert set(_warm(world).reasons) == {f"seeds/s{number}.toml" for number in range(6)}
    again = _same(world)
    assert (again.reasons, again.kept) == ({}, 6)


def test_one_changed_article_is_one_article_read(world: Seeds) -> None:
    """The others are taken from before, and the run says why this one was read."""
    _warm(world)
    _told(world, "s3", "Alder", "44%")
    assert _same(world).reasons == {"seeds/s3.toml": "it or its text changed"}


def test_a_new_name_is_looked_for_where_it_may_stand(world: Seeds) -> None:
    """The words "Cedar has" stand in two texts; an alias that no text holds changes nothing."""
    _warm(world)
    world.write("companies.toml", NAMES + '[[companies]]\nid = "elm"\nname = "Elm Street"\n')
    assert _same(world).reasons == {}
    world.write("companies.toml", NAMES + '[[companies]]\nid = "elm"\nname = "Cedar has"\n')
    assert _same(world).reasons == dict.fromkeys(["seeds/s2.toml", "seeds/s5.toml"], "a name in its text changed")


def test_another_schema_or_vocabulary_is_another_reading_of_everything(world: Seeds) -> None:
    """A cue less, and the six are read again."""
    _warm(world)
    vocabulary = world.dataset / "schemas/vocabularies/interest.toml"
    vocabulary.write_text(vocabulary.read_text("utf-8") + "\n# a note\n", "utf-8")
    assert set(_same(world).reasons.values()) == {"the toolkit, its libraries or the schemas changed"}


def test_a_source_with_a_problem_is_read_each_time(world: Seeds) -> None:
    """Its problems are told by every run, also when nothing changed between two."""
    _told(world, "s3", "Alder", "44%")
    (world.folder / "s3.txt").write_text("In the town Alder has a stake of 45% in Oak.\n", "utf-8")
    _warm(world)
    assert set(_same(world).reasons) == {"seeds/s3.toml"}


def _edits(world: Seeds, chance: random.Random) -> list[Callable[[], object]]:
    """Things that people do to a dataset; each a change that may be made at any time."""
    slug, owner, share = f"s{chance.randrange(9)}", chance.choice(OWNERS), f"{chance.randrange(2, 99)}%"
    alias = chance.choice(["Birch has", "Oak", "Elm", "the town"])
    here = sorted(world.folder.glob("s*.toml"))
    gone = chance.choice(here)
    cue = world.dataset / "schemas/vocabularies/interest.toml"

    def rename() -> None:
        gone.rename(gone.with_name(f"s{chance.randrange(20, 99)}.toml"))

    def remove() -> None:
        gone.unlink()

    def retype() -> None:
        gone.write_text(gone.read_text("utf-8").replace('interest = "stake"', 'interest = "a stake"'), "utf-8")

    def spoil() -> None:
        text = next(iter(world.folder.glob(f"{gone.stem}.txt")), None)
        if text:
            text.write_text(text.read_text("utf-8").replace("knows", "says"), "utf-8")

    return [
        lambda: _told(world, slug, owner, share),
        lambda: _told(world, slug, owner, share, 'status = "retracted"\n'),
        lambda: _told(world, slug, owner, share, 'published_on = "2025-01-01"\n'),
        lambda: world.write("companies.toml", f'{NAMES}[[companies]]\nid = "elm"\nname = "{alias}"\n'),
        lambda: world.write("companies.toml", NAMES),
        lambda: world.write("companies.toml", f'{NAMES}[[same]]\nkeep = "alder"\nretire = "birch"\nreason = "One."\n'),
        lambda: cue.write_text(cue.read_text("utf-8") + "\n", "utf-8"),
        rename,
        remove,
        retype,
        spoil,
    ]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_a_run_gives_what_a_run_without_cache_gives(world: Seeds, seed: int) -> None:
    """Sources, claims, names, judgements and vocabularies edited, added, renamed, removed and broken, in any order."""
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    for _ in range(8):
        for _ in range(chance.randrange(1, 4)):
            if any(world.folder.glob("s*.toml")):
                chance.choice(_edits(world, chance))()
        _same(world)


def test_warm_and_cold_builds_give_the_same_bytes(world: Seeds) -> None:
    """Of every file of the package, after a change too."""
    build = ["--dataset", str(world.dataset), "build"]

    def digests(*options: str) -> dict[str, str]:
        # Without what is known of the last build the same is built again, by what is known of its sources.
        (world.dataset / ".footnoted" / "build.json").unlink(missing_ok=True)
        assert main([*build, *options]) == 0
        files = (path for path in sorted((world.dataset / "build").rglob("*")) if path.is_file())
        return {path.name + path.parent.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    first = digests()
    assert digests() == first == digests("--no-cache")
    _told(world, "s1", "Birch", "77%")
    changed = digests()
    assert changed == digests("--no-cache")
    assert changed != first


def test_the_build_explains_what_it_reads(world: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """Every reason with the files that it holds for."""
    build = ["--dataset", str(world.dataset), "build", "--explain"]
    assert main(build) == 0
    _told(world, "s1", "Birch", "77%")
    capsys.readouterr()
    assert main(build) == 0
    told = capsys.readouterr().out
    assert "5 sources were as they were, and are not read again.\n" in told
    assert "1 read, because it or its text changed: seeds/s1.toml\n" in told
    assert main([*build, "--no-cache"]) == 0
    assert "Every source was read: no cache is used.\n" in capsys.readouterr().out


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to be one" * 100, None])
def test_a_damaged_cache_is_made_again(world: Seeds, damage: bytes | None) -> None:
    """Empty, something else, or cut in the middle: the run reads everything, and the next one nothing."""
    _warm(world)
    file = world.dataset / ".footnoted" / "sources.db"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2] if damage is None else damage)
    assert len(_same(world).reasons) == 6
    assert _same(world).reasons == {}


def _tamper(world: Seeds) -> None:
    with sqlite3.connect(world.dataset / ".footnoted" / "sources.db") as connection:
        connection.execute("UPDATE body SET text = replace(text, '12', '21')")
    connection.close()


def test_an_entry_that_was_changed_is_not_believed(world: Seeds) -> None:
    """Two articles tell 12 and 15 percent; in the cache somebody writes 21 for 12."""
    _warm(world)
    _tamper(world)
    assert "seeds/s2.toml" in _same(world).reasons


def test_a_cache_that_came_from_elsewhere_is_not_believed(world: Seeds, key: Path) -> None:
    """A contribution may bring a cache: it was sealed with another key than this user's."""
    _warm(world)
    key.write_bytes(os.urandom(32))
    assert len(_same(world).reasons) == 6


def test_a_cache_behind_a_link_is_not_used(world: Seeds, tmp_path: Path) -> None:
    """Nothing outside the dataset is read or written for one."""
    (tmp_path / "outside").mkdir()
    (world.dataset / ".footnoted").symlink_to(tmp_path / "outside")
    _warm(world)
    assert len(_same(world).reasons) == 6
    assert list((tmp_path / "outside").iterdir()) == []


def test_without_a_place_for_the_key_there_is_no_cache(world: Seeds, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that cannot be written to is no reason to fail."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    _warm(world)
    assert len(_same(world).reasons) == 6
    assert not (world.dataset / ".footnoted").exists()


def test_a_change_that_keeps_size_and_time_is_seen(world: Seeds, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the file system says of a file includes the time of its last change of any kind."""
    monkeypatch.setattr(cache_keys, "_RECENT", 0)
    _warm(world)
    assert _same(world).reasons == {}
    file = world.folder / "s3.toml"
    before = file.stat()
    time.sleep(0.05)
    file.write_text(file.read_text("utf-8").replace('"13%"', '"31%"'), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert _same(world).reasons == {"seeds/s3.toml": "it or its text changed"}


def test_of_two_runs_at_once_the_first_to_write_stays(world: Seeds) -> None:
    """What they read by different names is not mixed."""
    _warm(world)
    slow = Memory(world.dataset)
    with Crew() as crew:
        tabulate(world.dataset, crew, memory=slow)
    world.write("companies.toml", NAMES + '[[companies]]\nid = "elm"\nname = "everybody"\n')
    _warm(world)
    slow.save()
    assert _same(world).reasons == {}


def test_what_an_older_version_read_is_not_believed(world: Seeds, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what it left of a source that was away while the newer one ran."""
    _warm(world)
    claims = (world.folder / "s5.toml").read_text("utf-8")
    (world.folder / "s5.toml").unlink()
    monkeypatch.setattr(memory, "code_version", lambda: "another one")
    _warm(world)
    (world.folder / "s5.toml").write_text(claims, "utf-8")
    assert set(_same(world).reasons) == {"seeds/s5.toml"}


def test_evidence_that_differs_is_proved_again(world: Seeds) -> None:
    """Only the very bytes of evidence that were proved before are taken as proved."""
    known = _warm(world)
    known.prove("seeds/s1.toml", b"evidence")
    assert known.is_proved("seeds/s1.toml", b"evidence")
    assert not known.is_proved("seeds/s1.toml", b"Evidence")
    assert not known.is_proved("seeds/s2.toml", b"evidence")
