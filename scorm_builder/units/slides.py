"""A deck: each page of a PDF as a picture with its text; done when every slide was shown."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder import codes, pdf
from scorm_builder.model import Completion, Rendered, SourceFile
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields
    from scorm_builder.markdown import Document

# A PDF is a document unless it is said to be a deck.
EXTENSIONS = ()
KEYS = frozenset({"source", "download"})
COMPLETIONS = ("all-slides", "time", "manual")
DEFAULT_COMPLETION = Completion("all-slides")


@dataclass(frozen=True, slots=True)
class Deck:
    """The body of a slides unit: the PDF, its number of pages, what a page says above it."""

    file: SourceFile
    count: int
    text: Document | None
    download: bool


def parse(fields: Fields, ctx: ParseContext) -> Deck | None:
    """The PDF, which must be readable."""
    file = ctx.medium
    where = fields.span("source") if "source" in fields else ctx.tree.span(ctx.path)
    if file is None or not file.path.lower().endswith(".pdf"):
        ctx.report(codes.NO_MEDIUM, where, "a deck needs a PDF: name it with source:")
        return None
    try:
        count = pdf.page_count(file.disk)
        missing = pdf.unembedded_fonts(file.disk)
    except pdf.UnreadableError as error:
        message = (
            f"{file.path!r} cannot be read as a PDF ({error}): export it anew, without password"
        )
        ctx.report(codes.BAD_PDF, ctx.tree.span(file.path), message)
        return None
    if missing:
        message = (
            f"{file.path!r} does not bring its fonts {', '.join(missing)}: embed them, or the "
            "slides look different on another machine"
        )
        ctx.report(codes.FONT_NOT_EMBEDDED, ctx.tree.span(file.path), message)
    text = ctx.markdown(ctx.text, ctx.path, ctx.text_line) if ctx.text.strip() else None
    return Deck(file, count, text, fields.boolean("download", default=True))


def render(body: Deck, ctx: RenderContext) -> Rendered:
    """One page with every slide; the PDF itself is only there to download."""
    shown = []
    for number, slide in enumerate(pdf.slides(body.file.disk), 1):
        shown.append(
            {
                "number": number,
                "url": ctx.made(f"slide-{number:03}.{slide.ending}", slide.picture),
                "thumbnail": ctx.made(f"thumb-{number:03}.jpg", slide.thumbnail),
                "width": slide.width,
                "height": slide.height,
                "lines": slide.lines,
            }
        )
    return ctx.page(
        {"slides": len(shown)},
        slides=shown,
        url=ctx.asset(body.file) if body.download else "",
        download=posixpath.basename(body.file.path),
        size=body.file.size,
        content=ctx.markdown(body.text) if body.text else "",
        lead=ctx.lead(body.text) if body.text else "",
    )


def state_bound(body: Deck) -> int:
    """Characters of the record at its longest: a bit a slide, six a digit (docs/state.md)."""
    digits = 1 if body.count < 64 else 2 if body.count < 4096 else 3
    return 13 + 2 * digits + -(-body.count // 6)
