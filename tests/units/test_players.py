"""A recording written as an image is a player in the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.units.making import film, m4a, make, mp3

CUES = "WEBVTT\n\n00:00.000 --> 00:01.000\nGood morning.\n"


def page(folder: Path, text: str, files: dict[str, str | bytes] | None = None) -> str:
    made = make(folder, {"01-a.md": f"# A\n\n{text}\n", **(files or {})})
    assert made.findings == ()
    return made.page("a").partition('<div id="unit-body">')[2].partition("</main>")[0]


def test_a_film(tmp_path: Path) -> None:
    body = page(tmp_path, "![The way out](f.mp4)", {"f.mp4": film()})
    assert re.search(
        r'<p><video controls playsinline width="320" height="180" class="player" preload="metadata"'
        r' aria-label="The way out"><source src="../../assets/f.mp4" type="video/mp4">'
        r'<a href="../../assets/f.mp4" download="f.mp4">This browser cannot play the video[^<]*</a>'
        r"</video></p>",
        body,
    )
    assert "autoplay" not in body
    assert "<img" not in body


def test_a_sound(tmp_path: Path) -> None:
    body = page(tmp_path, "Listen: ![A bell](media/b.mp3)", {"media/b.mp3": mp3()})
    assert (
        '<p>Listen: <audio controls class="player" preload="metadata" aria-label="A bell">'
        '<source src="../../assets/media/b.mp3" type="audio/mpeg">'
    ) in body


def test_captions_are_found_beside_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"f.mp4": film(), "f.de.vtt": CUES, "f.vtt": CUES}
    body = page(tmp_path, "![The way out](f.mp4)", files)
    assert '<track kind="captions" src="../../assets/f.de.vtt" srclang="de">' in body
    assert '<track kind="captions" src="../../assets/f.vtt">' in body


def test_with_a_caption_it_is_a_figure(tmp_path: Path) -> None:
    body = page(tmp_path, '![The way out](f.mp4 "Out in a minute")', {"f.mp4": film()})
    assert re.search(r"<figure[^>]*><video.*</video><figcaption>.*Out in a minute", body, re.DOTALL)


def test_a_width_that_is_given_stays(tmp_path: Path) -> None:
    body = page(tmp_path, "![The way out](f.mp4){width=160}", {"f.mp4": film()})
    assert 'width="160" height="90"' in body


def test_the_same_file_is_packed_once(tmp_path: Path) -> None:
    text = "![One](f.mp4)\n\n![Two](f.mp4)\n\n[Save it](f.mp4)"
    made = make(tmp_path, {"01-a.md": f"# A\n\n{text}\n", "f.mp4": film()})
    paths = [o.path for o in made.render("a").outputs]
    assert paths.count("assets/f.mp4") == 1


@pytest.mark.parametrize(
    ("text", "files", "finding"),
    [
        ("![A](f.mp4)", {"f.mp4": "no film"}, "01-a.md:3:6 S206"),
        ("![A](f.mp3)", {"f.mp3": "no sound"}, "01-a.md:3:6 S261"),
        ("![A](f.mp4)", {"f.mp4": film(codec=b"hvc1")}, "01-a.md:3:6 S262"),
        ("![A](f.m4a)", {"f.m4a": m4a(codec=b"alac")}, "01-a.md:3:6 S262"),
        ("![](f.mp4)", {"f.mp4": film()}, "01-a.md:3:5 S202"),
        ("![A](g.mp4)", {"f.mp4": film()}, "01-a.md:3:6 S104"),
    ],
)
def test_what_is_wrong_with_it(
    tmp_path: Path, text: str, files: dict[str, str | bytes], finding: str
) -> None:
    made = make(tmp_path, {"01-a.md": f"# A\n\n{text}\n", **files})
    assert [f for f in made.findings if "S031" not in f] == [finding]


def test_it_tracks_nothing(tmp_path: Path) -> None:
    text = "---\ncompletion: {watched: 90%}\n---\n# A\n\n![The way out](f.mp4)\n"
    made = make(tmp_path, {"01-a.md": text, "f.mp4": film()})
    assert made.findings == ("01-a.md:2:13 S108",)
