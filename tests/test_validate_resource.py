"""Packages of strangers: read safely, checked whole, every finding in its place."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footnoted.errors import DatasetError
from footnoted.rules import rules
from footnoted.validate.resource import FRICTIONLESS_TYPES, Limits, Report, validate_package

Place = tuple[str, int | None, str | None]


def package(folder: Path, *resources: dict[str, Any], files: dict[str, str | bytes] | None = None) -> Path:
    """A package of these resources and files in `folder`."""
    for name, data in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": list(resources)}), "utf-8")
    return folder


def table(*fields: dict[str, Any] | str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """A resource `t` in t.csv; a field given as a string is a string field of that name."""
    schema = {"fields": [{"name": f, "type": "string"} if isinstance(f, str) else f for f in fields]}
    schema.update(more.pop("schema", {}))
    return {"name": "t", "type": "table", "path": "t.csv", "schema": schema, **more}


def places(report: Report) -> list[Place]:
    """Code, row and column of each finding."""
    return [(f.code, f.row, f.column) for f in report.findings]


def check(folder: Path, resource: dict[str, Any], data: str | bytes) -> list[Place]:
    """What is found in a package of one resource with this file."""
    return places(validate_package(package(folder, resource, files={"t.csv": data})))


INTEGER = {"name": "n", "type": "integer"}


def test_a_good_package_passes(tmp_path: Path) -> None:
    """A good package has no findings, and its rows are counted."""
    report = validate_package(package(tmp_path, table("a", INTEGER), files={"t.csv": "a,n\nx,1\ny,\n"}))
    assert report.passed
    assert report.findings == ()
    assert report.rows == {"t": 2}


def test_a_descriptor_may_be_named(tmp_path: Path) -> None:
    """A package is named by its folder or by its descriptor, whatever that is called."""
    package(tmp_path, table("a"), files={"t.csv": "a\nx\n"})
    (tmp_path / "other.json").write_bytes((tmp_path / "datapackage.json").read_bytes())
    assert validate_package(tmp_path / "other.json").passed


def test_a_single_table_is_a_package(tmp_path: Path) -> None:
    """A table file needs no descriptor: its columns are of any type, its rows must be whole."""
    (tmp_path / "t.csv").write_text("a,b\n1,2\n3\n", "utf-8")
    assert places(validate_package(tmp_path / "t.csv")) == [("cell-missing", 3, "b")]


def test_what_is_not_there_cannot_be_validated(tmp_path: Path) -> None:
    """A path without a file is a mistake in the command, not in a package."""
    with pytest.raises(DatasetError, match="there is no file"):
        validate_package(tmp_path / "none")


def test_findings_stand_in_their_files(tmp_path: Path) -> None:
    """As problems, findings name the data file and the line; those of inline data the descriptor and the row."""
    inline = {"name": "i", "data": [{"n": "x"}], "schema": {"fields": [INTEGER]}}
    report = validate_package(package(tmp_path, table("a", INTEGER), inline, files={"t.csv": "a,n\nx,one\n"}))
    assert [(p.code, p.path, p.line, p.message) for p in report.problems] == [
        ("type", "datapackage.json", None, "i/n: row 2: the cell is no integer: 'x'"),
        ("type", "t.csv", 2, "t/n: the cell is no integer: 'one'"),
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("a,n\nx,1\ny\nz,3,4,5\n", [("cell-extra", 4, None), ("cell-extra", 4, None), ("cell-missing", 3, "n")]),
        ("a,n\n\nx,1\n,\n\n", [("row-blank", 2, None), ("row-blank", 4, None), ("row-blank", 5, None)]),
        ('a,n\n"x\ny",1\nz,w\n', [("type", 3, "n")]),
        ('a,n\n"x\ny"\nz,w\n', [("cell-missing", 2, "n"), ("type", 3, "n")]),
        ("a,n\r\nx,w\r\n", [("type", 2, "n")]),
        ("a,n\rx,w\r", [("type", 2, "n")]),
        ("\ufeffa,n\nx,1\n", []),
        ("a,n", []),
        ("", [("header-missing", None, None)]),
        ("b,n\nx,1\n", [("label-wrong", None, "a")]),
        ("a,\nx,1\n", [("label-blank", None, "n")]),
        ("a,a\nx,1\n", [("label-repeated", None, "n")]),
        ("a\nx\n", [("column-missing", None, "n")]),
        ("a,n,m\nx,1,2\n", [("column-unknown", None, "m")]),
        ("n,a\n1,x\n", [("label-wrong", None, "a"), ("label-wrong", None, "n"), ("type", 2, "n")]),
        (b"a,n\n\xff,1\n", [("encoding-error", None, None)]),
        (b"a,n\n\xff\n", [("encoding-error", None, None)]),
        (b"a,n\nx,\xc3", [("encoding-error", None, None)]),
        pytest.param(f"a,n\n{'x' * 200_000}\n", [("cell-missing", 2, "n")], id="long-short-row"),
        pytest.param(f"a,n\n{'x' * 200_000},1\n", [], id="long-cell"),
    ],
)
def test_rows_and_headers_of_a_csv_file(tmp_path: Path, data: str | bytes, found: list[Place]) -> None:
    """Ragged and blank rows, line ends, quotes, marks and labels are told with the row's number in the file."""
    assert check(tmp_path, table("a", INTEGER), data) == found


