"""Questions as a list in YAML, ``questions:``; they say what questions in Markdown can say."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.course.claims import pinned
from scorm_builder.fields import Fields
from scorm_builder.fields.forms import ID
from scorm_builder.fields.keys import Key
from scorm_builder.fields.questionkeys import ANSWERS, ELEMENT, FEEDBACK, OPTION, QUESTION
from scorm_builder.fields.values import Value
from scorm_builder.quiz import KEYS, Accepted, Feedback, Question, answers, attributes, making
from scorm_builder.quiz import numbers as number_texts
from scorm_builder.quiz.answers import Answers
from scorm_builder.quiz.attributes import FLAGS, PROBLEMS, VALUES, Marks
from scorm_builder.quiz.joined import told_joined
from scorm_builder.quiz.options import Draft
from scorm_builder.quiz.pieces import Piece, Pieces, of_value
from scorm_builder.quiz.signature import question_id

if TYPE_CHECKING:
    from scorm_builder.diagnostics import Code, Span
    from scorm_builder.units import ParseContext

LIST = "questions"
# The marks of a heading in Markdown at the end of the first line of a text.
_MARK = rf"(?:#[\w-]+|\.(?:{'|'.join(FLAGS)})|(?:{'|'.join(VALUES)})=[^\s}}]+)"
_MARKS = re.compile(
    rf"[^\n]*?(?<!\\)(?P<braces>\{{(?P<marks>{_MARK}(?:\s+{_MARK})*)\}})[ \t]*(?=\n|$)"
)
# Those of an option: its key, and that it stays last.
_OPTION_MARKS = re.compile(_MARKS.pattern.replace(_MARK, r"(?:#[\w-]+|\.last)"))
# Words for the keys of feedback that are too far from them to be taken for misspelt.
_MEANT = {"right": "correct", "incorrect": "wrong"}


def read(own: Fields, ctx: ParseContext) -> tuple[Question, ...]:
    """The questions of the list, in their order; what is wrong goes to findings.

    As in Markdown, a question with a fault in it is left out.
    """
    value = own.value(LIST)
    if value is None:
        return ()
    pieces = Pieces(ctx, ctx.path)
    made: list[Question | None] = []
    entries = value.entries()
    if entries is None:
        message = f"{LIST!r} must be a list of questions, each behind a -"
        pieces.report(codes.WRONG_TYPE, value.span, message)
    for entry in entries or []:
        inside = own.inside(entry)
        if inside is None:
            message = "a question is a mapping: write text: and what it asks, and its answers below"
            pieces.report(codes.WRONG_TYPE, entry.span, message)
            continue
        made.append(_Listed(inside, entry.span, pieces).question())
        inside.finish("a question", QUESTION)
    return tuple(question for question in made if question)


def asks(own: Fields) -> bool:
    """Whether the list has a question, be it a complete one or not."""
    value = own.value(LIST)
    return value is not None and value.entries() != []


class _Listed:
    """One question while it is read."""

    def __init__(self, own: Fields, span: Span, pieces: Pieces) -> None:
        self._own = own
        self._span = span
        self._pieces = pieces
        self._type = own.choice("type", QUESTION["type"].choices, "")

    def question(self) -> Question | None:
        own, pieces = self._own, self._pieces
        text = self._without_marks(self._piece(own, "text"))
        if text is None and own.is_empty("text"):
            message = "this question has no words: give it a text:"
            pieces.report(codes.NO_WORDS, own.key_span("text"), message)
        asking = pieces.asking(text) if text else None
        marks = self._marks()
        said = self._feedback()
        made = self._answers(marks)
        if asking is None or made is None:
            return None
        for name, why in attributes.idle(marks, made.kind):
            if name in own:
                message = f"{name!r} means nothing for {why}: take it out"
                pieces.report(codes.IDLE_MARK, own.key_span(name), message)
        return making.question(
            asking.text,
            marks,
            made,
            said,
            heading=asking.heading,
            stem=asking.stem,
            span=self._span,
        )

    def _piece(self, own: Fields, key: str) -> Piece | None:
        """The text behind a key; None, with a finding, if something else is."""
        value = own.value(key)
        piece = of_value(value) if value else None
        if value and piece is None:
            message = f"{key!r} must be text: write it in Markdown, of several lines behind a |"
            self._pieces.report(codes.WRONG_TYPE, value.span, message)
        return piece

    def _without_marks(self, piece: Piece | None) -> Piece | None:
        """A text without the braces of a heading in Markdown, which are keys here: a finding."""
        match = _MARKS.match(piece.text) if piece else None
        if piece is None or match is None:
            return piece
        words = match["marks"].split()
        keys = ["id" if word[0] == "#" else word.strip(".").partition("=")[0] for word in words]
        cure = ", ".join(f"{key}:" for key in keys)
        return self._without(match, piece, codes.BAD_MARK, f"write {cure}")

    def _option_without_marks(self, piece: Piece, cure: str, keys: Collection[str] = ()) -> Piece:
        """The same of an option, which may have these ``keys``; ``cure`` has a place for them."""
        match = _OPTION_MARKS.match(piece.text)
        if match is None:
            return piece
        meant = {"last: true" if word == ".last" else "key: k" for word in match["marks"].split()}
        said = ", ".join(one for one in sorted(meant) if one.partition(":")[0] in keys)
        cure = cure.format(said) if said else "take them out, which mean nothing here"
        return self._without(match, piece, codes.BAD_OPTION_MARK, cure)

    def _without(self, match: re.Match[str], piece: Piece, code: Code, cure: str) -> Piece:
        place = piece.locate(1, match.start("braces") + 1)
        self._pieces.report(code, place, f"marks in braces are keys in a list: {cure}")
        return replace(piece, text=piece.text[: match.start("braces")] + piece.text[match.end() :])

    def _marks(self) -> Marks:
        own = self._own
        flags = {name for name in FLAGS if own.boolean(name)}
        if self._type == "multiple":
            flags.add("multiple")
        values: dict[str, str] = {}
        for name in ("points", "pool", "objective", "max_length"):
            value = own.text(name)
            if value and (problem := PROBLEMS[name](value)):
                # They are written behind a colon here.
                message = re.sub(rf"{name}= ?", f"{name}: ", problem)
                self._pieces.report(codes.BAD_MARK, own.span(name), message)
            elif value:
                values[name] = value
        former = []
        for name, span in own.items("was"):
            if ID.fullmatch(name):
                former.append(name)
            else:
                message = f"was: takes the ids that the question had before, not {name!r}"
                self._pieces.report(codes.BAD_MARK, span, message)
        if former:
            values["was"] = ",".join(former)
        name = pinned(own, self._pieces.report) or own.text("id")
        name = name if not name or ID.fullmatch(name) else question_id(name)
        return Marks(name, frozenset(flags), values)

    def _answers(self, marks: Marks) -> Answers | None:
        own, pieces = self._own, self._pieces
        present = [key for key in ANSWERS if not own.is_empty(key)]
        if not present and any(own.is_misspelt(key, QUESTION) for key in ANSWERS):
            return None  # What was meant has a finding of its own.
        if not present:
            message = "this question has no answers: give it options:, answers:, number:, order:,"
            pieces.report(codes.NO_ANSWER, self._span, f"{message} match: or scale:")
            return None
        first, *more = present
        for key in more:
            message = f"a question has answers once, and {first}: stands here, too: take one out"
            pieces.report(codes.TWO_ANSWERS, own.key_span(key), message)
        if more:
            return None
        readers = {
            "options": self._options,
            "answers": self._accepted,
            "number": self._number,
            "order": self._order,
            "match": self._match,
            "scale": self._scale,
        }
        made = readers[first](marks)
        if made and self._type and self._type != made.kind:
            message = f"by its {first}: this question is one of the type {made.kind}: write that,"
            pieces.report(codes.UNFIT_TYPE, own.span("type"), f"{message} or take type: out")
            return None
        return made

    def _list(self, key: str, what: str) -> list[Value] | None:
        """The entries of a list, which is there; None, with a finding, if it is none."""
        value = self._own.value(key)
        entries = value.entries() if value else None
        if entries is None:
            message = f"{key!r} must be a list of {what}, each behind a -"
            self._pieces.report(codes.WRONG_TYPE, self._own.span(key), message)
        return entries

    def _at(self, key: str) -> int:
        """Where the answers stand, as the sheet calls it."""
        return self._pieces.line(self._own.span(key))

    def _options(self, marks: Marks) -> Answers | None:
        drafts = self._drafts("options", "an option", OPTION)
        if drafts is None:
            return None
        cure = "give it the line right: true"
        return answers.chosen(drafts, self._at("options"), marks, self._pieces.sheet, cure=cure)

    def _order(self, marks: Marks) -> Answers | None:
        drafts = self._drafts("order", "an element", ELEMENT)
        at = self._at("order")
        return answers.ordered(drafts, at, self._pieces.sheet) if drafts is not None else None

    def _scale(self, marks: Marks) -> Answers | None:
        drafts = self._drafts("scale", "a step", ELEMENT)
        at = self._at("scale")
        return answers.scaled(drafts, at, self._pieces.sheet) if drafts is not None else None

    def _drafts(self, key: str, what: str, known: Mapping[str, Key]) -> list[Draft] | None:
        """Options as texts, or as mappings with a text; None if one of them could not be read."""
        entries = self._list(key, "texts")
        drafts: list[Draft | None] = []
        for entry in entries or []:
            inside = self._own.inside(entry)
            if piece := of_value(entry):
                piece = self._option_without_marks(piece, "write {{text: …, {}}}", known)
                drafts.append(self._pieces.option(piece))
            elif inside:
                drafts.append(self._draft(inside, what, known))
                inside.finish(what, known, elsewhere=OPTION)
            else:
                message = f"{what} is a text, or a mapping with one: write text: and what it says"
                self._pieces.report(codes.WRONG_TYPE, entry.span, message)
                drafts.append(None)
        whole = [draft for draft in drafts if draft]
        return whole if entries is not None and len(whole) == len(drafts) else None

    def _draft(self, own: Fields, what: str, known: Collection[str]) -> Draft | None:
        text = self._piece(own, "text")
        if text is None:
            if own.is_empty("text"):
                message = f"{what} needs words: give it a text:"
                self._pieces.report(codes.NO_WORDS, own.key_span("text"), message)
            return None
        text = self._option_without_marks(text, "write {}", known)
        key = own.text("key")
        if key and (len(key) != 1 or key not in KEYS):
            message = f"a key is one of a-z and 0-9, not {key!r}: write key: k"
            self._pieces.report(codes.BAD_OPTION_MARK, own.span("key"), message)
            key = ""
        if what != "an option":
            return self._pieces.option(text, key=key)
        return self._pieces.option(
            text,
            key=key,
            right=own.boolean("right"),
            last=own.boolean("last"),
            feedback=self._piece(own, "feedback"),
        )

    def _accepted(self, marks: Marks) -> Answers | None:
        value = self._own.value("answers")
        if value and value.is_boolean and self._type != "fill-in":
            right = self._own.boolean("answers")
            return Answers("true-false", answers.truth(right=right, sheet=self._pieces.sheet))
        entries = value.entries() if value else []
        entries = [value] if value and entries is None else entries or []
        found = [self._accept(entry, marks) for entry in entries]
        if not found:
            message = "nothing is accepted: write an answer"
            self._pieces.report(codes.UNFIT_ANSWERS, self._own.span("answers"), message)
        whole = tuple(one for one in found if one)
        return Answers("fill-in", accepted=whole) if whole and len(whole) == len(found) else None

    def _accept(self, entry: Value, marks: Marks) -> Accepted | None:
        piece = of_value(entry)
        shown = self._pieces.inline(piece) if piece else None
        if shown is None:
            message = "an accepted answer is one line of text; in backticks, it is taken as it is"
            self._pieces.report(codes.UNFIT_ANSWERS, entry.span, message)
            return None
        line = self._pieces.line(entry.span)
        told_joined(shown, line, self._pieces.sheet)
        return answers.accept(shown, line, marks, self._pieces.sheet)

    def _number(self, marks: Marks) -> Answers | None:
        # What is no text has a finding already.
        text = self._own.text("number")
        try:
            return Answers("numeric", number=number_texts.read(text)) if text else None
        except number_texts.NumberError as error:
            self._pieces.report(codes.BAD_NUMBER, self._own.span("number"), str(error))
            return None

    def _match(self, marks: Marks) -> Answers | None:
        entries = self._list("match", "rows")
        rows = [self._row(row) for row in entries or []]
        whole = [row for row in rows if row]
        if entries is None or len(whole) < len(rows):
            return None
        heads = [cell.text for cell in whole[0]] if whole else []
        if not heads or not all(heads):
            message = "the first row names the columns: write - [Role, Task], and the pairs below"
            self._pieces.report(codes.UNFIT_ANSWERS, self._own.span("match"), message)
            return None
        cure = 'or "" there if it belongs to none'
        at = self._at("match")
        return answers.matched(whole[1:], heads, at, self._pieces.sheet, cure=cure)

    def _row(self, row: Value) -> tuple[Draft, Draft] | None:
        cells = [of_value(cell) for cell in row.entries() or []]
        texts: Sequence[Piece] = [cell for cell in cells if cell]
        if len(cells) != 2 or len(texts) != 2:
            message = 'a row has two cells: write - [Warden, Counts], or - ["", Counts] where'
            message += " nothing belongs to it"
            self._pieces.report(codes.UNFIT_ANSWERS, row.span, message)
            return None
        texts = [self._option_without_marks(cell, "") for cell in texts]
        left, right = (self._pieces.option(cell) for cell in texts)
        return left, right

    def _feedback(self) -> Feedback:
        value = self._own.value("feedback")
        if value is None:
            return Feedback()
        inside = self._own.inside(value)
        if inside is None:
            piece = self._piece(self._own, "feedback")
            return Feedback(self._pieces.said(piece) if piece else None)
        pieces = [self._piece(inside, name) for name in FEEDBACK]
        meant = {name: word for name, word in _MEANT.items() if name in inside}
        for name, word in meant.items():
            known = ", ".join(FEEDBACK)
            message = f"feedback has no key {name!r}: write {word}: (there are {known})"
            self._pieces.report(codes.UNKNOWN_KEY, inside.key_span(name), message)
        inside.finish("feedback", {*FEEDBACK, *meant})
        always, right, wrong = (self._pieces.said(one) if one else None for one in pieces)
        return Feedback(always, right, wrong)
