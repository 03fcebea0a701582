"""For code scanning: SARIF 2.1.0 (OASIS), one run, a result a finding, the pages of the rules.

A place inside a zip cannot be a place of SARIF's own kind: its lines are none of the zip's. There
the result is at the zip, the entry and the element are logical locations, and the message says the
line; ``properties`` have all of it for programs. A finding that tells of several places has them
all as its locations: each is to be mended, and GitHub shows the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from scorm_builder import __version__
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Severity, Span, as_json
from scorm_builder.reports import rulebook

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_OWN = ("entry", "line", "column", "pointer", "places")
"""What of a finding SARIF has no place for if it lies in a zip."""
_NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def render(judgement: Judgement) -> str:
    """The log, as JSON."""
    reports = [*(one.report for one in judgement.verdicts), judgement.settings]
    results = [_result(found) for report in reports for found in report.diagnostics]
    rules = [_rule(code) for code in sorted({result["ruleId"] for result in results})]
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = numbers[result["ruleId"]]
    failures = list(_failures(judgement))
    driver = {"name": "scorm-builder", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {"executionSuccessful": not failures, "toolExecutionNotifications": failures}
        ],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _result(found: Diagnostic) -> dict[str, Any]:
    span = found.span
    message = found.message
    if span.entry:
        message = f"{Span(span.entry, line=span.line, col=span.col)}: {message}"
    places = [_location(span, found.pointer), *(_location(one) for one in found.places)]
    return {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": message},
        "locations": places if span.path else [],
        "properties": {key: value for key, value in found.as_dict().items() if key in _OWN},
    }


def _location(span: Span, pointer: str = "") -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(span.path)}
    if span.entry:
        return {"physicalLocation": place, "logicalLocations": list(_logical(span.entry, pointer))}
    if span.line:
        column = {"startColumn": span.col} if span.col else {}
        place["region"] = {"startLine": span.line, **column}
    return {"physicalLocation": place}


def _logical(entry: str, pointer: str) -> Iterator[dict[str, str]]:
    yield {"fullyQualifiedName": entry, "kind": "resource"}
    if pointer:
        yield {"fullyQualifiedName": f"{entry}{pointer}", "kind": "element"}


def _rule(code: str) -> dict[str, Any]:
    known = rulebook.entry(code)
    return {
        "id": code,
        "name": known.name,
        "shortDescription": {"text": known.summary},
        "help": {"text": known.text, "markdown": known.text},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
    }


def _failures(judgement: Judgement) -> Iterator[dict[str, Any]]:
    """What was asked for and could not be done."""
    if judgement.error:
        yield _notification(judgement.error)
    for verdict in judgement.verdicts:
        if verdict.problem:
            yield _notification(verdict.problem, verdict.label)
        if verdict.fixed is not None and verdict.fixed.problem:
            yield _notification(f"not mended: {verdict.fixed.problem}", verdict.label)


def _notification(message: str, path: str = "") -> dict[str, Any]:
    shown: dict[str, Any] = {"level": "error", "message": {"text": message}}
    return {**shown, "locations": [_location(Span(path))]} if path else shown


def _artifact(path: str) -> dict[str, str]:
    """A file by its path: relative ones count from wherever the log is read."""
    # Half a pair of UTF-16 stands for a byte of the name, if it is one of those that may.
    written = quote(_NO_BYTE.sub("\ufffd", path), errors="surrogateescape")
    return {"uri": ("file://" if path.startswith("/") else "") + written}