def test_odd_rows_are_checked_like_the_others(tmp_path: Path) -> None:
    """The cells that a ragged row has keep to every rule; the first of two equal keys is the upper one."""
    resource = table({"name": "k", "type": "integer"}, "b", schema={"primaryKey": ["k"]})
    assert check(tmp_path, resource, "k,b\n1\n1,x\nw,y,z\n") == [
        ("cell-extra", 4, None),
        ("cell-missing", 2, "b"),
        ("type", 4, "k"),
        ("primary-key", 3, "k"),
    ]


@pytest.mark.parametrize(
    ("how", "header", "found"),
    [
        ("exact", "a,b", []),
        ("exact", "b,a", [("label-wrong", None, "a"), ("label-wrong", None, "b")]),
        ("equal", "b,a", []),
        ("equal", "b", [("column-missing", None, "a")]),
        ("equal", "b,a,c", [("column-unknown", None, "c")]),
        ("subset", "c,b,a", []),
        ("subset", "c,a", [("column-missing", None, "b")]),
        ("superset", "b", []),
        ("superset", "b,c", [("column-unknown", None, "c")]),
        ("partial", "c,b", []),
        ("partial", "c,d", [("column-missing", None, None)]),
        ("equal", "a,b,a", [("label-repeated", None, "a")]),
    ],
)
def test_fields_match_columns_as_the_schema_says(tmp_path: Path, how: str, header: str, found: list[Place]) -> None:
    """Table Schema v2, "fieldsMatch": by position, or by name with fewer or more columns."""
    assert check(tmp_path, table("a", "b", schema={"fieldsMatch": how}), f"{header}\n") == found


@pytest.mark.parametrize(
    ("dialect", "data"),
    [
        ({"delimiter": ";"}, "a;n\n1,5;2\n"),
        ({"delimiter": "\t"}, "a\tn\nx\t2\n"),
        ({"delimiter": "||"}, "a||n\nx|y||2\n"),
        ({"quoteChar": "'"}, "a,n\n'x,y',2\n"),
        ({"escapeChar": "\\", "quoteChar": None}, "a,n\nx\\,y,2\n"),
        ({"doubleQuote": False, "escapeChar": "\\"}, 'a,n\n"x\\"y",2\n'),
        ({"header": False}, "x,2\n"),
        ({"headerRows": [1, 2], "headerJoin": "-"}, "p,\na,n\nx,2\n"),
        ({"commentChar": "#"}, "a,n\n#note\nx,2\n"),
        ({"commentRows": [2]}, "a,n\nnote\nx,2\n"),
        ({"skipInitialSpace": True}, "a, n\nx, 2\n"),
        ({"lineTerminator": ";"}, "a,n;x,2;"),
        ({"lineTerminator": "\n"}, "a,n\nx,2\n"),
        ({"nullSequence": "x"}, "a,n\nx,2\n"),
        ({"csv": {"delimiter": ";"}}, "a;n\n1,5;2\n"),
        ({"csv": {"delimiter": ";"}, "delimiter": "|"}, "a|n\n1;5|2\n"),
    ],
)
def test_dialects(tmp_path: Path, dialect: dict[str, Any], data: str) -> None:
    """Table Dialect v2: each property of delimited files is followed, where frictionless writes it too."""
    labels = ["p-a" if "headerJoin" in dialect else "a", "n"]
    fields = [
        {"name": labels[0], "type": "string"},
        {"name": "n", "type": "integer", "constraints": {"required": True}},
    ]
    assert check(tmp_path, table(*fields, dialect=dialect), data) == []
    broken = data.replace("2", "two")
    assert [code for code, _, _ in check(tmp_path, table(*fields, dialect=dialect), broken)] == ["type"]


