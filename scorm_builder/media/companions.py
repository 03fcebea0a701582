"""What goes with a recording: captions, transcript, poster; by keys, else by what lies beside it.

Video and audio units share it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scorm_builder import codes
from scorm_builder.media import images, recordings, webvtt
from scorm_builder.model import SourceFile

if TYPE_CHECKING:
    from scorm_builder.diagnostics import Code, Span
    from scorm_builder.fields import Fields
    from scorm_builder.markdown import Document
    from scorm_builder.units import ParseContext, RenderContext

KEYS = frozenset({"source", "captions", "transcript", "download"})
NONE = "none"
# Seconds really played are counted in this many equal parts (docs/state.md).
PARTS = 240
STATE_BOUND = 126
# The same as one of several on a page: a key, no status and no seconds.
PLAYER_BOUND = 120
# From this size on, a browser that must look for the index at the end begins late.
_LARGE = 1_000_000


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
class Recording:
    """A medium with its companions, and the words around it.

    ``transcript`` is Markdown; ``speech`` stands in where none is. ``captioned`` and
    ``transcribed`` say that there are such files, readable or not, or that none are needed: of a
    medium that cannot be read it is not asked what it lacks.
    """

    medium: SourceFile
    facts: recordings.Facts
    poster: SourceFile | None
    tracks: tuple[Track, ...]
    transcript: Document | None
    speech: Speech | None
    text: Document | None
    download: bool
    captioned: bool
    transcribed: bool


def find(
    fields: Fields, ctx: ParseContext, endings: tuple[str, ...], noun: str
) -> SourceFile | None:
    """The file that the unit shows, which has one of ``endings``; else a finding and None."""
    file = ctx.medium
    if file is not None and posixpath.splitext(file.path)[1].lower() in endings:
        return file
    message = f"{noun} needs a file that ends in {', '.join(endings)}: name one with source:"
    said = next((fields.span(key) for key in ("source", "type") if key in fields), None)
    ctx.report(codes.NO_MEDIUM, said or ctx.tree.span(ctx.path), message)
    return None


def read(
    fields: Fields, ctx: ParseContext, medium: SourceFile, where: Span | None = None
) -> Recording:
    """The medium and what goes with it; ``where`` it is named, if not by its own place."""
    where = where or ctx.tree.span(medium.path)
    facts = _examine(medium, where, ctx.report)
    captions = _captions(fields, ctx, medium)
    tracks, spoken = _tracks(captions, ctx, facts.seconds if facts else 0)
    written = None
    if not _says_none(fields, "transcript"):
        lang = ctx.language
        endings = (f".{lang}.md", f".{lang}.txt", ".txt")
        written = _named_or_beside(fields, ctx, "transcript", endings)
    transcript = _transcript(written, ctx) if written else None
    return Recording(
        medium=medium,
        facts=facts or recordings.Facts(),
        poster=_poster(fields, ctx) if is_film(medium.path) else None,
        tracks=tracks,
        transcript=None if isinstance(transcript, Speech) else transcript,
        speech=transcript if isinstance(transcript, Speech) else spoken,
        text=ctx.markdown(ctx.text, ctx.path, ctx.text_line) if ctx.text.strip() else None,
        download=fields.boolean("download"),
        captioned=bool(captions) or "captions" in fields or facts is None,
        transcribed=written is not None or "transcript" in fields or facts is None,
    )


def _says_none(fields: Fields, key: str) -> bool:
    return [text for text, _ in fields.items(key)] == [NONE]


def lacks(recording: Recording, ctx: ParseContext, where: Span, otherwise: str) -> None:
    """Says what those lack who cannot hear a recording; ``otherwise`` is said if they need none."""
    path = recording.medium.path
    stem = posixpath.basename(posixpath.splitext(path)[0])
    need = f"for those who cannot hear it, or {otherwise} if nothing is said"
    if is_film(path):
        if not recording.captioned:
            message = f"{path!r} has no captions: put {stem}.{ctx.language}.vtt beside it, {need}"
            ctx.report(codes.NO_CAPTIONS, where, message)
    elif not (recording.captioned or recording.transcribed):
        files = f"{stem}.{ctx.language}.md (or .txt, .vtt)"
        message = f"{path!r} has no transcript: put {files} beside it, {need}"
        ctx.report(codes.NO_TRANSCRIPT, where, message)


def is_film(path: str) -> bool:
    """Whether a recording has pictures, by the ending of its name."""
    return posixpath.splitext(path)[1].lower() in recordings.VIDEOS


def _examine(
    medium: SourceFile, where: Span, report: Callable[[Code, Span, str], None]
) -> recordings.Facts | None:
    """The facts of a recording; None and a finding if it is none, findings on who can play it."""
    try:
        facts = recordings.probe(medium.disk)
    except recordings.UnplayableError as error:
        unread = codes.NOT_A_VIDEO if is_film(medium.path) else codes.NOT_A_SOUND
        report(unread, where, f"{medium.path!r} {error}: export it anew")
        return None
    cure = f"convert it: {_conversion(medium, facts)}"
    if names := " and ".join(recordings.unplayed(facts)):
        message = f"{medium.path!r} holds {names}, which many browsers do not play: {cure}"
        report(codes.UNPLAYED, where, message)
    elif names := " and ".join(recordings.of_some(medium.disk, facts)):
        message = (
            f"{medium.path!r} holds {names}, which older iPhones, iPads and Macs do not play: "
        )
        report(codes.PLAYED_BY_SOME, where, message + cure)
    if facts.late and medium.size > _LARGE:
        name = posixpath.basename(medium.path)
        message = (
            f"{medium.path!r} has its index at the end, so that it begins late: move it to the "
            f"front with ffmpeg -i {name} -c copy -movflags +faststart new.mp4"
        )
        report(codes.LATE_INDEX, where, message)
    return facts


def _conversion(medium: SourceFile, facts: recordings.Facts) -> str:
    """The line for a terminal that makes of a recording one that every browser plays."""
    name = posixpath.basename(medium.path)
    if not is_film(name):
        return f"ffmpeg -i {name} -vn -c:a aac -b:a 96k new.m4a"
    return f"ffmpeg -i {name} -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart new.mp4"


def _poster(fields: Fields, ctx: ParseContext) -> SourceFile | None:
    """The picture before the film begins."""
    file = _named_or_beside(fields, ctx, "poster", (".jpg", ".jpeg", ".png"))
    if file and images.size(file.disk) is None:
        message = f"{file.path!r} is not the image that its name says: save it anew"
        where = fields.span("poster") if "poster" in fields else ctx.tree.span(file.path)
        ctx.report(codes.NOT_AN_IMAGE, where, message)
    return file


def _captions(fields: Fields, ctx: ParseContext, medium: SourceFile) -> list[SourceFile]:
    """The files that ``captions:`` names, else those beside the medium."""
    if _says_none(fields, "captions"):
        return []
    if named := fields.items("captions"):
        return [file for path, span in named if (file := ctx.asset(path, span))]
    return beside(ctx.tree.files.values(), medium)


def _tracks(
    files: list[SourceFile], ctx: ParseContext, seconds: float
) -> tuple[tuple[Track, ...], Speech | None]:
    """The caption files that can be read, the unit's language first, and what they say.

    ``seconds`` is how long the recording is; 0 if that is not known.
    """
    tracks = []
    spoken: dict[str, Speech] = {}
    for file in files:
        text = ctx.read(file)
        if text is None:
            continue
        cues, problems = webvtt.parse(text)
        for problem in problems:
            message = f"{file.path!r} is no WebVTT: {problem.message}"
            ctx.report(codes.BAD_CAPTIONS, ctx.tree.span(file.path, problem.line, 1), message)
        late = next((cue for cue in cues if seconds and cue.start >= seconds), None)
        if late:
            message = f"this cue is never shown: the recording ends after {seconds:.1f} s"
            ctx.report(codes.BAD_CAPTIONS, ctx.tree.span(file.path, late.line, 1), message)
        language = language_of(file.path) or ctx.language
        if cues:
            spoken[language] = Speech(webvtt.paragraphs(cues), language)
        tracks.append(Track(file, language))
    tracks.sort(key=lambda track: (track.language != ctx.language, track.language))
    return tuple(tracks), spoken.get(ctx.language, next(iter(spoken.values()), None))


def beside(files: Iterable[SourceFile], medium: SourceFile) -> list[SourceFile]:
    """The caption files of a medium, by their names: ``talk.en.vtt`` and ``talk.vtt``."""
    stem = posixpath.splitext(medium.path)[0]
    return [
        file
        for file in files
        if file.path.startswith(f"{stem}.") and file.path.lower().endswith(".vtt")
    ]


def language_of(path: str) -> str:
    """``film.pt-BR.vtt`` is ``pt-BR``; empty where a name says no language."""
    middle = posixpath.splitext(posixpath.splitext(path)[0])[1].lstrip(".")
    return middle if 2 <= len(middle.split("-")[0]) <= 3 and middle.isascii() else ""


def _named_or_beside(
    fields: Fields, ctx: ParseContext, key: str, endings: tuple[str, ...]
) -> SourceFile | None:
    if named := fields.text(key):
        return ctx.asset(named, fields.span(key))
    return next((file for ending in endings if (file := ctx.beside(ending))), None)


def _transcript(file: SourceFile, ctx: ParseContext) -> Document | Speech | None:
    """What a transcript says: Markdown, or plain text."""
    text = ctx.read(file)
    if text is None:
        return None
    if not text.strip():
        message = f"{file.path!r} is empty: write what is said, or take the file away"
        ctx.report(codes.NO_TRANSCRIPT, ctx.tree.span(file.path), message)
        return None
    if file.path.lower().endswith(".md"):
        return ctx.markdown(text, file.path, 1)
    return Speech(paragraphs(text), ctx.language)


def paragraphs(text: str) -> tuple[str, ...]:
    """Plain text, as it is shown, whatever it holds that Markdown would take for markup."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return tuple(filter(None, parts))


