"""A sound recording: captions and transcript as text; done by the seconds really played."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.media import companions, recordings
from scorm_builder.media.companions import Recording
from scorm_builder.model import Completion, Rendered
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from scorm_builder.fields import Fields

EXTENSIONS = tuple(recordings.SOUNDS)
KEYS = companions.KEYS
COMPLETIONS = ("watched", "time", "manual")
DEFAULT_COMPLETION = Completion("watched", 0.9)


def parse(fields: Fields, ctx: ParseContext) -> Recording | None:
    """The medium, and what is said in it: for those who cannot hear it, that is the unit."""
    medium = companions.find(fields, ctx, EXTENSIONS, "an audio")
    if medium is None:
        return None
    recording = companions.read(fields, ctx, medium, codes.NOT_A_SOUND)
    if not (recording.captioned or recording.transcribed):
        stem = posixpath.basename(posixpath.splitext(medium.path)[0])
        message = (
            f"{medium.path!r} has no transcript: put {stem}.{ctx.language}.md (or .txt, .vtt) "
            "beside it, for those who cannot hear it, or say 'transcript: none' if nothing is said"
        )
        ctx.report(codes.NO_TRANSCRIPT, ctx.tree.span(medium.path), message)
    return recording


def render(body: Recording, ctx: RenderContext) -> Rendered:
    """One page with the player, and the transcript for those who cannot hear or play it."""
    return ctx.page(companions.told(body), **companions.shown(body, ctx))


def state_bound(body: Recording) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    return companions.STATE_BOUND