def test_rows_are_numbered_with_header_and_comments(tmp_path: Path) -> None:
    """A row's number counts the records before it, whatever they are."""
    dialect = {"commentChar": "#", "headerRows": [2]}
    assert check(tmp_path, table("a", INTEGER, dialect=dialect), "skipped,1\na,n\n#note\nx,two\n") == [("type", 4, "n")]


@pytest.mark.parametrize("dialect", [{"delimiter": 5}, {"header": "yes"}, {"quoteChar": "''"}, {"headerRows": [0]}, []])
def test_dialects_that_say_nothing_are_problems(tmp_path: Path, dialect: Any) -> None:  # noqa: ANN401 - any JSON
    """A property of a dialect that has a wrong value is found, and the table not guessed at."""
    assert check(tmp_path, table("a", dialect=dialect), "a\n") == [("dialect-invalid", None, None)]


@pytest.mark.parametrize(
    ("encoding", "data"), [("iso-8859-1", "a,n\nñ,1\n".encode("latin-1")), ("utf-16", "a,n\nñ,1\n".encode("utf-16"))]
)
def test_encodings(tmp_path: Path, encoding: str, data: bytes) -> None:
    """A file is read in the encoding that its resource states."""
    resource = table({"name": "a", "constraints": {"enum": ["ñ"]}}, INTEGER, encoding=encoding)
    assert check(tmp_path, resource, data) == []


@pytest.mark.parametrize("encoding", ["klingon", "idna", "zlib", "unicode_escape", 5])
def test_encodings_that_are_none_are_problems(tmp_path: Path, encoding: object) -> None:
    """Unknown encodings, and Python's codecs that are no character encodings, are refused."""
    assert check(tmp_path, table("a", encoding=encoding), "a\n") == [("encoding-unknown", None, None)]


def test_missing_values_without_the_empty_string(tmp_path: Path) -> None:
    """Where the empty string is a value, a row of empty strings is a row and an empty line is none."""
    resource = table("a", "b", schema={"missingValues": ["-"]})
    assert check(tmp_path, resource, "a,b\n,\n\n-,-\n") == [("row-blank", 3, None), ("row-blank", 4, None)]


def test_a_table_of_one_column_may_have_empty_cells(tmp_path: Path) -> None:
    """In one column an empty line is an empty cell."""
    assert check(tmp_path, table("a"), "a\n\nx\n") == []
    assert check(tmp_path, table({"name": "a", "constraints": {"required": True}}), "a\n\nx\n") == [
        ("required", 2, "a")
    ]


def test_a_table_in_several_files(tmp_path: Path) -> None:
    """Files of one table are read as one, rows numbered on; their headers must agree."""
    resource = table(INTEGER, "b", path=["1.csv", "2.csv"], schema={"primaryKey": "n"})
    files: dict[str, str | bytes] = {"1.csv": "n,b\n1,x\n2\n", "2.csv": "n,b\n3,y\n1,z\n"}
    assert places(validate_package(package(tmp_path, resource, files=files))) == [
        ("cell-missing", 3, "b"),
        ("primary-key", 5, "n"),
    ]
    assert places(validate_package(package(tmp_path, resource, files={"2.csv": "b,n\n"}))) == [
        ("label-wrong", None, None),
        ("cell-missing", 3, "b"),
    ]


