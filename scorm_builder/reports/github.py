"""For GitHub Actions: a workflow command a finding, shown beside the file in a pull request.

Source: GitHub's "Workflow commands", setting an error, warning or notice message; in values ``%``
and line breaks are escaped, in properties ``:`` and ``,`` too.
"""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Severity
from scorm_builder.reports import Place, place, rulebook
from scorm_builder.reports.text import sums

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(judgement: Judgement) -> str:
    """The commands, then what they come to, as text."""
    return "".join(f"{line}\n" for line in _lines(judgement))


def _lines(judgement: Judgement) -> Iterator[str]:
    for verdict in judgement.verdicts:
        for found in verdict.report.diagnostics:
            yield _command(found, place(verdict, found))
        if verdict.problem:
            yield f"::error file={_property(verdict.label)}::{_value(verdict.problem)}"
    for found in judgement.settings.diagnostics:
        yield _command(found, Place(found.span.path, ""))
    yield from sums(judgement)


def _command(found: Diagnostic, where: Place) -> str:
    title = f"{found.code} {rulebook.entry(found.code).name}"
    properties = {"file": where.path, "title": title}
    message = found.message + (f" ({found.pointer})" if found.pointer else "")
    if where.entry:
        # A line of a file inside a zip is no line that GitHub could show.
        message = f"{where.entry}{_at(found)}: {message}"
    elif found.span.line:
        properties |= {"line": str(found.span.line)}
        properties |= {"col": str(found.span.col)} if found.span.col else {}
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {shown}::{_value(message)}"


def _at(found: Diagnostic) -> str:
    return f":{found.span.line}:{found.span.col}" if found.span.line else ""


def _value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(text).replace(":", "%3A").replace(",", "%2C")
