"""Rule codes: every code that the source can emit is described, and every described code is emitted."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

import pytest

from footnoted.rules import rules

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "src" / "footnoted"

CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def _texts(node: ast.expr | None) -> Iterator[str]:
    """The texts that an expression may be; `*` for the parts of one that are put in."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from (*_texts(node.body), *_texts(node.orelse))
        case ast.JoinedStr():
            parts = (str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
            yield "".join(parts)
        case _:
            return


def _takers(tree: Sequence[ast.AST]) -> Iterator[tuple[str, int]]:
    """Functions with a parameter `code`, and classes with such a field: the name, and the place of the argument."""
    for node in tree:
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg not in {"self", "cls"}]
        elif isinstance(node, ast.ClassDef):
            names = [getattr(field.target, "id", "") for field in node.body if isinstance(field, ast.AnnAssign)]
        else:
            continue
        if "code" in names:
            yield node.name, names.index("code")


TREES = {
    path.relative_to(SOURCE): tuple(ast.walk(ast.parse(path.read_text("utf-8"))))
    for path in sorted(SOURCE.rglob("*.py"))
}
"""Each module's nodes: looked through twice, before the first test."""
TAKERS: dict[str, set[tuple[int, Path]]] = {}
for _path, _tree in TREES.items():
    for _name, _place in _takers(_tree):
        if _name != "Rule":
            TAKERS.setdefault(_name, set()).add((_place, _path))


def _called(node: ast.Call, path: Path) -> Iterator[str]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    arguments = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
    for place, home in TAKERS.get(called, ()):
        if home == path or not called.startswith("_"):
            arguments += node.args[place : place + 1]
    yield from (text for argument in arguments for text in _texts(argument))
    if called == "Rule" and node.args:
        # A written rule's code is its name with hyphens.
        yield from (text.replace("_", "-") for text in _texts(node.args[0]))


def _assigned(node: ast.Assign) -> Iterator[str]:
    """`code = ...`, `code, message = ..., ...` and `_CODE = ...`."""
    [target] = node.targets
    if isinstance(target, ast.Name) and target.id in {"code", "_CODE"}:
        yield from _texts(node.value)
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        if any(isinstance(element, ast.Starred) for element in (*target.elts, *node.value.elts)):
            return
        pairs = zip(target.elts, node.value.elts, strict=True)
        yield from (text for name, value in pairs if getattr(name, "id", "") == "code" for text in _texts(value))


def _given(node: ast.Yield | ast.Return) -> Iterator[str]:
    """`yield "some-code", "a message"`, and the same returned, perhaps under a condition."""
    values = [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
    for value in values:
        if isinstance(value, ast.Tuple) and len(value.elts) == 2:
            yield from (text for text in _texts(value.elts[0]) if "-" in text)


def emitted() -> dict[str, str]:
    """Each code that the source may emit -> a module that does."""
    found: dict[str, str] = {}
    for path, tree in TREES.items():
        for node in tree:
            texts: Iterator[str] = iter(())
            if isinstance(node, ast.Call):
                texts = _called(node, path)
            elif isinstance(node, ast.Assign) and len(node.targets) == 1:
                texts = _assigned(node)
            elif isinstance(node, ast.Yield | ast.Return):
                texts = _given(node)
            found.update(dict.fromkeys(texts, str(path)))
    return found


EMITTED = emitted()


def test_the_source_is_read() -> None:
    """A code of each way to emit one is found: a call, a choice, a text put together, a name, a pair."""
    known = {"id-taken", "passage-cut", "quotation-cut", "*-missing", "unknown-key", "footnote-broken", "not-less"}
    assert known <= EMITTED.keys()


@pytest.mark.parametrize("code", sorted(EMITTED))
def test_every_code_that_the_source_emits_is_described(code: str) -> None:
    """Nobody meets a code that `footnoted explain` does not know."""
    assert any(fnmatch(described, code) for described in rules()), f"{EMITTED[code]} emits {code}"


@pytest.mark.parametrize("code", sorted(rules()))
def test_every_described_code_is_emitted(code: str) -> None:
    """A rule that nothing checks any more is no rule."""
    assert any(fnmatch(code, pattern) for pattern in EMITTED)


@pytest.mark.parametrize("code", sorted(rules()))
def test_a_rule_is_told_in_a_line_and_explained_in_sentences(code: str) -> None:
    """A stable code of small letters and hyphens, a title without a full stop, and why it matters."""
    rule = rules()[code]
    assert CODE.fullmatch(rule.code)
    assert 10 < len(rule.title) < 90
    assert not rule.title.endswith(".")
    assert rule.why.endswith((".", "?"))


ELSEWHERE = {
    "article-uncited": "test_uncited.py",
    "descriptor-missing": "test_schema_load.py",
    "cell-lost": "test_footnotes.py",
    "cell-without-footnote": "test_footnotes.py",
    "footnote-astray": "test_footnotes.py",
    "footnote-broken": "test_footnotes.py",
    "footnote-misread": "test_footnotes.py",
    "footnote-mixed": "test_footnotes.py",
    "footnote-unbound": "test_footnotes.py",
    "file-unchecked": "test_confined.py",
    "part-unreadable": "test_parts.py",
    "text-undrafted": "test_corpus.py",
    "source-without-claims": "test_drafts.py",
    **dict.fromkeys(("cell-formula", "file-executable", "file-hidden", "file-submodule"), "test_threats.py"),
    **dict.fromkeys(("name-mixed-scripts", "republish-unlicensed", "text-invisible"), "test_threats.py"),
    "quality-range": "test_quality.py",
    **dict.fromkeys(("review-outdated", "review-unbound"), "test_review.py"),
    "formats-differ": "write/test_write_readback.py",
    "schema-shape": "test_schema_load.py",
    "seeds-missing": "test_bad_input.py",
    "source-link": "test_bad_input.py",
    "source-not-a-file": "test_bad_input.py",
    "value-type": "test_claims_types.py",
}
"""Codes that no file in seeds/ of the repository's own schemas can give, and the tests that give them."""


@pytest.mark.parametrize("code", sorted(c for c, r in rules().items() if r.topic in {"claims", "sources", "dataset"}))
def test_every_rule_of_a_dataset_is_broken_by_a_test(code: str) -> None:
    """By a case of the table of bad input, or by the tests named above."""
    cases = tomllib.loads((TESTS / "data" / "bad-input" / "cases.toml").read_text("utf-8"))["case"]
    if code not in {case["code"] for case in cases}:
        assert code in (TESTS / ELSEWHERE[code]).read_text("utf-8")