def test_a_later_file_of_a_table_may_begin_with_data(tmp_path: Path) -> None:
    """Data Resource v2: the files of one table are one large file, so only the first needs a header."""
    resource = table(INTEGER, "b", path=["1.csv", "2.csv", "3.csv"])
    files: dict[str, str | bytes] = {"1.csv": "n,b\n1,x\n2,y\n", "2.csv": "three,z\n4,z\n", "3.csv": "n,b\nfive,z\n"}
    report = validate_package(package(tmp_path, resource, files=files))
    assert [(f.code, f.row, f.value) for f in report.findings] == [("type", 4, "three"), ("type", 6, "five")]
    assert report.rows == {"t": 5}


def test_foreign_keys_across_resources(tmp_path: Path) -> None:
    """A key may refer to another resource, whatever its format, and to its own table ("" or nothing)."""
    keys = [
        {"fields": "n", "reference": {"resource": "u", "fields": "id"}},
        {"fields": "p", "reference": {"resource": "", "fields": "n"}},
        {"fields": ["p"], "reference": {"fields": ["n"]}},
    ]
    resource = table(INTEGER, {"name": "p", "type": "integer"}, schema={"foreignKeys": keys})
    other = {
        "name": "u",
        "type": "table",
        "path": "u.parquet",
        "schema": {"fields": [{"name": "id", "type": "integer"}]},
    }
    pq.write_table(pa.table({"id": pa.array([1, 2], pa.int32())}), tmp_path / "u.parquet")
    report = validate_package(package(tmp_path, resource, other, files={"t.csv": "n,p\n1,2\n2,3\n3,\n"}))
    assert places(report) == [("foreign-key", 4, "n")]


def test_a_foreign_key_to_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    """A reference to a resource that is not there is one problem of the key, not one of every row."""
    key = {"fields": ["n"], "reference": {"resource": "u", "fields": ["id"]}}
    resource = table(INTEGER, schema={"foreignKeys": [key]})
    assert check(tmp_path, resource, "n\n1\n2\n") == [("key-invalid", None, None)]


@pytest.mark.parametrize("algorithm", ["", "md5:", "sha1:", "sha256:", "sha512:"])
def test_bytes_and_hash(tmp_path: Path, algorithm: str) -> None:
    """Size and hash of a file are held against the descriptor; a hash without a name is MD5."""
    data = b"a\nx\n"
    digits = hashlib.new(algorithm.rstrip(":") or "md5", data, usedforsecurity=False).hexdigest()
    assert check(tmp_path, table("a", bytes=4, hash=algorithm + digits, rowCount=1), data) == []
    wrong = table("a", bytes=5, hash=algorithm + "0" * len(digits), rowCount=2)
    assert check(tmp_path, wrong, data) == [
        ("bytes-wrong", None, None),
        ("hash-wrong", None, None),
        ("rows-wrong", None, None),
    ]


def test_unknown_hashes_are_problems(tmp_path: Path) -> None:
    """A hash that cannot be computed is not passed over."""
    assert check(tmp_path, table("a", hash="crc32:00"), "a\n") == [("hash-unknown", None, None)]


def test_files_that_are_no_tables_are_hashed_only(tmp_path: Path) -> None:
    """A resource without type and schema is a file: its size and hash are checked, its content is not."""
    resource = {"name": "f", "path": "f.bin", "bytes": 3, "format": "binary"}
    assert places(validate_package(package(tmp_path, resource, files={"f.bin": b"\0\1\2"}))) == []