def shown(body: Recording, ctx: RenderContext) -> dict[str, Any]:
    """What templates need to show a recording: ``templates/medium.html.j2``."""
    return {
        "url": ctx.asset(body.medium),
        "media_type": recordings.type_of(body.medium.path),
        "facts": body.facts,
        "transcript": ctx.markdown(body.transcript, "transcript") if body.transcript else "",
        "speech": body.speech,
        "content": ctx.markdown(body.text) if body.text else "",
        "lead": ctx.lead(body.text) if body.text else "",
        "file_name": posixpath.basename(body.medium.path),
        "size": body.medium.size,
        "download": body.download,
    }


@dataclass(frozen=True, slots=True)
class Caption:
    """Captions as a player offers them; the ``first``, in the language of the page, are shown."""

    url: str
    language: str
    first: bool


def offered(body: Recording, pack: Callable[[SourceFile], str]) -> list[Caption]:
    """The captions of a recording; ``pack`` gives the URL of a file."""
    each = enumerate(body.tracks)
    return [Caption(pack(track.file), track.language, at == 0) for at, track in each]


def told(body: Recording) -> dict[str, Any]:
    """What the runtime needs to count what is played; seconds, or null where they are unknown."""
    return {"parts": PARTS, "duration": round(body.facts.seconds, 3) or None}
