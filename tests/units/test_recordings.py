"""Sound files by their own account, and codecs that browsers do not play."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from scorm_builder.media import recordings
from tests.units.making import film, m4a, make, mp3, ogg, opus, picture, vorbis, wav


def facts(folder: Path, data: bytes, name: str) -> recordings.Facts:
    file = folder / name
    file.write_bytes(data)
    return recordings.probe(file)


# ID3v2.4, 3.1: ten bytes of header, then 257 bytes, written seven bits a byte.
TAG = b"ID3\x04\x00\x00\x00\x00\x02\x01" + bytes(257)


@pytest.mark.parametrize(
    ("data", "name", "seconds", "sound"),
    [
        (m4a(2.5), "a.m4a", 2.5, "mp4a"),
        (mp3(100), "a.mp3", 100 * 1152 / 44100, "MP3"),
        (mp3(100, tag=TAG), "a.mp3", 100 * 1152 / 44100, "MP3"),
        (opus(2.5), "a.ogg", 2.5, "Opus"),
        (vorbis(2.5), "a.ogg", 2.5, "Vorbis"),
        (wav(2.5), "a.wav", 2.5, "PCM"),
        (wav(2.5, form=7), "a.WAV", 2.5, "mu-law"),
    ],
)
def test_length_and_codec(
    tmp_path: Path, data: bytes, name: str, seconds: float, sound: str
) -> None:
    found = facts(tmp_path, data, name)
    assert found.seconds == pytest.approx(seconds, abs=0.001)
    assert found.sound == sound


def test_an_mp3_of_changing_rate_says_how_many_frames_it_has(tmp_path: Path) -> None:
    first = b"\xff\xfb\x90\x64" + bytes(32) + b"Xing" + struct.pack(">II", 1, 1000)
    data = first + bytes(417 - len(first)) + mp3(3)
    assert facts(tmp_path, data, "a.mp3").seconds == pytest.approx(1000 * 1152 / 44100)


def test_a_wav_written_while_recording_does_not_know_its_length(tmp_path: Path) -> None:
    data = wav(2.0)
    at = data.index(b"data") + 4
    data = data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :]
    assert facts(tmp_path, data, "a.wav").seconds == 2.0


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.mp3", "is not the sound recording"),
        (b"hello " * 2000, "a.mp3", "is not the sound recording"),
        (wav(), "a.mp3", "is not the sound recording"),
        (mp3(), "a.wav", "is not the sound recording"),
        (mp3(), "a.m4a", "is not the sound recording"),
        (film(), "a.m4a", "has no sound"),
        (picture("PNG", (400, 300)), "a.mp3", "is not the sound recording"),
        (b"RIFF\0\0\0\0WAVE", "a.wav", "is cut off: it has no sound"),
        (wav()[:-1], "a.wav", "is cut off"),
        (wav()[:40], "a.wav", "is damaged|is cut off"),
        (mp3(), "a.ogg", "is not the sound recording"),
        (opus()[:36], "a.ogg", "is damaged|is cut off"),
        (ogg(b"\x80theora" + bytes(34), 9), "a.ogg", "holds a film"),
        (ogg(b"\x7fFLAC" + bytes(46), 9), "a.ogg", "holds neither Opus nor Vorbis"),
        (m4a()[:30], "a.m4a", "is cut off"),
    ],
)
def test_no_sound(tmp_path: Path, data: bytes, name: str, reason: str) -> None:
    with pytest.raises(recordings.UnplayableError, match=f"^({reason})"):
        facts(tmp_path, data, name)


NAMED = {"01-a.yaml": "title: A\ncaptions: none\n"}


@pytest.mark.parametrize("codec", [b"hvc1", b"hev1", b"apch", b"mp4v"])
def test_a_film_that_browsers_do_not_play(tmp_path: Path, codec: bytes) -> None:
    made = make(tmp_path, {**NAMED, "01-a.mp4": film(codec=codec)})
    assert made.findings == ("01-a.mp4 S262",)


@pytest.mark.parametrize("sound", [b"ac-3", b"ec-3", b"alac"])
def test_sound_that_browsers_do_not_play(tmp_path: Path, sound: bytes) -> None:
    made = make(tmp_path / "film", {**NAMED, "01-a.mp4": film(sound=sound)})
    assert made.findings == ("01-a.mp4 S262",)
    made = make(tmp_path / "sound", {**NAMED, "01-a.m4a": m4a(codec=sound)})
    assert made.findings == ("01-a.m4a S262",)


def test_a_wav_of_a_form_of_its_own(tmp_path: Path) -> None:
    made = make(tmp_path, {**NAMED, "01-a.wav": wav(form=2)})
    assert made.findings == ("01-a.wav S262",)


@pytest.mark.parametrize(
    ("name", "data"),
    [("01-a.mp4", film(codec=b"av01")), ("01-a.ogg", opus()), ("01-a.ogg", vorbis())],
)
def test_what_older_browsers_do_not_play_is_a_warning(
    tmp_path: Path, name: str, data: bytes
) -> None:
    assert make(tmp_path, {**NAMED, name: data}).findings == (f"{name} S263",)


def test_what_every_browser_plays_is_no_finding(tmp_path: Path) -> None:
    files = {
        "01-a.mp4": film(sound=b"mp4a"),
        "02-b.m4a": m4a(),
        "03-c.mp3": mp3(),
        "04-d.wav": wav(),
    }
    named = {name.replace(name[-3:], "yaml"): NAMED["01-a.yaml"] for name in files}
    assert make(tmp_path, {**files, **named}).findings == ()


def test_an_index_behind_much_data_begins_late(tmp_path: Path) -> None:
    late = make(tmp_path / "late", {**NAMED, "01-a.mp4": film(data=1_000_001)})
    assert late.findings == ("01-a.mp4 S264",)
    early = make(tmp_path / "early", {**NAMED, "01-a.mp4": film(data=1_000_001, early=True)})
    assert early.findings == ()
