"""A transcript becomes a recording: MP3, one voice (espeak-ng, ffmpeg)."""

from __future__ import annotations

import subprocess
from pathlib import Path

VOICE = ("espeak-ng", "-v", "en-us", "-s", "148", "-p", "42", "-a", "160", "--stdout")
ENCODE = ("-ac", "1", "-ar", "22050", "-b:a", "40k", "-map_metadata", "-1", "-fflags", "+bitexact")


def make(transcript: Path, target: Path) -> None:
    """Writes ``target`` (an ``.mp3``), in which the text file ``transcript`` is read aloud."""
    spoken = subprocess.run(
        [*VOICE, "-f", str(transcript)], check=True, stdout=subprocess.PIPE
    ).stdout
    command = ["ffmpeg", "-y", "-loglevel", "error", "-i", "-", *ENCODE, str(target)]
    subprocess.run(command, check=True, input=spoken)
