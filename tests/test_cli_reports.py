"""The reports of problems: each in its format, and harmless whatever a stranger's words are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import frictionless
import jsonschema
import pytest

from footnoted.cli import main
from footnoted.cli.reports.escape import code_span, json_text, printable
from footnoted.cli.reports.formats import FORMATS
from footnoted.cli.reports.outcome import Checked, Outcome, by_weight
from footnoted.problem import Place, Problem
from footnoted.validate.resource import validate_package

HOSTILE = (
    "red\x1b[31m \x7f\u202egnp.exe\u2066 \x07\x9b2J\r\n::set-env name=A::b\n##[add-mask]x ##vso[task.setvariable]y "
    "</failure><script>alert(1)</script> ]]> 100% [click](javascript:alert(1)) ``` | @everyone www.example.org "
    "\ufffe \ue000 \U000e0041 \u2028\udce9"
)
"""Escape codes, bidirectional marks, commands to services, HTML, Markdown, XML, and bytes that are no text."""
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\U000e0041]")
SHOWN = "red\\u001b[31m \\u007f\\u202egnp.exe\\u2066"


def outcome(*problems: Problem) -> Outcome:
    """What a check of the dataset `repo/birds` found."""
    return Outcome((Checked(Path("repo/birds"), Path("repo/birds"), problems),), Path("repo"))


def lines(form: str, *problems: Problem) -> list[str]:
    """The report of problems in one format."""
    return list(FORMATS[form](outcome(*problems)))


def document(form: str, *problems: Problem) -> Any:  # noqa: ANN401 - any JSON
    """The report of problems in a format that is one JSON document."""
    return json.loads("\n".join(lines(form, *problems)))


CUT = Problem(
    code="passage-cut",
    path="seeds/gulls.toml",
    message="the passage cuts short what is read here: '4%'",
    line=7,
    column=17,
    hint="the whole reading is '14%'",
    related=(Place("seeds/gulls.txt", 3, 5),),
)
LATE = Problem("text-revealed", "seeds/gulls.txt", "much is revealed", level="warning")
ATTACK = Problem("passage-absent", f"seeds/{HOSTILE}.toml", HOSTILE, 2, 3, HOSTILE)


def test_github_gives_a_command_a_problem_errors_first() -> None:
    """Paths start from the workspace, and a hint is a line of its own."""
    assert lines("github", LATE, CUT) == [
        (
            "::error file=birds/seeds/gulls.toml,line=7,col=17,title=passage-cut::"
            "the passage cuts short what is read here: '4%25'%0Ahint: the whole reading is '14%25'"
        ),
        "::warning file=birds/seeds/gulls.txt,title=text-revealed::much is revealed",
        "1 error, 1 warning",
    ]


def test_the_ten_that_are_shown_are_ten_different_ones() -> None:
    """Fifty repetitions of one problem do not hide the only one of another file; warnings come after all errors."""
    many = [Problem("type", "a.csv", "no number", line) for line in range(2, 52)]
    other = Problem("enum", "b.csv", "not in the list", 9)
    warning = Problem("text-revealed", "0.txt", "much is revealed", level="warning")
    shown = by_weight([warning, *many, other])
    assert [(p.path, p.line) for p in shown[:3]] == [("a.csv", 2), ("b.csv", 9), ("a.csv", 3)]
    assert shown[-1] is warning


def test_no_word_of_a_stranger_is_a_workflow_command() -> None:
    """Each line is one command of ours, and a path cannot add a property or end them."""
    told = lines("github", ATTACK, Problem("type", "a,line=1::b.csv", "x"))
    assert [line.split(" ")[0] for line in told] == ["::error", "::error", "2"]
    assert "file=birds/a%2Cline=1%3A%3Ab.csv,title=type::x" in told[0] + told[1]
    assert not any(STEERING.search(line) or "\n" in line or "##[" in line or "##vso[" in line for line in told)


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_a_passage_steer(form: str) -> None:
    """Escape codes, bidirectional marks and other services' commands are in no report, and each can be encoded."""
    report = "\n".join(lines(form, ATTACK))
    assert not STEERING.search(report)
    assert "##[" not in report
    assert "##vso[" not in report
    assert "\n::set-env" not in report
    assert report.encode()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x1b[2J", "\\u001b[2J"),
        ("a\u202eb", "a\\u202eb"),
        ("\U000e0041", "\\U000e0041"),
        ("::error::x", "\\u003a:error::x"),
        ("see ##[group]", "see #\\u0023[group]"),
        ("caf\udce9", "caf\\udce9"),
        ("año 2024, “8 %” — ## 3 [a]", "año 2024, “8 %” — ## 3 [a]"),
    ],
)
def test_what_steers_is_shown_as_its_code(words: str, shown: str) -> None:
    """And ordinary text of any language stays as it is."""
    assert printable(words) == shown


