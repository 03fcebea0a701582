"""How much a finding weighs for one LMS, where that differs from what is true of most.

Each shift cites why: the standard, the LMS's own code, its documentation, or what was seen in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Severity

GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Shift:
    """What findings of a rule weigh here that have the rule's usual weight, and why."""

    severity: Severity
    why: str


@dataclass(frozen=True, slots=True)
class Profile:
    """For whom packages are judged, in one line, and what weighs otherwise there, by rule."""

    about: str
    shifts: Mapping[str, Shift]


PROFILES: Mapping[str, Profile] = {
    GENERIC: Profile("any LMS: what breaks somewhere counts", {}),
}


def weighed(found: Iterable[Diagnostic], profile: str) -> list[Diagnostic]:
    """The findings with their weight under the profile of that name. Raises ``KeyError``."""
    shifts = PROFILES[profile].shifts
    usual = {one.id: one.severity for one in rules.all_rules()}
    return [
        replace(one, severity=shifts[one.code].severity)
        if one.code in shifts and one.severity is usual.get(one.code)
        else one
        for one in found
    ]
