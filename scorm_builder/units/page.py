"""A page: Markdown to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder.model import Completion, Rendered
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields
    from scorm_builder.markdown import Document

EXTENSIONS = (".md",)
KEYS = frozenset[str]()
COMPLETIONS = ("end", "time", "manual")
DEFAULT_COMPLETION = Completion("end", 5.0)


@dataclass(frozen=True, slots=True)
class Page:
    """The body of a page."""

    document: Document


def parse(fields: Fields, ctx: ParseContext) -> Page:
    """The Markdown below the front matter."""
    return Page(ctx.markdown(ctx.text, ctx.path, ctx.text_line))


def render(body: Page, ctx: RenderContext) -> Rendered:
    """One HTML page."""
    return ctx.page({}, content=ctx.markdown(body.document), lead=ctx.lead(body.document))


def state_bound(body: Page) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    return 15
