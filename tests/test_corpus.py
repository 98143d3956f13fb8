"""A corpus drafted part by part: whatever ends a run, the next one makes what is missing, and the same comes out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from distributed import Client, LocalCluster

from footnoted.claims.parts import PART_SCHEMA, write_part
from footnoted.cli import main
from footnoted.extract.corpus import Drafter, Settings, draft_batch
from footnoted.extract.corpus.core import TEXTS, source_id

if TYPE_CHECKING:
    from conftest import Seeds

TEXT = "Larkfield Capital holds a stake of about {share}% in Brightwater Foods, its chief executive said.\n"
FAKE = """
import os, signal, time

def make(option):
    def propose(article):
        with open(option, "a") as log:
            log.write(article.text.split()[0] + "\\n")
        if "CRASH" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "STALL" in article.text:
            time.sleep(1000)
        if "SLOW" in article.text:
            time.sleep(0.02)
        print("a word that is no answer")
        return {"companies": [{"id": "larkfield", "name": "Larkfield Capital"}]}
    return propose
"""


class Corpus:
    """A dataset, a folder of tables of texts, and an extractor that may crash, stall, or be slow, and keeps a log."""

    def __init__(self, seeds: Seeds, folder: Path) -> None:
        self.dataset, self.input, self.log = seeds.dataset, folder / "in", folder / "log"
        self.input.mkdir()
        self.plugs = folder / "plugs"
        (self.plugs / "moody-1.0.dist-info").mkdir(parents=True)
        (self.plugs / "moody.py").write_text(FAKE, "utf-8")
        (self.plugs / "moody-1.0.dist-info" / "METADATA").write_text("Name: moody\nVersion: 1.0\n", "utf-8")
        points = "[footnoted.extractors]\nmoody = moody:make\n"
        (self.plugs / "moody-1.0.dist-info" / "entry_points.txt").write_text(points, "utf-8")

    def table(self, name: str, texts: dict[str, str], rows_in_group: int = 100) -> None:
        """Add a table of texts."""
        made = pa.table({"id": list(texts), "text": list(texts.values())})
        pq.write_table(made, self.input / f"{name}.parquet", row_group_size=rows_in_group)

    def start(self, out: Path, *options: str) -> subprocess.Popen[str]:
        """The command, started."""
        command = [str(Path(sys.executable).with_name("footnoted")), "--dataset", str(self.dataset), "extract"]
        command += ["--corpus", str(self.input), "--out", str(out), "--with", f"moody:{self.log}", *options]
        env = {**os.environ, "PYTHONPATH": str(self.plugs)}
        return subprocess.Popen(
            command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )

    def run(self, out: Path, *options: str) -> tuple[int, str, str]:
        """The command, run to its end: exit code, output and errors."""
        process = self.start(out, *options)
        told, errors = process.communicate()
        return process.returncode, told, errors

    def drafted(self) -> Counter[str]:
        """The first word of each text that the extractor saw, and how often."""
        return Counter(self.log.read_text("utf-8").split()) if self.log.exists() else Counter()


@pytest.fixture
def corpus(seeds: Seeds, tmp_path: Path) -> Corpus:
    """An empty corpus."""
    return Corpus(seeds, tmp_path)


def parts(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Each part of a folder, by its name, with its rows."""
    return {path.name: pq.read_table(path).to_pylist() for path in sorted(out.glob("*.parquet"))}


def logical(out: Path) -> list[dict[str, Any]]:
    """All rows of a folder's parts by id, whatever part they are in."""
    return sorted((row for rows in parts(out).values() for row in rows), key=lambda row: str(row["id"]))