def test_json_keeps_the_words_behind_its_escapes() -> None:
    """A program reads what the file said; a person's terminal is not steered by it."""
    assert json.loads(json_text(HOSTILE)) == HOSTILE
    assert document("json", ATTACK)[0]["message"] == HOSTILE


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("plain", "`plain`"),
        ("a ` b", "`` a ` b ``"),
        ("``` x ```", "```` ``` x ``` ````"),
        ("", "`  `"),
        ("a\n\n<b>", "`a\\u000a\\u000a<b>`"),
    ],
)
def test_code_in_markdown_cannot_be_left(words: str, code: str) -> None:
    """The fence is longer than any run of backticks inside, and a line end is none."""
    assert code_span(words) == code


def test_markdown_is_a_list_of_code() -> None:
    """Heading, level, place, message, rule; the hint below."""
    assert lines("markdown", CUT) == [
        "### Validation: 1 error",
        "",
        ("- **error** `birds/seeds/gulls.toml:7:17` `the passage cuts short what is read here: '4%'` (`passage-cut`)"),
        "  - hint: `the whole reading is '14%'`",
    ]


def test_markdown_of_hostile_words_has_nothing_outside_of_code() -> None:
    """Without the code spans nothing of the stranger's is left."""
    told = "\n".join(lines("markdown", ATTACK))
    outside = re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "CODE", told)
    assert outside == "### Validation: 1 error\n\n- **error** CODE CODE (CODE)\n  - hint: CODE"


def test_markdown_stays_below_what_github_shows() -> None:
    """A mebibyte; the rest is counted."""
    many = [Problem("type", f"{n}.csv", "\u202e" * 10_000, hint="ß" * 10_000) for n in range(150)]
    told = "\n".join(lines("markdown", *many))
    assert len(told.encode()) < 2**20
    assert told.endswith("And 50 more: the log of the step has them all.")


@pytest.fixture(scope="module")
def sarif_schema(root: Path) -> Any:  # noqa: ANN401 - any JSON
    """The schema that OASIS publishes."""
    return json.loads((root / "tests/data/sarif/sarif-2.1.0-rtm.5.json").read_text("utf-8"))


@pytest.mark.parametrize("problems", [(), (CUT, LATE), (ATTACK,)], ids=["none", "two", "hostile"])
def test_sarif_is_valid_by_its_schema(sarif_schema: Any, problems: tuple[Problem, ...]) -> None:  # noqa: ANN401
    """SARIF 2.1.0, with formats of addresses checked."""
    validator = jsonschema.Draft4Validator(sarif_schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(document("sarif", *problems))] == []


def test_the_sarif_schema_refuses_a_wrong_log(sarif_schema: Any) -> None:  # noqa: ANN401
    """The schema is one that checks."""
    log = document("sarif", CUT)
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft4Validator(sarif_schema).is_valid(log)


