"""What reports say of a rule or a code beside its findings: its name, its line, its page."""

from __future__ import annotations

from dataclasses import dataclass

from scorm_builder import explain, rules
from scorm_builder.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule or code: ``text`` is its page, without the title."""

    id: str
    name: str
    severity: Severity
    summary: str
    text: str


def entry(code: str) -> Entry:
    """The entry of an id that a finding has."""
    for rule in rules.all_rules():
        if rule.id == code:
            first, _, _ = rule.documentation.partition("\n")
            text = rule.documentation.replace("``", "`")
            return Entry(code, rule.name, rule.severity, first.replace("``", "`"), text)
    found = explain.source_codes()[code]
    text = explain.sections()[code][1]
    return Entry(code, found.name, found.severity, f"{found.summary}.", text)
