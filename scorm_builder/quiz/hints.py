"""What a question lacks, or has too much of, and what was probably meant by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.fields import nearest
from scorm_builder.markdown.marks import taken
from scorm_builder.quiz import answers
from scorm_builder.quiz.answers import LABELS, Place
from scorm_builder.quiz.attributes import FLAGS, QUESTION, TEXT, VALUES
from scorm_builder.quiz.blocks import Block, marked_inside
from scorm_builder.quiz.sheet import Sheet

_LISTS = ("bullet_list", "ordered_list")
_CONTAINERS = {**dict.fromkeys(_LISTS, "list"), "blockquote": "quote"}
_UNENDED = re.compile(r"\{(?:[#.][\w-]|[\w-]+=)[^{}\n]*$")
_BOX = re.compile(r"\[[ xX]\](?=\s)")
_MEANS_QUESTION = re.compile(rf"\{{[^{{}}\n]*\.{QUESTION}\b")
_BRACES = re.compile(r"(?<!\{)\{(?P<inside>[^{}\n]*)\}(?!\})")
_MARK = re.compile(rf"[#.][\w-]+|(?:{'|'.join(VALUES)})=\S*")
_LABEL = re.compile(r"[*_]{0,2}([A-Za-z]+)[*_]{0,2}\s?:")


def no_answer(heading: Block, inside: Sequence[Block], sheet: Sheet, *, in_page: bool) -> None:
    """A question without answers: said where they were meant, else at its heading."""
    told = False
    for block in inside:
        told = _near(block, sheet) or told
    if told:
        return
    message = "this question has no answers: write a list of - [ ] and - [x], or Answer:, Number:,"
    message += " Order:, Match: or Scale: below it"
    if not in_page:
        message += "; or {.text} behind the heading, if it is none"
    sheet.say(codes.NO_ANSWER, heading.line, message)


def _near(block: Block, sheet: Sheet) -> bool:
    """Says what looks like answers; whether anything does."""
    if block.type in _LISTS:
        problems = [(item, answers.box_problem(item)) for item in block.inside()]
        for item, problem in problems:
            if problem:
                sheet.say(problem[0], item.line, problem[1])
        return any(problem for _, problem in problems)
    if block.type != "paragraph":
        return False
    for number, line in enumerate(block.inline.content.split("\n")):
        match = _LABEL.match(line)
        word = match[1].lower() if match else ""
        if word in LABELS:
            label = word.capitalize()
            message = f"{label}: stands alone in its paragraph: write an empty line before and"
            message += " behind it, and only what it takes in its line; bold ends at the colon"
        elif word and (near := nearest(word, LABELS)):
            message = f"{match[1] if match else ''}: begins no answers{near}"
        elif re.match(r"(?:[-*+] ?)?\[[ xX]?\]", line):
            message = "this is no list of options: write - [ ] and a blank before each"
        else:
            continue
        sheet.say(codes.NO_ANSWER, block.line + number, message)
        return True
    return False


def headings(
    lead: Sequence[Token], inside: Sequence[Block], sheet: Sheet, *, in_page: bool
) -> None:
    """Says which marks of questions stand at headings that are none."""
    for heading in (*([Block(tuple(lead))] if lead else []), *inside):
        if heading.type != "heading":
            continue
        words = taken(heading.tokens[0])
        is_title = bool(lead) and heading.tokens[0] is lead[0]
        if f".{QUESTION}" in words and (is_title or (not in_page and heading.level != 2)):
            message = "this heading begins no question: write ##, and the title of a page with #"
            sheet.say(codes.BAD_MARK, heading.line, message, f".{QUESTION}", last=True)
        elif is_meant(heading) or (f".{QUESTION}" in words if in_page else heading.level == 2):
            _unread_marks(heading, sheet)
        if not in_page and f".{TEXT}" in words:
            for word in words:
                if word != f".{TEXT}" and not word.startswith("#"):
                    message = f"{word} is for questions, and {{.{TEXT}}} is for what is none"
                    sheet.say(codes.BAD_MARK, heading.line, message, word, last=True)


def headings_inside(block: Block, sheet: Sheet) -> None:
    """Headings in lists and quotes, which begin no question whatever their marks say."""
    around: list[str] = []
    for token, inline in pairwise(block.tokens):
        if token.type.removesuffix("_open") in _CONTAINERS and token.nesting > 0:
            around.append(_CONTAINERS[token.type.removesuffix("_open")])
        elif token.type.removesuffix("_close") in _CONTAINERS and token.nesting < 0:
            around.pop()
        elif token.type == "heading_open" and around:
            for word in {f".{QUESTION}", f".{TEXT}"}.intersection(taken(inline)):
                message = f"{word} is for a heading that stands by itself: take this one out of the"
                line = (token.map or [0])[0]
                sheet.say(codes.BAD_MARK, line, f"{message} {around[-1]}", word, last=True)


def is_meant(heading: Block) -> bool:
    """Whether the mark of a question stands in a heading where it is not read."""
    text = str(heading.inline.meta.get("text", ""))
    return bool(_MEANS_QUESTION.search(text)) or f".{QUESTION}" in marked_inside(heading.children)


def _unread_marks(heading: Block, sheet: Sheet) -> None:
    """Marks of a question that are text, or those of what they touch."""
    known = {f"{name}=" for name in VALUES} | {f".{name}" for name in (*FLAGS, QUESTION, TEXT)}
    for word in marked_inside(heading.children):
        if word in known or word.startswith("#"):
            message = "this mark is read as one of what it touches: write a blank before the {"
            sheet.say(codes.BAD_MARK, heading.line, message, word, last=True)
            break
    if match := _UNENDED.search(str(heading.inline.meta.get("text", ""))):
        message = "the marks that begin here do not end: write }, or \\{ for the sign itself"
        sheet.say(codes.BAD_MARK, heading.line, message, match[0], last=True)
    if match := _BOX.match(str(heading.inline.meta.get("text", ""))):
        message = "a box begins an option, in a list: take it out, or write \\[ for the sign itself"
        sheet.say(codes.BAD_MARK, heading.line, message, match[0])
    _shown_marks(heading, sheet)


def _shown_marks(heading: Block, sheet: Sheet) -> None:
    """Braces that learners would see: marks with words behind them, and those with none inside."""
    text = str(heading.inline.meta.get("text", "")).rstrip()
    for match in _BRACES.finditer(text):
        words = match["inside"].split()
        if words and all(map(_MARK.fullmatch, words)):
            message = "marks end a heading: move them there, or write \\{ for the sign itself"
        elif not words and match.end() == len(text) and text[: match.start()].endswith(" "):
            message = "these braces say nothing: take them out, or write \\{\\} for the signs"
        else:
            continue
        sheet.say(codes.BAD_MARK, heading.line, message, match[0], last=True)


def is_cut(inside: Sequence[Block], place: Place) -> bool:
    """Whether a list of answers goes on behind its end: behind a quote, or as another list."""
    behind = [block for block in inside[place.end : place.end + 2] if block.type != "blockquote"]
    lists = (inside[place.end - 1], *behind[:1])
    return len(lists) > 1 and all(block.type in _LISTS for block in lists)


def told_rest(inside: Sequence[Block], places: Sequence[Place], sheet: Sheet) -> bool:
    """Says what stands behind the answers but one feedback; whether all is well."""
    place = places[0]
    behind = list(inside[place.end :])
    while behind and behind[-1].type == "hr":
        # A line between questions, which are boxes by themselves.
        behind.pop()
    quote = behind[0] if behind and behind[0].type == "blockquote" else None
    rest = behind[1:] if quote else behind
    if not rest:
        return True
    first = rest[0]
    second = places[1] if len(places) > 1 else None
    if quote and is_cut(inside, place):
        message = "this quote ends the list above: indent it by two blanks, to the text of its item"
        sheet.say(codes.BEHIND_ANSWERS, quote.line, message)
    elif is_cut(inside, place):
        message = "this is a second list: let all items begin with the same sign, and take comments"
        sheet.say(codes.TWO_ANSWERS, first.line, message + " out from between them")
    elif second:
        line = inside[second.begin].line
        above = inside[place.begin].line
        message = "a question has one block of answers, and one begins above: begin another"
        message += " question, or write a label as prose, Answer\\:"
        sheet.say(codes.TWO_ANSWERS, max(line, above), message)
    elif first.type == "blockquote":
        message = "a question has one feedback: write > alone between two paragraphs of it"
        sheet.say(codes.BEHIND_ANSWERS, first.line, message)
    else:
        message = "this stands behind the answers: put it above them, or begin a new ## heading"
        message += " (with {.text}, if it is no question)"
        sheet.say(codes.BEHIND_ANSWERS, first.line, message)
    return False
