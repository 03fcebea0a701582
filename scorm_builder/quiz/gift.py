"""Banks of questions in GIFT, the text format that Moodle exports (``source: bank.gift``).

What it says that questions here cannot say is left out, with a finding at its line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.course import identity
from scorm_builder.diagnostics import Span
from scorm_builder.fields.forms import ID
from scorm_builder.markdown import Document
from scorm_builder.model import SourceFile
from scorm_builder.quiz import (
    Accepted,
    Feedback,
    Number,
    Question,
    answers,
    giftnames,
    gifttext,
    making,
)
from scorm_builder.quiz.answers import Answers
from scorm_builder.quiz.attributes import Marks
from scorm_builder.quiz.giftblocks import Cut, Entry, entries
from scorm_builder.quiz.giftnames import By, Known
from scorm_builder.quiz.gifttext import Format
from scorm_builder.quiz.options import Draft
from scorm_builder.quiz.pieces import Piece, Pieces
from scorm_builder.quiz.signature import question_id

if TYPE_CHECKING:
    from scorm_builder.units import ParseContext

ENDING = ".gift"
_TRUTH = re.compile(r"\s*(?P<word>T|TRUE|F|FALSE)\s*(?=#|$)", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(?P<share>-?\d+(?:\.\d+)?)%")
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*")
_WITHIN = re.compile(rf"\s*({_NUMBER})\s*(?::\s*({_NUMBER})\s*)?")
# Where every question of Moodle stands; nobody named it.
_TOP = re.compile(r"^(?:\$\w+\$|top)(?:/|$)")
_GAP = "_____"
_MARKDOWN_GAP = r"\_\_\_\_\_"


class _NotReadError(Exception):
    """Says what is wrong with a question, and where."""

    def __init__(self, span: Span, message: str) -> None:
        super().__init__(message)
        self.span = span


def read(file: SourceFile, ctx: ParseContext) -> tuple[Document | Question, ...]:
    """Questions and texts of a bank, in their order; what is wrong goes to findings."""
    text = ctx.read(file)
    if text is None:
        return ()

    def spot(line: int, col: int) -> Span:
        return ctx.tree.span(file.path, line, col)

    pieces = Pieces(ctx, file.path)
    made: list[Document | Known] = []
    for entry in entries(text, spot):
        try:
            part = _Bank(pieces).part(entry)
        except _NotReadError as error:
            pieces.report(codes.BAD_GIFT, error.span, str(error))
            continue
        made += [_known(part, entry) if isinstance(part, Question) else part] if part else []
    questions = iter(giftnames.apart([one for one in made if isinstance(one, Known)], ctx.report))
    return tuple(next(questions) if isinstance(one, Known) else one for one in made)


def _known(question: Question, entry: Entry) -> Known:
    if entry.id:
        return Known(question, By.ID)
    return Known(question, By.NAME if question.pinned else By.TEXT)


class _Answer:
    """One answer: what stands behind ~ or =, its share of the points, what is said to it."""

    def __init__(self, sign: str, cut: Cut) -> None:
        weight = _WEIGHT.match(cut.masked)
        self.is_right = sign == "="
        self.share = float(weight["share"]) if weight else 100.0 * self.is_right
        self.cut, self.feedback = cut.part(weight.end() if weight else 0).parted("#")
        self.span = cut.span


class _Bank:
    """Makes a part of a quiz of one entry."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._form: Format = "moodle"

    def _lost(self, span: Span, message: str) -> None:
        self._pieces.report(codes.NOT_CARRIED, span, message)

    def part(self, entry: Entry) -> Document | Question | None:
        title, rest = _title(entry.whole)
        asked, inside, behind = _braces(rest)
        asked, self._form = asked.formatted("moodle")
        if inside is None:
            return self._pieces.said(asked.piece(self._form))
        inside, general = _general(inside)
        if inside.is_blank():
            message = "this asks for an essay, which nobody would mark: it is left out"
            self._lost(entry.whole.span, message)
            return None
        said = Feedback(self._document(general))
        made, told = self._answers(inside)
        if not behind.is_blank():
            asked = asked.joined(_MARKDOWN_GAP if self._form == "markdown" else _GAP, behind)
        asking = self._pieces.named(_unheaded(asked.piece(self._form)), title)
        if made is None or asking is None:
            return None
        own = _id(entry.id or title)
        pool = identity.slug(path) if (path := _path(entry.category)) else ""
        flags = frozenset({"partial"} if made.kind in ("multiple", "matching") else ())
        return making.question(
            asking.text,
            Marks(own, flags, {"pool": pool} if pool else {}),
            made,
            Feedback(said.always, told.right, told.wrong),
            heading=asking.heading,
            stem=asking.stem,
            span=entry.whole.span,
        )

    def _document(self, cut: Cut | None) -> Document | None:
        return self._pieces.said(cut.piece(self._form)) if cut and not cut.is_blank() else None

    def _answers(self, inside: Cut) -> tuple[Answers | None, Feedback]:
        if match := _TRUTH.match(inside.masked):
            return self._truth(match["word"].upper()[0] == "T", inside.part(match.end()))
        if inside.masked.lstrip().startswith("#"):
            return self._number(inside.part(inside.masked.index("#") + 1))
        found = _split(inside)
        at = self._pieces.line(inside.span)
        if all(one.is_right for one in found):
            if any("->" in one.cut.masked for one in found):
                return self._match(found, at), Feedback()
            return self._accepted(found, at), Feedback()
        return self._choice(found, at), Feedback()

    def _truth(self, right: bool, behind: Cut) -> tuple[Answers, Feedback]:
        _, told = behind.parted("#")
        wrong, correct = told.parted("#") if told else (None, None)
        options = answers.truth(right=right, sheet=self._pieces.sheet)
        said = Feedback(right=self._document(correct), wrong=self._document(wrong))
        return Answers("true-false", options), said

    def _choice(self, found: Sequence[_Answer], at: int) -> Answers | None:
        is_multiple = not any(one.is_right for one in found)
        if is_multiple:
            self._weigh(found)
        else:
            self._weigh_one_choice(found)
        drafts = [
            self._draft(one, one.share >= 100 or (is_multiple and one.share > 0)) for one in found
        ]
        marks = Marks(flags=frozenset({"multiple"} if is_multiple else ()))
        cure = "write = before it"
        return answers.chosen(drafts, at, marks, self._pieces.sheet, cure=cure)

    def _weigh_one_choice(self, found: Sequence[_Answer]) -> None:
        for one in found:
            if 0 < one.share < 100:
                message = "an answer that is right in part is right or wrong here: it is wrong"
                self._lost(one.span, message)
            elif one.share < 0:
                self._lost(one.span, "a wrong answer takes no points off here: it gives none")
        if sum(one.share == 100 for one in found) > 1:
            message = "several answers are right here: learners have to choose all of them"
            self._lost(found[0].span, message)

    def _weigh(self, found: Sequence[_Answer]) -> None:
        """Tells of weights by which Moodle would give other parts of the points than we do."""
        right = [one.share for one in found if one.share > 0]
        if len(set(right)) > 1:
            message = "right answers weigh the same here: each is worth its share of the points"
            self._lost(found[0].span, message)
        elif right and abs(sum(right) - 100) >= len(right):
            message = f"the right answers make {sum(right):.7g} %, and are worth all points here:"
            which = "each of them" if len(right) > 1 else "it"
            message += f" write ~%{100 / len(right):.7g}% before {which}"
            self._pieces.report(codes.UNEVEN_WEIGHTS, found[0].span, message)
        other = [one for one in found if one.share <= 0 and not _takes_off(one, len(right))]
        if right and other:
            usual = f"~%-{100 / len(right):.7g}%"
            message = f"a wrong choice takes off what a right one gives here: {usual} says that"
            self._lost(other[0].span, message)

    def _draft(self, one: _Answer, right: bool) -> Draft:
        has_feedback = one.feedback and not one.feedback.is_blank()
        said = one.feedback.piece(self._form) if one.feedback and has_feedback else None
        return self._pieces.option(one.cut.piece(self._form), right=right, feedback=said)

    def _match(self, found: Sequence[_Answer], at: int) -> Answers | None:
        rows = []
        for one in found:
            left, right = one.cut.parted("->")
            if right is None:
                raise _NotReadError(one.span, "this pair has no ->: write =left -> right")
            rows.append(tuple(self._pieces.option(cut.piece(self._form)) for cut in (left, right)))
        cure = "or nothing before -> if it belongs to none"
        pairs = [(left, right) for left, right in rows]
        return answers.matched(pairs, ("", ""), at, self._pieces.sheet, cure=cure)

    def _accepted(self, found: Sequence[_Answer], at: int) -> Answers | None:
        accepted: list[Accepted] = []
        for one in found:
            if one.share < 100:
                worth = "right in part" if one.share > 0 else "worth nothing"
                self._lost(one.span, f"an answer that is {worth} is left out: it is wrong")
                continue
            if one.feedback and not one.feedback.is_blank():
                self._lost(one.feedback.span, "what is said to one of several answers is left out")
            cut, form = one.cut.formatted(self._form)
            if "*" in cut.text:
                self._lost(cut.span, "* stands for anything in Moodle, and for itself here")
            text = gifttext.plain(cut.said(), form)
            token = Token("text", "", 0, content=text)
            line = self._pieces.line(cut.span)
            if made := answers.accept([token], line, Marks(), self._pieces.sheet):
                accepted.append(made)
        return Answers("fill-in", accepted=tuple(accepted)) if accepted else None

    def _number(self, inside: Cut) -> tuple[Answers | None, Feedback]:
        plain = not inside.masked.lstrip().startswith(("=", "~"))
        found = [_Answer("=", inside)] if plain else _split(inside)
        wrong = next((one.feedback for one in found if not one.is_right), None)
        right = [one for one in found if one.is_right and one.share == 100]
        for one in found:
            if one.is_right and one not in right[:1]:
                self._lost(one.span, "one number, or one range, is right here: this one is wrong")
        if not right:
            raise _NotReadError(inside.span, "no number is right: write {#3} or {#1..5}")
        said = Feedback(right=self._document(right[0].feedback), wrong=self._document(wrong))
        return Answers("numeric", number=_number(right[0].cut)), said


