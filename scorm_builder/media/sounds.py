"""What an MP3, Ogg or WAV says of itself: length and codec. The sound itself is never decoded."""

from __future__ import annotations

import struct
from typing import BinaryIO

from scorm_builder.media.facts import NOT_A_SOUND, Facts, UnplayableError

# Kilobits a second of layer III by the number in the header (ISO 11172-3, 2.4.2.3; 13818-3).
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLES = (44100, 48000, 32000)
# How far behind its tags the first frame of an MP3 may begin.
_LEAD = 8192
# The longest page of an Ogg stream (RFC 3533, 6).
_PAGE = 65307
_UNKNOWN = 0xFFFFFFFFFFFFFFFF
_WAV_CODECS = {1: "PCM", 3: "PCM", 6: "A-law", 7: "mu-law", 0x55: "MP3"}


def mp3(handle: BinaryIO) -> Facts:
    """The facts of an MP3: its frames, behind an ID3 tag (id3.org, ID3v2.4, 3.1), if it has one."""
    size = handle.seek(0, 2)
    at = 0
    handle.seek(0)
    while (tag := handle.read(10))[:3] == b"ID3":
        high, *rest = tag[6:10]
        length = high
        for seven in rest:
            length = length << 7 | seven & 0x7F
        at += 10 + length + (10 if tag[5] & 0x10 else 0)
        handle.seek(at)
    handle.seek(at)
    data = handle.read(_LEAD + 4096)
    for start in range(min(_LEAD, len(data))):
        frame = _frame(data, start)
        if frame is None:
            continue
        samples, rate, length = frame
        following = start + length
        if following + 4 <= len(data) and _frame(data, following) is None:
            continue
        if at + following > size:
            raise UnplayableError("is cut off")
        count = _counted(data[start : start + length])
        # Without a count, all frames are taken to be as long as the first.
        return Facts(seconds=(count or (size - at - start) / length) * samples / rate, sound="MP3")
    raise UnplayableError(NOT_A_SOUND)


def _frame(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Samples, samples a second and bytes of the frame of layer III at ``at``; None without one."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return None
    version = data[at + 1] >> 3 & 3
    rate, sampling, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if version == 1 or rate in (0, 15) or sampling == 3:
        return None
    # Version 1 has twice the samples of 2, at twice the frequency; 2.5 has half of that again.
    frequency = _SAMPLES[sampling] >> {3: 0, 2: 1, 0: 2}[version]
    samples = 1152 if version == 3 else 576
    bits = 1000 * (_RATES_1 if version == 3 else _RATES_2)[rate]
    return samples, frequency, samples * bits // (8 * frequency) + padding


def _counted(frame: bytes) -> int:
    """The number of frames that the first one tells of, as encoders write it; 0 if it does not."""
    for name in (b"Xing", b"Info"):
        if (at := frame.find(name, 4, 64)) >= 0 and frame[at + 7] & 1:
            return int(struct.unpack_from(">I", frame, at + 8)[0])
    if frame[36:40] == b"VBRI":
        return int(struct.unpack_from(">I", frame, 50)[0])
    return 0


def ogg(handle: BinaryIO) -> Facts:
    """The facts of an Ogg stream of sound (RFC 3533; Opus by RFC 7845, or Vorbis)."""
    size = handle.seek(0, 2)
    handle.seek(0)
    first = handle.read(_PAGE)
    at = 0
    while first[at : at + 4] == b"OggS" and first[at + 5] & 2:
        serial = first[at + 14 : at + 18]
        count = first[at + 26]
        begin = at + 27 + count
        packet = first[begin : begin + sum(first[at + 27 : begin])]
        name, rate, skipped = _stream(packet)
        if name == "Theora":
            raise UnplayableError("holds a film, not sound alone")
        if name:
            return Facts(seconds=max(_last(handle, size, serial) - skipped, 0) / rate, sound=name)
        at = begin + len(packet)
    raise UnplayableError(NOT_A_SOUND)


def _stream(packet: bytes) -> tuple[str, int, int]:
    """Codec, ticks a second, and ticks before the sound begins, by the first packet of a stream."""
    if packet[:8] == b"OpusHead":
        return "Opus", 48000, struct.unpack_from("<H", packet, 10)[0]
    if packet[:7] == b"\x01vorbis":
        rate = struct.unpack_from("<I", packet, 12)[0]
        if not rate:
            raise UnplayableError("is damaged")
        return "Vorbis", rate, 0
    if packet[:7] == b"\x80theora":
        return "Theora", 1, 0
    if packet[:5] == b"\x7fFLAC" or packet[:5] == b"Speex":
        raise UnplayableError("holds neither Opus nor Vorbis")
    return "", 1, 0


def _last(handle: BinaryIO, size: int, serial: bytes) -> int:
    """The position of the last page of a stream, in ticks."""
    handle.seek(max(size - 2 * _PAGE, 0))
    tail = handle.read()
    at = len(tail)
    while (at := tail.rfind(b"OggS", 0, at)) >= 0:
        position = struct.unpack_from("<Q", tail, at + 6)[0] if at + 14 <= len(tail) else _UNKNOWN
        if tail[at + 14 : at + 18] == serial and position != _UNKNOWN:
            return int(position)
    raise UnplayableError("is cut off")


def wav(handle: BinaryIO) -> Facts:
    """The facts of a WAV, by its chunks (RIFF, Microsoft and IBM 1991)."""
    size = handle.seek(0, 2)
    handle.seek(0)
    head = handle.read(12)
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        raise UnplayableError(NOT_A_SOUND)
    at, rate, codec = 12, 0, ""
    while at + 8 <= size:
        handle.seek(at)
        kind, length = struct.unpack("<4sI", handle.read(8))
        if kind == b"fmt ":
            form = handle.read(min(length, 40))
            tag, _, _, rate = struct.unpack_from("<HHII", form)
            # The extensible form has the true tag at the head of its identifier.
            tag = struct.unpack_from("<H", form, 24)[0] if tag == 0xFFFE else tag
            codec = _WAV_CODECS.get(tag, f"WAV format {tag:#x}")
        if kind == b"data":
            # A program that wrote as it recorded could not yet know the length.
            length = size - at - 8 if length in (0, 0xFFFFFFFF) else length
            if at + 8 + length > size:
                raise UnplayableError("is cut off")
            if not rate:
                break
            return Facts(seconds=length / rate, sound=codec)
        at += 8 + length + length % 2
    raise UnplayableError("is cut off: it has no sound")
