"""For code scanning: SARIF 2.1.0 (OASIS), one run, a result a finding, the pages of the rules.

A place inside a zip cannot be a place of SARIF's own kind: its lines are none of the zip's. There
the result is at the zip, the entry and the element are logical locations, and the message says the
line; ``properties`` have all of it for programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from scorm_builder import __version__
from scorm_builder.checking import Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Severity
from scorm_builder.reports import Place, place, rulebook

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(judgement: Judgement) -> str:
    """The log, as JSON."""
    results = list(_results(judgement))
    rules = [_rule(code) for code in sorted({result["ruleId"] for result in results})]
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = numbers[result["ruleId"]]
    unread = [one for one in judgement.verdicts if one.problem]
    driver = {"name": "scorm-builder", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": not unread,
                "toolExecutionNotifications": [_unread(one) for one in unread],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _results(judgement: Judgement) -> Iterator[dict[str, Any]]:
    for verdict in judgement.verdicts:
        for found in verdict.report.diagnostics:
            yield _result(found, place(verdict, found))
    for found in judgement.settings.diagnostics:
        yield _result(found, Place(found.span.path, ""))


def _result(found: Diagnostic, where: Place) -> dict[str, Any]:
    span = found.span
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(where.path)}}
    message = found.message
    if where.entry:
        message = f"{where.entry}{f':{span.line}:{span.col}' if span.line else ''}: {message}"
        location["logicalLocations"] = list(_logical(found, where.entry))
    elif span.line:
        column = {"startColumn": span.col} if span.col else {}
        location["physicalLocation"]["region"] = {"startLine": span.line, **column}
    return {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": message},
        "locations": [location],
        "properties": {
            "entry": where.entry,
            "line": span.line,
            "column": span.col,
            "pointer": found.pointer,
        },
    }


def _logical(found: Diagnostic, entry: str) -> Iterable[dict[str, str]]:
    yield {"fullyQualifiedName": entry, "kind": "resource"}
    if found.pointer:
        yield {"fullyQualifiedName": f"{entry}{found.pointer}", "kind": "element"}


def _rule(code: str) -> dict[str, Any]:
    known = rulebook.entry(code)
    return {
        "id": code,
        "name": known.name,
        "shortDescription": {"text": known.summary},
        "help": {"text": known.text, "markdown": known.text},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
    }


def _unread(verdict: Verdict) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": verdict.problem},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(verdict.label)}}],
    }


def _artifact(path: str) -> dict[str, str]:
    """A file by its path: relative ones count from wherever the log is read."""
    return {"uri": ("file://" if path.startswith("/") else "") + quote(path)}