def waited(condition: Callable[[], bool]) -> None:
    """Wait until something is true; a minute is longer than any machine takes."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_batch_gives_a_row_for_each_text(seeds: Seeds) -> None:
    """The core is a function of its batch: in order, with claims and their places, and nothing left out in silence."""
    texts = [("a", TEXT.format(share=30), "en"), ("b", "12345", None), ("c", None, None)]
    batch = pa.RecordBatch.from_pylist([dict(zip(TEXTS.names, text, strict=True)) for text in texts], TEXTS)
    drafter = Drafter(Settings(str(seeds.dataset)))
    first, second, third = [each.to_pylist()[0] for each in draft_batch(drafter, batch)]
    cells = {(cell["column_name"], cell["value"], cell["span_start"]) for c in first["claims"] for cell in c["cells"]}
    assert ("share_percent", "30", 35) in cells
    assert [first["problems"], second["problems"][0]["code"], third["problems"][0]["code"]] == [
        [],
        "language-unknown",
        "text-undrafted",
    ]
    again = pa.Table.from_batches(draft_batch(drafter, batch), PART_SCHEMA)
    assert again.to_pylist() == [first, second, third]


def test_an_id_is_kept_or_made_unlike_every_other() -> None:
    """What can be an id stays one; two names that would give the same id do not."""
    assert source_id("news-2024-1") == "news-2024-1"
    assert source_id("News/2024 1").startswith("news-2024-1-")
    assert len({source_id(name) for name in ("News 1", "news 1", "news/1", "news-1")}) == 4


def test_a_text_that_crashes_or_stalls_the_extractor_is_left_out(corpus: Corpus, tmp_path: Path) -> None:
    """The rows of two texts say why there are no claims; the other texts are drafted, each of them once."""
    texts = {f"t{i}": f"t{i} {TEXT.format(share=i)}" for i in range(10, 30)}
    texts |= {"t17": f"t17 CRASH {TEXT}", "t23": f"t23 STALL {TEXT}"}
    corpus.table("archive", texts)
    code, told, errors = corpus.run(tmp_path / "out", "--limit", "3")
    [rows] = parts(tmp_path / "out").values()
    assert [row["id"] for row in rows] == list(texts)
    problems = {row["id"]: row["problems"][0]["message"] for row in rows if row["problems"]}
    assert problems == {
        "t17": "the extractor crashed at it",
        "t23": "the extractor was not done with it in 3 seconds",
    }
    assert all(len(row["claims"]) == 1 for row in rows if row["id"] not in problems)
    seen = corpus.drafted()
    # A text is blamed when it fails alone, and again.
    assert seen == Counter(dict.fromkeys(texts, 1)) + Counter(["t17", "t23"])
    assert code == 1
    assert "20 texts, 18 claims; parts in" in told
    assert "texts left out: 2" in errors


def test_a_killed_run_is_taken_up_where_it_was(corpus: Corpus, tmp_path: Path) -> None:
    """SIGKILL midway: parts that were made stay and are not made again, and the result is that of a quiet run."""
    for part in range(3):
        corpus.table(f"p{part}", {f"p{part}-{i}": f"p{part} SLOW {TEXT.format(share=i + 1)}" for i in range(25)})
    assert corpus.run(tmp_path / "quiet")[0] == 0
    corpus.log.unlink()
    process = corpus.start(tmp_path / "out", "--workers", "1")
    waited(lambda: len(parts(tmp_path / "out")) >= 1)
    process.kill()
    process.communicate()
    made = set(parts(tmp_path / "out"))
    assert 1 <= len(made) < 3
    waited(lambda: not children_of(corpus))
    before = corpus.drafted()
    code, told, errors = corpus.run(tmp_path / "out", "--workers", "1")
    assert (code, f"parts that are there already: {len(made)} of 3" in errors) == (0, True)
    assert parts(tmp_path / "out") == parts(tmp_path / "quiet")
    after = corpus.drafted() - before
    assert {part for part, count in after.items() if count == 25} == {f"p{i}" for i in range(3)} - {
        name.split("-")[0] for name in made
    }
    assert list((tmp_path / "out").glob(".*")) == []
    assert f"made now: {3 - len(made)}" in told


def children_of(corpus: Corpus) -> list[int]:
    """The processes that draft with the extractor of this very corpus."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if b"footnoted.extract.corpus.child" in line and str(corpus.log).encode() in line:
            found.append(int(folder.name))
    return found


def test_a_worker_that_is_killed_changes_nothing(corpus: Corpus, tmp_path: Path) -> None:
    """The process that drafts, killed from outside midway, is started again, and no text is blamed for it."""
    corpus.table("archive", {f"t{i}": f"t{i} SLOW {TEXT.format(share=i + 1)}" for i in range(40)})
    assert corpus.run(tmp_path / "quiet")[0] == 0
    corpus.log.unlink()
    process = corpus.start(tmp_path / "out")
    waited(lambda: len(corpus.drafted()) >= 5)
    for worker in children_of(corpus):
        os.kill(worker, signal.SIGKILL)
    process.communicate()
    assert process.returncode == 0
    assert parts(tmp_path / "out") == parts(tmp_path / "quiet")


