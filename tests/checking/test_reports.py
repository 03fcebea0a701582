"""The forms for programs, judged by what reads them: SARIF's schema, XML, GitHub's rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner, Result

from scorm_builder import cli, rules
from scorm_builder.checking import Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Report, Severity, Span
from scorm_builder.explain import source_codes
from scorm_builder.reports import FORMS, Place, place, render, rulebook
from tests.checking.packages import package, unlisted, wrong_version

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command ``check`` over a good, a bad, an untidy and a missing package and a course."""
    monkeypatch.chdir(tmp_path)
    package(Path("good.zip"))
    wrong_version(Path("bad 1.zip"))
    unlisted(Path("untidy.zip"))
    Path("safety").mkdir()
    Path("safety/course.yaml").write_text("title: Safety\n")
    Path("safety/01-a.md").write_text("# A\n\n![Plan](plan.png)\n")
    paths = ["good.zip", "bad 1.zip", "untidy.zip", "none.zip", "safety"]
    return lambda *arguments: CliRunner().invoke(cli.cli, ["check", *paths, *arguments])


@pytest.fixture(scope="module")
def sarif_schema(node_modules: Path) -> Any:
    """SARIF's own schema, as Microsoft's matchers for Jest bring it."""
    folder = node_modules / "@microsoft/jest-sarif/lib/schemas"
    return json.loads((folder / "sarif-2.1.0-rtm.5.json").read_text())


def test_sarif_is_valid_by_its_schema(run: Run, sarif_schema: Any) -> None:
    log = json.loads(run("--format", "sarif", "--ignore", "Z08").stdout)
    jsonschema.Draft4Validator(sarif_schema).validate(log)
    broken = json.loads(json.dumps(log))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft4Validator(sarif_schema).is_valid(broken)


def test_sarif_tells_places_on_disk_and_in_zips_apart(run: Run) -> None:
    log = json.loads(run("--format", "sarif", "--ignore", "Z29").stdout)
    results = {one["ruleId"]: one for one in log["runs"][0]["results"]}
    source = results["S104"]["locations"][0]
    assert source["physicalLocation"] == {
        "artifactLocation": {"uri": "safety/01-a.md"},
        "region": {"startLine": 3, "startColumn": 9},
    }
    zipped = results["M10"]
    assert zipped["level"] == "error"
    assert zipped["message"]["text"].startswith("imsmanifest.xml:10:5: <schemaversion> is '9.9'")
    assert zipped["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "bad%201.zip"}
    }
    names = [one["fullyQualifiedName"] for one in zipped["locations"][0]["logicalLocations"]]
    pointer = "/manifest/metadata/schemaversion"
    assert names == ["imsmanifest.xml", f"imsmanifest.xml{pointer}"]
    assert zipped["properties"]["pointer"] == pointer


def test_sarif_brings_the_pages_of_the_rules_and_says_what_was_not_read(run: Run) -> None:
    log = json.loads(run("--format", "sarif").stdout)["runs"][0]
    listed = log["tool"]["driver"]["rules"]
    for result in log["results"]:
        assert listed[result["ruleIndex"]]["id"] == result["ruleId"]
    version = next(one for one in listed if one["id"] == "M10")
    assert version["name"] == "schema"
    assert "Open edX" in version["help"]["text"]
    invocation = log["invocations"][0]
    assert invocation["executionSuccessful"] is False
    said = invocation["toolExecutionNotifications"][0]
    assert said["message"]["text"] == "No such file or directory"


