"""For GitHub Actions: a workflow command a finding, shown beside the file in a pull request.

Source: GitHub's "Workflow commands", setting an error, warning or notice message; in values ``%``
and line breaks are escaped, in properties ``:`` and ``,`` too. ``##[`` begins a command of old,
anywhere in a line that is none of the new: actions/runner, ActionCommand.cs.
"""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.checking.many import Judgement
from scorm_builder.diagnostics import Diagnostic, Severity, Span, visible
from scorm_builder.reports import rulebook
from scorm_builder.reports.text import sums

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_ESCAPED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPED_IN_PROPERTY = _ESCAPED | {":": "%3A", ",": "%2C"}


def render(judgement: Judgement) -> str:
    """The commands, then what they come to, as text."""
    return "".join(f"{line}\n" for line in _lines(judgement))


def _lines(judgement: Judgement) -> Iterator[str]:
    if judgement.error:
        yield _command("error", {"title": "scorm-builder"}, judgement.error)
        return
    for verdict in judgement.verdicts:
        yield from map(_finding, verdict.report.diagnostics)
        file = {"file": verdict.label}
        if verdict.problem:
            yield _command("error", file, verdict.problem)
        if verdict.fixed is not None and verdict.fixed.problem:
            yield _command("error", file, f"not mended: {verdict.fixed.problem}")
    yield from map(_finding, judgement.settings.diagnostics)
    for line in sums(judgement):
        yield line.replace("##[", "#\\x23[")


def _finding(found: Diagnostic) -> str:
    span = found.span
    properties = {"file": span.path} if span.path else {}
    properties |= {"title": f"{found.code} {rulebook.entry(found.code).name}"}
    message = found.message + (f" ({found.pointer})" if found.pointer else "")
    if span.entry:
        # A line of a file inside a zip is no line that GitHub could show.
        message = f"{Span(span.entry, line=span.line, col=span.col)}: {message}"
    elif span.line:
        properties |= {"line": str(span.line)}
        properties |= {"col": str(span.col)} if span.col else {}
    return _command(_COMMANDS[found.severity], properties, message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    shown = ",".join(
        f"{key}={_escaped(value, _ESCAPED_IN_PROPERTY)}" for key, value in properties.items()
    )
    return f"::{name} {shown}::{_escaped(message, _ESCAPED)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(char) or visible(char, 1) for char in text)