def test_only_new_texts_are_drafted(corpus: Corpus, tmp_path: Path) -> None:
    """A table more is a part more; a table that changed is a new part, and the old one goes where that is asked for."""
    corpus.table("a", {"a1": f"a1 {TEXT}"})
    corpus.table("b", {"b1": f"b1 {TEXT}"})
    assert corpus.run(tmp_path / "out")[0] == 0
    corpus.table("b", {"b2": f"b2 {TEXT}"})
    code, told, errors = corpus.run(tmp_path / "out")
    assert (code, len(parts(tmp_path / "out"))) == (0, 3)
    assert "2 texts, 2 claims; parts in" in told
    assert "parts of other texts or other versions: 1, left alone" in errors
    packed = tmp_path / "out" / "claims-00000.parquet"
    write_part(packed, [])
    assert corpus.run(tmp_path / "out", "--prune")[0] == 0
    assert packed.exists()
    assert [row["id"] for row in logical(tmp_path / "out")] == ["a1", "b2"]
    assert corpus.drafted() == Counter(["a1", "b1", "b2"])


def test_a_large_table_becomes_several_parts(seeds: Seeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a table of more texts than a part should hold, each row is in one part, wherever its row groups end."""
    monkeypatch.setattr("footnoted.extract.corpus.jobs._MOST_IN_PART", 100)
    table = pa.table({"id": [f"t{i}" for i in range(105)], "text": [""] * 105})
    pq.write_table(table, tmp_path / "archive.parquet", row_group_size=40)
    command = ["--dataset", str(seeds.dataset), "extract", "--corpus", str(tmp_path / "archive.parquet")]
    assert main([*command, "--out", str(tmp_path / "out")]) == 1
    assert sorted(len(rows) for rows in parts(tmp_path / "out").values()) == [5, 100]
    assert len({row["id"] for row in logical(tmp_path / "out")}) == 105


@pytest.fixture
def cluster(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalCluster]:
    """Two workers of Dask, processes of their own, that know the extractor of the corpus."""
    monkeypatch.setenv("PYTHONPATH", str(corpus.plugs))
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


def test_dask_gives_the_same_parts_with_a_worker_killed(corpus: Corpus, cluster: LocalCluster, tmp_path: Path) -> None:
    """On a cluster of which a worker is killed midway, every part is what this machine alone makes, row by row."""
    for part in range(3):
        corpus.table(f"p{part}", {f"p{part}-{i}": f"p{part} SLOW {TEXT.format(share=i + 1)}" for i in range(25)})
    assert corpus.run(tmp_path / "local")[0] == 0
    corpus.log.unlink()
    process = corpus.start(tmp_path / "dask", "--engine", "dask", "--cluster", cluster.scheduler_address)
    waited(lambda: len(corpus.drafted()) >= 1)
    with Client(cluster) as client:
        workers = client.run(os.getpid)
    os.kill(next(iter(workers.values())), signal.SIGKILL)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert parts(tmp_path / "dask") == parts(tmp_path / "local")
    assert len(parts(tmp_path / "local")) == 3


def test_drafted_parts_build(seeds: Seeds, tmp_path: Path) -> None:
    """Parts in seeds/ are drafts of the build: equal facts of two articles are two rows, a company is one."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("monday", "tuesday"):
        (folder / f"{name}.txt").write_text(TEXT.format(share=30), "utf-8")
    (folder / "broken.txt").write_bytes(b"\xff")
    command = ["--dataset", str(seeds.dataset), "extract", "--corpus", str(folder), "--out", str(seeds.folder)]
    assert main(command) == 1
    checked = seeds.check()
    assert [p.code for p in checked.problems if p.level == "error"] == []
    stakes = checked.tables["stakes"].to_pylist()
    assert [row["share_percent"] for row in stakes] == [30.0, 30.0]
    assert len({row["id"] for row in stakes}) == 2
    assert {row["name"] for row in checked.tables["companies"].to_pylist()} == {
        "Larkfield Capital",
        "Brightwater Foods",
    }
    assert {row["id"] for row in checked.tables["sources"].to_pylist()} == {"monday", "tuesday"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--corpus", "IN"], "--corpus goes with --out DIR"),
        (["--corpus", "IN", "--out", "OUT"], "there are no texts in IN"),
        (["--corpus", "IN", "--out", "OUT", "--cluster", "tcp://127.0.0.1:1"], "there are no texts in IN"),
        ([], "name the articles to draft"),
    ],
)
def test_wrong_usage_is_explained(
    options: list[str], message: str, seeds: Seeds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A corpus needs a folder for its parts, and texts."""
    (tmp_path / "IN").mkdir()
    given = [str(tmp_path / option) if option in {"IN", "OUT"} else option for option in options]
    assert main(["--dataset", str(seeds.dataset), "extract", *given]) == 2
    assert message in capsys.readouterr().err.replace(f"{tmp_path}/", "")
