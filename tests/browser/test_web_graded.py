"""Somebody's page in a frame that says how well it went: what of it the LMS holds afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from scorm_builder import build
from tests.browser.guard import Guard
from tests.browser.test_units import STATUS, held
from tests.browser.test_web import inside
from tests.lms.player import Launch, Player
from tests.lms.serve import serving

pytestmark = pytest.mark.browser

SCORE = ("cmi.core.score.raw", "cmi.core.score.min", "cmi.core.score.max")
RAW = SCORE[0]
APP = """\
<!doctype html>
<html lang="en">
<title>A game</title>
<p>Points: <output>0</output>
<button>Throw</button>
<script>
let points = 0;
document.querySelector("button").addEventListener("click", () => {
  points += 45;
  document.querySelector("output").value = points;
  window.parent.postMessage({ scormBuilder: 1, complete: true, score: points }, "*");
});
</script>
</html>
"""
UNITS = {
    "game": "passing_score: 80\n",
    "exam": "passing_score: 80\nreport: passed-failed\n",
    "visit": "report: completed-graded\n",
    "toy": "",
}


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has a course of one app under each rule of reporting."""
    folder = tmp_path_factory.mktemp("games")
    source = folder / "source"
    for number, (name, keys) in enumerate(UNITS.items(), start=1):
        unit = source / f"{number:02}-{name}"
        unit.mkdir(parents=True)
        (unit / "index.html").write_text(APP, "utf-8")
        if keys:
            unit.with_suffix(".yaml").write_text(keys, "utf-8")
    (source / "course.yaml").write_text("title: Games\nid: games\nlanguage: en\n", "utf-8")
    result = build(source, folder / "packages")
    assert not result.report.fails(), result.report.text()
    with serving(folder / "packages") as address:
        yield address


@pytest.fixture
def games_player(browser: Browser, games: str, guard: Guard) -> Player:
    return Player(browser, games, guard)


def unit(name: str) -> str:
    return f"games/units/{name}/index.html"


def throw(run: Launch) -> None:
    run.sco.frame_locator('[data-role="web"]').get_by_role("button", name="Throw").click()


def send(run: Launch, *scores: str) -> None:
    """Messages of the app, one after the other; all have arrived when this ends."""
    posts = "".join(
        f"parent.postMessage({{scormBuilder: 1, complete: true, score: {score}}}, '*');"
        for score in scores
    )
    inside(run, f"() => {{ {posts} return new Promise((done) => setTimeout(done, 50)); }}")


def committed(record: Any) -> list[str]:
    """Status and score as they outlive the browser."""
    return [record["values"].get(element, "") for element in (STATUS, *SCORE)]


def test_below_the_mark_and_then_over_it(games_player: Player) -> None:
    with held(games_player.launch(unit("game"))) as run:
        throw(run)
        run.wait_for(RAW, "45")
        assert committed(run.record()) == ["incomplete", "45", "0", "100"], "told at once"
        throw(run)
        run.wait_for(STATUS, "passed")
        assert committed(run.record()) == ["passed", "90", "0", "100"]
        run.sco.locator(".is-done [data-role=tick]").wait_for()
        throw(run)
        send(run)
        assert run.sets(RAW) == ["45", "90"], "135 is no score"


def test_where_each_try_counts_below_the_mark_is_failed(games_player: Player) -> None:
    with held(games_player.launch(unit("exam"))) as run:
        throw(run)
        run.wait_for(STATUS, "failed")
        assert committed(run.record()) == ["failed", "45", "0", "100"]
        send(run, "79.99")
        assert run.value(STATUS) == "failed"
        send(run, "80")
        run.wait_for(STATUS, "passed")
        send(run, "3")
        assert run.value(STATUS) == "passed", "what was passed is not taken back"
        assert run.sets(RAW) == ["45", "79.99", "80"]
        assert run.sets(STATUS)[-2:] == ["failed", "passed"]


def test_without_a_mark_it_is_completed_with_a_score(games_player: Player) -> None:
    with held(games_player.launch(unit("visit"))) as run:
        send(run, "0")
        run.wait_for(STATUS, "completed")
        assert committed(run.record()) == ["completed", "0", "0", "100"], "0 is a score"
        send(run, "33.333")
        run.wait_for(RAW, "33.33")


def test_an_lms_hears_no_score_that_nobody_asked_for(games_player: Player) -> None:
    with held(games_player.launch(unit("toy"))) as run:
        throw(run)
        run.wait_for(STATUS, "completed")
        assert [run.sets(element) for element in SCORE] == [[], [], []]


RUBBISH = [
    "101",
    "-0.5",
    "NaN",
    "Infinity",
    "'90'",
    "null",
    "undefined",
    "[90]",
    "{raw: 90}",
    "true",
]


def test_what_is_no_score_does_nothing_and_the_next_one_counts(games_player: Player) -> None:
    with held(games_player.launch(unit("exam"))) as run:
        send(run, *RUBBISH)
        assert run.value(STATUS) == "incomplete"
        assert run.sets(RAW) == []
        send(run, "100")
        run.wait_for(STATUS, "passed")
        assert run.sets(RAW) == ["100"]


def test_the_same_score_twice_is_told_once(games_player: Player) -> None:
    with held(games_player.launch(unit("game"))) as run:
        send(run, "85", "85", "20", "85.001")
        run.wait_for(STATUS, "passed")
        assert run.sets(RAW) == ["85"]
        assert run.sets(STATUS) == ["incomplete", "passed"]


@pytest.mark.parametrize("is_killed", [False, True], ids=["left", "killed"])
def test_the_best_score_is_there_again_and_does_not_fall(
    is_killed: bool, games_player: Player
) -> None:
    with games_player.launch(unit("game")) as run:
        throw(run)
        run.wait_for(RAW, "45")
        record = run.kill() if is_killed else run.leave()
    with held(games_player.launch(unit("game"), record, profile="blank-entry")) as again:
        expect(again.sco.locator("#unit-status")).to_contain_text("45\u00a0% so far")
        send(again, "44", "12")
        assert again.sets(RAW) == [], "it is there, and less is no news"
        send(again, "95")
        again.wait_for(STATUS, "passed")
        record = again.leave()
    with held(games_player.launch(unit("game"), record)) as last:
        last.sco.locator(".is-done [data-role=tick]").wait_for()
        throw(last)
        send(last)
        assert last.sets(RAW) + last.sets(STATUS) == []
        assert committed(last.leave())[:2] == ["passed", "95"]


@pytest.mark.parametrize(
    "options",
    [{"credit": "no-credit"}, {"mode": "review", "credit": "no-credit"}],
    ids=["no credit", "review"],
)
def test_where_nothing_counts_no_score_is_told(
    options: dict[str, Any], games_player: Player
) -> None:
    with held(games_player.launch(unit("exam"), **options)) as run:
        send(run, "100")
        run.leave()
        assert run.sets(RAW) + run.sets(STATUS) == []


def test_the_mark_of_the_lms_decides(games_player: Player) -> None:
    with held(games_player.launch(unit("exam"), launch={"masteryScore": "40"})) as run:
        throw(run)
        run.wait_for(STATUS, "passed")