@pytest.mark.parametrize(
    "resource",
    [
        {"url": "t.csv", "schema": {"fields": [{"name": "n", "type": "integer"}]}},
        {"path": "t.csv", "profile": "tabular-data-resource", "schema": {"fields": [{"name": "n", "type": "integer"}]}},
        {"path": "t.csv", "schema": {"fields": [{"name": "n", "type": "integer"}], "primaryKey": "n"}},
        {"path": "t.csv", "schema": "schema.json"},
        {"path": "t.csv", "mediatype": "text/csv", "schema": "schema.json", "dialect": "dialect.json"},
    ],
)
def test_older_and_split_descriptors(tmp_path: Path, resource: dict[str, Any]) -> None:
    """v0's `url`, v1's `profile` and single names, and schemas and dialects in files of their own are understood."""
    files: dict[str, str | bytes] = {
        "t.csv": "n\nx\n",
        "schema.json": '{"fields": [{"name": "n", "type": "integer"}]}',
        "dialect.json": '{"delimiter": ","}',
    }
    report = validate_package(package(tmp_path, {"name": "t", **resource}, files=files))
    assert ("type", 2, "n") in places(report)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ([{"n": 1, "s": "x"}, {"n": "2", "s": None}, {"s": "y"}], []),
        ([["n", "s"], [1, "x"], [None, "y"]], []),
        ([{"n": 1.5, "s": "x"}], [("type", 2, "n")]),
        ([{"n": 1.0, "s": "x"}], []),
        ([{"n": True, "s": "x"}], [("type", 2, "n")]),
        ([{"n": 1, "s": 5}, {"n": 1, "s": []}], [("type", 2, "s"), ("type", 3, "s")]),
        ([{"n": "", "s": ""}], []),
        ([{"s": "x"}], [("label-wrong", None, "n"), ("column-missing", None, "s"), ("type", 2, "n")]),
        ([], []),
        ([1, 2], [("data-invalid", None, None)]),
        ({"n": 1}, [("data-invalid", None, None)]),
    ],
)
def test_inline_data(tmp_path: Path, data: Any, found: list[Place]) -> None:  # noqa: ANN401 - any JSON
    """Rows in the descriptor: JSON values of the declared type, or strings in its form."""
    resource = {"name": "t", "data": data, "schema": {"fields": [INTEGER, {"name": "s", "type": "string"}]}}
    assert places(validate_package(package(tmp_path, resource))) == found


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ({"type": "number", "decimalChar": ","}, [1.5, "1,5"], ["1.5", True]),
        ({"type": "boolean", "trueValues": ["yes"]}, [True, False, "yes"], ["true", 1]),
        ({"type": "object"}, [{"a": 1}, '{"a": 1}'], [[1], 1]),
        ({"type": "array", "constraints": {"minLength": 1}}, [[1], "[1]"], [{}]),
        ({"type": "list", "itemType": "integer"}, [[1, 2], "1,2"], [["a"], 5]),
        ({"type": "geopoint", "format": "array"}, [[1, 2], "[1, 2]"], [[181, 0], "1,2"]),
        ({"type": "geopoint", "format": "object"}, [{"lon": 1, "lat": 2}], [[1, 2]]),
        ({"type": "geojson"}, [{"type": "Point", "coordinates": [1, 2]}], [{"type": "Point"}]),
        ({"type": "year"}, [2024, "2024"], [24, 2024.5]),
        ({"type": "date"}, ["2024-01-26"], [20240126]),
        ({"type": "any"}, [1, "a", [1], {"a": None}, True], []),
    ],
)
def test_inline_values_of_each_type(tmp_path: Path, field: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    """A JSON value stands for itself where the type has JSON values, else it is wrong."""
    data = [{"k": 1, "c": cell} for cell in (*good, *bad)]
    schema = {"fields": [{"name": "k", "type": "integer"}, {"name": "c", **field}]}
    report = validate_package(package(tmp_path, {"name": "t", "data": data, "schema": schema}))
    assert places(report) == [("type", len(good) + 2 + row, "c") for row in range(len(bad))]


def test_inline_and_json_documents(tmp_path: Path) -> None:
    """CSV may stand in the descriptor as text, and rows in a JSON file below a property."""
    schema = {"fields": [INTEGER]}
    text = {"name": "a", "data": "n\n1\nx\n", "format": "csv", "schema": schema}
    file = {"name": "b", "path": "b.json", "type": "table", "dialect": {"property": "rows"}, "schema": schema}
    report = validate_package(package(tmp_path, text, file, files={"b.json": '{"rows": [{"n": 1}, {"n": "x"}]}'}))
    assert [(f.table, f.code, f.row) for f in report.findings] == [("a", "type", 3), ("b", "type", 3)]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../secret.csv", "path-unsafe"),
        ("a/../../secret.csv", "path-unsafe"),
        ("/etc/hostname", "path-unsafe"),
        ("a\\b.csv", "path-unsafe"),
        (".hidden/t.csv", "path-unsafe"),
        ("a//t.csv", "path-unsafe"),
        ("./t.csv", "path-unsafe"),
        ("https://example.org/t.csv", "path-remote"),
        ("file:///etc/hostname", "path-remote"),
        ("HTTP://example.org/t.csv", "path-remote"),
        ("none.csv", "file-missing"),
        ("folder", "file-missing"),
        ("out.csv", "path-unsafe"),
        ("out/t.csv", "path-unsafe"),
        ("pipe.csv", "file-missing"),
        ("t\0.csv", "path-unsafe"),
        (5, "path-invalid"),
        ([], "path-invalid"),
        (["t.csv", "../t.csv"], "path-unsafe"),
    ],
)
@pytest.mark.parametrize("key", ["path", "schema", "dialect"])
def test_paths_stay_in_the_package(tmp_path: Path, path: Any, code: str, key: str) -> None:  # noqa: ANN401 - any JSON
    """No address, no path out of the folder, no link that leaves it, nothing but regular files is opened."""
    outside, folder = tmp_path / "outside", tmp_path / "package"
    (folder / "folder").mkdir(parents=True)
    outside.mkdir()
    (outside / "t.csv").write_text("a\nx\n", "utf-8")
    (folder / "out.csv").symlink_to(outside / "t.csv")
    (folder / "out").symlink_to(outside)
    os.mkfifo(folder / "pipe.csv")
    if key != "path" and not isinstance(path, str):
        path, code = 5, {"schema": "schema-invalid", "dialect": "dialect-invalid"}[key]
    report = validate_package(package(folder, {**table("a"), key: path}, files={"t.csv": "a\nx\n"}))
    assert places(report) == [(code, None, None)]


