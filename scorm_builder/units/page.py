"""A page: Markdown to read, in one piece or screen by screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.course import identity
from scorm_builder.fields.keys import UNIT
from scorm_builder.markdown import screens
from scorm_builder.model import Completion, Rendered
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields
    from scorm_builder.markdown import Document

EXTENSIONS = (".md",)
KEYS = frozenset({"paging"})
COMPLETIONS = ("end", "time", "manual")
DEFAULT_COMPLETION = Completion("end", 5.0)


@dataclass(frozen=True, slots=True)
class Page:
    """The body of a page. Read in one piece it has no ``screens``, else two or more."""

    document: Document
    screens: tuple[Document, ...] = ()


def parse(fields: Fields, ctx: ParseContext) -> Page:
    """The Markdown below the front matter."""
    document = ctx.markdown(ctx.text, ctx.path, ctx.text_line)
    if not document.title and not any(t.content.strip() or t.children for t in document.tokens):
        message = "there is nothing on this page: write something, or say 'draft: true'"
        ctx.report(codes.EMPTY_PAGE, ctx.tree.span(ctx.path, ctx.text_line, 1), message)
    if fields.choice("paging", UNIT["paging"].choices, "scroll") == "scroll":
        return Page(document)
    parts, told = screens.split(document, ctx.text)
    for one in told:
        at_line = ctx.tree.span(ctx.path, ctx.text_line + one.line, 1)
        ctx.report(one.code, fields.span("paging") if one.line < 0 else at_line, one.message)
    return Page(document, parts)


def render(body: Page, ctx: RenderContext) -> Rendered:
    """One HTML page."""
    lead = ctx.lead(body.document)
    if not body.screens:
        return ctx.page({}, content=ctx.markdown(body.document), lead=lead, screens=[])
    return ctx.page(
        {"screens": _keys(body)},
        form="screens",
        screens=[ctx.markdown(screen) for screen in body.screens],
        lead=lead,
    )


def _keys(body: Page) -> list[str]:
    """What each screen is known by in a learner's state, however many come before it."""
    keys: list[str] = []
    for screen in body.screens:
        anchor = screens.opening_anchor(screen)
        key = identity.state_key(anchor) if anchor else ""
        # Two that happen to have the same are found by their place.
        keys.append("" if key in keys else key)
    return keys


def state_bound(body: Page) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    count = len(body.screens)
    if not count:
        return 15
    digits = 1 if count < 64 else 2 if count < 4096 else 3
    return 17 + 2 * digits + -(-count // 6)
