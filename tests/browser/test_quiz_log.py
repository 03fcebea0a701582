"""The ordered log of API calls of a quiz; see test_log.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser

from scorm_builder import build
from tests.browser.guard import Guard
from tests.browser.quizzing import answer_all, hand_in
from tests.browser.test_log import end, said, written
from tests.browser.test_units import STATUS, stand_still
from tests.lms.player import Launch, Player
from tests.lms.serve import serving

pytestmark = pytest.mark.browser

QUIZ = "small/units/check/index.html"
COURSE = """\
title: Small
id: small
language: en
interactions: journal
objectives: [leaving: Knows when to leave]
"""
TEXT = """\
---
type: quiz
passing_score: 80
---
# Check yourself

## Which of these feed a fire? {#feed}

- [x] Paper
- [x] Air
- [ ] Water

## Fire doors stay closed. {#doors objective=leaving}

Answer: true
"""
RIGHT = {"Which of these feed a fire?": ["Paper", "Air"], "Fire doors stay closed.": "True"}
HALF = {"Which of these feed a fire?": ["Paper"], "Fire doors stay closed.": "True"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has a course of one small quiz."""
    folder = tmp_path_factory.mktemp("small")
    source = folder / "source"
    source.mkdir()
    (source / "course.yaml").write_text(COURSE)
    (source / "01-check.md").write_text(TEXT)
    result = build(source, folder / "packages")
    assert not result.report.fails(), result.report.text()
    with serving(folder / "packages") as address:
        yield address


@pytest.fixture
def small_player(browser: Browser, small: str, guard: Guard) -> Player:
    return Player(browser, small, guard)


# What was on the screen, and for how long, is no matter of policy.
SIGHT = re.compile(r"Set.*(lesson_location|latency)")


def spoken(run: Launch) -> list[str]:
    """The calls; times of day as their names too."""
    lines = [line for line in said(run.log(), "quiz") if not SIGHT.search(line)]
    return [
        re.sub(r'(interactions\.\d+\.time", )"[\d:]{8}"', r'\1"<time>"', line) for line in lines
    ]


def take(run: Launch, answers: Mapping[str, Any]) -> None:
    answer_all(run.sco, answers)
    run.page.clock.run_for(2000)
    hand_in(run.sco).click()
    run.sco.get_by_role("region", name="Result").wait_for()


def test_handed_in_below_the_mark_tried_again_passed_and_relaunched(small_player: Player) -> None:
    with small_player.launch(QUIZ, clock=True) as run:
        stand_still(run)
        take(run, HALF)
        assert run.value(STATUS) == "incomplete"
        run.page.clock.run_for(2000)
        run.sco.get_by_role("button", name="Try again").click()
        take(run, RIGHT)
        assert run.value(STATUS) == "passed"
        record = end(run)
        assert spoken(run) == written("passed-at-last", "quiz")
    with small_player.launch(QUIZ, record) as run:
        # What is on the screen is kept, too: let it be seen.
        run.page.wait_for_timeout(1100)
        run.leave()
        assert spoken(run) == written("relaunched-when-passed", "quiz")


def test_killed_half_way_and_resumed(small_player: Player) -> None:
    with small_player.launch(QUIZ, clock=True) as run:
        stand_still(run)
        answer_all(run.sco, {"Fire doors stay closed.": "True"})
        run.page.clock.run_for(10_500)
        record = run.record()
        assert spoken(run) == written("killed-half-way", "quiz")
    with small_player.launch(QUIZ, record, entry="", clock=True) as run:
        stand_still(run)
        take(run, {"Which of these feed a fire?": ["Paper", "Air"]})
        end(run)
        assert spoken(run) == written("resumed", "quiz")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("reviewed", {"mode": "review", "credit": "no-credit"}),
        ("without-credit", {"credit": "no-credit"}),
    ],
)
def test_nothing_counts(name: str, options: dict[str, Any], small_player: Player) -> None:
    with small_player.launch(QUIZ, clock=True, **options) as run:
        stand_still(run)
        take(run, RIGHT)
        end(run)
        assert spoken(run) == written(name, "quiz")


def test_where_the_lms_asks_for_another_mark_the_page_names_that_one(small_player: Player) -> None:
    for launch, percent in (({}, 80), ({"masteryScore": "60"}, 60)):
        with small_player.launch(QUIZ, launch=launch) as run:
            for role in ("requirement", "passing"):
                said = run.sco.locator(f'[data-role="{role}"]').inner_text()
                assert f"{percent}\u00a0%" in said or f"{percent} %" in said
