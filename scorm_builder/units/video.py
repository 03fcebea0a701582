"""A video: captions, transcript, poster; done by the seconds that were really played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder.media import companions, recordings
from scorm_builder.media.companions import Recording
from scorm_builder.model import Completion, Rendered
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields

EXTENSIONS = tuple(recordings.VIDEOS)
KEYS = companions.KEYS | {"poster"}
COMPLETIONS = ("watched", "time", "manual")
DEFAULT_COMPLETION = Completion("watched", 0.9)


@dataclass(frozen=True, slots=True)
class Video:
    """The body of a video unit."""

    recording: Recording


def parse(fields: Fields, ctx: ParseContext) -> Video | None:
    """The medium, and what stands beside it or is named by its keys."""
    medium = companions.find(fields, ctx, EXTENSIONS, "a video")
    if medium is None:
        return None
    recording = companions.read(fields, ctx, medium)
    companions.lacks(recording, ctx, ctx.tree.span(medium.path), "say 'captions: none'")
    return Video(recording)


def render(body: Video, ctx: RenderContext) -> Rendered:
    """One page with the player, and the transcript for those who cannot play it."""
    shown = companions.shown(body.recording, ctx)
    tracks = companions.offered(body.recording, ctx.asset)
    poster = ctx.asset(body.recording.poster) if body.recording.poster else ""
    told = companions.told(body.recording)
    return ctx.page(told, poster=poster, tracks=tracks, **shown)


def scores(body: object) -> bool:
    """It is done or not."""
    return False


def state_bound(body: Video) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    return companions.STATE_BOUND
