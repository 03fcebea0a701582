"""A quiz: questions, handed in together and marked; text may stand before and between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.course.identity import state_key
from scorm_builder.diagnostics import Span
from scorm_builder.model import Completion, Rendered
from scorm_builder.quiz import (
    Parts,
    Quiz,
    adrift,
    asked,
    gift,
    grammar,
    identities,
    listed,
    paper,
    recordkeys,
    rules,
)
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields

# A page is a quiz if it says so, or if its questions count.
EXTENSIONS = ()
KEYS = rules.KEYS | {"graded", "source", listed.LIST}
COMPLETIONS = ("submitted", "passed")
DEFAULT_COMPLETION = Completion("submitted")


def parse(fields: Fields, ctx: ParseContext) -> Quiz | None:
    """The questions of the text below the front matter, and the rules above it."""
    in_page = fields.boolean("graded")
    document = ctx.markdown(ctx.text, ctx.path, ctx.text_line, quiz=not in_page)

    def spot(line: int, col: int) -> Span:
        return ctx.tree.span(ctx.path, ctx.text_line + line, col)

    parts = grammar.read(document, ctx.text, spot, ctx.report, in_page=in_page)
    more = listed.read(fields, ctx)
    identities.told(more, ctx.report, Quiz(parts).questions(), identities.LIST)
    bank = _bank(ctx)
    known = (*Quiz(parts).questions(), *more)
    identities.told(Quiz(bank).questions(), ctx.report, known, identities.BANK)
    is_asking = grammar.asks(document, in_page=in_page) or listed.asks(fields)
    if not is_asking and not Quiz(bank).questions():
        _told_nothing(fields, ctx, would_ask=in_page and grammar.asks(document, in_page=False))
    every = (*known, *Quiz(bank).questions())
    keys = recordkeys.longer(every, ctx.released(), ctx.report)
    quiz = Quiz(recordkeys.kept_by((*parts, *more, *bank), keys))
    ctx.asks(asked(quiz.questions()))
    taken = rules.read(fields, ctx.grading, quiz.questions())
    adrift.told(quiz.parts, taken, spot, ctx.report)
    return replace(quiz, rules=taken)


def _told_nothing(fields: Fields, ctx: ParseContext, *, would_ask: bool) -> None:
    """Says that a quiz has no question, and where one is to be written.

    ``would_ask``: its headings are no questions because it is a graded page.
    """
    cure = "write ## Question, and answers" if ctx.text.strip() else "write questions:, and some"
    span = ctx.tree.span(ctx.path, ctx.text_line, 1)
    if ctx.medium:
        cure, span = "write some into its bank, or below it", fields.span("source")
    elif would_ask:
        own = "take graded: out" if "type" in fields else "write type: quiz instead"
        cure = f"by graded: a ## heading alone is no question: {own}, or {{.question}} behind each"
        span = fields.span("graded")
    ctx.report(codes.NO_QUESTION, span, f"this quiz asks nothing: {cure}")


def _bank(ctx: ParseContext) -> Parts:
    """What the file that the quiz has as its source asks."""
    return gift.read(ctx.medium, ctx) if ctx.medium else ()


def scores(body: Quiz) -> bool:
    """It does, unless it only asks for opinions."""
    return body.is_scored()


def render(body: Quiz, ctx: RenderContext) -> Rendered:
    """One page with all questions."""
    key = state_key(ctx.unit.identifier)
    return ctx.page(
        {"quiz": paper.data(body, key, ctx)},
        parts=paper.parts(body.parts, ctx),
        rules=body.rules,
    )


def state_bound(body: Quiz) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    return paper.state_bound(body)
