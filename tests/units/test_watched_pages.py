"""A page that is done when what it plays was played."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder import build, registry
from scorm_builder.course.identity import state_key
from tests.units.making import Made, film, make, mp3, picture

FRONT = "---\ncompletion: {watched: 80%}\n---\n"
MEDIA: dict[str, str | bytes] = {
    "m/one.mp4": film(seconds=2.0),
    "m/two.mp4": film(seconds=3.5),
    "bell.mp3": mp3(),
}
ONE, TWO, BELL = (state_key(f"{name}") for name in ("m/one.mp4", "m/two.mp4", "bell.mp3"))


def page(folder: Path, text: str, files: dict[str, str | bytes] | None = None) -> Made:
    made = make(folder, {"01-a.md": text, **MEDIA, **(files or {})})
    assert [one for one in made.findings if not one.endswith("S031")] == []
    return made


def test_every_player_counts_in_the_order_of_the_page(tmp_path: Path) -> None:
    text = "# A\n\n![Two](m/two.mp4)\n\n- ![A bell](bell.mp3){.no-speech}\n\n![One](m/one.mp4)\n"
    made = page(tmp_path, FRONT + text)
    data = made.data("a")
    assert data["completion"] == {"rule": "watched", "amount": 0.8}
    players = data["body"]["players"]
    assert [player["key"] for player in players] == [TWO, BELL, ONE]
    assert [player["duration"] for player in players] == [3.5, pytest.approx(2.01, abs=0.01), 2.0]
    shown = made.page("a")
    assert "To complete: play 80 % of each video and audio on this page." in shown
    assert len(re.findall(r'<(?:video|audio)[^>]* class="player', shown)) == 3


def test_without_the_rule_a_page_counts_no_player(tmp_path: Path) -> None:
    data = page(tmp_path, "# A\n\n![One](m/one.mp4)\n").data("a")
    assert (data["completion"]["rule"], data["body"]) == ("end", {})


@pytest.mark.parametrize("where", ["course.yaml", "module.yaml"])
def test_what_a_course_says_of_its_films_is_not_for_a_page(where: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "02-m/01-b.md": "# B\n\n![One](../m/one.mp4)\n",
        "02-m/02-f.mp4": film(),
        "02-m/02-f.yaml": "title: F\ncaptions: none\n",
    }
    name = "course.yaml" if where == "course.yaml" else "02-m/module.yaml"
    files[name] = "title: M\ncompletion: {watched: 55%}\n"
    made = page(tmp_path, "# A\n", files)
    rules = [made.data(unit)["completion"] for unit in ("m-b", "m-f")]
    assert rules == [{"rule": "end", "amount": 5.0}, {"rule": "watched", "amount": 0.55}]


def test_screens_have_players_too(tmp_path: Path) -> None:
    front = FRONT.replace("---\n", "---\npaging: screens\n", 1)
    text = "# A\n\nOne.[^n]\n\n---\n\n![Two](m/two.mp4)\n\n[^n]: ![One](m/one.mp4)\n"
    made = page(tmp_path, front + text)
    body = made.data("a")["body"]
    assert len(body["screens"]) == 2
    assert [player["key"] for player in body["players"]] == [ONE, TWO], "notes lie on their screen"
    shown = made.page("a")
    assert shown.index("one.mp4") < shown.index("two.mp4")
    assert "of each video and audio on this page" in shown


def test_the_same_film_twice_is_told_apart_by_its_place(tmp_path: Path) -> None:
    made = page(tmp_path, f"{FRONT}# A\n\n![One](m/one.mp4)\n\n![Again](m/one.mp4)\n")
    assert [player["key"] for player in made.data("a")["body"]["players"]] == [ONE, ""]


def test_what_is_played_in_a_transcript_does_not_count(tmp_path: Path) -> None:
    said = {"m/one.en.md": "![A bell](../bell.mp3){.no-speech}\n"}
    made = page(tmp_path, f"{FRONT}# A\n\n![One](m/one.mp4)\n", {**said})
    assert len(made.data("a")["body"]["players"]) == 1
    inside = made.page("a").partition('<details class="transcript"')[2].partition("</details>")[0]
    assert "<audio" in inside


def test_a_player_may_be_the_title(tmp_path: Path) -> None:
    made = page(tmp_path, f"{FRONT}# Ring ![A bell](bell.mp3){{.no-speech}}\n\nText.\n")
    assert len(made.data("a")["body"]["players"]) == 1


def test_html_that_is_cleaned_keeps_what_counts(tmp_path: Path) -> None:
    course: dict[str, str | bytes] = {"course.yaml": "title: A\nhtml: sanitize\n"}
    made = page(tmp_path, f"{FRONT}# A\n\n![One](m/one.mp4)\n", course)
    assert re.search(r'<video[^>]* class="player"', made.page("a"))


def test_its_record_grows_with_its_players(tmp_path: Path) -> None:
    kind = registry.units()["page"]
    made = page(tmp_path, f"{FRONT}# A\n\n![One](m/one.mp4)\n\n![Two](m/two.mp4)\n")
    assert made.render("a").state == 17 + 2 * 120
    assert kind.state_bound(page(tmp_path, "# A\n\n![One](m/one.mp4)\n").unit("a").body) == 15


def test_more_players_than_a_state_holds_are_told(tmp_path: Path) -> None:
    players = "\n\n".join("![One](one.mp4)" for _ in range(34))
    (tmp_path / "course.yaml").write_text("title: A\n")
    (tmp_path / "one.mp4").write_bytes(film())
    (tmp_path / "01-a.md").write_text(f"{FRONT}# A\n\n{players}\n")
    report = build(tmp_path, tmp_path / "dist").report
    assert "S304" in {one.code for one in report.diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        "Text.",
        "[The film](m/one.mp4)",
        '<video src="m/one.mp4" controls aria-label="One" muted></video>',
        '<img src="m/one.mp4" alt="One">',
        "`![One](m/one.mp4)`",
        "![Way](p.png)",
    ],
)
def test_a_page_with_nothing_to_play_is_told(text: str, tmp_path: Path) -> None:
    files = {"01-a.md": f"{FRONT}# A\n\n{text}\n", "p.png": picture("PNG"), **MEDIA}
    told = [one for one in make(tmp_path, files).findings if not one.endswith(("S031", "S203"))]
    assert told == ["01-a.md:2:13 S274"]


def test_a_film_that_is_missing_is_one_finding(tmp_path: Path) -> None:
    made = make(tmp_path, {"01-a.md": f"{FRONT}# A\n\n![One](m/one.mp4)\n"})
    assert made.findings == ("01-a.md:6:8 S104",)
