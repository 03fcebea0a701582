"""An audio unit: player, and what is said as text; and what is wrong with its files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.units.making import Made, film, m4a, make, mp3, picture, wav

CUES = "WEBVTT\n\n00:00.000 --> 00:01.000\nGood <b>morning</b> &lt;all&gt;.\n"


def course(folder: Path, files: dict[str, str | bytes] | None = None) -> Made:
    sidecar = "title: A talk\n"
    return make(folder, {"01-talk.mp3": mp3(), "01-talk.yaml": sidecar, **(files or {})})


def test_an_audio(tmp_path: Path) -> None:
    made = course(tmp_path, {"01-talk.en.md": "Good *morning*, all.\n"})
    assert made.findings == ()
    page = made.page("talk")
    assert re.search(
        r'<audio id="medium" class="medium" controls preload="metadata" aria-label="A talk">\s*'
        r'<source src="../../assets/01-talk.mp3" type="audio/mpeg">',
        page,
    )
    assert "autoplay" not in page
    assert "<p>Good <em>morning</em>, all.</p>" in page
    assert made.data("talk")["type"] == "audio"
    assert made.data("talk")["body"] == {"parts": 240, "duration": 2.011}
    assert made.data("talk")["completion"] == {"rule": "watched", "amount": 0.9}
    assert "To complete: play 90\u00a0% of it." in page


def test_captions_are_its_transcript(tmp_path: Path) -> None:
    made = course(tmp_path, {"01-talk.en.vtt": CUES})
    assert made.findings == ()
    assert "<p>Good morning &lt;all&gt;.</p>" in made.page("talk")
    # Players of sound show no captions: what is not shown is not packed.
    assert not [o.path for o in made.render("talk").outputs if o.path.endswith(".vtt")]


@pytest.mark.parametrize("ending", [".m4a", ".wav"])
def test_other_endings(tmp_path: Path, ending: str) -> None:
    data = {".m4a": m4a(), ".wav": wav()}[ending]
    made = make(tmp_path, {f"01-a{ending}": data, "01-a.en.txt": "Hello.\n"})
    assert made.unit("a").type == "audio"
    assert f'type="audio/{ {".m4a": "mp4", ".wav": "wav"}[ending] }"' in made.page("a")


def test_a_page_may_be_the_unit_of_a_recording(tmp_path: Path) -> None:
    text = "---\nsource: media/a.mp3\ndownload: true\n---\n# The talk\n\nListen *well*.\n"
    made = make(tmp_path, {"01-x.md": text, "media/a.mp3": mp3(), "media/a.en.txt": "Hello.\n"})
    assert made.findings == ()
    page = made.page("x")
    assert "Listen <em>well</em>." in page
    assert '<p><a class="button" href="../../assets/media/a.mp3" download="a.mp3">' in page
    assert "Save the audio (32\u00a0kB)" in page


def test_a_missing_transcript_is_told(tmp_path: Path) -> None:
    assert course(tmp_path).findings == ("01-talk.mp3 S260",)


@pytest.mark.parametrize("key", ["transcript", "captions"])
def test_nothing_said_needs_no_transcript(tmp_path: Path, key: str) -> None:
    made = course(tmp_path, {"01-talk.yaml": f"title: Birds\n{key}: none\n"})
    assert made.findings == ()
    body = made.page("talk").partition("<main")[2].partition("<footer")[0]
    assert "transcript" not in body
    assert "This browser cannot play the audio. Save it to play it elsewhere." in body


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        ({"01-talk.mp3": b"no sound at all"}, "01-talk.mp3 S261"),
        ({"01-talk.mp3": b""}, "01-talk.mp3 S261"),
        ({"01-talk.mp3": picture("JPEG", (400, 300))}, "01-talk.mp3 S261"),
        ({"01-talk.en.vtt": "Hello\n"}, "01-talk.en.vtt:1:1 S205"),
        ({"01-talk.yaml": "title: A\npaging: screens\n"}, "01-talk.yaml:2:1 S012"),
    ],
)
def test_what_is_wrong_with_it(tmp_path: Path, files: dict[str, str | bytes], finding: str) -> None:
    made = course(tmp_path, {"01-talk.en.txt": "Hello.\n", **files})
    assert made.findings == (finding,)


def test_a_film_is_no_sound_recording(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "01-a.yaml": "type: audio\ntitle: A\nsource: f.mp4\n",
        "f.mp4": film(),
    }
    assert make(tmp_path, files).findings == ("01-a.yaml:3:9 S209",)
