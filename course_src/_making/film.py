"""A script in YAML becomes a narrated film: MP4, WebVTT captions, a transcript and a poster.

Every phrase of the script is spoken by itself, so the captions are what is said, and their times
are measured, not guessed. A phrase ends where a speaker would draw breath: at a full stop or comma.
"""

from __future__ import annotations

import array
import html
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import paper
import yaml
from PIL import Image

WIDTH, HEIGHT, FPS = 1280, 720, 12
VOICE = ("espeak-ng", "-v", "en-us", "-s", "148", "-p", "42", "-a", "160")
BEFORE_SCENE, AFTER_SCENE = 0.7, 0.7
AFTER_SENTENCE, AFTER_COMMA = 0.45, 0.12
FADE = 4
SILENCE = 260
LINE = 42


@dataclass(frozen=True)
class Cue:
    """What is said from ``start`` to ``end``, in seconds; ``texts`` by language."""

    start: float
    end: float
    texts: dict[str, str]


@dataclass(frozen=True)
class Shot:
    """One still: the scene, how many of its points are shown, and from when (seconds)."""

    scene: int
    points: int
    start: float


def make(script: Path, target: Path, style: str) -> None:
    """Writes ``target`` (an ``.mp4``) and its companions from ``script``.

    ``style`` names the style sheet of the stills, seen from the script.
    """
    scenes = yaml.safe_load(script.read_text("utf-8"))["scenes"]
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        cues, shots, length = _speak(scenes, room)
        stills = _stills(scenes, shots, script.parent, style)
        stills[0].save(target.with_suffix(".jpg"), quality=86, optimize=True)
        _encode(stills, shots, length, room, target)
    for language in cues[0].texts:
        target.with_suffix(f".{language}.vtt").write_text(_vtt(cues, language), "utf-8")
    target.with_suffix(".en.md").write_text(_transcript(scenes), "utf-8")


