"""A document: a PDF to read in the page where the browser can, to open, and to keep."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.media import pdf
from scorm_builder.model import Completion, Rendered, SourceFile
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields
    from scorm_builder.markdown import Document as Text

EXTENSIONS = (".pdf",)
KEYS = frozenset({"source"})
COMPLETIONS = ("opened", "time", "manual")
DEFAULT_COMPLETION = Completion("opened")


@dataclass(frozen=True, slots=True)
class Document:
    """The body of a document unit; ``text`` is what a page says above it."""

    file: SourceFile
    text: Text | None


def parse(fields: Fields, ctx: ParseContext) -> Document | None:
    """The file, which must be a PDF."""
    file = ctx.medium
    where = fields.span("source") if "source" in fields else ctx.tree.span(ctx.path)
    if file is None:
        ctx.report(codes.NO_MEDIUM, where, "this document has no file: name it with source:")
        return None
    if problem := _problem(file):
        message = f"{file.path!r} {problem}: export it anew"
        ctx.report(codes.BAD_PDF, ctx.tree.span(file.path), message)
    text = ctx.markdown(ctx.text, ctx.path, ctx.text_line) if ctx.text.strip() else None
    return Document(file, text)


def _problem(file: SourceFile) -> str:
    """Why the file is no PDF that everybody can open; empty if it is one."""
    with file.disk.open("rb") as handle:
        # Readers accept the header anywhere in the first kilobyte (PDF 32000, annex H).
        if b"%PDF-" not in handle.read(1024):
            return "is no PDF"
    try:
        pdf.page_count(file.disk)
    except pdf.UnreadableError as error:
        return f"cannot be read as a PDF ({error})"
    return ""


def render(body: Document, ctx: RenderContext) -> Rendered:
    """One page with the document in a frame, a button to open and one to download it."""
    return ctx.page(
        {},
        url=ctx.asset(body.file),
        download=posixpath.basename(body.file.path),
        size=body.file.size,
        content=ctx.markdown(body.text) if body.text else "",
        lead=ctx.lead(body.text) if body.text else "",
    )


def scores(body: object) -> bool:
    """It is done or not."""
    return False


def state_bound(body: Document) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    return 13
