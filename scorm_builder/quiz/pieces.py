"""Texts that each stand by themselves, in YAML or a GIFT file, as parts of questions.

What judges answers asks a sheet for the place of a line. Here a line is the number of a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it.token import Token

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Span
from scorm_builder.fields.values import Locate, Value
from scorm_builder.markdown import Document, flat
from scorm_builder.quiz.blocks import Block, blocks, is_nothing, text_of
from scorm_builder.quiz.options import Draft
from scorm_builder.quiz.sheet import Sheet

if TYPE_CHECKING:
    from scorm_builder.units import ParseContext


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in Markdown, where it begins, and where its lines and columns (from 1) are."""

    text: str
    span: Span
    locate: Locate


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question asks: its words, and what stands below them."""

    text: str
    heading: Document
    stem: Document


def of_value(value: Value) -> Piece | None:
    """The text that a value of YAML is; None if it is none."""
    text = value.text()
    return None if text is None else Piece(text, value.span, value.place)


class Pieces:
    """The pieces of one file. Links in them are relative to ``path``."""

    def __init__(self, ctx: ParseContext, path: str) -> None:
        self._ctx = ctx
        self._path = path
        self._places: list[Span] = []
        empty = ctx.markdown("", path, 1)
        self.sheet = Sheet(empty, "", lambda line, _col: self._places[line], ctx.report)

    def line(self, span: Span) -> int:
        """What the sheet calls this place."""
        self._places.append(span)
        return len(self._places) - 1

    def report(self, code: Code, span: Span, message: str) -> None:
        self._ctx.report(code, span, message)

    def asking(self, piece: Piece) -> Asking | None:
        """The text of a question: its first paragraph is what it asks; None if there is none."""
        found = self._blocks(piece)
        return self._asked(piece, found, 0 if found and _words(found[0]) else None)

    def named(self, piece: Piece, name: str) -> Asking | None:
        """The same of a question that may have a name, and begin with a picture or a list.

        Its name is what it asks then; without one it is the first paragraph behind that, or else
        what the picture or the list itself says.
        """
        found = self._blocks(piece)
        at = next((at for at, block in enumerate(found) if _words(block)), None)
        if at is None:
            name = name or next(filter(None, (text_of(block.tokens) for block in found)), "")
        if at != 0 and name:
            words = Token("text", "", 0, content=name)
            heading = Token("inline", "", 0, content=name, children=[words])
            return Asking(name, self.part([heading]), self._stem(found))
        return self._asked(piece, found, at)

    def _asked(self, piece: Piece, found: Sequence[Block], at: int | None) -> Asking | None:
        """The question whose words stand in one of its blocks, if any."""
        if at is None:
            message = "this question has no words: begin it with what it asks, in words"
            self.report(codes.NO_WORDS, piece.span, message)
            return None
        inline = found[at].inline
        stem = self._stem([*found[:at], *found[at + 1 :]])
        return Asking(text_of([inline]), self.part([inline]), stem)

    def _stem(self, found: Sequence[Block]) -> Document:
        return self.part([token for block in found for token in block.tokens])

    def option(
        self,
        piece: Piece,
        *,
        key: str = "",
        right: bool = False,
        last: bool = False,
        feedback: Piece | None = None,
    ) -> Draft:
        """An option, an element, a step or a cell."""
        said = self._tokens(feedback) if feedback else []
        content = self._inline_if_alone(self._blocks(piece))
        line = self.line(piece.span)
        return Draft(line, key, text_of(content), content, right, last, tuple(said))

    def inline(self, piece: Piece) -> list[Token] | None:
        """What stands in a text of one paragraph; None if it is more than that, or other."""
        found = self._blocks(piece)
        if len(found) != 1 or found[0].type != "paragraph":
            return None
        return [token for token in found[0].children if not is_nothing(token)]

    def said(self, piece: Piece) -> Document | None:
        """A feedback; None if it says nothing."""
        tokens = self._tokens(piece)
        return self.part(tokens) if tokens else None

    def part(self, tokens: Sequence[Token]) -> Document:
        return self.sheet.part(tokens)

    def _blocks(self, piece: Piece) -> list[Block]:
        return [*blocks(self._tokens(piece))]

    def _tokens(self, piece: Piece) -> list[Token]:
        document = self._ctx.markdown(piece.text, self._path, 1, locate=piece.locate)
        tokens = [*document.lead, *document.tokens]
        if any(token.type == "footnote_ref" for token in flat(tokens)):
            message = "a footnote stands at the end of a page, and this is none: write it in here"
            self.report(codes.BAD_PIECE, piece.span, message)
        return tokens

    @staticmethod
    def _inline_if_alone(found: Sequence[Block]) -> tuple[Token, ...]:
        if len(found) == 1 and found[0].type == "paragraph":
            return (found[0].inline,)
        return tuple(token for block in found for token in block.tokens)


def _words(block: Block) -> str:
    """What a paragraph says; nothing else is words."""
    return text_of([block.inline]) if block.type == "paragraph" else ""
