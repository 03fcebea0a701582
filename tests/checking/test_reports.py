"""The forms for programs, judged by what reads them: SARIF's schema, XML, GitHub's rules."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner, Result

from scorm_builder import cli, rules
from scorm_builder.checking import Fixed, Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Report, Severity, Span
from scorm_builder.explain import source_codes
from scorm_builder.mending import Mend
from scorm_builder.reports import FORMS, render, rulebook
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
    bad = suites["bad 1.zip"].find("testcase[@name='bad 1.zip: M10 schema']/failure")
    assert bad is not None
    assert (bad.get("type"), "9.9" in (bad.text or "")) == ("error", True)
    warned = suites["untidy.zip"].find("testcase[@name='untidy.zip: F05 unlisted']")
    assert warned is not None
    assert warned.find("failure") is None
    assert "left.txt" in (warned.findtext("system-out") or "")
    unread = suites["none.zip"].find("testcase/error")
    assert unread is not None
    assert root.get("errors") == "1"
    assert int(root.get("tests", "0")) == sum(len(suite) for suite in root)


def test_under_strict_warnings_are_junit_failures(run: Run) -> None:
    root = ET.fromstring(run("--format", "junit", "--strict").stdout.encode())
    name = "untidy.zip: F05 unlisted"
    assert root.find(f"testsuite/testcase[@name='{name}']/failure") is not None


def test_junit_holds_what_xml_can_hold() -> None:
    found = Diagnostic("Z17", Severity.ERROR, "a\x00b\x1b[31m<&\ud800", Span("p.zip"))
    judgement = Judgement((Verdict("p\x07.zip", Report.of([found])),), Report(), strict=False)
    root = ET.fromstring(render("junit", judgement).encode())
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("message") == r"a\x00b\x1b[31m<&\ud800"
    suite = root.find("testsuite")
    assert suite is not None
    assert suite.get("name") == r"p\x07.zip"


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
    shown = run("--format", form).stdout
    for code in ("M10", "F05", "S104"):
        assert code in shown
    done = CliRunner().invoke(cli.cli, ["check", "good.zip", "--format", form, "--ignore", "M38"])
    assert "S601" in done.stdout


@pytest.mark.parametrize("form", FORMS)
def test_no_packages_are_no_error(form: str) -> None:
    assert render(form, Judgement((), Report(), strict=False)).endswith("\n")


def test_every_rule_and_code_has_a_name_a_line_and_a_page() -> None:
    for code in [*(rule.id for rule in rules.all_rules()), *source_codes()]:
        known = rulebook.entry(code)
        assert known.name
        assert known.summary.endswith(".")
        assert len(known.text) > 40


HOSTILE = "::stop-commands::\r\n::error::\x1b[2J\x9b\u202e##[debug]\udcff.zip!b"
_COMMAND = re.compile("::(error|warning|notice) ")


def _hostile(text: str) -> Judgement:
    """A judgement that holds a text wherever one can come from outside."""
    place = Span(text, entry=text, line=1, col=2)
    found = Diagnostic("M10", Severity.WARNING, text, place, text, (Span(text, entry=text),))
    mended = Fixed(text, (Mend("M10", "a text", text, (text,)),))
    verdicts = (
        Verdict(text, Report.of([found]), fixed=mended),
        Verdict(text, fixed=Fixed(problem="a reason")),
        Verdict(text, problem=text),
    )
    return Judgement(verdicts, Report.of([Diagnostic("S601", Severity.WARNING, text)]))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("judgement", [_hostile(HOSTILE), Judgement(error=HOSTILE)])
def test_no_form_hands_on_what_terminals_and_servers_act_on(
    form: str, judgement: Judgement
) -> None:
    shown = render(form, judgement)
    shown.encode()
    odd = {unicodedata.category(char) for char in shown if char != "\n"}
    assert not odd & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    for line in shown.splitlines():
        is_command = form == "github" and _COMMAND.match(line)
        assert is_command or not line.lstrip().startswith("::")
        assert is_command or form != "github" or "##[" not in line
    if form == "github":
        assert len(re.findall("^::", shown, re.MULTILINE)) == (1 if judgement.error else 4)


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are no UTF-8")
def test_paths_lead_to_the_files_that_were_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["a\nb.zip", "b.zip!c.zip", "e\x1bx.pif", "d:e,f%.zip"]
    for name in names:
        wrong_version(Path(name))
    done = CliRunner().invoke(cli.cli, ["check", *names, "--format", "json"])
    for judged in json.loads(done.stdout)["packages"]:
        places = {(one["path"], one["entry"]) for one in judged["findings"]}
        assert places == {(judged["path"], ""), (judged["path"], "imsmanifest.xml")}
        assert judged["path"] in names
    names.append(os.fsdecode(b"r\xff.zip"))
    wrong_version(Path(names[-1]))
    done = CliRunner().invoke(cli.cli, ["check", *names, "--format", "sarif"])
    uris = {
        unquote_to_bytes(place["physicalLocation"]["artifactLocation"]["uri"])
        for result in json.loads(done.stdout)["runs"][0]["results"]
        for place in result["locations"]
    }
    assert uris == set(map(os.fsencode, names))
    done = CliRunner().invoke(cli.cli, ["check", names[0], "--format", "github"])
    assert "::error file=a%0Ab.zip,title=M10 schema::imsmanifest.xml:10:5: " in done.stdout


@pytest.mark.parametrize("form", FORMS)
def test_what_was_not_mended_is_told_with_the_reason(form: str) -> None:
    judgement = Judgement((Verdict("p.zip", fixed=Fixed(problem="a reason")),))
    assert not judgement.ok
    shown = render(form, judgement)
    assert "a reason" in shown
    if form == "sarif":
        invocation = json.loads(shown)["runs"][0]["invocations"][0]
        assert invocation["executionSuccessful"] is False
        (said,) = invocation["toolExecutionNotifications"]
        assert said["message"]["text"] == "not mended: a reason"
        assert said["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "p.zip"}
    if form == "junit":
        root = ET.fromstring(shown.encode())
        assert (root.get("tests"), root.get("errors")) == ("1", "1")


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_who_asked_for_a_document_gets_one_where_nothing_was_judged(
    form: str,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    sarif_schema: Any,
) -> None:
    monkeypatch.setattr(sys, "argv", ["scorm-builder", "check", "--format", form, "--nix", "a.zip"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    shown = capfdbinary.readouterr().out.decode()
    assert "--nix" in shown
    if form == "json":
        told = json.loads(shown)
        assert (told["version"], told["ok"], told["packages"]) == (1, False, [])
        assert "--nix" in told["error"]
    if form == "sarif":
        log = json.loads(shown)
        jsonschema.Draft4Validator(sarif_schema).validate(log)
        assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False
    if form == "junit":
        assert ET.fromstring(shown.encode()).get("errors") == "1"


def test_an_option_is_no_file(tmp_path: Path) -> None:
    path = package(tmp_path / "good.zip").as_posix()
    for form in ("json", "sarif", "github"):
        arguments = ["check", path, "--format", form, "--ignore", "M38"]
        shown = CliRunner().invoke(cli.cli, arguments).stdout
        if form == "json":
            assert json.loads(shown)["settings"][0]["path"] == ""
        elif form == "sarif":
            assert json.loads(shown)["runs"][0]["results"][0]["locations"] == []
        else:
            assert shown.startswith("::warning title=S601 ")


def test_further_places_are_told_to_programs_and_left_out_for_people() -> None:
    places = (Span("p.zip", entry="b.html", line=3, col=9), Span("course/a.md", line=7))
    found = Diagnostic("H01", Severity.ERROR, "gone", Span("p.zip", entry="a.html"), "", places)
    judgement = Judgement((Verdict("p.zip", Report.of([found])),))
    (told,) = json.loads(render("json", judgement))["packages"][0]["findings"]
    assert told["places"] == [
        {"path": "p.zip", "entry": "b.html", "line": 3, "column": 9},
        {"path": "course/a.md", "entry": "", "line": 7, "column": 0},
    ]
    (result,) = json.loads(render("sarif", judgement))["runs"][0]["results"]
    first, second, third = result["locations"]
    assert first["logicalLocations"] == [{"fullyQualifiedName": "a.html", "kind": "resource"}]
    assert second["logicalLocations"] == [{"fullyQualifiedName": "b.html", "kind": "resource"}]
    assert third["physicalLocation"]["region"] == {"startLine": 7}
    for form in ("text", "github"):
        assert "b.html" not in render(form, judgement)


def test_json_names_all_files_that_a_mend_is_about() -> None:
    names = tuple(f"{number}.txt" for number in range(12))
    mend = Mend("Z21", "left out: '0.txt' and 11 more", "", names)
    judgement = Judgement((Verdict("p.zip", fixed=Fixed("p.fixed.zip", (mend,))),))
    (told,) = json.loads(render("json", judgement))["packages"]
    assert told["fixed"]["mends"][0]["names"] == list(names)


def _tables() -> Iterator[set[str]]:
    """What each table on the JSON in the page lists in its first column."""
    page = (Path(__file__).parents[2] / "docs/check.md").read_text("utf-8")
    section = page.partition("## For programs")[2].partition("`--format sarif`")[0]
    for table in re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE):
        yield set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))


def test_the_keys_that_come_are_those_of_the_page() -> None:
    told = json.loads(render("json", _hostile("x")))
    found = told["packages"][0]["findings"][0]
    fixed = told["packages"][0]["fixed"]
    values = (told, told["packages"][0], found, fixed, fixed["mends"][0])
    assert list(_tables()) == [set(value) for value in values]
    assert set(found["places"][0]) == {"path", "entry", "line", "column"}
    assert set(told["settings"][0]) == set(found)
