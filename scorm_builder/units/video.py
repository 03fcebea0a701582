"""A video: captions, transcript, poster; done by the seconds that were really played."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.media import images, recordings, webvtt
from scorm_builder.model import Completion, Rendered, SourceFile
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields
    from scorm_builder.markdown import Document

EXTENSIONS = (".mp4", ".m4v", ".webm")
KEYS = frozenset({"source", "captions", "transcript", "poster", "download"})
COMPLETIONS = ("watched", "time", "manual")
DEFAULT_COMPLETION = Completion("watched", 0.9)
PARTS = 240
SILENT = "none"

_TYPES = {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm"}


@dataclass(frozen=True, slots=True)
class Track:
    """A caption file and its language."""

    file: SourceFile
    language: str


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said, as paragraphs to read, and in which language."""

    paragraphs: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Video:
    """The body of a video unit. ``transcript`` is Markdown; ``speech`` stands in where none is."""

    medium: SourceFile
    facts: recordings.Facts
    tracks: tuple[Track, ...]
    poster: SourceFile | None
    transcript: Document | None
    speech: Speech | None
    text: Document | None
    download: bool


def parse(fields: Fields, ctx: ParseContext) -> Video | None:
    """The medium, and what stands beside it or is named by its keys."""
    medium = ctx.medium
    if medium is None:
        message = "this video has no file: name it with source:"
        ctx.report(codes.NO_MEDIUM, ctx.tree.span(ctx.path), message)
        return None
    tracks, speech = _captions(fields, ctx, medium)
    transcript = _transcript(fields, ctx)
    return Video(
        medium=medium,
        facts=_facts(medium, ctx),
        tracks=tracks,
        poster=_poster(fields, ctx),
        transcript=None if isinstance(transcript, Speech) else transcript,
        speech=transcript if isinstance(transcript, Speech) else speech,
        text=ctx.markdown(ctx.text, ctx.path, ctx.text_line) if ctx.text.strip() else None,
        download=fields.boolean("download"),
    )


def _facts(medium: SourceFile, ctx: ParseContext) -> recordings.Facts:
    try:
        return recordings.probe(medium.disk)
    except recordings.UnplayableError as error:
        message = f"{medium.path!r} {error}: export it anew"
        ctx.report(codes.NOT_A_VIDEO, ctx.tree.span(medium.path), message)
        return recordings.Facts()


def _poster(fields: Fields, ctx: ParseContext) -> SourceFile | None:
    file = _named_or_beside(fields, ctx, "poster", (".jpg", ".jpeg", ".png"))
    if file and images.size(file.disk) is None:
        message = f"{file.path!r} is not the image that its name says: save it anew"
        where = fields.span("poster") if "poster" in fields else ctx.tree.span(file.path)
        ctx.report(codes.NOT_AN_IMAGE, where, message)
    return file


def _captions(
    fields: Fields, ctx: ParseContext, medium: SourceFile
) -> tuple[tuple[Track, ...], Speech | None]:
    """Tracks by ``captions:``, else those beside the medium; the unit's language first."""
    stem = posixpath.splitext(medium.path)[0]
    named = fields.items("captions")
    if [text for text, _ in named] == [SILENT]:
        return (), None
    files = [file for path, span in named if (file := ctx.asset(path, span))]
    if not named:
        files = [
            file
            for path, file in ctx.tree.files.items()
            if path.startswith(f"{stem}.") and path.lower().endswith(".vtt")
        ]
    tracks = []
    spoken: dict[str, Speech] = {}
    for file in files:
        text = ctx.read(file)
        if text is None:
            continue
        cues, problems = webvtt.parse(text)
        for problem in problems[:1]:
            message = f"{file.path!r} is no WebVTT: {problem.message}"
            ctx.report(codes.BAD_CAPTIONS, ctx.tree.span(file.path, problem.line, 1), message)
        language = _language(file.path) or ctx.language
        if cues:
            spoken[language] = Speech(webvtt.paragraphs(cues), language)
        tracks.append(Track(file, language))
    if not files and not named:
        message = (
            f"{medium.path!r} has no captions: put {posixpath.basename(stem)}.{ctx.language}.vtt "
            "beside it, for those who cannot hear it, or say 'captions: none' if nothing is said"
        )
        ctx.report(codes.NO_CAPTIONS, ctx.tree.span(medium.path), message)
    tracks.sort(key=lambda track: (track.language != ctx.language, track.language))
    return tuple(tracks), spoken.get(ctx.language, next(iter(spoken.values()), None))


def _language(path: str) -> str:
    """``film.pt-BR.vtt`` is ``pt-BR``."""
    middle = posixpath.splitext(posixpath.splitext(path)[0])[1].lstrip(".")
    return middle if 2 <= len(middle.split("-")[0]) <= 3 and middle.isascii() else ""


def _named_or_beside(
    fields: Fields, ctx: ParseContext, key: str, endings: tuple[str, ...]
) -> SourceFile | None:
    if named := fields.text(key):
        return ctx.asset(named, fields.span(key))
    return next((file for ending in endings if (file := ctx.beside(ending))), None)


def _transcript(fields: Fields, ctx: ParseContext) -> Document | Speech | None:
    """``transcript:``, else ``stem.LANG.md`` or ``.txt`` beside the medium."""
    lang = ctx.language
    file = _named_or_beside(fields, ctx, "transcript", (f".{lang}.md", f".{lang}.txt", ".txt"))
    text = ctx.read(file) if file else None
    if file is None or text is None:
        return None
    if file.path.lower().endswith(".md"):
        return ctx.markdown(text, file.path, 1)
    # Plain text is shown as it is, whatever it holds that Markdown would take for markup.
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    return Speech(tuple(filter(None, paragraphs)), lang)


def render(body: Video, ctx: RenderContext) -> Rendered:
    """One page with the player, and the transcript for those who cannot play it."""
    tracks = [
        {"url": ctx.asset(track.file), "language": track.language, "first": i == 0}
        for i, track in enumerate(body.tracks)
    ]
    ending = posixpath.splitext(body.medium.path)[1].lower()
    return ctx.page(
        {"parts": PARTS, "duration": round(body.facts.seconds, 3) or None},
        url=ctx.asset(body.medium),
        media_type=_TYPES[ending],
        facts=body.facts,
        tracks=tracks,
        poster=ctx.asset(body.poster) if body.poster else "",
        transcript=ctx.markdown(body.transcript, "transcript") if body.transcript else "",
        speech=body.speech,
        content=ctx.markdown(body.text) if body.text else "",
        lead=ctx.lead(body.text) if body.text else "",
        file_name=posixpath.basename(body.medium.path),
        size=body.medium.size,
        download=body.download,
    )


def state_bound(body: Video) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    return 126
