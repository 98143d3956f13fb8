"""Files in the manner of the peers' own test data: what stands alone, is compressed, odd, or described in old ways.

The files are written here from the specifications; what frictionless says of each, where it says otherwise, is in
tests/data/frictionless-defects.toml.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from footnoted.validate.resource import Limits, validate_package

Places = list[tuple[str, int | None, str | None]]
FIELDS = {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}


def archive(**members: str) -> bytes:
    """A ZIP file; `_` in a name stands for a point."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("_", "."), text)
    return data.getvalue()


def places(path: Path, limits: Limits | None = None) -> Places:
    """Rule, row and column of what is found."""
    return [(f.code, f.row, f.column) for f in validate_package(path, limits or Limits()).findings]


def lone(folder: Path, name: str, data: str | bytes) -> Places:
    """What is found in a file that stands alone."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return places(folder / name)


def described(folder: Path, files: dict[str, str | bytes], **resource: Any) -> Places:  # noqa: ANN401 - any JSON
    """What is found in a package of one table with the fields id (an integer) and name."""
    for name, data in files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    raw = {"resources": [{"name": "t", "schema": FIELDS, **resource}]}
    (folder / "datapackage.json").write_text(json.dumps(raw), "utf-8")
    return places(folder / "datapackage.json")


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("table.csv", "id,name\n1,english\n2,中国人\n", []),
        ("semicolon.csv", "id;name\n1;a\n2\n", [("cell-missing", 3, "name")]),
        ("pipe.csv", "id|name\n1|a,b\n2\n", [("cell-missing", 3, "name")]),
        ("table.tsv", "id\tname\n1\ta\n2\n", [("cell-missing", 3, "name")]),
        ("utf16.csv", "id,name\n1,ñ\n2\n".encode("utf-16"), [("cell-missing", 3, "name")]),
        ("mark.csv", b"\xef\xbb\xbfid,name\n1,a\n", []),
        ("latin.csv", b"id,name\n1,\xf1\n", [("encoding-error", None, None)]),
        ("empty.csv", "", [("header-missing", None, None)]),
        ("header.csv", "id,name\n", []),
        ("blank.csv", "id,,name\n1,2,3\n", [("label-blank", None, "field2")]),
        ("twice.csv", "id,name,name\n1,a,b\n", [("label-repeated", None, "name3")]),
        ("rows.csv", "id,name\n1,a\n2,b,c\n3\n", [("cell-extra", 3, None), ("cell-missing", 4, "name")]),
        (
            "invalid.csv",
            "id,name,,name\n1,english\n\n2,german,1,2,3\n",
            [
                ("label-blank", None, "field3"),
                ("label-repeated", None, "name4"),
                ("row-blank", 3, None),
                ("cell-extra", 4, None),
                ("cell-missing", 2, "field3"),
                ("cell-missing", 2, "name4"),
            ],
        ),
        ("returns.csv", "id,name\r1,a\r2\r", [("cell-missing", 3, "name")]),
        ("mixed.csv", "id,name\r\n1,a\n2\r", [("cell-missing", 3, "name")]),
        ("open.csv", 'id,name\n1,"a\n2,b\n3,c\n', [("file-unreadable", None, None)]),
        ("inches.csv", 'id,name\n1,5" pipe\n2,b\n', []),
        ("table.json", '[{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]', []),
        ("rows.json", '[["id", "name"], [1, "a"]]', []),
        ("table.jsonl", '{"id": 1}\n\n{"id": 2}\n', []),
        ("table.ndjson", '{"id": 1}\n{"id": \n', [("descriptor-invalid", None, None)]),
        ("table.csv.gz", gzip.compress(b"id,name\n1,a\n2\n", mtime=0), [("cell-missing", 3, "name")]),
        ("table.csv.zip", archive(t_csv="id,name\n1,a\n2\n"), [("cell-missing", 3, "name")]),
        ("table.zip", archive(t_csv="id,name\n1,a\n2\n"), [("cell-missing", 3, "name")]),
        ("damaged.csv.gz", b"\x1f\x8bno", [("file-unreadable", None, None)]),
    ],
)
def test_a_table_that_stands_alone(tmp_path: Path, name: str, data: str | bytes, found: Places) -> None:
    """Its name, a byte order mark and its first record say how it is written; its labels name its columns."""
    assert lone(tmp_path, name, data) == found


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16", "id,name\n1,ñ\nx,b\n"),
        ("utf-16-le", "id,name\n1,ñ\nx,b\n"),
        ("utf-32", "id,name\n1,ñ\nx,b\n"),
        ("latin1", "id,name\n1,ñ\nx,b\n"),
        ("ISO-8859-1", "id,name\n1,ñ\nx,b\n"),
        ("windows-1252", "id,name\n1,€\nx,b\n"),
        ("shift_jis", "id,name\n1,日本\nx,b\n"),
        ("utf-8-sig", "id,name\n1,ñ\nx,b\n"),
    ],
)
def test_encodings_that_a_descriptor_states(tmp_path: Path, encoding: str, text: str) -> None:
    """Cells are read in the stated encoding, and rows keep their numbers."""
    assert described(tmp_path, {"t.csv": text.encode(encoding)}, path="t.csv", encoding=encoding) == [("type", 3, "id")]


@pytest.mark.parametrize(
    ("dialect", "text", "row"),
    [
        ({"commentChar": "#"}, "# a note\nid,name\n1,a\n# another\nx,b\n", 5),
        ({"commentRows": [1]}, "a note\nid,name\n1,a\nx,b\n", 4),
        ({"headerRows": [2]}, "a title\nid,name\n1,a\nx,b\n", 4),
        ({"header": False}, "1,a\nx,b\n", 2),
        ({"lineTerminator": "|"}, "id,name|1,a|x,b|", 3),
        ({"skipInitialSpace": True}, "id, name\n1, a\nx, b\n", 3),
        ({"csvddfVersion": 1.2, "delimiter": "|", "caseSensitiveHeader": False}, "id|name\n1|a\nx|b\n", 3),
    ],
)
def test_dialects_keep_the_numbers_of_rows(tmp_path: Path, dialect: dict[str, Any], text: str, row: int) -> None:
    """Notes and titles are rows of the file too."""
    assert described(tmp_path, {"t.csv": text}, path="t.csv", dialect=dialect) == [("type", row, "id")]


def test_compressed_files_of_a_package(tmp_path: Path) -> None:
    """By the file's name or as stated; bytes and hash are those of the file itself."""
    text = b"id,name\n1,a\nx,b\n"
    packed = gzip.compress(text)
    wrong = [("type", 3, "id")]
    assert described(tmp_path, {"t.csv.gz": packed}, path="t.csv.gz", bytes=len(packed)) == wrong
    assert described(tmp_path, {"t": packed}, path="t", compression="gz", format="csv") == wrong
    several = archive(a_csv="id,name\n", t_csv=text.decode())
    how = {"path": "t.zip", "compression": "zip", "format": "csv"}
    assert described(tmp_path, {"t.zip": several}, **how, innerpath="t.csv") == wrong
    assert described(tmp_path, {"t.zip": several}, **how) == [("file-unreadable", None, None)]
    assert described(tmp_path, {"t.zip": several}, **how, innerpath="b.csv") == [("file-missing", None, None)]
    assert described(tmp_path, {"t.zip": several}, path="t.zip", compression="rar") == [
        ("descriptor-invalid", None, None)
    ]


