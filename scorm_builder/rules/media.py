"""Whether films and sounds of a package can be played, and how much of them there is."""

from __future__ import annotations

import io
import posixpath
import struct
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity
from scorm_builder.media import mp4, recordings, webm
from scorm_builder.media.facts import UnplayableError
from scorm_builder.package import Package, UnreadableError
from scorm_builder.rules import Finding, listed, rule

_LARGE = 50_000_000
_HEAD = 1 << 20
_FILMS = (".mp4", ".m4v", ".m4a", ".webm")
# Every browser of today plays these, though pages of this builder are given others.
_PLAYED = (".flac", ".aac", ".oga", ".opus")
_UNPLAYED = frozenset(
    (*recordings.CONVERTED, *".divx .rm .ram .asf .mid .midi".split())
).difference(_PLAYED)


@rule("F09-big-media", Severity.INFO)
def heavy(package: Package) -> Iterator[Finding]:
    """No file is larger than 50 MB, and films and sounds are such as every browser plays.

    A film of a hundred megabytes is a long wait on a phone, and is unpacked anew by the LMS with
    each version of the course. Of codecs H.264, AAC, MP3, FLAC, VP8, VP9, Opus and Vorbis are
    played (in Ogg, by Safari since 18.4); HEVC, ProRes and others by few, and films in files of
    other kinds (``.avi``, ``.wmv``) by none.

    Mend: ``ffmpeg -i film.mp4 -c:v libx264 -crf 26 -c:a aac -movflags +faststart new.mp4``. Breaks:
    phones; LMSs with a limit on uploads; browsers without the codec. Source: RFC 9559; ISO
    14496-12; MDN's lists of codecs.
    """
    large = [name for name, member in package.files.items() if member.size > _LARGE]
    if large:
        sizes = [f"{name} ({package.files[name].size // 1_000_000} MB)" for name in large]
        yield Finding(package.span(large[0]), f"large files: {listed(sizes)}")
    unplayed: dict[str, str] = {}
    for name in package.files:
        ending = posixpath.splitext(name)[1].lower()
        if ending in _UNPLAYED:
            unplayed[name] = f"{ending} files"
        elif ending in _FILMS and (what := _unplayed(package, name, ending)):
            unplayed[name] = what
    if unplayed:
        shown = [f"{name}: {what}" for name, what in unplayed.items()]
        message = f"not played by all browsers: {listed(shown)}"
        yield Finding(package.span(next(iter(unplayed))), message)


def _unplayed(package: Package, name: str, ending: str) -> str:
    """What of a recording browsers do not play, as far as its beginning says."""
    try:
        head = _Head(package.head(name, _HEAD), package.files[name].size)
        facts = webm.probe(head) if ending == ".webm" else mp4.probe(head, "")
    except (UnreadableError, UnplayableError, struct.error, IndexError):
        # Its index is at the end, or it is damaged: nothing is known.
        return ""
    return " and ".join(recordings.unplayed(facts))


class _Head(io.BytesIO):
    """The beginning of a file that knows how long the file is."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self._size = size

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == io.SEEK_END:
            return self._size + offset
        return super().seek(offset, whence)
