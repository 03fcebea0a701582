"""Questions of one unit must stay apart by their ids, and these should be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scorm_builder import codes
from scorm_builder.quiz import Question
from scorm_builder.quiz.sheet import Report


@dataclass(frozen=True, slots=True)
class Form:
    """How questions are written: what an id is made of, and how one is given."""

    made_of: str
    id: str
    cure: str


_BY_COMMAND = ", or have them written by scorm-builder lock --pin"
HEADINGS = Form("heading", "{#id}", f"## Heading {{{{#{{}}}}}}{_BY_COMMAND}")
LIST = Form("text", "id:", f"id: {{}}{_BY_COMMAND}")
BANK = Form("text", "::title::", f"// [id:{{}}] above it{_BY_COMMAND}")


def told(
    questions: Iterable[Question],
    report: Report,
    known: Sequence[Question] = (),
    form: Form = HEADINGS,
) -> None:
    """Says which questions cannot be kept apart, and once that ids hang on headings.

    ``known`` are questions of the same unit that this was said of before.
    """
    questions = list(questions)
    ids = {one.id: one for one in known}
    for one in questions:
        every = (*known, *questions)
        before = (other for other in every if one.id in other.was and other is not one)
        heirs = (other for other in known if other.id in one.was)
        if other := next(heirs, None):
            message = f"this question was {other.id!r}, and that at line {other.span.line} is it: "
            report(codes.SAME_QUESTION, one.span, message + "take the id out of one of them")
        elif other := ids.get(one.id) or next(before, None):
            of = "has" if other.id == one.id else "had"
            where = "" if other.span.path == one.span.path else f" of {other.span.path}"
            message = f"the question at line {other.span.line}{where} {of} the id {one.id!r}, too: "
            report(codes.SAME_QUESTION, one.span, message + f"give this one another, {form.id}")
        ids.setdefault(one.id, one)
    if unpinned := [one for one in questions if not one.pinned]:
        count = len(unpinned)
        which = "1 question has" if count == 1 else f"{count} questions have"
        made_of = form.made_of
        message = f"{which} no id but that of the {made_of}, which goes when the {made_of} changes:"
        message += f" write {form.cure.format(unpinned[0].id)}"
        report(codes.UNPINNED, unpinned[0].span, message)
