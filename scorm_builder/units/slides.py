"""A deck: done when every slide was shown. A slide is a page of a PDF, or a numbered image.

``NN-x.pdf`` with ``type: slides``, or a folder ``NN-x`` whose ``module.yaml`` says so; what an
image of the folder says stands in a ``.md`` or ``.txt`` of the same name beside it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.course.identity import split_number
from scorm_builder.diagnostics import Span
from scorm_builder.media import companions, images, pdf, stills
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


IMAGES = (".png", ".jpg", ".jpeg", ".webp")
_TEXTS = (".md", ".txt")


@dataclass(frozen=True, slots=True)
class Still:
    """An image that is a slide, and what it says: Markdown, or paragraphs of plain text."""

    file: SourceFile
    document: Document | None
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """The body of a slides unit: a PDF or images, the number of slides, what is said above them."""

    file: SourceFile | None
    stills: tuple[Still, ...]
    count: int
    text: Document | None
    download: bool


def parse(fields: Fields, ctx: ParseContext) -> Deck | None:
    """The PDF or the images, which must be readable."""
    if ctx.path in ctx.tree.folders and ctx.medium is None:
        return _folder(fields, ctx)
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
    return Deck(file, (), facts.pages, text, fields.boolean("download", default=True))


def _folder(fields: Fields, ctx: ParseContext) -> Deck | None:
    """The numbered images right in the folder, by their numbers; their texts are beside them."""
    inside = {posixpath.basename(p): f for p, f in ctx.tree.files.items() if _is_in(p, ctx.path)}
    names = sorted(
        (name for name in inside if split_number(name)[0] is not None),
        key=lambda name: (split_number(name)[0], name),
    )
    for key in KEYS & {*fields}:
        message = f"{key!r} is for a deck made of a PDF: take it out, this one is made of images"
        ctx.report(codes.WRONG_VALUE, fields.key_span(key), message)
    stills = [_still(name, inside, ctx) for name in names if _ending(name) in IMAGES]
    if not stills:
        message = "'type: slides' makes a deck of the numbered images in this folder, and there is "
        message += "none: number them, as in 01-plan.png, or take out type:"
        ctx.report(codes.NO_MEDIUM, fields.span("type"), message)
        return None
    for name in names:
        _check(name, inside, ctx)
    silent = [s.file.path for s in stills if s.document is None and not s.text]
    if silent:
        stem = posixpath.splitext(posixpath.basename(silent[0]))[0]
        shown = ", ".join(repr(posixpath.basename(path)) for path in silent)
        message = (
            f"no text says what {shown} shows: put {stem}.md (or .txt) beside it, for those who "
            "cannot see it"
        )
        ctx.report(codes.SLIDE_WITHOUT_TEXT, ctx.tree.span(silent[0]), message)
    return Deck(None, tuple(stills), len(stills), None, download=False)


def _check(name: str, inside: Mapping[str, SourceFile], ctx: ParseContext) -> None:
    """Whether a numbered file of a deck is a slide, or the text of one."""
    stem, ending = posixpath.splitext(name)
    if ending.lower() in _TEXTS:
        if not any(posixpath.splitext(n)[0] == stem and _ending(n) in IMAGES for n in inside):
            message = f"{name!r} is the text of no slide: there is no image of its name"
            ctx.report(codes.NO_MEDIUM, ctx.tree.span(f"{ctx.path}/{name}"), message)
    elif ending.lower() not in IMAGES:
        message = f"a numbered {ending or 'file without ending'} is no slide: save it as .png, .jpg"
        message += " or .webp, or take its number off"
        ctx.report(codes.UNSUPPORTED_FILE, ctx.tree.span(f"{ctx.path}/{name}"), message)


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


def _is_in(path: str, folder: str) -> bool:
    return posixpath.dirname(path) == folder


def _still(name: str, inside: Mapping[str, SourceFile], ctx: ParseContext) -> Still:
    file = inside[name]
    if images.size(file.disk) is None:
        message = f"{file.path!r} is not the image that its name says: save it anew"
        ctx.report(codes.NOT_AN_IMAGE, ctx.tree.span(file.path), message)
    stem = posixpath.splitext(name)[0]
    said = next((inside[stem + ending] for ending in _TEXTS if stem + ending in inside), None)
    text = (ctx.read(said) or "") if said else ""
    if said and said.path.endswith(".md"):
        return Still(file, ctx.markdown(text, said.path, 1) if text.strip() else None, ())
    return Still(file, None, companions.paragraphs(text))


def _unreadable(
    file: SourceFile, error: pdf.UnreadableError, where: Span, report: Callable[..., None]
) -> None:
    message = f"{file.path!r} cannot be read as a PDF ({error}): export it anew, without password"
    report(codes.BAD_PDF, where, message)


def render(body: Deck, ctx: RenderContext) -> Rendered:
    """One page with every slide; a PDF itself is only there to download."""
    shown = list(_pages(body.file, ctx) if body.file else _pictures(body.stills, ctx))
    return ctx.page(
        {"slides": len(shown)},
        slides=shown,
        url=ctx.asset(body.file) if body.file and body.download else "",
        download=posixpath.basename(body.file.path) if body.file else "",
        size=body.file.size if body.file else 0,
        content=ctx.markdown(body.text) if body.text else "",
        lead=ctx.lead(body.text) if body.text else "",
    )


def _pages(file: SourceFile, ctx: RenderContext) -> Iterator[dict[str, object]]:
    try:
        for number, slide in enumerate(pdf.slides(file.disk), 1):
            yield _seen(slide, number, "", ctx)
    except pdf.UnreadableError as error:
        _unreadable(file, error, ctx.unit.span, ctx.report)


def _pictures(shown: tuple[Still, ...], ctx: RenderContext) -> Iterator[dict[str, object]]:
    for number, still in enumerate(shown, 1):
        try:
            slide = stills.of_image(still.file.disk)
        except (OSError, SyntaxError, ValueError):
            message = f"{still.file.path!r} is damaged: save it anew"
            ctx.report(codes.NOT_AN_IMAGE, ctx.unit.span, message)
            continue
        url = "" if slide.picture else ctx.asset(still.file)
        document = still.document
        words = ctx.markdown(document, f"slide-{number}") if document else ""
        yield _seen(replace(slide, text=still.text), number, url, ctx) | {
            "words": words,
            "heading": document.title if document else "",
        }


def _seen(slide: stills.Slide, number: int, url: str, ctx: RenderContext) -> dict[str, object]:
    """What the template needs of a slide; ``url`` is that of a file shown as it is."""
    picture = url or ctx.made(f"slide-{number:03}.{slide.ending}", slide.picture)
    return {
        "url": picture,
        "thumbnail": ctx.made(f"thumb-{number:03}.jpg", slide.thumbnail),
        "width": slide.width,
        "height": slide.height,
        "thumbnail_size": slide.thumbnail_size,
        "text": slide.text,
        "words": "",
        "heading": "",
    }


def scores(body: object) -> bool:
    """It is done or not."""
    return False


def state_bound(body: Deck) -> int:
    """Characters of the record at its longest: a bit a slide, six a digit (docs/state.md)."""
    digits = 1 if body.count < 64 else 2 if body.count < 4096 else 3
    return 13 + 2 * digits + -(-body.count // 6)
