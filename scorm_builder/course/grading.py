"""How learners are graded: what units take of it from above, and what an LMS is told of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from scorm_builder import codes
from scorm_builder.fields import Fields
from scorm_builder.fields.keys import COURSE
from scorm_builder.fields.numbers import count, share
from scorm_builder.model import Completion

KEYS = ("passing_score", "attempts", "shuffle", "feedback")
UNLIMITED, NONE = "unlimited", "none"


@dataclass(frozen=True, slots=True)
class Grading:
    """The keys of graded units that go down from course to module to unit; ``attempts`` 0: any."""

    passing_score: float | None = None
    attempts: int = 0
    shuffle: str = "none"
    feedback: str = "end"

    def under(self, own: Fields, known: Collection[str] = KEYS) -> Grading:
        """What ``own`` says, over what was said above; only keys in ``known`` are read."""
        new = self
        if "passing_score" in known:
            new = replace(new, passing_score=_passing_score(own, self.passing_score))
        if "attempts" in known:
            new = replace(new, attempts=_attempts(own, self.attempts))
        if "shuffle" in known:
            new = replace(
                new, shuffle=own.choice("shuffle", COURSE["shuffle"].choices, self.shuffle)
            )
        if "feedback" in known:
            new = replace(
                new, feedback=own.choice("feedback", COURSE["feedback"].choices, self.feedback)
            )
        return new


UNGRADED = Grading()


def _passing_score(own: Fields, above: float | None) -> float | None:
    written = own.text("passing_score")
    if not written:
        return above
    if written == NONE:
        return None
    value = share(written)
    if value is None:
        message = f"a passing score is a share from 1 to 100, not {written!r}: write 80"
        own.report(codes.WRONG_VALUE, own.span("passing_score"), message)
        return above
    return value


def _attempts(own: Fields, above: int) -> int:
    written = own.text("attempts")
    if not written:
        return above
    value = 0 if written == UNLIMITED else count(written)
    if value is None:
        message = f"attempts are a whole number from 1 to 9999, or {UNLIMITED}, not {written!r}"
        own.report(codes.WRONG_VALUE, own.span("attempts"), message)
        return above
    return value


def graded_report(
    own: Fields, report: str, passing: float | None, completion: Completion, what: str
) -> tuple[str, float | None]:
    """What an LMS is told of a unit that gives a score, and the mark that decides; None without.

    ``report`` is what the unit says, or takes from above, or nothing; ``what`` the unit in words.
    What the unit says itself and cannot have is a finding; what it only takes over gives way.
    """
    usual = "passed" if completion.rule == "passed" else "completed-graded"
    if completion.rule == "passed" and passing is None:
        message = f"nothing says when this {what} is passed: give it a passing_score:"
        own.report(codes.NO_MARK, own.span("completion"), message)
        return "completed-graded", None
    if report in ("passed", "passed-failed") and passing is None:
        if "report" in own:
            message = f"'report: {report}' needs a mark: give the {what} a passing_score:"
            own.report(codes.NO_MARK, own.span("report"), message)
        return usual, None
    if report == "passed" and completion.rule != "passed":
        if "report" in own:
            message = (
                f"by 'report: passed' it counts what was passed, by 'completion: {completion.rule}'"
                " what was handed in: take one of them out, or write report: passed-failed"
            )
            own.report(codes.UNFIT_REPORT, own.span("report"), message)
        return usual, passing
    return report or usual, passing


def ungraded_report(own: Fields, report: str, what: str) -> str:
    """What an LMS is told of a unit without a score: that it is completed, and nothing else."""
    if "report" in own and report not in ("", "completed"):
        message = f"a {what} gives no score, so it is completed and nothing else: take report: out"
        own.report(codes.UNFIT_REPORT, own.span("report"), message)
    return "completed"
