"""A recording written as an image is a player in the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.units.making import film, m4a, make, mp3, picture

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
    body = page(tmp_path, "Listen: ![A bell](media/b.mp3){.no-speech}", {"media/b.mp3": mp3()})
    assert (
        '<p>Listen: <audio controls class="player no-speech" preload="metadata"'
        ' aria-label="A bell">'
        '<source src="../../assets/media/b.mp3" type="audio/mpeg">'
    ) in body


def test_captions_are_found_beside_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"f.mp4": film(), "f.de.vtt": CUES, "f.vtt": CUES}
    body = page(tmp_path, "![The way out](f.mp4)", files)
    # As in the player of a unit: in the language of the unit they are shown, the others offered.
    assert (
        '<track kind="captions" src="../../assets/f.vtt" srclang="en" label="English" default>'
        '<track kind="captions" src="../../assets/f.de.vtt" srclang="de" label="Deutsch">'
    ) in body


def test_the_picture_before_it_plays_is_found_beside_it(tmp_path: Path) -> None:
    pictures = {"f.jpg": picture("JPEG"), "b.jpg": picture("JPEG")}
    files: dict[str, str | bytes] = {**pictures, "f.mp4": film(), "b.mp3": mp3()}
    text = "![The way out](f.mp4) ![A bell](b.mp3){.no-speech} ![What rings](b.jpg)"
    made = make(tmp_path, {"01-a.md": f"# A\n\n{text}\n", **files})
    assert made.findings == (), "it is used, so nothing is left over"
    body = made.page("a")
    assert re.search(r'<video [^>]*poster="../../assets/f.jpg"', body)
    assert not re.search(r"<audio [^>]*poster", body)
    assert "assets/f.jpg" in [one.path for one in made.render("a").outputs]


def test_a_picture_before_it_plays_that_is_none_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"f.mp4": film(), "f.png": "no picture"}
    assert make(tmp_path, {"01-a.md": "# A\n\n![A](f.mp4)\n", **files}).findings == ("f.png S203",)


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
        ("![A](f.m4a){.no-speech}", {"f.m4a": m4a(codec=b"alac")}, "01-a.md:3:6 S262"),
        ("![](f.mp4)", {"f.mp4": film()}, "01-a.md:3:5 S202"),
        ("![A](g.mp4)", {"f.mp4": film()}, "01-a.md:3:6 S104"),
        ("![A](f.mp4)", {"f.mp4": film(sound=b"mp4a")}, "01-a.md:3:6 S204"),
        ("![A](f.mp4)", {"f.mp4": film(sound=b"mp4a"), "f.en.txt": "Hello.\n"}, "01-a.md:3:6 S204"),
        ("![A](f.mp3)", {"f.mp3": mp3()}, "01-a.md:3:6 S260"),
        ("![A](f.mp3) and ![again](f.mp3)", {"f.mp3": mp3()}, "01-a.md:3:6 S260"),
        ("![A](f.mp3)", {"f.mp3": mp3(), "f.txt": ""}, "f.txt S260"),
        ("![A](f.mp4)", {"f.mp4": film(), "f.vtt": "Good morning.\n"}, "f.vtt:1:1 S205"),
    ],
)
def test_what_is_wrong_with_it(
    tmp_path: Path, text: str, files: dict[str, str | bytes], finding: str
) -> None:
    made = make(tmp_path, {"01-a.md": f"# A\n\n{text}\n", **files})
    assert [f for f in made.findings if "S031" not in f] == [finding]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("![A](f.mp4)", {"f.mp4": film()}),
        ("![A](f.mp4){.no-speech}", {"f.mp4": film(sound=b"mp4a")}),
        ("![A](f.mp4){width=90 .no-speech}", {"f.mp4": film(sound=b"mp4a")}),
        ("![A](f.mp4)", {"f.mp4": film(sound=b"mp4a"), "f.vtt": CUES}),
        ("![A](f.mp3)", {"f.mp3": mp3(), "f.en.vtt": CUES}),
        ("![A](f.mp3)", {"f.mp3": mp3(), "f.en.md": "Hello.\n"}),
        ("![A](f.mp3)", {"f.mp3": mp3(), "f.txt": "Hello.\n"}),
    ],
)
def test_whom_nothing_is_kept_from(
    tmp_path: Path, text: str, files: dict[str, str | bytes]
) -> None:
    page(tmp_path, text, files)


def test_what_the_recording_of_a_unit_lacks_is_told_there(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "01-a.md": "# A\n\n![A](02-f.mp4)\n",
        "02-f.mp4": film(sound=b"mp4a"),
        "02-f.yaml": "title: F\n",
    }
    assert make(tmp_path, files).findings == ("02-f.mp4 S204",)
    files["02-f.yaml"] = "title: F\ncaptions: none\n"
    assert make(tmp_path, files).findings == ()


def test_what_is_said_is_folded_up_below_the_paragraph(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"b.mp3": mp3(), "b.txt": "Come.\n\nGo & see.\n"}
    body = page(tmp_path, "Listen: ![A talk](b.mp3), twice.\n\nThe end.", files)
    assert re.search(
        r"</audio>, twice\.</p>\s*<details class=\"transcript\" data-role=\"transcript\">\s*"
        r"<summary>Transcript: <span>A talk</span></summary>.*"
        r"<p>Come\.</p>\s*<p>Go &amp; see\.</p>.*</details>\s*<p>The end",
        body,
        re.DOTALL,
    )


def test_captions_are_read_as_well_as_seen(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"f.mp4": film(), "f.de.vtt": CUES}
    body = page(tmp_path, "![The way](f.mp4)", files)
    assert '<div class="transcript-text" lang="de" dir="ltr">' in body
    assert "<p>Good morning.</p>" in body


def test_a_transcript_in_markdown_keeps_its_links_and_its_anchors_apart(tmp_path: Path) -> None:
    said = "## Way\n\nSee [the plan](plan.pdf) and [above](#way).\n"
    files: dict[str, str | bytes] = {"m/f.mp4": film(), "m/f.en.md": said, "m/plan.pdf": b"%PDF-"}
    text = "## Way\n\n![One](m/f.mp4)\n\n![Two](m/f.mp4)"
    body = page(tmp_path, text, files)
    ids = re.findall(r' id="([^"]+)"', body)
    assert [name for name in ids if "way" in name] == ["way", "said-1:way", "said-2:way"]
    assert body.count('href="../../assets/m/plan.pdf"') == 2
    assert 'href="#said-2:way"' in body


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ('![A](f.mp4 "Title")', "</figure>"),
        ("- ![A](f.mp4)\n- b", "</video>"),
        ("| a |\n| - |\n| ![A](f.mp4) |", "</video>"),
        ("## Film ![A](f.mp4)", "</h2>"),
        ("> ![A](f.mp4)", "</p>"),
    ],
)
def test_where_a_transcript_may_stand(text: str, before: str, tmp_path: Path) -> None:
    """In no paragraph and no heading, which hold no blocks; else as near as may be."""
    body = page(tmp_path, text, {"f.mp4": film(), "f.vtt": CUES})
    assert re.search(rf"{before}\s*<details class=\"transcript\"", body), body
    assert body.count("<details") == 1


def test_a_transcript_that_shows_its_own_recording_ends(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"f.mp4": film(), "f.en.md": "Once more: ![A](f.mp4)\n"}
    assert page(tmp_path, "![A](f.mp4)", files).count("<video") == 2


def test_html_that_is_cleaned_keeps_what_is_said(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "course.yaml": "title: A\nhtml: sanitize\n",
        "f.mp4": film(),
        "f.en.vtt": CUES,
    }
    body = page(tmp_path, "![A film](f.mp4)", files)
    assert "A film</span></summary>" in body
    assert "<p>Good morning.</p>" in body


def test_in_the_text_around_a_film_it_is_the_same(tmp_path: Path) -> None:
    text = "---\nsource: f.mp4\ncaptions: none\n---\n# A\n\n![A bell](b.mp3)\n"
    made = make(tmp_path, {"01-a.md": text, "f.mp4": film(), "b.mp3": mp3(), "b.txt": "Hear.\n"})
    assert made.findings == ()
    assert "<p>Hear.</p>" in made.page("a")
