"""For programs: one JSON document, whose form is described in ``docs/check.md``."""

from __future__ import annotations

from typing import Any

from scorm_builder import __version__
from scorm_builder.checking import Fixed, Verdict
from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Severity, as_json

VERSION = 1
"""Of the document's form: it grows when a key goes or means something else, not for new keys."""


def render(judgement: Judgement) -> str:
    """The document."""
    shown = {
        "version": VERSION,
        "tool": {"name": "scorm-builder", "version": __version__},
        "ok": judgement.ok,
        "error": judgement.error,
        "packages": [_package(one, judgement.strict) for one in judgement.verdicts],
        "settings": [found.as_dict() for found in judgement.settings.diagnostics],
    }
    return as_json(shown) + "\n"


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
        "findings": [found.as_dict() for found in verdict.report.diagnostics],
    }


def _fixed(fixed: Fixed) -> dict[str, Any]:
    mends = [
        {"rule": one.rule, "done": one.done, "entry": one.entry, "names": one.names}
        for one in fixed.mends
    ]
    return {"path": fixed.path, "problem": fixed.problem, "mends": mends}
