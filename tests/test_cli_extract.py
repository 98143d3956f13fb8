"""`footnoted extract`: drafts on standard output or in files, as TOML or JSON, and clear messages for the rest."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from footnoted.cli import main

ROOT = Path(__file__).resolve().parents[1]
TEXT = 'The haulier Tessarin Logistics grew. "We will not sell," said Edda Quorn, its chief executive.\n'


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article in a file."""
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_toml_is_a_claims_file(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The draft names its source and who drafted it."""
    assert main(["--dataset", str(ROOT), "extract", str(article)]) == 0
    data = tomllib.loads(capsys.readouterr().out)
    assert (data["source"]["id"], data["source"]["language"]) == ("harbour", "en")
    assert data["companies"][0]["name"] == "Tessarin Logistics"
    assert data["quotes"][0]["drafted_by"].startswith("footnoted-extract ")


def test_json_has_each_cell_with_its_place(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell has its value, passage, offsets, method, reader, antecedent, attribution and note."""
    assert main(["--dataset", str(ROOT), "extract", "--format", "json", str(article)]) == 0
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert claims["companies"][0] == {
        "id": "tessarin-logistics",
        "cells": {
            "name": {
                "value": "Tessarin Logistics",
                "passage": "Tessarin Logistics",
                "span_start": 12,
                "span_end": 30,
                "method": "stated",
                "reader": "name",
                "antecedent": None,
                "attribution": {"kind": "source"},
                "note": None,
            }
        },
    }
    company = claims["quotes"][0]["cells"]["speaker_company_id"]
    assert (company["value"], company["method"]) == ("tessarin-logistics", "inferred")


def test_out_writes_a_file_for_each_article(article: Path, tmp_path: Path) -> None:
    """With --out, drafts are named like their articles."""
    assert main(["--dataset", str(ROOT), "extract", "--out", str(tmp_path / "drafts"), str(article)]) == 0
    assert "Tessarin Logistics" in (tmp_path / "drafts" / "harbour.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "the file is empty"), ("Firma kupuje fabrykę w mieście.\n", "not one that there is data for")],
)
def test_what_cannot_be_drafted_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, message: str
) -> None:
    """An empty text or one of an unknown language is reported, and the command ends with 1."""
    path = tmp_path / "odd.txt"
    path.write_text(content, "utf-8")
    assert main(["--dataset", str(ROOT), "extract", str(path)]) == 1
    assert message in capsys.readouterr().err


def test_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text that is not there is reported by its name."""
    assert main(["--dataset", str(ROOT), "extract", str(tmp_path / "none.txt")]) == 1
    assert "there is no such file" in capsys.readouterr().err


def test_language_without_data_is_an_error(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A language named by the user must have data."""
    assert main(["--dataset", str(ROOT), "extract", "--language", "pl", str(article)]) == 2
    assert "no data for the language" in capsys.readouterr().err


def test_a_file_that_is_there_is_left_alone(tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It may hold claims that people reviewed: the draft is not written, and exit code 1 says so."""
    text = tmp_path / "harbour.txt"
    text.write_text("Alder Capital Ltd holds 14% of Oak Foods plc.\n", "utf-8")
    reviewed = tmp_path / "harbour.toml"
    reviewed.write_text("# Reviewed.\n", "utf-8")
    arguments = ["--dataset", str(root), "extract", "--language", "en", "--out", str(tmp_path), str(text)]
    assert main(arguments) == 1
    assert reviewed.read_text("utf-8") == "# Reviewed.\n"
    assert "left alone" in capsys.readouterr().err
    reviewed.unlink()
    assert main(arguments) == 0
    assert reviewed.read_text("utf-8").startswith("#:schema")