def test_links_inside_the_package_are_followed(tmp_path: Path) -> None:
    """A link to a file of the package is that file."""
    package(tmp_path, table(INTEGER), files={"data/real.csv": "n\nx\n"})
    (tmp_path / "t.csv").symlink_to(tmp_path / "data" / "real.csv")
    assert places(validate_package(tmp_path)) == [("type", 2, "n")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "descriptor-invalid"),
        ("[]", "descriptor-invalid"),
        ("\xff", "descriptor-invalid"),
        ("[" * 200_000, "descriptor-invalid"),
        ("{}", "package-invalid"),
        ('{"resources": []}', "package-invalid"),
        ('{"resources": [1]}', "package-invalid"),
        ('{"resources": [{}]}', "descriptor-invalid"),
        ('{"resources": [{"name": "t"}]}', "descriptor-invalid"),
        ('{"resources": [{"name": "t", "path": "x.csv", "data": []}]}', "descriptor-invalid"),
        ('{"resources": [{"name": "t", "path": "t.xls", "type": "table"}]}', "format-unsupported"),
        ('{"resources": [{"name": "t", "data": []}, {"name": "t", "data": []}]}', "package-invalid"),
    ],
)
def test_descriptors_that_describe_nothing(tmp_path: Path, text: str, code: str) -> None:
    """A descriptor of any wrong shape is a problem, never a crash."""
    (tmp_path / "t.csv").write_text("a\nx\n", "utf-8")
    (tmp_path / "t.xls").write_text("", "utf-8")
    (tmp_path / "datapackage.json").write_bytes(text.encode("latin-1"))
    assert [f.code for f in validate_package(tmp_path).findings] == [code]


