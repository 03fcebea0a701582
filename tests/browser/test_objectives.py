"""Objectives from the source to the LMS: courses have them, questions name, learners reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser

from scorm_builder import build
from tests.browser.guard import Guard
from tests.browser.quizzing import Answer, answer, answer_all, hand_in
from tests.browser.test_units import STATUS, held
from tests.lms.player import Launch, Player
from tests.lms.serve import serving

pytestmark = pytest.mark.browser

QUIZ = "aims/units/alarm/index.html"
RAW = "cmi.core.score.raw"
COURSE = """\
title: Aims
id: aims
language: en
objectives:
  - leave: Leave by the nearest door
  - count: Count everybody
  - feel: Feel safe
  - Without an id it is for people only
"""
TEXT = """\
---
type: quiz
passing_score: 60
---
# Alarm

## Where do you go? {#where objective=leave}

- [x] Out
- [ ] Up

## What do you take along? {#take .partial objective=leave}

- [x] Your colleague
- [x] Your phone
- [ ] The cake

## How many are ten and two? {#many objective=count}

Number: 12

## Fire is hot. {#hot}

Answer: true

## I feel safe. {#safe objective=feel}

Scale:

- No
- Yes
"""
RIGHT: Mapping[str, Answer] = {
    "Where do you go?": "Out",
    "What do you take along?": ["Your colleague", "Your phone"],
    "How many are ten and two?": "12",
    "Fire is hot.": "True",
    "I feel safe.": "Yes",
}
WRONG: Mapping[str, Answer] = {
    "Where do you go?": "Up",
    "What do you take along?": ["The cake"],
    "How many are ten and two?": "13",
    "Fire is hot.": "False",
    "I feel safe.": "No",
}
HALF = {**RIGHT, "What do you take along?": ["Your phone"], "How many are ten and two?": "11"}
FELT = ("feel", "", "", "", "completed")
ALL_RIGHT = [("leave", "100", "0", "100", "passed"), ("count", "100", "0", "100", "passed"), FELT]
ALL_WRONG = [("leave", "0", "0", "100", "failed"), ("count", "0", "0", "100", "failed"), FELT]
# One and a half of two; none of one.
IN_PARTS = [("leave", "75", "0", "100", "passed"), ("count", "0", "0", "100", "failed"), FELT]


@pytest.fixture(scope="module")
def aims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has a course with objectives."""
    folder = tmp_path_factory.mktemp("aims")
    source = folder / "source"
    source.mkdir()
    (source / "course.yaml").write_text(COURSE, "utf-8")
    (source / "01-alarm.md").write_text(TEXT, "utf-8")
    result = build(source, folder / "packages")
    assert not result.report.fails(), result.report.text()
    with serving(folder / "packages") as address:
        yield address


@pytest.fixture
def aims_player(browser: Browser, aims: str, guard: Guard) -> Player:
    return Player(browser, aims, guard)


def objectives(record: Any) -> list[tuple[str, ...]]:
    """What an LMS keeps of each: its id, its score in three parts, its status."""
    values = record["values"]
    found: list[tuple[str, ...]] = []
    parts = ("id", "score.raw", "score.min", "score.max", "status")
    while (name := f"cmi.objectives.{len(found)}") and f"{name}.id" in values:
        found.append(tuple(values.get(f"{name}.{part}", "") for part in parts))
    assert record["counts"].get("cmi.objectives", 0) == len(found)
    return found


def take(run: Launch, answers: Mapping[str, Answer]) -> list[tuple[str, ...]]:
    """Answers, hands in, and gives what is committed of objectives at once."""
    answer_all(run.sco, answers)
    hand_in(run.sco).click()
    run.sco.get_by_role("region", name="Result").wait_for()
    return objectives(run.record())


def test_in_one_visit_wrong_then_in_parts_then_right(aims_player: Player) -> None:
    with held(aims_player.launch(QUIZ)) as run:
        assert objectives(run.record()) == [], "nothing is told of what was not handed in"
        assert take(run, WRONG) == ALL_WRONG
        run.sco.get_by_role("button", name="Try again").click()
        assert take(run, HALF) == IN_PARTS, "the same records, not new ones"
        run.sco.get_by_role("button", name="Try again").click()
        assert take(run, RIGHT) == ALL_RIGHT
        assert run.value(STATUS) == "passed"
        values = run.record()["values"]
    tied = [values[name] for name in values if re.search(r"interactions.*objectives\.0\.id", name)]
    assert tied == ["leave", "leave", "count", "feel"] * 3, "each answer names its objective"


@pytest.mark.parametrize("is_killed", [False, True], ids=["left", "killed"])
def test_resumed_they_are_found_again_by_their_ids(is_killed: bool, aims_player: Player) -> None:
    theirs = ("theirs", "12", "", "", "passed")
    values = {"cmi.objectives.0.id": "theirs", "cmi.objectives.0.score.raw": "12"}
    values["cmi.objectives.0.status"] = "passed"
    record: Any = {"values": values, "counts": {"cmi.objectives": 1}, "finished": True}
    with aims_player.launch(QUIZ, record) as run:
        answer(run.sco, "Where do you go?", "Out")
        record = run.leave()
    assert objectives(record) == [theirs]
    with aims_player.launch(QUIZ, record) as run:
        rest = {name: HALF[name] for name in HALF if name != "Where do you go?"}
        assert take(run, rest) == [theirs, *IN_PARTS], "what others left is left alone"
        record = run.kill() if is_killed else run.leave()
    with held(aims_player.launch(QUIZ, record, profile="blank-entry")) as again:
        assert [one for one in again.log() if one["args"][0].startswith("cmi.objectives")] == []
        again.sco.get_by_role("button", name="Try again").click()
        assert take(again, RIGHT) == [theirs, *ALL_RIGHT]


def test_an_lms_that_has_none_is_asked_once_and_nothing_is_lost(aims_player: Player) -> None:
    optional = re.compile(r"cmi\.(objectives|interactions)\.")
    with aims_player.launch(QUIZ, profile="mandatory") as run:
        take(run, WRONG)
        run.sco.get_by_role("button", name="Try again").click()
        take(run, RIGHT)
        assert (run.value(RAW), run.value(STATUS)) == ("100", "passed")
        assert "not-saved" not in (run.sco.locator("#unit-status").get_attribute("class") or "")
        record = run.leave()
        about = [(c["call"], c["args"][0]) for c in run.log() if optional.match(str(c["args"][0]))]
    assert sorted(about) == [
        ("LMSGetValue", "cmi.interactions._children"),
        ("LMSGetValue", "cmi.objectives._children"),
    ]
    with aims_player.launch(QUIZ, record, profile="mandatory") as again:
        again.sco.get_by_role("region", name="Result").get_by_text("Passed").wait_for()


@pytest.mark.parametrize("options", [{"credit": "no-credit"}, {"mode": "review"}])
def test_where_nothing_counts_they_are_not_touched(
    options: dict[str, Any], aims_player: Player
) -> None:
    with held(aims_player.launch(QUIZ, **options)) as run:
        answer_all(run.sco, RIGHT)
        hand_in(run.sco).click()
        run.sco.get_by_role("region", name="Result").wait_for()
        run.leave()
        assert not any("objectives" in str(call["args"]) for call in run.log())
