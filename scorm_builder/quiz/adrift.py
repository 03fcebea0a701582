"""Texts between questions, in quizzes that mix their questions or ask only some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from scorm_builder import codes
from scorm_builder.markdown import Document
from scorm_builder.quiz import Parts, Question, Rules
from scorm_builder.quiz.rules import ALL
from scorm_builder.quiz.sheet import Report, Spot

_MIXED = ("questions", "both")


def told(parts: Parts, rules: Rules, spot: Spot, report: Report) -> None:
    """Says which texts keep their place while the questions below them do not."""
    asked = [part for part in parts if isinstance(part, Question)]
    for text, below in _between(parts):
        if rules.shuffle in _MIXED and _may_leave(below, asked):
            message = (
                f"'shuffle: {rules.shuffle}' takes the questions below this text elsewhere: write"
                " it into them, or {.fixed} behind their headings"
            )
        elif _may_be_left_out(below, asked, rules.draw):
            message = (
                "draw: may leave out every question below this text, which is shown all the same:"
                " write it into them"
            )
        else:
            continue
        line = next((token.map[0] for token in text.tokens if token.map), 0)
        report(codes.TEXT_ADRIFT, spot(line, 1), message)


def _between(parts: Parts) -> Iterator[tuple[Document, Sequence[Question]]]:
    """Each text behind a question, and the questions below it up to the next text."""
    text: Document | None = None
    begun = False
    below: list[Question] = []
    for part in parts:
        if isinstance(part, Question):
            begun = True
            below.append(part)
        elif any(token.type != "hr" for token in part.tokens):
            if text and below:
                yield text, below
            # What stands above all questions is about all of them.
            text, below = (part if begun else None), []
    if text and below:
        yield text, below


def _may_leave(below: Sequence[Question], asked: Sequence[Question]) -> bool:
    """Whether a question below a text can change places with one that is not."""
    here = {question.key for question in below}
    loose = [question.key for question in asked if not question.fixed]
    return any(key in here for key in loose) and any(key not in here for key in loose)


def _may_be_left_out(
    below: Sequence[Question], asked: Sequence[Question], draw: Mapping[str, int]
) -> bool:
    """Whether a draw can be one without any of the questions below a text."""
    if ALL in draw:
        return draw[ALL] <= len(asked) - len(below)
    here = Counter(question.pool for question in below)
    there = Counter(question.pool for question in asked)
    return all(pool in draw and draw[pool] <= there[pool] - here[pool] for pool in here)