@pytest.mark.parametrize(
    "schema",
    [
        {},
        [],
        {"fields": []},
        {"fields": [{}]},
        {"fields": [{"name": "a", "type": 5}]},
        {"fields": [{"name": "a", "constraints": 5}]},
        {"fields": [{"name": "a", "missingValues": [5]}]},
        {"fields": [{"name": "a", "missingValues": [{}]}]},
        {"fields": [{"name": "a"}], "missingValues": "-"},
        {"fields": [{"name": "a"}], "primaryKey": [1]},
        {"fields": [{"name": "a"}], "uniqueKeys": "a"},
        {"fields": [{"name": "a"}], "foreignKeys": [{}]},
        {"fields": [{"name": "a"}], "foreignKeys": [5]},
        {"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a", "reference": "b"}]},
        {"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a", "reference": {"resource": 5, "fields": "a"}}]},
        {"fields": [{"name": "a"}], "fieldsMatch": "some"},
    ],
)
def test_schemas_that_describe_nothing(tmp_path: Path, schema: Any) -> None:  # noqa: ANN401 - any JSON
    """A schema of any wrong shape is a problem, never a crash."""
    resource = {"name": "t", "path": "t.csv", "schema": schema}
    assert check(tmp_path, resource, "a\nx\n") == [("schema-invalid", None, None)]


def zipped(folder: Path, files: dict[str, bytes], name: str = "p.zip") -> Path:
    """An archive of these files."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in files.items():
            archive.writestr(member, data)
    return folder / name


@pytest.mark.parametrize("top", ["", "release-1/"])
def test_a_package_in_an_archive(tmp_path: Path, top: str) -> None:
    """A ZIP file of a package is that package, also with one folder at its top."""
    descriptor = json.dumps({"resources": [table("a", INTEGER)]}).encode()
    path = zipped(tmp_path, {f"{top}datapackage.json": descriptor, f"{top}t.csv": b"a,n\nx,y\n"})
    assert places(validate_package(path)) == [("type", 2, "n")]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"t.txt": b"a\n"}, "file-missing"),
        ({"t.csv": b"a\n", "u.csv": b"a\n"}, "file-missing"),
        ({"../t.csv": b"a\n"}, "path-unsafe"),
        ({"/t.csv": b"a\n"}, "path-unsafe"),
        ({"a/../t.csv": b"a\n"}, "path-unsafe"),
        ({"datapackage.json": b"0" * 1_000_000}, "file-too-large"),
        ({f"{number}.csv": b"" for number in range(10_001)}, "file-too-large"),
    ],
)
def test_archives_that_are_refused(tmp_path: Path, files: dict[str, bytes], code: str) -> None:
    """An archive without a package, one that leads out of itself, and one that is a bomb are problems."""
    limits = Limits(unpacked_for_nothing=100_000, unpacked_a_byte=10)
    assert places(validate_package(zipped(tmp_path, files), limits)) == [(code, None, None)]


def test_links_and_damage_in_archives_are_refused(tmp_path: Path) -> None:
    """An archive may hold no link, and one that cannot be read is a problem."""
    link = zipfile.ZipInfo("datapackage.json")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/hostname")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "link.zip").read_bytes()[:-10])
    assert places(validate_package(tmp_path / "link.zip")) == [("path-unsafe", None, None)]
    assert places(validate_package(tmp_path / "cut.zip")) == [("file-unreadable", None, None)]


def test_limits_of_size(tmp_path: Path) -> None:
    """A descriptor or a file beyond the limits is not read."""
    package(tmp_path, table("a"), files={"t.csv": "a\n" + "x\n" * 1000})
    assert places(validate_package(tmp_path, Limits(file_bytes=1000))) == [("file-too-large", None, None)]
    assert places(validate_package(tmp_path, Limits(descriptor_bytes=50))) == [("file-too-large", None, None)]


def test_findings_are_capped_with_their_total(tmp_path: Path) -> None:
    """Of each rule in each column the first findings are listed; reading never stops."""
    folder = package(tmp_path, table("a", INTEGER), files={"t.csv": "a,n\n" + "x,y\n" * 500 + "z\n" * 7})
    report = validate_package(folder, most=2)
    assert [(f.code, f.row, f.total) for f in report.findings] == [
        ("cell-missing", 502, 7),
        ("cell-missing", 503, 7),
        ("type", 2, 500),
        ("type", 3, 500),
    ]


def test_every_code_is_explained_and_has_a_frictionless_type() -> None:
    """Each rule that a package can break is described, and told in frictionless's words where it has any."""
    source = Path(validate_package.__code__.co_filename).parent
    made = re.compile(r'(?:Fault|Check|Finding|_note)\(\s*"([a-z]+(?:-[a-z]+)+)"')
    named = {code for file in source.rglob("*.py") for code in made.findall(file.read_text("utf-8"))}
    assert {"path-unsafe", "row-blank", "cell-missing", "label-wrong"} <= named
    assert named <= rules().keys()
    assert FRICTIONLESS_TYPES.keys() <= rules().keys()


