"""What a recording says of itself, and who can play it.

A file is read by the format that its ending names; only its index is read, never picture or sound.
"""

from __future__ import annotations

import posixpath
import struct
from pathlib import Path

from scorm_builder.media import mp4, sounds, webm
from scorm_builder.media.facts import NOT_A_SOUND, NOT_A_VIDEO, Facts, UnplayableError

__all__ = [
    "CONVERTED",
    "SOUNDS",
    "VIDEOS",
    "Facts",
    "UnplayableError",
    "of_some",
    "probe",
    "type_of",
    "unplayed",
]

# What is played, by the ending of its name: the type that the page gives it.
VIDEOS = {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm"}
SOUNDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav"}

# What is a recording and not played, by the ending of its name: what to do with it.
_FILM = "convert it to .mp4 (H.264) or .webm"
_SOUND = "convert it to .m4a (AAC) or .mp3"
CONVERTED = {
    **dict.fromkeys((".mov", ".avi", ".mkv", ".wmv", ".mpg", ".mpeg", ".flv"), _FILM),
    **dict.fromkeys((".ogv", ".3gp", ".mts", ".m2ts"), _FILM),
    **dict.fromkeys((".wma", ".flac", ".aac", ".aif", ".aiff", ".amr"), _SOUND),
    **dict.fromkeys((".opus", ".oga"), "rename it to .ogg, or convert it to .m4a (AAC)"),
}

# Codecs that many or all browsers cannot play, by their names in the file.
_UNPLAYED = {
    **dict.fromkeys(("hvc1", "hev1", "dvh1", "dvhe"), "HEVC (H.265)"),
    **dict.fromkeys(("apcn", "apch", "apcs", "apco", "ap4h", "ap4x"), "ProRes"),
    **dict.fromkeys(("mp4v", "V_MPEG4/ISO/ASP", "V_MPEG4/ISO/SP"), "MPEG-4 part 2"),
    **dict.fromkeys(("jpeg", "mjpa", "mjpb", "V_MJPEG"), "Motion JPEG"),
    **dict.fromkeys(("s263", "h263"), "H.263"),
    **dict.fromkeys(("ac-3", "A_AC3"), "AC-3 (Dolby Digital)"),
    **dict.fromkeys(("ec-3", "A_EAC3"), "E-AC-3 (Dolby Digital Plus)"),
    **dict.fromkeys(("dtsc", "dtse", "dtsh", "dtsl", "A_DTS"), "DTS"),
    **dict.fromkeys(("samr", "sawb"), "AMR"),
    **dict.fromkeys(("sowt", "twos", "lpcm", "in24", "in32", "fl32"), "uncompressed sound"),
    **dict.fromkeys(("encv", "enca"), "copy protection"),
    "V_MPEGH/ISO/HEVC": "HEVC (H.265)",
    "V_MPEG4/ISO/AVC": "H.264 in a WebM",
    "A_AAC": "AAC in a WebM",
    "alac": "Apple Lossless (ALAC)",
    "avc1 High 10": "H.264 with ten bits a colour",
    "avc1 High 4:2:2": "H.264 with colours of 4:2:2",
    "avc1 High 4:4:4": "H.264 with colours of 4:4:4",
}
_OF_SOME = {
    "av01": "AV1",
    "V_AV1": "AV1",
    "Opus": "Ogg Opus",
    "Vorbis": "Ogg Vorbis",
}


def type_of(path: str) -> str:
    """The type that a page gives a recording, by its name; empty if it is none that is played."""
    return (VIDEOS | SOUNDS).get(posixpath.splitext(path)[1].lower(), "")


def probe(file: Path) -> Facts:
    """The facts of a file that ends as one of ``VIDEOS`` or ``SOUNDS`` does.

    Raises ``UnplayableError``.
    """
    ending = file.suffix.lower()
    with file.open("rb") as handle:
        try:
            if ending == ".webm":
                return webm.probe(handle)
            if ending in VIDEOS:
                return mp4.probe(handle, NOT_A_VIDEO)
            if ending == ".m4a":
                facts = mp4.probe(handle, NOT_A_SOUND)
                if not facts.sound:
                    raise UnplayableError("has no sound")
                return facts
            return {".mp3": sounds.mp3, ".ogg": sounds.ogg, ".wav": sounds.wav}[ending](handle)
        except (struct.error, IndexError) as error:
            raise UnplayableError("is damaged") from error


def unplayed(facts: Facts) -> tuple[str, ...]:
    """What of a recording browsers do not play, or only few of them, in words."""
    found = [_UNPLAYED.get(name) for name in (facts.codec, facts.sound)]
    if facts.sound.startswith("WAV format"):
        found.append(facts.sound)
    return tuple(name for name in found if name)


def of_some(file: Path, facts: Facts) -> tuple[str, ...]:
    """What of a recording some browsers in use do not play, in words."""
    sound = facts.sound if file.suffix.lower() == ".ogg" else ""
    return tuple(name for name in map(_OF_SOME.get, (facts.codec, sound)) if name)
