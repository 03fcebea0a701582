"""WebVTT: is it one, and what does it say? (W3C WebVTT, sections 4 and 6.)"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s+.*)?")
# Seconds of silence between two sentences that part paragraphs; characters that are enough for one.
_PAUSE = 1.5
_LONG = 400

_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from ``start`` to ``end``, in seconds; ``text`` without markup.

    ``voice`` is who says it, where the file names one speaker for the cue; ``line``, from 1, has
    its times.
    """

    start: float
    end: float
    text: str
    voice: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text is no WebVTT, and on which line, from 1."""

    line: int
    message: str


def parse(text: str) -> tuple[tuple[Cue, ...], tuple[Problem, ...]]:
    """The cues of a caption file (lines ended by LF, no BOM), and what is wrong with it."""
    lines = text.split("\n")
    if not re.match(r"WEBVTT([ \t].*)?$", lines[0]):
        return (), (Problem(1, "the first line must be WEBVTT"),)
    cues: list[Cue] = []
    problems: list[Problem] = []
    at = 1
    while at < len(lines):
        block_at = at
        block = []
        while at < len(lines) and lines[at].strip():
            block.append(lines[at])
            at += 1
        at += 1
        if not block or _NO_CUE.match(block[0]) or block_at == 1:
            continue
        timing = next((i for i, line in enumerate(block[:2]) if "-->" in line), None)
        if timing is None:
            message = "a cue without a line of times (00:01.000 --> 00:04.500)"
            problems.append(Problem(block_at + 1, message))
            continue
        match = _TIMING.fullmatch(block[timing])
        if match is None:
            where = block_at + timing + 1
            problems.append(Problem(where, "times are written 00:01.000 --> 00:04.500"))
            continue
        start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        if end <= start:
            problems.append(Problem(block_at + timing + 1, "this cue ends before it begins"))
            continue
        if cues and start < cues[-1].start:
            message = "this cue begins before the one above it: put them in order"
            problems.append(Problem(block_at + timing + 1, message))
            continue
        said = " ".join(block[timing + 1 :])
        cues.append(replace(_cue(start, end, said), line=block_at + timing + 1))
    if not cues and not problems:
        problems.append(Problem(1, "there is no cue in it"))
    return tuple(cues), tuple(problems)


def _cue(start: float, end: float, marked: str) -> Cue:
    voices = {html.unescape(name).strip() for name in _VOICE.findall(marked)}
    said = html.unescape(_TAG.sub("", marked))
    return Cue(start, end, " ".join(said.split()), voices.pop() if len(voices) == 1 else "")


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def paragraphs(cues: tuple[Cue, ...]) -> tuple[str, ...]:
    """The speech as text to read.

    A paragraph ends where another voice begins, at a pause between sentences, at a long pause, or
    when it has grown long. A voice is named where it begins: ``Ann: Good morning.``
    """
    out: list[str] = []
    last = Cue(0, 0, "")
    for cue in cues:
        if not cue.text:
            continue
        pause = cue.start - last.end
        ended = last.text.endswith((".", "!", "?", "…", "。", "؟"))
        long = bool(out) and len(out[-1]) > _LONG
        if cue.voice != last.voice or not out:
            out.append(f"{cue.voice}: {cue.text}" if cue.voice else cue.text)
        elif pause >= 2 * _PAUSE or (ended and (pause >= _PAUSE or long)):
            out.append(cue.text)
        elif cue.text != last.text:
            out[-1] += f" {cue.text}"
        last = cue
    return tuple(out)
