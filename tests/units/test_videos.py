"""A video unit: player, captions, transcript, poster; and what is wrong with its files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.units.making import Made, film, make, picture

CUES = "WEBVTT\n\n00:00.000 --> 00:01.000\nGood <b>morning</b> &lt;all&gt;.\n"


def course(folder: Path, files: dict[str, str | bytes] | None = None) -> Made:
    return make(folder, {"01-film.mp4": film(), "01-film.en.vtt": CUES, **(files or {})})


def test_a_video(tmp_path: Path) -> None:
    made = course(tmp_path, {"01-film.yaml": "title: A film\n"})
    assert made.findings == ()
    page = made.page("film")
    assert re.search(
        r'<video id="medium" class="medium" controls preload="metadata" playsinline '
        r'aria-label="A film" width="320" height="180">\s*'
        r'<source src="../../assets/01-film.mp4" type="video/mp4">',
        page,
    )
    assert made.data("film")["body"]["duration"] == 2.0
    assert made.data("film")["completion"] == {"rule": "watched", "amount": 0.9}
    assert "To complete: play 90\u00a0% of it." in page


def test_captions_in_several_languages_the_units_first(tmp_path: Path) -> None:
    made = course(tmp_path, {"01-film.de.vtt": CUES, "01-film.pt-BR.vtt": CUES})
    assert re.findall("<track .*?>", made.page("film")) == [
        (
            f'<track kind="captions" src="../../assets/01-film.{file}.vtt" srclang="{tag}" '
            f'label="{name}"{default}>'
        )
        for file, tag, name, default in (
            ("en", "en", "English", " default"),
            ("de", "de", "Deutsch", ""),
            ("pt-br", "pt-BR", "Português (BR)", ""),
        )
    ]


def test_captions_may_be_named(tmp_path: Path) -> None:
    files = {"01-film.yaml": "captions: [texts/said.fr.vtt]\n", "texts/said.fr.vtt": CUES}
    page = course(tmp_path, dict(files)).page("film")
    assert page.count("<track") == 1
    assert 'srclang="fr"' in page


def test_a_transcript_made_of_the_captions(tmp_path: Path) -> None:
    page = course(tmp_path).page("film")
    assert '<details class="transcript" data-role="transcript" open>' in page
    assert "<p>Good morning &lt;all&gt;.</p>" in page


def test_a_transcript_in_another_language_says_so(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-film.mp4": film(), "01-film.ar.vtt": CUES})
    assert '<div class="transcript-text" lang="ar" dir="rtl">' in made.page("film")


def test_a_transcript_in_markdown_wins(tmp_path: Path) -> None:
    page = course(tmp_path, {"01-film.en.md": "# Words\n\n## Unit\n\n**Bold**[^1]\n\n[^1]: n\n"})
    text = page.page("film")
    assert "<strong>Bold</strong>" in text
    assert 'id="transcript:unit"' in text
    assert "Good morning" not in text


def test_a_transcript_in_plain_text_is_shown_as_it_is(tmp_path: Path) -> None:
    said = "Ann: *Hello*\nBob: <b>Hi</b>\n\n    # 1. End\n====\n"
    page = course(tmp_path, {"01-film.en.txt": said}).page("film")
    assert "<p>Ann: *Hello*\nBob: &lt;b&gt;Hi&lt;/b&gt;</p>" in page
    assert "<p># 1. End\n====</p>" in page


def test_without_scripts_and_players_there_is_the_text_and_the_file(tmp_path: Path) -> None:
    page = course(tmp_path).page("film")
    fallback = page.partition("<video")[2].partition("</video>")[0]
    assert "Read the transcript below, or save the video." in fallback
    assert re.search(
        r'<a href="[^"]+" download="01-film.mp4">Save the video \(1\u00a0kB\)', fallback
    )


def test_download_is_offered_on_request(tmp_path: Path) -> None:
    button = 'class="button" href="../../assets/01-film.mp4" download="01-film.mp4"'
    assert button not in course(tmp_path / "a").page("film")
    assert button in course(tmp_path / "b", {"01-film.yaml": "download: true\n"}).page("film")


def test_a_poster_beside_or_by_name(tmp_path: Path) -> None:
    beside = course(tmp_path / "a", {"01-film.jpg": picture("JPEG")}).page("film")
    assert 'poster="../../assets/01-film.jpg"' in beside
    files: dict[str, str | bytes] = {"01-film.yaml": "poster: p.png\n", "p.png": picture("PNG")}
    assert 'poster="../../assets/p.png"' in course(tmp_path / "b", files).page("film")


def test_a_page_may_be_the_unit_of_a_film(tmp_path: Path) -> None:
    text = "---\nsource: media/a.mp4\n---\n# The film\n\nWatch *this*.\n"
    made = make(tmp_path, {"01-x.md": text, "media/a.mp4": film(), "media/a.en.vtt": CUES})
    assert made.findings == ()
    page = made.page("x")
    assert '<h1 id="the-film">The film</h1>' in page
    assert "Watch <em>this</em>." in page
    assert 'srclang="en"' in page


def test_a_film_made_upright_is_shown_upright(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-film.mp4": film(320, 180, upright=True), "01-film.en.vtt": CUES})
    assert 'width="180" height="320"' in made.page("film")


def test_a_silent_film_needs_no_captions(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.mp4": film(), "01-a.yaml": "title: A\ncaptions: none\n"})
    assert made.findings == ()
    assert "transcript" not in made.page("a").partition("<main")[2].partition("<footer")[0]


@pytest.mark.parametrize(
    ("files", "findings"),
    [
        ({"01-film.en.vtt": ""}, ("01-film.en.vtt:1:1 S205",)),
        ({"01-film.en.vtt": "WEBVTT\n\n1\nHello\n"}, ("01-film.en.vtt:3:1 S205",)),
        ({"01-film.en.vtt": b"WEBVTT\n\n\xff"}, ("01-film.en.vtt:3:1 S005",)),
        ({"01-film.mp4": b"no film at all"}, ("01-film.mp4 S206",)),
        ({"01-film.mp4": b""}, ("01-film.mp4 S206",)),
        ({"01-film.mp4": film()[:80]}, ("01-film.mp4 S206",)),
        ({"01-film.mp4": picture("JPEG", (400, 300))}, ("01-film.mp4 S206",)),
        ({"01-film.jpg": picture("PNG")[:20]}, ("01-film.jpg S203",)),
    ],
)
def test_files_that_are_not_what_their_names_say(
    tmp_path: Path, files: dict[str, str | bytes], findings: tuple[str, ...]
) -> None:
    made = course(tmp_path, {"01-film.yaml": "title: A\n", **files})
    assert tuple(f for f in made.findings if "S017" not in f) == findings


def test_missing_captions_are_told(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-film.mp4": film(), "01-film.yaml": "title: A\n"})
    assert made.findings == ("01-film.mp4 S204",)


def test_a_cue_behind_the_end_of_the_film_is_told(tmp_path: Path) -> None:
    late = "WEBVTT\n\n00:00.000 --> 00:01.000\na\n\n99:00:00.000 --> 99:00:01.000\nlate\n"
    made = course(tmp_path, {"01-film.en.vtt": late, "01-film.yaml": "title: F"})
    assert made.findings == ("01-film.en.vtt:6:1 S205",)


def test_an_empty_transcript_does_not_hide_what_the_captions_say(tmp_path: Path) -> None:
    made = course(tmp_path, {"01-film.en.txt": " \n", "01-film.yaml": "title: F"})
    assert made.findings == ("01-film.en.txt S260",)
    assert "<p>Good morning &lt;all&gt;.</p>" in made.page("film")