def test_the_null_sequence_stands_for_no_value(tmp_path: Path) -> None:
    """Table Dialect v2, "nullSequence": beside the schema's missing values."""
    resource = table("a", {**INTEGER, "constraints": {"required": True}}, dialect={"nullSequence": "\\N"})
    assert check(tmp_path, resource, "a,n\nx,\\N\ny,\nz,N\n") == [
        ("type", 4, "n"),
        ("required", 2, "n"),
        ("required", 3, "n"),
    ]


def test_a_table_without_header_and_schema(tmp_path: Path) -> None:
    """Columns that nobody names are field1, field2 and so on, of any type."""
    resource = {"name": "t", "path": "t.csv", "dialect": {"header": False}}
    assert check(tmp_path, resource, "x,1\ny\n") == [("cell-missing", 2, "field2")]


@pytest.mark.parametrize(
    ("about", "resource", "found"),
    [
        ({"title": 7}, {}, [""]),
        ({"licenses": []}, {}, [""]),
        ({"contributors": [{"title": "Ada", "roles": "author"}]}, {}, [""]),
        ({}, {"title": ["a"]}, ["t"]),
        ({}, {"schema": {"fields": [{"name": "a", "title": 5}]}}, ["t"]),
        ({}, {"schema": {"fields": [{"name": "a"}], "foreignKeys": []}}, ["t"]),
        ({}, {"schema": "schema.json"}, ["t"]),
        ({}, {"schema": {"fields": [{"name": "a", "type": "list"}], "fieldsMatch": "equal"}}, []),
        ({"name": "My Package"}, {}, []),
        ({"name": "My Package", "profile": "tabular-data-package"}, {}, [""]),
        ({"profile": "data-package"}, {"name": "T"}, [""]),
        ({"profile": "data-package", "$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}, {}, []),
        ({"created": "2026-11-28T14:00:00Z", "contributors": [{"title": "A", "email": "a@b.example"}]}, {}, []),
        ({"created": "last week"}, {}, [""]),
        ({"contributors": [{"title": "A", "email": "by telephone"}], "homepage": "b.example"}, {}, ["", ""]),
    ],
)
def test_descriptors_are_held_against_the_profile(
    tmp_path: Path, about: dict[str, Any], resource: dict[str, Any], found: list[str]
) -> None:
    """What the profile of the standard says of a descriptor stands beside what its data say."""
    described = {"resources": [{"name": "t", "path": "t.csv", **resource}], **about}
    (tmp_path / "datapackage.json").write_text(json.dumps(described), "utf-8")
    (tmp_path / "schema.json").write_text(json.dumps({"fields": [{"name": "a", "description": 5}]}), "utf-8")
    (tmp_path / "t.csv").write_text("a\nx\n", "utf-8")
    findings = validate_package(tmp_path).findings
    assert [(f.code, f.table) for f in findings] == [("descriptor-profile", table) for table in found]


def test_what_has_a_rule_of_its_own_is_told_once(tmp_path: Path) -> None:
    """The profile would say the same of a type that there is not."""
    assert check(tmp_path, table({"name": "a", "type": "strin"}), "a\nx\n") == [("type-unknown", None, "a")]
