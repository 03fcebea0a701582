"""What the questions of a bank are known by: in Moodle several may have one name, here none may.

An id that was written goes before a name, and a name before what a question asks. What is taken
already is known by what it asks, and if that is taken, too, by a number behind that. Such an id may
become another when the questions around it do, which authors are told with the way to make it last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import chain, count

from scorm_builder import codes
from scorm_builder.course.identity import join_id
from scorm_builder.quiz import Question
from scorm_builder.quiz.sheet import Report
from scorm_builder.quiz.signature import question_id, state_key


class By(IntEnum):
    """What an id was made of, that which counts most first."""

    ID = 0
    NAME = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A question and what its id was made of."""

    question: Question
    by: By


def apart(questions: Sequence[Known], report: Report) -> list[Question]:
    """The questions in their order, each with an id of its own unless it was written twice."""
    holders: dict[str, Question] = {}
    twins: list[Known] = []
    for one in sorted(questions, key=lambda one: one.by):
        if one.by is By.ID or one.question.id not in holders:
            holders.setdefault(one.question.id, one.question)
        else:
            twins.append(one)
    renamed: dict[int, Question] = {}
    for twin in sorted(twins, key=lambda twin: twin.question.span.line):
        own = next(name for name in _names(twin.question.text) if name not in holders)
        made = replace(twin.question, id=own, key=state_key(own), pinned=False)
        also = "is called so, too" if twin.by is By.NAME else "asks the same"
        message = f"the question at line {holders[twin.question.id].span.line} {also}: this one is"
        message += f" known by {own!r}, which may change with what stands above it: write"
        message += f" // [id:{own}] above it, or have it written by scorm-builder lock --pin"
        report(codes.SAME_NAME, made.span, message)
        holders[own] = renamed[id(twin.question)] = made
    return [renamed.get(id(one.question), one.question) for one in questions]


def _names(text: str) -> Iterable[str]:
    """All that a question that asks ``text`` may be known by, the best first."""
    first = question_id(text)
    return chain([first], (join_id([first, str(number)]) for number in count(2)))
