"""For servers that show tests: a suite a package, in it a case for each rule that found something.

Errors are failures, and warnings too under ``--strict``; other warnings and notes are the case's
output. A package without findings has one case, which passes, so that it is seen to have been
judged; what could not be judged or mended is a case with an error. Source: the form that Jenkins'
JUnit plugin and GitLab read; it has no standard.

A case's class is no path, since Jenkins cuts classes at their last point; its name begins with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET

from scorm_builder.checking import Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Report, Severity, shown_path, visible
from scorm_builder.reports import rulebook
from scorm_builder.rules import MOST_WORDS

_CLASS = "scorm-builder"


def render(judgement: Judgement) -> str:
    """The XML document."""
    strict = judgement.strict
    suites = [_suite(one.label, _of(one, strict)) for one in judgement.verdicts]
    if judgement.settings.diagnostics:
        suites.append(_suite("settings", _found("settings", judgement.settings, strict)))
    if judgement.error:
        suites.append(_suite(_CLASS, [_failed(_CLASS, "started", judgement.error)]))
    root = ET.Element("testsuites", {"name": "scorm-builder check", **_sum(suites)})
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _suite(label: str, held: Iterable[ET.Element]) -> ET.Element:
    cases = list(held)
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    suite = ET.Element("testsuite", {"name": shown_path(label), **counts})
    suite.extend(cases)
    return suite


def _of(verdict: Verdict, strict: bool) -> Iterator[ET.Element]:
    if verdict.problem:
        yield _failed(verdict.label, "readable", verdict.problem)
        return
    yield from _found(verdict.label, verdict.report, strict)
    if verdict.fixed is not None and verdict.fixed.problem:
        yield _failed(verdict.label, "mended", verdict.fixed.problem)
    elif not verdict.report.diagnostics:
        yield _case(verdict.label, "all rules")


def _found(label: str, report: Report, strict: bool) -> Iterator[ET.Element]:
    """A case for each rule or code that found something."""
    for code, found in _by_code(report).items():
        case = _case(label, f"{code} {rulebook.entry(code).name}")
        lines = "\n".join(map(str, found))
        if Report.of(found).fails(strict):
            heaviest = min(found, key=lambda one: list(Severity).index(one.severity))
            about = {"message": _fit(heaviest.message), "type": heaviest.severity.value}
            ET.SubElement(case, "failure", about).text = lines
        else:
            ET.SubElement(case, "system-out").text = lines
        yield case


def _failed(label: str, name: str, why: str) -> ET.Element:
    case = _case(label, name)
    ET.SubElement(case, "error", {"message": _fit(why)})
    return case


def _case(label: str, name: str) -> ET.Element:
    shown = f"{shown_path(label)}: {name}"
    return ET.Element("testcase", {"classname": _CLASS, "name": shown})


def _by_code(report: Report) -> Mapping[str, list[Diagnostic]]:
    by: dict[str, list[Diagnostic]] = {}
    for found in report.diagnostics:
        by.setdefault(found.code, []).append(found)
    return dict(sorted(by.items()))


def _sum(suites: Iterable[ET.Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors")
    held = list(suites)
    return {name: str(sum(int(suite.get(name, "0")) for suite in held)) for name in names}


def _fit(text: str) -> str:
    """The text with what XML cannot say written out."""
    return visible(text, MOST_WORDS)
