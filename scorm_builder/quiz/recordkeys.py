"""What each question of a unit is kept by: a short key, and a longer one where two would meet.

A key once released never changes: learners' answers hang on it. So of two that meet the one that
came later gets the longer key, for good: ``course.lock`` says which that is, and of two that are
new it is the one that stands further down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scorm_builder import codes
from scorm_builder.course import identity
from scorm_builder.quiz import Parts, Question
from scorm_builder.quiz.sheet import Report

LENGTH = identity.STATE_KEY_LENGTH
LONGER = LENGTH + 1


def longer(
    questions: Iterable[Question], released: Mapping[str, str], report: Report
) -> Mapping[str, str]:
    """The keys of those that do not have the usual one, by their ids.

    ``released`` are identifiers that the lock knows, each with its longer key, or with none.
    """
    holders: dict[str, Question] = {}
    found: dict[str, str] = {}
    for one in sorted(questions, key=lambda one: one.identifier not in released):
        long = identity.state_key(one.identifier, LONGER)
        keys = (long,) if released.get(one.identifier) == long else (one.key, long)
        free = [key for key in keys if key not in holders]
        if not free:
            if not _was_told(one, other := holders[keys[-1]]):
                message = f"learners' records would take this question for {other.id!r}, since both"
                message += f" have the key {keys[-1]}: give it another id"
                report(codes.SAME_QUESTION, one.span, message)
            continue
        holders[free[0]] = one
        if free[0] == long:
            found[one.id] = long
    return found


def kept_by(parts: Parts, keys: Mapping[str, str]) -> Parts:
    """Text and questions, of which some have longer keys."""
    return tuple(
        replace(part, key=keys.get(part.id, part.key)) if isinstance(part, Question) else part
        for part in parts
    )


def _was_told(one: Question, other: Question) -> bool:
    """Whether the two are one by their ids: said already, as that."""
    return one.id == other.id or one.id in other.was or other.id in one.was
