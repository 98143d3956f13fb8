"""Claims files: TOML with the place of every key, and a problem with its place where it does not parse."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnoted.claims.file import ClaimsFile, read_claims_file
from footnoted.problem import Place, Problem

TOML = """\
# A comment
[source]
id = "harbour"
assume.dollar = { currency = "USD", note = "ñ" }

[[stakes]]
id = "a-b-1"
holder_id = "A"

[[stakes]]
id = "a-b-2"   # ññ
"share_percent" = { value = "14", passage = "14%" }
attribution.kind = "anonymous"
"""


def _read(folder: Path, text: str) -> ClaimsFile | Problem:
    (folder / "a.toml").write_text(text)
    return read_claims_file(folder, "a.toml")


@pytest.mark.parametrize(
    ("keys", "line", "column"),
    [
        (("source", "id"), 3, 6),
        (("source", "assume", "dollar", "note"), 4, 44),
        (("stakes", 0), 6, 1),
        (("stakes", 0, "holder_id"), 8, 13),
        (("stakes", 1), 10, 1),
        (("stakes", 1, "share_percent"), 12, 19),
        (("stakes", 1, "share_percent", "passage"), 12, 45),
        (("stakes", 1, "attribution", "kind"), 13, 20),
        (("stakes", 1, "company_id"), 10, 1),
        (("nothing",), 1, 1),
    ],
)
def test_each_key_has_its_place(tmp_path: Path, keys: tuple[str | int, ...], line: int, column: int) -> None:
    """The place is the value's; of a missing key, the nearest table above it; columns are code points."""
    file = _read(tmp_path, TOML)
    assert isinstance(file, ClaimsFile)
    assert file.place(*keys) == Place("a.toml", line, column)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('[source]\nid = "a\n', "toml-syntax", 2, 8),
        ('[source]\nid = "a"\nid = "b"\n', "toml-repeated-key", 3, 9),
        ("[source]\n[source]\n", "toml-repeated-key", 2, 8),
        ("a = " + "[" * 10_000 + "]" * 10_000, "toml-too-deep", 1, 1),
        ("a = ", "toml-syntax", 1, 5),
        ("a = {b = 1, b = 2}", "toml-repeated-key", 1, 18),
        ("a = " + "{b = " * 10_000 + "1" + "}" * 10_000, "toml-too-deep", 1, 1),
        ("[source]\n" + "a." * 10_000 + "b = 1", "toml-too-deep", 2, 1),
        ("[source]\n[" + '"a" . ' * 100_000 + "b]", "toml-too-deep", 2, 1),
        ("a = {b = 1, " + "a." * 10_000 + "b = 1}", "toml-too-deep", 1, 1),
        ("a = 9223372036854775808", "toml-syntax", 1, 1),
        ("a = " + "9" * 10_000, "toml-syntax", 1, 1),
        ("a = 0x" + "f" * 10_000, "toml-syntax", 1, 1),
    ],
)
def test_a_file_that_does_not_parse_is_one_problem_with_its_place(
    tmp_path: Path, text: str, code: str, line: int, column: int
) -> None:
    """The place is where the parser gave up."""
    problem = _read(tmp_path, text)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line, problem.column) == (code, line, column)
