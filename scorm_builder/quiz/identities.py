"""Questions of one unit must stay apart: by their ids, and by the short keys of their records."""

from __future__ import annotations

from collections.abc import Iterable

from scorm_builder import codes
from scorm_builder.quiz import Question
from scorm_builder.quiz.sheet import Report


def told(questions: Iterable[Question], report: Report) -> None:
    """Says which questions cannot be kept apart, and once that ids hang on headings."""
    questions = list(questions)
    ids: dict[str, Question] = {}
    keys: dict[str, Question] = {}
    for one in questions:
        before = (other for other in questions if one.id in other.was and other is not one)
        if other := ids.get(one.id) or next(before, None):
            of = "has" if other.id == one.id else "had"
            message = f"the question at line {other.span.line} {of} the id {one.id!r}, too: "
            report(codes.SAME_QUESTION, one.span, message + "give this one another, {#id}")
        elif one.key in keys and not _was_told(one, keys[one.key]):
            same = keys[one.key].id
            message = f"learners' records would take this question for {same!r}, since both"
            message += f" have the key {one.key}: give it another id, {{#id}}"
            report(codes.SAME_QUESTION, one.span, message)
        ids.setdefault(one.id, one)
        keys.setdefault(one.key, one)
    if unpinned := [one for one in questions if not one.pinned]:
        count = len(unpinned)
        which = "1 question has" if count == 1 else f"{count} questions have"
        message = f"{which} no id but that of the heading, which goes when the heading changes:"
        message += f" write ## Heading {{#{unpinned[0].id}}}"
        report(codes.UNPINNED, unpinned[0].span, message)


def _was_told(one: Question, other: Question) -> bool:
    """Whether an id of the one is one that the other had: said already, as that."""
    return one.id in other.was or other.id in one.was
