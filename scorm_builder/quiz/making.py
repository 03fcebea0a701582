"""A question of what was read of it, however it was written."""

from __future__ import annotations

from scorm_builder.diagnostics import Span
from scorm_builder.markdown import Document
from scorm_builder.quiz import Feedback, Question, answers
from scorm_builder.quiz.attributes import Marks
from scorm_builder.quiz.signature import question_id, signature, state_key

_NUMBER_LENGTH = 24


def question(
    text: str,
    marks: Marks,
    made: answers.Answers,
    said: Feedback,
    *,
    heading: Document,
    stem: Document,
    span: Span,
    anchor: str = "",
    level: int = 2,
) -> Question:
    """The question that asks ``text``; ``made`` are its answers, ``said`` is its feedback."""
    own = marks.id or question_id(text)
    return Question(
        id=own,
        key=state_key(own, marks.was),
        signature=signature(made.kind, made.options, made.targets),
        kind=made.kind,
        text=text,
        heading=heading,
        stem=stem,
        span=span,
        anchor=anchor,
        level=level,
        options=made.options,
        targets=made.targets,
        pairs=made.pairs,
        columns=made.columns,
        accepted=made.accepted,
        number=made.number,
        feedback=said,
        points=marks.points,
        partial="partial" in marks.flags,
        fixed="fixed" in marks.flags,
        survey="survey" in marks.flags,
        max_length=_length(made, marks),
        pool=marks.values.get("pool", ""),
        objective=marks.values.get("objective", ""),
        was=marks.was,
        pinned=bool(marks.id),
    )


def _length(made: answers.Answers, marks: Marks) -> int:
    if made.number and "max_length" not in marks.values:
        # A number, a blank and its unit.
        return _NUMBER_LENGTH + len(made.number.unit)
    return answers.length(marks)