def _speak(scenes: list[Any], room: Path) -> tuple[list[Cue], list[Shot], float]:
    """Speaks the script into ``room/speech.wav``; says when what is heard and shown."""
    rate = 0
    sound = array.array("h")
    cues: list[Cue] = []
    shots: list[Shot] = []

    def pause(seconds: float) -> None:
        sound.extend([0] * round(seconds * rate))

    for number, scene in enumerate(scenes):
        points = 0
        for at, step in enumerate(scene["steps"]):
            points += "show" in step
            shown_from = len(sound) / rate if rate else 0.0
            for place, phrase in enumerate(step["say"]):
                speech, rate = _phrase(phrase, room)
                if at == place == 0:
                    pause(BEFORE_SCENE)
                start = len(sound) / rate
                sound.extend(speech)
                texts = {"en": phrase} | {k: step[k][place] for k in step.keys() - {"say", "show"}}
                cues.append(Cue(start, len(sound) / rate, texts))
                pause(AFTER_COMMA if phrase.endswith((",", ":", ";")) else AFTER_SENTENCE)
            shots.append(Shot(number, points, shown_from))
        pause(AFTER_SCENE)
    with wave.open(str(room / "speech.wav"), "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))
        out.writeframes(sound.tobytes())
    return cues, shots, len(sound) / rate


def _phrase(text: str, room: Path) -> tuple[array.array[int], int]:
    """The samples of one phrase, without the silence around it, and their rate."""
    file = room / "phrase.wav"
    subprocess.run([*VOICE, "-w", str(file), text], check=True)
    with wave.open(str(file), "rb") as read:
        rate = read.getframerate()
        samples = array.array("h", read.readframes(read.getnframes()))
    loud = [i for i, value in enumerate(samples) if abs(value) > SILENCE]
    edge = rate // 50
    return samples[max(0, loud[0] - edge) : loud[-1] + edge], rate


def _stills(scenes: list[Any], shots: list[Shot], base: Path, style: str) -> list[Any]:
    """One picture a shot."""
    pages = [_still(scenes[shot.scene], shot, len(scenes)) for shot in shots]
    head = f'<!doctype html><html lang="en"><link rel="stylesheet" href="{style}"><body>'
    pictures = paper.pictures(head + "".join(pages), base, WIDTH)
    if len(pictures) != len(shots) or any(p.size != (WIDTH, HEIGHT) for p in pictures):
        raise SystemExit(f"{len(pictures)} pages for {len(shots)} stills: a text is too long")
    return pictures


def _still(scene: Any, shot: Shot, scenes: int) -> str:
    points = [step["show"] for step in scene["steps"] if "show" in step]
    items = "".join(
        f'<li class="{"shown" if i < shot.points else "later"}">{html.escape(point)}</li>'
        for i, point in enumerate(points)
    )
    marks = "".join(f'<i class="{"on" if i <= shot.scene else ""}"></i>' for i in range(scenes))
    return (
        f'<section class="slide film {scene.get("kind", "points")}">'
        f'<p class="kicker">{html.escape(scene.get("kicker", ""))}</p>'
        f"<h1>{html.escape(scene['title'])}</h1>"
        + (f'<p class="lead">{html.escape(scene["lead"])}</p>' if "lead" in scene else "")
        + (f'<p class="notice">{html.escape(scene["notice"])}</p>' if "notice" in scene else "")
        + (f"<ul>{items}</ul>" if points else "")
        + f'<p class="marks">{marks}</p></section>'
    )


def _encode(stills: list[Any], shots: list[Shot], length: float, room: Path, target: Path) -> None:
    """H.264 and AAC, the index first, so that a browser can play before it has everything."""
    lines = []

    def add(picture: Any, name: str, frames: int) -> None:
        picture.save(room / name)
        lines.append(f"file '{name}'\nduration {frames / FPS:.6f}\n")

    last = round(length * FPS) + 1
    for i, (still, shot) in enumerate(zip(stills, shots, strict=True)):
        begin = round(shot.start * FPS)
        end = round(shots[i + 1].start * FPS) if i + 1 < len(shots) else last
        fading = FADE if i and end - begin > FADE else 0
        for k in range(fading):
            blend = Image.blend(stills[i - 1], still, (k + 1) / (fading + 1))
            add(blend, f"fade-{i:03}-{k}.png", 1)
        add(still, f"still-{i:03}.png", end - begin - fading)
    # The concat demuxer ignores the last duration unless the file is named once more.
    listing = room / "stills.txt"
    listing.write_text("".join(lines) + f"file 'still-{len(stills) - 1:03}.png'\n", "utf-8")
    command = (
        "ffmpeg -hide_banner -loglevel error -y -f concat -i stills.txt -i speech.wav "
        f"-vf scale=out_color_matrix=bt709:out_range=tv,fps={FPS},format=yuv420p "
        "-af highpass=f=70,lowpass=f=9000,loudnorm=I=-18:TP=-2:LRA=7 -ar 44100 -ac 1 "
        "-c:v libx264 -preset veryslow -tune stillimage -crf 27 -profile:v high -g 120 "
        "-color_primaries bt709 -color_trc bt709 -colorspace bt709 -c:a aac -b:a 48k "
        f"-t {last / FPS:.3f} -threads 1 -map_metadata -1 -fflags +bitexact "
        "-flags:v +bitexact -flags:a +bitexact -movflags +faststart"
    ).split()
    subprocess.run([*command, str(target.resolve())], cwd=room, check=True)


def _vtt(cues: list[Cue], language: str) -> str:
    """A cue stays until the next one if the pause is short, so that captions do not flicker."""
    blocks = ["WEBVTT\n"]
    for i, cue in enumerate(cues):
        following = cues[i + 1].start if i + 1 < len(cues) else cue.end + 0.4
        end = following if following - cue.end < 0.5 else cue.end + 0.4
        times = f"{_clock(cue.start)} --> {_clock(end)}"
        blocks.append(f"{i + 1}\n{times}\n{_lines(cue.texts[language])}\n")
    return "\n".join(blocks)


def _clock(seconds: float) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 60000:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _lines(text: str) -> str:
    """One line, or two of about one length; no line of more than ``LINE`` characters."""
    if len(text) <= LINE:
        return text
    words = text.split()
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    first, second = min(breaks, key=lambda pair: max(len(pair[0]), len(pair[1])))
    if max(len(first), len(second)) > LINE:
        raise SystemExit(f"split this phrase, it is too long for a caption: {text!r}")
    return f"{first}\n{second}"


def _transcript(scenes: list[Any]) -> str:
    """What is said, by scenes, and what is only to be seen."""
    parts = ["<!-- Made from the script of the film: change that, not this. -->\n"]
    for scene in scenes:
        parts.append(f"## {scene['title']}\n")
        parts += [f"*On the screen:* {scene[k]}\n" for k in ("lead", "notice") if k in scene]
        parts.append(" ".join(phrase for step in scene["steps"] for phrase in step["say"]) + "\n")
        if shown := [step["show"] for step in scene["steps"] if "show" in step]:
            parts.append("*On the screen:* " + "; ".join(shown) + ".\n")
    return "\n".join(parts)
