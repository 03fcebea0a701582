"""How much a finding weighs for one LMS, where that differs from what is true of most.

The table of who weighs what stands in ``lms.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from scorm_builder import rules
from scorm_builder.checking.lms import PROFILES as PROFILES
from scorm_builder.checking.lms import Profile as Profile
from scorm_builder.checking.lms import Shift as Shift
from scorm_builder.diagnostics import Diagnostic

GENERIC = next(iter(PROFILES))


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


def told(profile: str, asked: Iterable[rules.Rule]) -> Iterator[str]:
    """A line for each of these rules that weighs otherwise under a profile."""
    shifts = PROFILES[profile].shifts
    for one in asked:
        if shift := shifts.get(one.id):
            usual = "silent" if one.quiet else one.severity.value
            change = f"{usual} -> {shift.severity.value}"
            yield f"{one.id}  {change:18}  {one.name}: {shift.why} ({shift.source})."


def shifts_of(rule: str) -> Mapping[str, Shift]:
    """What each profile makes of a rule, for those that weigh it otherwise, by their names."""
    return {name: one.shifts[rule] for name, one in PROFILES.items() if rule in one.shifts}
