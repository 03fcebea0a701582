"""The mark that an LMS is given to decide by: ``mastery_score:`` of a course.

An LMS that has one sets passed and failed by itself as soon as there is a score, whatever the unit
says, and so overrides "incomplete" too. So only units get one that would say the very same.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from scorm_builder import codes
from scorm_builder.fields import Fields
from scorm_builder.model import Unit

# Rules of completion that ask for nothing besides the score.
BY_SCORE = ("passed", "submitted")
REPORT = "passed-failed"


def mastery_score(unit: Unit) -> str:
    """The unit's mark as a manifest says it; empty for those that cannot have one."""
    if unit.passing is None or obstacle(unit):
        return ""
    return f"{Decimal(repr(unit.passing)).normalize():f}"


def obstacle(unit: Unit) -> str:
    """Why a unit cannot have a mastery score, as what it does; empty if it can."""
    if unit.report == "completed":
        return "gives no score"
    if unit.passing is None:
        return "has no passing_score"
    if unit.report != REPORT:
        return f"has 'report: {unit.report}', and an LMS would make {REPORT!r} of it"
    if unit.completion.rule not in BY_SCORE:
        return f"has 'completion: {unit.completion.rule}', of which a score knows nothing"
    return ""


def check(top: Fields, wanted: bool, units: Iterable[Unit]) -> None:
    """A mastery score that is asked for must be one that some unit can have."""
    if not wanted or "mastery_score" not in top:
        return
    obstacles = {unit.id: obstacle(unit) for unit in units}
    if "" in obstacles.values() or not obstacles:
        return
    graded = [(unit, why) for unit, why in obstacles.items() if why != "gives no score"]
    message = "no unit of this course gives a score"
    if graded:
        message = "no unit can have a mastery score: " + "; ".join(
            f"{unit!r} {why}" for unit, why in graded[:3]
        )
    top.report(codes.MASTERY, top.span("mastery_score"), f"{message}: take it out")
