"""No word of a natural language stands in code: what is compared with a text comes from data files.

Docstrings, messages and names are English, as code is; what matters is what a text could be compared with: the operands
of comparisons, members of sets, patterns, and arguments of the methods that look for a string.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import footnoted
from footnoted.language_files import available, sections
from footnoted.schema import Dataset, load_dataset

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(footnoted.__file__).parent
HANDLE_TEXT = ("extract", "languages", "readers")
"""The packages that compare with what an article says: of them English too is asked."""

WORD = re.compile(r"[^\W\d_]+")
LOOKED_FOR = {
    *("compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "split"),
    *("startswith", "endswith", "removeprefix", "removesuffix", "find", "rfind", "partition", "rpartition"),
    *("frozenset", "set", "Bag"),
}
"""Functions and methods whose first argument is compared with another string."""

ENDS = {"startswith", "endswith", "removeprefix", "removesuffix"}
NOT_WORDS = {"example", "reads", "examples", "family", "currency", "means", "share", "joins", "ends"}
"""Keys of data files whose values are no words of the language."""

ELSEWHERE = {
    "element": "a kind of node in the syntax tree of TOML",
    "bad": "the key of a rule's wrong example",
    "Cs": "a category of Unicode",
    "eE": "the letters of an exponent",
    "quote": "a property of a CSV dialect",
    "schema": "a property of a resource",
    "version": "a property of a descriptor, and a function of SQLite",
}
"""Strings outside the packages that handle texts which another language has as words too, and what they are."""

IN_TEXT_PACKAGES = {
    "the kinds of what a text names, and the offices of who speaks": {
        "body",
        "facility",
        "named",
        "nobody",
        "party",
        "person",
        "several",
        "spokesperson",
    },
    "what the cues are called that vote on a kind": {"beside", "first", "often"},
    "what a share is of a change": {"after"},
    "rules and properties of schemas": {"about", "at", "less", "most", "not", "one", "only", "source", "unit"},
    "parts of readings": {"country", "max", "region", "term"},
    "terms of the dataset's vocabularies": {"capital"},
    "the grammar of numbers, as the data files call it": {
        "No",
        "article",
        "hundreds",
        "named",
        "never",
        "number",
        "scale",
        "thousands",
    },
    "how a sentence or a date may end or be ordered, as the data files call it": {"mdy", "no", "number", "perhaps"},
    "families of currencies": {"dollar"},
    "the entry point of a module": {"main"},
}
"""Strings in the packages that handle texts which English has as words too, by what they are."""


def strings(value: object) -> Iterator[str]:
    """All strings of a data file that are words of its language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (each for key, inner in value.items() if key not in NOT_WORDS for each in strings(inner))
    elif isinstance(value, list):
        yield from (each for inner in value for each in strings(inner))


def keys(value: object) -> Iterator[str]:
    """All keys of a data file: what code must call its sections by."""
    if isinstance(value, dict):
        yield from value
        yield from (key for inner in value.values() for key in keys(inner))
    elif isinstance(value, list):
        yield from (key for inner in value for key in keys(inner))


@cache
def deals() -> dict[str, Any]:
    """The pack of deals."""
    return tomllib.loads(files("footnoted.extract").joinpath("packs", "deals.toml").read_text("utf-8"))


@cache
def words(language: str) -> frozenset[str]:
    """Every word of a language that a data file knows, in lower case."""
    dataset = load_dataset(ROOT)
    assert isinstance(dataset, Dataset)
    terms = [term for vocabulary in dataset.vocabularies.values() for term in vocabulary.terms]
    cues = [cue.words for term in terms for cue in term.cues.get(language, ())]
    own = {key: part for key, part in sections(language).items() if key not in {"language", "name", "places"}}
    told = (*strings(own), *strings(deals().get(language, {})), *cues)
    return frozenset(word.lower() for text in told for word in WORD.findall(text))


@cache
def names() -> frozenset[str]:
    """What the data files' own sections, lists and properties are called."""
    return frozenset({*keys(deals()), *(key for language in available() for key in keys(dict(sections(language))))})


def compared(tree: ast.AST) -> Iterator[str]:
    """Every string of a module that something is compared with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            operands: Iterable[ast.AST] = [node.left, *node.comparators]
            literal = (ast.Constant, ast.Set, ast.Tuple, ast.List)
            yield from constants(operand for operand in operands if isinstance(operand, literal))
        elif isinstance(node, ast.Set | ast.MatchValue):
            yield from constants([node])
        elif isinstance(node, ast.Call) and called(node) in LOOKED_FOR:
            yield from constants(node.args[:1])


def called(call: ast.Call) -> str:
    """The name of what is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def constants(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The strings in these nodes."""
    for node in nodes:
        for each in ast.walk(node):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


def modules(*packages: str) -> list[Path]:
    """The modules of the toolkit, or of some packages of it."""
    return sorted(path for package in packages or ("",) for path in (SOURCE / package).rglob("*.py"))


def found(paths: Iterable[Path], lexicon: frozenset[str]) -> set[tuple[str, str]]:
    """Module and word of every compared string that has a word of `lexicon`; single letters are no words."""
    return {
        (path.relative_to(SOURCE).as_posix(), word)
        for path in paths
        for string in compared(ast.parse(path.read_text("utf-8")))
        if string not in names()
        for word in WORD.findall(string)
        if len(word) > 1 and word.lower() in lexicon and word not in names()
    }


def test_code_has_no_word_of_a_language_other_than_its_own() -> None:
    """Of Spanish, German, Italian and whatever comes, no word is compared with anything, in any module."""
    foreign = frozenset().union(*(words(language) for language in available() if language != "en")) - words("en")
    told = found(modules(), foreign)
    assert {(module, word) for module, word in told if word not in ELSEWHERE} == set()
    assert set(ELSEWHERE) - {word for _, word in told} == set(), "these exceptions are needed no more"


def test_code_that_handles_texts_has_no_english_word_either() -> None:
    """What readers and extractor compare with are names of the toolkit's own things, each of a kind that is listed."""
    allowed = frozenset().union(*IN_TEXT_PACKAGES.values())
    told = found(modules(*HANDLE_TEXT), words("en"))
    assert {(module, word) for module, word in told if word not in allowed} == set()
    assert allowed - {word for _, word in told} == set(), "these exceptions are needed no more"


def test_code_that_handles_texts_knows_no_ending_of_a_word() -> None:
    """Letters with which a word begins or ends are data too: no "-en", "-s" or "-er" stands in code."""
    ends = {
        (path.relative_to(SOURCE).as_posix(), string)
        for path in modules("extract", "readers")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and called(node) in ENDS
        for string in constants(node.args[:1])
        if string.isalpha()
    }
    assert ends == set()


def test_the_search_sees_what_it_forbids() -> None:
    """A word in a set, a comparison, a pattern or a method is found; one in a message or a docstring is not."""
    code = '''
"""docstring participación"""
A = frozenset({"acciones"})
if word == "ronda" or word in ("bonos", other):
    raise ValueError("la empresa no dice nada")
re.compile(r"millones|mil")
text.startswith("según")
'''
    assert {*compared(ast.parse(code))} == {"acciones", "ronda", "bonos", "millones|mil", "según"}
