"""Questions in Markdown: which blocks of a document are which part of which question.

A question is a heading, what it says further, one block of answers, and at most one block quote of
feedback. In a quiz each heading of level 2 begins one; in a page a heading with ``{.question}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scorm_builder import codes
from scorm_builder.markdown import Document
from scorm_builder.markdown.marks import taken
from scorm_builder.markdown.notes import without_notes
from scorm_builder.quiz import (
    Feedback,
    Question,
    answers,
    attributes,
    feedback,
    hints,
    identities,
    making,
)
from scorm_builder.quiz.attributes import QUESTION, TEXT
from scorm_builder.quiz.blocks import Block, blocks, left_open, text_of
from scorm_builder.quiz.footnotes import shared
from scorm_builder.quiz.sheet import Report, Sheet, Spot

_QUESTION_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that belong together: of a question, its heading first, or text between questions."""

    blocks: tuple[Block, ...]
    is_question: bool


def read(
    document: Document, text: str, spot: Spot, report: Report, *, in_page: bool
) -> tuple[Document | Question, ...]:
    """Text and questions in their order; what is wrong goes to ``report``.

    ``document`` was made of ``text``. A question with a fault in it is left out, so that what is
    given is complete where nothing was reported as an error.
    """
    sheet = Sheet(document, text, spot, report)
    tokens, notes = without_notes(document.tokens)
    found = list(blocks(tokens))
    hints.headings(document.lead, found, sheet, in_page=in_page)
    parts: list[Document | Question] = []
    for section in _sections(found, in_page=in_page):
        _told_open(section, found, sheet)
        if section.is_question:
            question = _question(section.blocks, sheet, in_page=in_page)
            parts += [question] if question else []
        else:
            _told_stray(section.blocks, sheet)
            parts.append(sheet.part(token for block in section.blocks for token in block.tokens))
    questions = [part for part in parts if isinstance(part, Question)]
    identities.told(questions, report)
    return shared(parts, notes)


def has_questions(document: Document) -> bool:
    """Whether a heading of a page says that it is a question, be it where that is not read."""
    tokens = document.tokens
    headings = (
        Block(tuple(tokens[at : at + 3]))
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    )
    return any(f".{QUESTION}" in _marks(one) or hints.is_meant(one) for one in headings)


def asks(document: Document, *, in_page: bool) -> bool:
    """Whether a document has a question, be it a complete one or not."""
    sections = _sections(list(blocks(document.tokens)), in_page=in_page)
    return any(section.is_question for section in sections)


def _sections(found: Sequence[Block], *, in_page: bool) -> Iterator[Section]:
    cut = _cut_page(found) if in_page else _cut_quiz(found)
    for is_question, inside in cut:
        if inside:
            yield Section(tuple(inside), is_question)


def _cut_quiz(found: Sequence[Block]) -> Iterator[tuple[bool, list[Block]]]:
    is_question = False
    inside: list[Block] = []
    for block in found:
        if block.type == "heading" and block.level <= _QUESTION_LEVEL:
            yield is_question, inside
            is_question = block.level == _QUESTION_LEVEL and f".{TEXT}" not in _marks(block)
            inside = []
        inside.append(block)
    yield is_question, inside


def _cut_page(found: Sequence[Block]) -> Iterator[tuple[bool, list[Block]]]:
    is_question = False
    inside: list[Block] = []
    for block in found:
        if block.type == "heading":
            begins = f".{QUESTION}" in _marks(block)
            if begins or (is_question and block.level <= inside[0].level):
                yield is_question, inside
                is_question, inside = begins, []
        elif is_question and _is_over(inside, block):
            yield is_question, inside
            is_question, inside = False, []
        inside.append(block)
    yield is_question, inside


def _is_over(inside: Sequence[Block], following: Block) -> bool:
    """Whether a question in a page ends before ``following``: its answers stand above it."""
    places = answers.find([*inside[1:], following])
    if not places or places[0].end > len(inside) - 1:
        return False
    behind = inside[1 + places[0].end :]
    if following.type == "blockquote":
        return bool(behind)
    # A list that is cut in two would go unseen as a list of tasks.
    return not (places[0].label == answers.BOXES and len(places) > 1)


def _marks(heading: Block) -> list[str]:
    return taken(heading.tokens[0])


def _question(found: Sequence[Block], sheet: Sheet, *, in_page: bool) -> Question | None:
    heading, *inside = found
    line = heading.line
    marks = attributes.of_question(_marks(heading), sheet, line)
    text = text_of([heading.inline])
    if not text:
        sheet.say(codes.NO_WORDS, line, "this question has no words: write it in its heading")
        return None
    places = answers.find(inside)
    if not places:
        hints.no_answer(heading, inside, sheet, in_page=in_page)
        return None
    place = places[0]
    stem = [token for block in inside[: place.begin] for token in block.tokens]
    _told_stray(inside[: place.begin], sheet)
    if name := left_open(stem):
        message = f"<{name}> begins in this question and does not end above its answers: close it"
        sheet.say(codes.ACROSS_HTML, line, message)
    fine = answers.lacks(place, inside) or hints.told_rest(inside, places, sheet)
    made = None if hints.is_cut(inside, place) else answers.read(place, inside, marks, sheet)
    if made is None or not fine:
        return None
    attributes.told_idle(marks, made.kind, sheet, line)
    behind = inside[place.end :]
    said = feedback.read(behind[0], sheet) if behind and behind[0].type == "blockquote" else None
    return making.question(
        text,
        marks,
        made,
        said or Feedback(),
        heading=sheet.part([heading.inline]),
        stem=sheet.part(stem),
        span=sheet.span(line),
        anchor=str(heading.tokens[0].attrs.get("id") or ""),
        level=int(heading.tokens[0].tag[1]),
    )


def _told_open(section: Section, found: Sequence[Block], sheet: Sheet) -> None:
    """Says that an element of text between questions does not end there."""
    name = left_open([token for block in section.blocks for token in block.tokens])
    if name and not section.is_question and section.blocks[-1] is not found[-1]:
        message = f"<{name}> begins here and does not end above the next question: close it"
        sheet.say(codes.ACROSS_HTML, section.blocks[0].line, message)


def _told_stray(found: Sequence[Block], sheet: Sheet) -> None:
    """Says which marks of options and questions stand where none is."""
    for block in found:
        if block.type == "heading":
            continue
        hints.headings_inside(block, sheet)
        for before, token in pairwise(block.tokens):
            words = taken(token) if token.type == "inline" else []
            if words and before.type != "heading_open":
                message = "this mark is for options of questions: take it out, or write \\{ for"
                line = (token.map or [0])[0]
                sheet.say(codes.BAD_OPTION_MARK, line, f"{message} the sign", words[0], last=True)
