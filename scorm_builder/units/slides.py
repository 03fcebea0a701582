"""A deck: each page of a PDF as a picture with its text; done when every slide was shown."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.diagnostics import Span
from scorm_builder.media import pdf
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
        facts = pdf.look(file.disk)
    except pdf.UnreadableError as error:
        _unreadable(file, error, ctx.tree.span(file.path), ctx.report)
        return None
    if facts.missing_fonts:
        message = (
            f"{file.path!r} does not bring its fonts {', '.join(facts.missing_fonts)}: embed them, "
            "or the slides look different on another machine"
        )
        ctx.report(codes.FONT_NOT_EMBEDDED, ctx.tree.span(file.path), message)
    if facts.without_text:
        pages = ", ".join(map(str, facts.without_text))
        message = (
            f"{file.path!r} has no text on page {pages}: export it with text, or say on the page "
            "what they show, for those who cannot see them"
        )
        ctx.report(codes.SLIDE_WITHOUT_TEXT, ctx.tree.span(file.path), message)
    text = ctx.markdown(ctx.text, ctx.path, ctx.text_line) if ctx.text.strip() else None
    return Deck(file, facts.pages, text, fields.boolean("download", default=True))


def _unreadable(
    file: SourceFile, error: pdf.UnreadableError, where: Span, report: Callable[..., None]
) -> None:
    message = f"{file.path!r} cannot be read as a PDF ({error}): export it anew, without password"
    report(codes.BAD_PDF, where, message)


def render(body: Deck, ctx: RenderContext) -> Rendered:
    """One page with every slide; the PDF itself is only there to download."""
    shown = []
    try:
        for number, slide in enumerate(pdf.slides(body.file.disk), 1):
            picture = ctx.made(f"slide-{number:03}.{slide.ending}", slide.picture)
            thumbnail = ctx.made(f"thumb-{number:03}.jpg", slide.thumbnail)
            shown.append({"url": picture, "thumbnail": thumbnail, **_seen(slide)})
    except pdf.UnreadableError as error:
        _unreadable(body.file, error, ctx.unit.span, ctx.report)
    return ctx.page(
        {"slides": len(shown)},
        slides=shown,
        url=ctx.asset(body.file) if body.download else "",
        download=posixpath.basename(body.file.path),
        size=body.file.size,
        content=ctx.markdown(body.text) if body.text else "",
        lead=ctx.lead(body.text) if body.text else "",
    )


def _seen(slide: pdf.Slide) -> dict[str, object]:
    """What the template needs of a slide beside its pictures."""
    return {
        "width": slide.width,
        "height": slide.height,
        "thumbnail_size": slide.thumbnail_size,
        "text": slide.text,
    }


def state_bound(body: Deck) -> int:
    """Characters of the record at its longest: a bit a slide, six a digit (docs/state.md)."""
    digits = 1 if body.count < 64 else 2 if body.count < 4096 else 3
    return 13 + 2 * digits + -(-body.count // 6)