def test_junit_has_a_suite_a_package_and_a_case_a_rule(run: Run) -> None:
    root = ET.fromstring(run("--format", "junit", "--ignore", "Z29").stdout.encode())
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["good.zip", "bad 1.zip", "untidy.zip", "none.zip", "safety"]
    good = suites["good.zip"]
    assert (good.get("tests"), good.get("failures"), len(good)) == ("1", "0", 1)
    assert good[0].find("failure") is None
    bad = suites["bad 1.zip"].find("testcase[@name='M10 schema']/failure")
    assert bad is not None
    assert (bad.get("type"), "9.9" in (bad.text or "")) == ("error", True)
    warned = suites["untidy.zip"].find("testcase[@name='F05 unlisted']")
    assert warned is not None
    assert warned.find("failure") is None
    assert "left.txt" in (warned.findtext("system-out") or "")
    unread = suites["none.zip"].find("testcase/error")
    assert unread is not None
    assert root.get("errors") == "1"
    assert int(root.get("tests", "0")) == sum(len(suite) for suite in root)


def test_under_strict_warnings_are_junit_failures(run: Run) -> None:
    root = ET.fromstring(run("--format", "junit", "--strict").stdout.encode())
    assert root.find("testsuite/testcase[@name='F05 unlisted']/failure") is not None


def test_junit_holds_what_xml_can_hold() -> None:
    found = Diagnostic("Z17", Severity.ERROR, "a\x00b\x1b[31m<&\ud800", Span("p.zip"))
    judgement = Judgement((Verdict("p\x07.zip", Report.of([found])),), Report(), strict=False)
    root = ET.fromstring(render("junit", judgement).encode())
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("message") == "a�b�[31m<&�"


def test_github_shows_a_command_a_finding(run: Run) -> None:
    lines = run("--format", "github", "--ignore", "Z29").stdout.splitlines()
    assert "::error file=none.zip::No such file or directory" in lines
    source = next(line for line in lines if "S104" in line)
    assert source.startswith("::error file=safety/01-a.md,title=S104 ")
    assert ",line=3,col=9::" in source
    zipped = next(line for line in lines if "M10" in line)
    head = "::error file=bad 1.zip,title=M10 schema::imsmanifest.xml:10:5: <schemaversion> is"
    assert zipped.startswith(head)
    assert any(line.startswith("::warning file=untidy.zip,title=F05 unlisted::") for line in lines)
    assert lines[-1] == "5 packages: 2 passed, 3 did not"


def test_github_escapes_what_it_would_read_otherwise() -> None:
    found = Diagnostic("Z17", Severity.INFO, "50 %\nof: a, b", Span("a:b,c%.zip"))
    judgement = Judgement((Verdict("x.zip", Report.of([found])),), Report(), strict=False)
    line = render("github", judgement).splitlines()[0]
    assert line == "::notice file=a%3Ab%2Cc%25.zip,title=Z17 bad-chars::50 %25%0Aof: a, b"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_shows_every_finding_and_what_is_wrong_with_the_settings(
    run: Run, form: str
) -> None:
    shown = run("--format", form, "--ignore", "Z07").stdout
    for code in ("M10", "F05", "S104", "S601"):
        assert code in shown


@pytest.mark.parametrize("form", FORMS)
def test_no_packages_are_no_error(form: str) -> None:
    assert render(form, Judgement((), Report(), strict=False)).endswith("\n")


def test_every_rule_and_code_has_a_name_a_line_and_a_page() -> None:
    for code in [*(rule.id for rule in rules.all_rules()), *source_codes()]:
        known = rulebook.entry(code)
        assert known.name
        assert known.summary.endswith(".")
        assert len(known.text) > 40


@pytest.mark.parametrize(
    ("label", "shown", "expected"),
    [
        ("a.zip", "a.zip!b/c.html", Place("a.zip", "b/c.html")),
        ("a.zip", "a.zip", Place("a.zip", "")),
        ("odd!.zip", "odd!.zip!b!c", Place("odd!.zip", "b!c")),
        ("folder", "folder/b.html", Place("folder/b.html", "")),
        ("course", "safety.zip!b.html", Place("safety.zip", "b.html")),
        ("course", "course/01-a.md", Place("course/01-a.md", "")),
    ],
)
def test_what_lies_in_a_zip_is_told_apart_from_the_zip(
    label: str, shown: str, expected: Place
) -> None:
    found = Diagnostic("Z01", Severity.ERROR, "", Span(shown))
    assert place(Verdict(label), found) == expected