def _takes_off(one: _Answer, right: int) -> bool:
    """Whether a wrong answer takes off what one of the ``right`` ones gives, rounded as it is."""
    return abs(one.share * right + 100) < right


def _number(cut: Cut) -> Number:
    if match := _RANGE.fullmatch(cut.text):
        low, high = float(match[1]), float(match[2])
        if low <= high and math.isfinite(low) and math.isfinite(high):
            return Number(low, high)
    elif match := _WITHIN.fullmatch(cut.text.replace("\\:", ":")):
        value, within = float(match[1]), float(match[2] or 0)
        if within >= 0 and math.isfinite(value) and math.isfinite(within):
            return Number(_tidy(value - within), _tidy(value + within), value)
    raise _NotReadError(cut.span, f"{cut.text.strip()!r} is no number: write 3, 3:0.1 or 1..5")


def _tidy(value: float) -> float:
    """Without the noise of binary fractions."""
    return float(f"{value:.15g}")


def _title(whole: Cut) -> tuple[str, Cut]:
    match = re.match(r"\s*::(?P<title>.*?)::", whole.masked, re.DOTALL)
    if not match:
        return "", whole
    title = whole.part(match.start("title"), match.end("title"))
    return " ".join(title.said().split()), whole.part(match.end())


def _braces(rest: Cut) -> tuple[Cut, Cut | None, Cut]:
    """What stands before, in and behind the braces."""
    begin, end = rest.masked.find("{"), rest.masked.find("}")
    if begin < 0 and end < 0:
        return rest, None, rest.part(len(rest.text))
    if begin < 0 or 0 <= end < begin:
        message = "this } closes nothing: write \\} for the sign itself"
        raise _NotReadError(rest.at(end), message)
    if end < 0:
        message = "this { is never closed: a question ends at an empty line; \\{ is the sign itself"
        raise _NotReadError(rest.at(begin), message)
    inner = rest.masked.find("{", begin + 1, end)
    again = re.search("[{}]", rest.masked[end + 1 :])
    if inner >= 0 or again:
        at = inner if inner >= 0 or not again else end + 1 + again.start()
        message = "a question has answers once: write \\{ and \\} for the signs, or an empty line"
        raise _NotReadError(rest.at(at), message)
    return rest.part(0, begin), rest.part(begin + 1, end), rest.part(end + 1)


def _unheaded(piece: Piece) -> Piece:
    text = gifttext.without_heading(piece.text)
    more = text.count("\n") - piece.text.count("\n")
    return replace(piece, text=text, locate=lambda n, col: piece.locate(max(n - more, 1), col))


def _general(inside: Cut) -> tuple[Cut, Cut | None]:
    return inside.parted("####")


def _split(inside: Cut) -> list[_Answer]:
    signs = [*re.finditer("[~=]", inside.masked)]
    begin = inside.part(0, signs[0].start() if signs else None)
    if not begin.is_blank():
        message = "each answer begins with = if it is right and ~ if not; \\= is the sign itself"
        raise _NotReadError(begin.span, message)
    ends = [*(sign.start() for sign in signs[1:]), len(inside.text)]
    return [
        _Answer(sign[0], inside.part(sign.end(), end))
        for sign, end in zip(signs, ends, strict=True)
    ]


def _path(category: str) -> str:
    """The part of a path of categories that somebody named."""
    while match := _TOP.match(category):
        category = category[match.end() :]
    return category


def _id(name: str) -> str:
    return name if not name or ID.fullmatch(name) else question_id(name)