def test_sarif_has_place_rule_and_related_places() -> None:
    """By the words of sections 3.27 and 3.49."""
    (run,) = document("sarif", CUT)["runs"]
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "passage-cut"
    assert result["level"] == "error"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "birds/seeds/gulls.toml"},
                "region": {"startLine": 7, "startColumn": 17},
            }
        }
    ]
    assert result["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}


def test_sarif_has_no_link_of_a_stranger() -> None:
    """A viewer makes links of `[text](target)` in a message (section 3.11.6)."""
    (result,) = document("sarif", ATTACK)["runs"][0]["results"]
    assert "](" not in result["message"]["text"]
    assert SHOWN in result["message"]["text"]


def test_junit_has_a_case_a_problem() -> None:
    """Errors fail; warnings pass and are told in their output."""
    suites = ET.fromstring("\n".join(lines("junit", CUT, LATE)))  # noqa: S314 - our own
    cases = list(suites.iter("testcase"))
    assert [case.get("name") for case in cases] == [
        "passage-cut at birds/seeds/gulls.toml:7:17",
        "text-revealed at birds/seeds/gulls.txt",
    ]
    assert suites.attrib == {"tests": "2", "failures": "1", "errors": "0"}
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.text == "the passage cuts short what is read here: '4%'\nhint: the whole reading is '14%'"
    assert cases[1].findtext("system-out") == "warning: much is revealed"


def test_junit_of_nothing_wrong_is_a_case_that_passes() -> None:
    """A build server takes a report without cases for a broken one."""
    suites = ET.fromstring("\n".join(lines("junit")))  # noqa: S314 - our own
    assert [case.attrib for case in suites.iter("testcase")] == [{"classname": "birds", "name": "no problems"}]


def test_junit_of_hostile_words_is_xml() -> None:
    """No character that XML 1.0 forbids, and no element of the stranger's."""
    suites = ET.fromstring("\n".join(lines("junit", ATTACK)))  # noqa: S314 - our own
    assert [element.tag for element in suites.iter()] == ["testsuites", "testsuite", "testcase", "failure"]


def test_rdjsonl_is_a_diagnostic_a_line() -> None:
    """With the fields that reviewdog reads; the message is code, since it is posted as Markdown."""
    first, second = map(json.loads, lines("rdjsonl", LATE, CUT))
    assert first == {
        "message": "`the passage cuts short what is read here: '4%'` hint: `the whole reading is '14%'`",
        "location": {"path": "birds/seeds/gulls.toml", "range": {"start": {"line": 7}}},
        "severity": "ERROR",
        "source": {"name": "footnoted"},
        "code": {"value": "passage-cut"},
    }
    assert (second["severity"], second["location"]) == ("WARNING", {"path": "birds/seeds/gulls.txt"})


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a bad number, a name that is too long and a row that is too long."""
    schema = {
        "fields": [
            {"name": "id", "type": "integer"},
            {"name": "name", "type": "string", "constraints": {"maxLength": 4}},
        ]
    }
    resource = {"name": "birds", "type": "table", "path": "birds.csv", "schema": schema}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "b", "resources": [resource]}), "utf-8")
    (tmp_path / "birds.csv").write_text("id,name\nx,Jay\n2,Heron\n3,Gull,shore\n", "utf-8")
    return tmp_path


def test_frictionless_reads_the_report_as_its_own(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same tasks, same cells and error types as frictionless finds, and no key that its own report has not."""
    monkeypatch.chdir(package)
    found = Checked(package, package, (), validate_package(package))
    ours = json.loads("\n".join(FORMATS["frictionless"](Outcome((found,), package))))
    theirs = frictionless.validate("datapackage.json")
    wanted = ["type", "rowNumber", "fieldName", "fieldNumber", "cell"]
    read = frictionless.Report.from_descriptor(ours)
    assert sorted(map(tuple, read.flatten(wanted))) == sorted(map(tuple, theirs.flatten(wanted)))
    shape = theirs.to_descriptor()
    assert ours.keys() == shape.keys()
    assert ours["stats"].keys() == shape["stats"].keys()
    assert ours["tasks"][0].keys() == shape["tasks"][0].keys()
    assert ours["tasks"][0]["stats"].keys() <= shape["tasks"][0]["stats"].keys()
    assert {key for e in ours["tasks"][0]["errors"] for key in e} == {
        key for e in shape["tasks"][0]["errors"] for key in e
    }
    assert [ours["tasks"][0][key] for key in ("name", "type", "place", "labels", "valid")] == [
        "birds",
        "table",
        "birds.csv",
        ["id", "name"],
        False,
    ]


def test_frictionless_report_of_a_dataset_has_a_task_a_file() -> None:
    """Problems that frictionless has no type for are plain errors; a warning makes nothing invalid."""
    report = document("frictionless", CUT, LATE)
    assert [(task["place"], task["valid"]) for task in report["tasks"]] == [
        ("seeds/gulls.toml", False),
        ("seeds/gulls.txt", True),
    ]
    assert report["tasks"][0]["errors"][0]["type"] == "error"
    assert frictionless.Report.from_descriptor(report).valid is False


def test_in_a_github_workflow_the_report_chooses_itself(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commands on standard output, by paths from the workspace, and the summary of the job after what it holds."""
    job = package / "summary.md"
    job.write_text("# Earlier\n", "utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(package.parent))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(job))
    assert main(["validate", str(package)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "3 errors"
    assert all(line.startswith(f"::error file={package.name}/birds.csv,line=") for line in told[:-1])
    assert job.read_text("utf-8").startswith("# Earlier\n### Validation: 3 errors\n\n- **error** `")


def test_a_named_format_is_kept_in_a_workflow(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who asks for SARIF in a workflow gets SARIF, and nothing beside it."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["validate", "--format", "sarif", str(package)]) == 1
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"


@pytest.mark.parametrize("form", ["json", "sarif", "frictionless"])
def test_progress_never_mixes_with_a_report(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """On a terminal a bar shows on standard error, from a process of its own; standard output is the document alone."""
    assert main(["init", str(tmp_path / "towers")]) == 0
    capfd.readouterr()
    monkeypatch.setattr("footnoted.cli.progress._FEW", 1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["validate", "--format", form, str(tmp_path / "towers")]) == 0
    told = capfd.readouterr()
    json.loads(told.out)
    assert "Checking" in told.err


def test_a_strangers_table_in_a_workflow_gives_commands_of_ours_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the cell of a file to the log: what would be a command is a word of a message."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    table = tmp_path / "birds.csv"
    table.write_text('id,name\n1,Gull,"\n::stop-commands::x\x1b[2J##[add-mask]Gull"\n', "utf-8")
    assert main(["validate", str(table)]) == 1
    command, count = capsys.readouterr().out.splitlines()
    assert command.startswith("::error file=birds.csv,line=2,title=cell-extra::birds: ")
    assert not STEERING.search(command)
    assert "##[" not in command
    assert count == "1 error"
