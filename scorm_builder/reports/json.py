"""For programs: one JSON document, whose form is described in ``docs/check.md``."""

from __future__ import annotations

import json
from typing import Any

from scorm_builder import __version__
from scorm_builder.checking import Fixed, Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Severity
from scorm_builder.reports import place

VERSION = 1
"""Of the document's form: it grows when a key goes or means something else, not for new keys."""


def render(judgement: Judgement) -> str:
    """The document."""
    shown = {
        "version": VERSION,
        "tool": {"name": "scorm-builder", "version": __version__},
        "ok": judgement.ok,
        "packages": [_package(one, judgement.strict) for one in judgement.verdicts],
        "settings": [found.as_dict() for found in judgement.settings.diagnostics],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _package(verdict: Verdict, strict: bool) -> dict[str, Any]:
    count = verdict.report.count
    return {
        "path": verdict.label,
        "ok": not verdict.fails(strict),
        "problem": verdict.problem,
        "errors": count(Severity.ERROR),
        "warnings": count(Severity.WARNING),
        "notes": count(Severity.INFO),
        "fixed": None if verdict.fixed is None else _fixed(verdict.fixed),
        "findings": [_finding(verdict, found) for found in verdict.report.diagnostics],
    }


def _fixed(fixed: Fixed) -> dict[str, Any]:
    mends = [{"rule": one.rule, "done": one.done, "entry": one.entry} for one in fixed.mends]
    return {"path": fixed.path, "problem": fixed.problem, "mends": mends}


def _finding(verdict: Verdict, found: Diagnostic) -> dict[str, Any]:
    path, entry = place(verdict, found)
    return {**found.as_dict(), "path": path, "entry": entry, "pointer": found.pointer}