def test_a_compressed_file_that_unfolds_to_much_more_is_not_unfolded(tmp_path: Path) -> None:
    """Its bytes are held against its size while they come out."""
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"a\n" * 1_000_000))
    found = places(tmp_path / "t.csv.gz", Limits(unpacked_for_nothing=1000, unpacked_a_byte=10))
    assert found == [("file-too-large", None, None)]


def test_a_resource_or_a_schema_that_stands_alone(tmp_path: Path) -> None:
    """A descriptor may be that of one resource, or a schema without data."""
    (tmp_path / "t.csv").write_text("id,name\nx,a\n", "utf-8")
    assert lone(tmp_path, "resource.json", json.dumps({"path": "t.csv", "schema": FIELDS})) == [("type", 2, "id")]
    assert lone(tmp_path, "schema.json", json.dumps(FIELDS)) == []
    wrong = {"fields": [{"name": "id", "type": "integer", "constraints": {"minimum": "x"}}]}
    assert lone(tmp_path, "schema.json", json.dumps(wrong)) == [("constraint-invalid", None, None)]
    assert lone(tmp_path, "schema.json", json.dumps({"fields": [{"name": "id", "title": 1}]})) == [
        ("descriptor-profile", None, None)
    ]
    assert lone(tmp_path, "schema.json", json.dumps({"fields": [{"name": "id"}, {"name": "id"}]})) == [
        ("schema-invalid", None, None)
    ]


def test_rows_in_json(tmp_path: Path) -> None:
    """Objects by label, lists below a list of labels, a line each, and inside a document."""
    rows = [{"id": 1, "name": "a"}, {"id": "x"}]
    lists = [["id", "name"], [1, "a"], ["x", None]]
    wrong = [("type", 3, "id")]
    assert described(tmp_path, {}, data=rows) == wrong
    assert described(tmp_path, {}, data=lists) == wrong
    assert described(tmp_path, {}, data="id,name\n1,a\nx,b\n", format="csv") == wrong
    assert described(tmp_path, {"t.json": json.dumps(rows)}, path="t.json") == wrong
    assert described(tmp_path, {"t.jsonl": "".join(f"{json.dumps(row)}\n" for row in rows)}, path="t.jsonl") == wrong
    inside = {"t.json": json.dumps({"rows": lists})}
    assert described(tmp_path, inside, path="t.json", dialect={"property": "rows"}) == wrong


def test_what_is_read_whole_is_held_against_the_memory(tmp_path: Path) -> None:
    """A JSON file and a line of an unusual dialect are read at once, so they have limits of their own."""
    (tmp_path / "t.json").write_text(json.dumps([{"id": number} for number in range(1000)]), "utf-8")
    assert places(tmp_path / "t.json", Limits(memory=200_000)) == [("file-too-large", None, None)]
    assert places(tmp_path / "t.json", Limits(memory=2_000_000)) == []
    endless = {"t.csv": "id,name\n" + "1" * (16 << 20)}
    assert described(tmp_path, endless, path="t.csv", dialect={"skipInitialSpace": True}) == [
        ("file-unreadable", None, None)
    ]
