"""A sound recording: captions and transcript as text; done by the seconds really played."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    recording = companions.read(fields, ctx, medium)
    companions.lacks(recording, ctx, ctx.tree.span(medium.path), "say 'transcript: none'")
    return recording


def render(body: Recording, ctx: RenderContext) -> Rendered:
    """One page with the player, and the transcript for those who cannot hear or play it."""
    return ctx.page(companions.told(body), **companions.shown(body, ctx))


def scores(body: object) -> bool:
    """It is done or not."""
    return False


def state_bound(body: Recording) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    return companions.STATE_BOUND
