"""For servers that show tests: a suite a package, in it a case for each rule that found something.

Errors are failures, and warnings too under ``--strict``; other warnings and notes are the case's
output. A package without findings has one case, which passes, so that it is seen to have been
judged. Source: the form that Jenkins' JUnit plugin and GitLab read; it has no standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from scorm_builder.checking import Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Report, Severity
from scorm_builder.reports import rulebook

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(judgement: Judgement) -> str:
    """The XML document."""
    suites = [_suite(verdict, judgement.strict) for verdict in judgement.verdicts]
    if judgement.settings.diagnostics:
        about = Verdict("settings", judgement.settings)
        suites.append(_suite(about, judgement.strict))
    root = ET.Element("testsuites", {"name": "scorm-builder check", **_sum(suites)})
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _suite(verdict: Verdict, strict: bool) -> ET.Element:
    cases = [_case(verdict, code, found, strict) for code, found in _by_code(verdict).items()]
    if verdict.problem:
        case = ET.Element("testcase", {"classname": _fit(verdict.label), "name": "readable"})
        ET.SubElement(case, "error", {"message": _fit(verdict.problem)})
        cases = [case]
    elif not cases:
        cases = [ET.Element("testcase", {"classname": _fit(verdict.label), "name": "all rules"})]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    suite = ET.Element("testsuite", {"name": _fit(verdict.label), **counts})
    suite.extend(cases)
    return suite


def _case(verdict: Verdict, code: str, found: list[Diagnostic], strict: bool) -> ET.Element:
    name = f"{code} {rulebook.entry(code).name}"
    case = ET.Element("testcase", {"classname": _fit(verdict.label), "name": name})
    lines = _fit("\n".join(map(str, found)))
    if Report.of(found).fails(strict):
        heaviest = min(found, key=lambda one: list(Severity).index(one.severity))
        about = {"message": _fit(heaviest.message), "type": heaviest.severity.value}
        ET.SubElement(case, "failure", about).text = lines
    else:
        ET.SubElement(case, "system-out").text = lines
    return case


def _by_code(verdict: Verdict) -> Mapping[str, list[Diagnostic]]:
    by: dict[str, list[Diagnostic]] = {}
    for found in verdict.report.diagnostics:
        by.setdefault(found.code, []).append(found)
    return dict(sorted(by.items()))


def _sum(suites: Iterable[ET.Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors")
    held = list(suites)
    return {name: str(sum(int(suite.get(name, "0")) for suite in held)) for name in names}


def _fit(text: str) -> str:
    """The text without what XML cannot say."""
    return _UNFIT.sub("�", text)
