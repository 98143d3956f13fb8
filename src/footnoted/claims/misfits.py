"""What is wrong with the shape of a claims file, for who has to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims.file import ClaimsFile
from footnoted.problem import Problem

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

__all__ = ["explaining", "misfits"]

# Nobody reads on after so many problems of one file.
_MOST = 1000
_LINE = 80
# A word so close to one term, and to no other, is that term misspelled.
_SURE = 0.8
_ID_KEYS = frozenset({"id", "about", "source", "keep", "retire", "ids", "old_id", "new_id"})
_MISSING = {
    "source": "a claims file starts with [source]: id, text, sha256 and language",
    "id": "`id` makes a new row, `about` joins one that another file makes",
    "sha256": "the sha256 of the text's bytes, as the command sha256sum prints it",
    "passage": "a cell in braces names the words that it was read from: { passage = ..., value = ... }",
    "attribution": "{ kind = ..., passage = the words that say whose word it is }",
    "reason": "what people decide is published with their reason",
}
_FORMS = {
    "sha256": "64 hexadecimal digits, as the command sha256sum prints them",
    "text": "the name of the text's file, which stands beside this one and ends in .txt",
    "row": "the table and the id, with a slash between them",
    "currency": "three capital letters, such as EUR (ISO 4217)",
}


@lru_cache(maxsize=4096)
def _matches(pattern: str, text: str) -> bool:
    # RE2: linear in the text whatever the pattern, and its $ does not forgive a line break at the end.
    return bool(pc.match_substring_regex(pa.scalar(text, pa.string()), pattern=pattern).as_py())


def explaining(schema: Mapping[str, Any]) -> Validator:
    """What tells where a file is not as `schema` (JSON Schema 2020-12) says."""
    # Most runs meet no file that is wrong, and wait for nothing that only explains one.
    from jsonschema import Draft202012Validator, ValidationError  # noqa: PLC0415
    from jsonschema.validators import extend  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415

    def pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not _matches(pattern, instance):
            yield ValidationError(f"{instance!r} does not match {pattern!r}")

    # An empty registry: no reference is ever fetched.
    made: Validator = extend(Draft202012Validator, {"pattern": pattern})(schema, registry=Registry())  # type: ignore[no-untyped-call]
    return made


def misfits(file: ClaimsFile, validator: Validator, tables: Collection[str]) -> list[Problem]:
    """Every place where `file` has another shape than `validator` wants, up to a thousand.

    `tables` are its keys that hold claims, none where it holds other things.
    """
    errors = validator.iter_errors(file.data)
    return sorted(islice((problem for error in errors for problem in _problems(file, error, tables)), _MOST))


def _problems(file: ClaimsFile, error: ValidationError, tables: Collection[str]) -> Iterator[Problem]:
    keys = tuple(error.absolute_path)
    name = str(next((key for key in reversed(keys) if isinstance(key, str)), ""))
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(file, error, tables)
        case "required":
            missing = error.message.split("'")[1]
            hint = _MISSING.get("attribution" if name == "attribution" else missing)
            yield file.problem("claim-incomplete", f"`{missing}` is missing", hint, keys=keys)
        case "enum":
            yield _unknown_term(file, error, keys)
        case "pattern" if name in _ID_KEYS:
            hint = "small letters, digits and single hyphens, such as `meridian-foods-1`"
            yield file.problem("id-format", f"{_shown(error.instance)} is no id", hint, keys=keys)
        case "pattern":
            hint = _FORMS.get(name) or str(error.schema.get("description", ""))  # type: ignore[union-attr]
            message = f"{_shown(error.instance)} has not the form of `{name}`"
            yield file.problem("claims-shape", message, hint or None, keys=keys)
        case "not":
            message, hint = "a claim has `id` or `about`, not both", "`id` makes a new row, `about` joins one"
            yield file.problem("id-and-about", message, hint, keys=keys)
        case "type":
            yield file.problem("claims-shape", *_other_type(error, keys, name, tables), keys=keys)
        case "minLength":
            yield file.problem("claims-shape", f"`{name}` is empty", "fill it, or leave the key out", keys=keys)
        case "maxLength":
            message = f"`{name}` has more than {error.validator_value} characters"
            yield file.problem("claims-shape", message, "names are short; leave out what is no part of it", keys=keys)
        case _:
            yield file.problem("claims-shape", f"`{name}`: {error.message[:200]}", keys=keys)


def _other_type(
    error: ValidationError, keys: tuple[str | int, ...], name: str, tables: Collection[str]
) -> tuple[str, str]:
    expected = error.validator_value
    if expected == "array" and isinstance(error.instance, dict):
        return f"`{name}` is a list", f"write its header in double brackets: [[{name}]]"
    if name == "attribution":
        return f"`{name}` holds {_shown(error.instance)} where a kind and its words belong", _MISSING[name]
    if len(keys) == 3 and keys[0] in tables:  # noqa: PLR2004 - table, number of the claim, column
        hint = "copy the words in quotation marks; the column's reader takes the value from them"
        return f"`{name}` holds {_shown(error.instance)} where words of the article belong", hint
    if expected == "string":
        return f"`{name}` holds {_shown(error.instance)} where a text belongs", "write it in quotation marks"
    kinds = {"array": "a list", "object": "a table", "boolean": "true or false"}
    wanted = kinds.get(str(expected), "something else")
    return f"`{name}` holds {_shown(error.instance)} where {wanted} belongs", "the rule's page shows an example"


def _unknown_keys(file: ClaimsFile, error: ValidationError, tables: Collection[str]) -> Iterator[Problem]:
    keys = tuple(error.absolute_path)
    known = list(error.schema["properties"])  # type: ignore[index]
    for key in error.instance:  # type: ignore[union-attr]
        if key in known:
            continue
        code, message = "unknown-key", f"there is no key {_shown(key)} here"
        if tables and not keys:
            code, message = "unknown-table", f"the dataset has no table {_shown(key)} that claims fill"
        elif len(keys) == 2 and keys[0] in tables:  # noqa: PLR2004 - table and number of the claim
            code, message = "unknown-column", f"table `{keys[0]}` has no column {_shown(key)} that claims fill"
        yield file.problem(code, message, _closest(str(key), known), keys=(*keys, key))


def _unknown_term(file: ClaimsFile, error: ValidationError, keys: tuple[str | int, ...]) -> Problem:
    terms = [str(term) for term in error.schema["enum"]]  # type: ignore[index]
    column = keys[-2] if len(keys) > 1 and keys[-1] == "value" else keys[-1]
    message = f"{_shown(error.instance)} is no term of `{column}`"
    found = file.problem("unknown-term", message, _closest(str(error.instance), terms), keys=keys)
    sure = difflib.get_close_matches(str(error.instance)[:_LINE], terms, n=2, cutoff=_SURE)
    return replace(found, fix=file.fix(sure[0], *keys)) if len(sure) == 1 else found


def _shown(value: object) -> str:
    """A value of a file as it may have been written, cut to what fits a line."""
    said = str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, str) else str(value)
    return said if len(said) <= 80 else f"{said[:77]}..."  # noqa: PLR2004 - a line of a terminal


def _closest(word: str, known: list[str]) -> str:
    if len(word) < 80 and (found := difflib.get_close_matches(word, known, n=1, cutoff=0.6)):  # noqa: PLR2004
        return f"did you mean `{found[0]}`?"
    return "one of: " + ", ".join(known[:20])
