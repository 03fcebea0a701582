"""What a result says is what the LMS holds: after more than one attempt, and in a later version."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, expect

from scorm_builder import build
from tests.browser.guard import Guard
from tests.browser.quizzing import answer, hand_in
from tests.browser.test_quiz import RAW, result, verdicts
from tests.browser.test_units import STATUS
from tests.lms.player import Player
from tests.lms.serve import serving

RULES = "---\ntype: quiz\npassing_score: 60\nreport: passed-failed\nscore: last\n---\n# Check\n\n"
NAMES = ("Doors close.", "Lifts stop.", "Fire burns.")


def quiz(folder: Path, version: str, *keys: str, rules: str = RULES) -> None:
    source = folder / f"source-{version}"
    source.mkdir()
    asked = [
        f"## {name} {{#q{at}}}\n\nAnswer: {key}\n\n"
        for at, (name, key) in enumerate(zip(NAMES, keys, strict=True))
    ]
    (source / "course.yaml").write_text(
        f"title: Fire\nid: {version}\nmastery_score: false\nlanguage: en\n", "utf-8"
    )
    (source / "01-check.md").write_text(rules + "".join(asked), "utf-8")
    made = build(source, folder / "packages")
    assert not made.report.fails(), made.report.text()


def taken(sco: FrameLocator, *answers: str) -> list[str]:
    for name, given in zip(NAMES, answers, strict=True):
        answer(sco, name, given)
    hand_in(sco).click()
    return result(sco)


@pytest.fixture
def player(browser: Browser, tmp_path: Path, guard: Guard) -> Player:
    """The quiz, and a later version of it by whose key the first question has another answer."""
    quiz(tmp_path, "v1", "true", "true", "true")
    quiz(tmp_path, "v2", "false", "true", "true")
    return Player(browser, "", guard)


def test_a_result_says_what_is_recorded_and_is_not_marked_anew(
    player: Player, tmp_path: Path
) -> None:
    with serving(tmp_path / "packages") as url:
        player.url = url
        with player.launch("v1/units/check/index.html") as run:
            told = taken(run.sco, "True", "True", "False")
            assert told[1:4] == [
                "Passed",
                "Score: 66.67\u00a0%",
                "Questions: 3. Answered: 3. Right: 2.",
            ]
            run.sco.get_by_role("button", name="Try again").click()
            told = taken(run.sco, "True", "False", "False")
            assert told[1:5] == [
                "Passed",
                "You had passed before, and that stays.",
                "Score of this attempt: 33.33\u00a0%",
                "Recorded: 33.33\u00a0%, the score of the last attempt.",
            ]
            assert (run.value(RAW), run.value(STATUS)) == ("33.33", "passed")
            marked = verdicts(run.sco)
            assert list(marked.values()) == ["Right", "Wrong", "Wrong"]
            record = run.leave()
        with player.launch("v2/units/check/index.html", record) as later:
            again = result(later.sco)
            changed = "The course has changed since you handed in."
            assert again[1] == f"{changed} Your result stays as it was."
            assert again[2:] == [*told[1:5], "Try again"]
            assert list(verdicts(later.sco).values()) == ["", "Wrong", "Wrong"]
            assert (later.value(RAW), later.value(STATUS)) == ("33.33", "passed")
            assert later.sets(RAW) == []


def test_who_is_passed_by_a_lower_mark_is_passed_in_the_lms_too(
    browser: Browser, tmp_path: Path, guard: Guard
) -> None:
    for version, mark in (("v1", 80), ("v2", 60)):
        rules = f"---\ntype: quiz\npassing_score: {mark}\nattempts: 1\n---\n# Check\n\n"
        quiz(tmp_path, version, "true", "true", "true", rules=rules)
    with serving(tmp_path / "packages") as url:
        player = Player(browser, url, guard)
        with player.launch("v1/units/check/index.html") as run:
            assert taken(run.sco, "True", "True", "False")[1] == "Not passed"
            assert run.value(STATUS) == "failed"
            record = run.leave()
        with player.launch("v2/units/check/index.html", record) as later:
            assert result(later.sco)[1] == "Passed"
            assert (later.value(RAW), later.value(STATUS)) == ("66.67", "passed")
            expect(later.sco.locator("#unit-status [data-role=progress]")).to_have_text("Completed")
            record = later.kill()
        assert record["values"][STATUS] == "passed"
