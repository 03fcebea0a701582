"""Each unit type, played by a learner in a real browser inside the strict LMS.

Every launch is also held to what no unit may ever do: an error code, a dialog, an exception, a
request outside. The rules named R01-R15 are those of the run-time family.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.lms.player import Launch, Player

pytestmark = pytest.mark.browser

PAGE = "tour/units/pages-tables-and-alerts/index.html"
TIME = "tour/units/done-by-the-clock/index.html"
HAND = "tour/units/done-by-hand/index.html"
VIDEO = "tour/units/clip/index.html"
SLIDES = "tour/units/deck/index.html"
DOCUMENT = "tour/units/deck-as-document/index.html"
WEB = "tour/units/web-page/index.html"
PLAYING = "tour/units/done-by-playing/index.html"
EVERY = [PAGE, TIME, HAND, VIDEO, SLIDES, DOCUMENT, WEB, PLAYING]
STATUS = "cmi.core.lesson_status"


@contextmanager
def held(launch: Any) -> Iterator[Launch]:
    """A launch whose log is held to the run-time rules when it ends."""
    with launch as running:
        yield running
        check(running.log())


def check(log: list[dict[str, Any]]) -> None:
    """R01-R03, R13-R15, and that writes are values of the data model."""
    calls = [c["call"] for c in log]
    assert calls.count("LMSInitialize") == 1, "R01: one LMSInitialize"
    assert calls[0] == "LMSInitialize", "R01: before anything else"
    assert calls.count("LMSFinish") <= 1, "R02: at most one LMSFinish"
    if "LMSFinish" in calls:
        assert calls[-1] == "LMSFinish", "R02: nothing after it"
    assert [c for c in log if c.get("error", "0") != "0"] == [], "R03: no error code"
    for c in log:
        assert all(isinstance(a, str) for a in c["args"]), "every argument is a string"
        if c["call"] == "LMSSetValue" and "score" in c["args"][0]:
            assert c["args"][1] != "", "R13: no blank score"
    # How many rows there are of answers and objectives is asked when there is one to add.
    rows = ("cmi.interactions.", "cmi.objectives.")
    reads = [
        i
        for i, c in enumerate(log)
        if c["call"] == "LMSGetValue" and not c["args"][0].startswith(rows)
    ]
    writes = [i for i, c in enumerate(log) if c["call"] == "LMSSetValue"]
    if writes:
        assert max(reads) < min(writes), "nothing is written before all is read"
    burst: list[str] = []
    for c in log:
        if c["call"] == "LMSSetValue":
            assert c["args"][0] not in burst, f"R14: {c['args'][0]} set twice before a commit"
            burst.append(c["args"][0])
        elif c["call"] == "LMSCommit":
            burst = []


def to_the_end(run: Launch) -> None:
    """Scrolls through the page as a reader does."""
    for _ in range(60):
        run.page.mouse.move(400, 300)
        run.page.mouse.wheel(0, 600)
        run.page.wait_for_timeout(40)


def settled(run: Launch) -> None:
    """Until the page runs and knows what is on the screen: whoever asks last is told last."""
    run.sco.locator("#unit-status [data-role=progress]:not(:empty)").wait_for(state="attached")
    run.sco.locator("body").evaluate(
        "body => new Promise((told) => new IntersectionObserver(told).observe(body))"
    )


def stand_still(run: Launch) -> None:
    """From here on time passes only when the test says so; then no save comes in between."""
    run.page.clock.pause_at(run.page.evaluate("Date.now()") / 1000 + 2)


def scroll_to(run: Launch, top: int) -> None:
    """In one go, and until it counts."""
    run.sco.locator("body").evaluate("(_, top) => scrollTo({ top, behavior: 'instant' })", top)
    settled(run)


def complete(sco: str, run: Launch) -> None:
    """Does what this unit asks for."""
    if sco == PAGE:
        to_the_end(run)
    elif sco == TIME:
        run.page.clock.run_for(90_000)
    elif sco == HAND:
        run.sco.locator('[data-role="complete"]').click()
    elif sco == VIDEO:
        play_all(run)
    elif sco == PLAYING:
        play_all(run, ".player")
    elif sco == SLIDES:
        for _ in range(3):
            run.sco.locator('[data-action="next"]').click()
    elif sco == DOCUMENT:
        with run.context.expect_page() as opened:
            run.sco.locator('[data-role="open"]').click()
        opened.value.close()
    elif sco == WEB:
        solve(run)


def solve(run: Launch) -> None:
    """Does the exercise of the page in the frame, which then says that it is done."""
    inside = run.sco.frame_locator('[data-role="web"]')
    for box in inside.locator('input[value="unit"]').all():
        box.check()
    inside.get_by_role("button", name="Check").click()
    inside.get_by_text("All right").wait_for()


def play_all(run: Launch, medium: str = "#medium") -> None:
    """Plays a film at the greatest speed that browsers allow."""
    run.sco.locator(medium).evaluate(
        "m => { m.muted = true; m.playbackRate = 8; return m.play(); }"
    )
    run.page.wait_for_function(
        "m => document.getElementById('sco').contentDocument.querySelector(m).ended",
        arg=medium,
        timeout=30_000,
    )


@pytest.mark.parametrize("sco", EVERY)
def test_open_and_close_stays_incomplete(sco: str, player: Player) -> None:
    with held(player.launch(sco)) as run:
        assert run.value(STATUS) == "incomplete"
        record = run.leave()
        assert run.finished(), "R02: the session is ended when the LMS leaves"
    assert record["values"][STATUS] == "incomplete"
    assert record["values"]["cmi.core.exit"] == "suspend"


@pytest.mark.parametrize("sco", EVERY)
def test_done_is_told_at_once_and_never_taken_back(sco: str, player: Player) -> None:
    with held(player.launch(sco, clock=sco == TIME)) as run:
        complete(sco, run)
        run.wait_for(STATUS, "completed")
        committed = run.record()["values"][STATUS]
        assert committed == "completed", "completion is committed at once"
        run.sco.locator(".is-done [data-role=tick]").wait_for()
        record = run.leave()
    # Relaunched, with and without an LMS that says "resume" (R12).
    for entry in (None, ""):
        options: dict[str, Any] = {} if entry is None else {"entry": entry}
        with held(player.launch(sco, record, **options)) as again:
            again.sco.locator(".is-done [data-role=tick]").wait_for()
            assert again.sets(STATUS) == [], "a finished status is left alone"
            record = again.leave()
            assert record["values"][STATUS] == "completed"


def test_a_document_that_is_read_in_the_page_is_opened_after_ten_seconds(player: Player) -> None:
    with held(player.launch(DOCUMENT, height=1000, clock=True)) as run:
        settled(run)
        stand_still(run)
        run.page.clock.run_for(5_000)
        assert run.value(STATUS) == "incomplete"
        run.page.clock.run_for(6_000)
        run.wait_for(STATUS, "completed")


def test_relaunched_after_the_lms_forgot_the_status(player: Player) -> None:
    """Open edX answers blank for the status: our own state knows better."""
    with held(player.launch(SLIDES)) as run:
        complete(SLIDES, run)
        run.wait_for(STATUS, "completed")
        record = run.leave()
    record["values"][STATUS] = "not attempted"
    with held(player.launch(SLIDES, record)) as again:
        again.sco.locator(".is-done").wait_for()
        assert again.sets(STATUS) == ["completed"]


def test_killed_half_way_the_page_comes_back_to_its_place(player: Player) -> None:
    with held(player.launch(PAGE, height=500, clock=True)) as run:
        scroll_to(run, 900)
        run.page.clock.run_for(10_500)
        before = top_block(run)
        record = run.record()
    assert before > 0
    with held(player.launch(PAGE, record, entry="", height=500)) as again:
        settled(again)
        assert top_block(again) == before
        assert "is-done" not in (again.sco.locator("#unit-status").get_attribute("class") or "")


def top_block(run: Launch) -> int:
    """Which block of the page is the topmost on the screen."""
    found: int = run.sco.locator("#unit-body").evaluate(
        "body => Array.from(body.children).findIndex("
        "e => e.getBoundingClientRect().bottom > 1 && e.id !== 'unit-end')"
    )
    return found


def test_killed_half_way_the_deck_comes_back_slide_by_slide(player: Player) -> None:
    with held(player.launch(SLIDES, clock=True)) as run:
        run.sco.locator('.thumbs [data-slide="3"]').click()
        # Two slides are news worth a commit ten seconds after the first one.
        run.page.clock.run_for(10_500)
        before = deck(run)
        record = run.record()
    assert before == {
        "shown": ["3"],
        "seen": ["1", "3"],
        "current": ["3"],
        "position": "Slide 3 of 4",
    }
    with reopened(player, SLIDES, record, before) as again:
        assert "2 of 4" in again.sco.locator('[data-role="progress"]').inner_text()


@contextmanager
def reopened(player: Player, unit: str, record: Any, before: Any) -> Iterator[Launch]:
    """A deck that was killed and opened once more: all is as it was ``before``."""
    with held(player.launch(unit, record, entry="")) as again:
        settled(again)
        assert deck(again) == before
        yield again


def deck(run: Launch) -> Any:
    """All that a learner sees of where they are in a deck."""
    return run.sco.locator("#deck").evaluate(
        """deck => {
          const numbers = (s) => Array.from(deck.querySelectorAll(s)).map((e) => e.dataset.slide);
          return {
            shown: numbers('.slide:not([hidden])'),
            seen: numbers('.thumbs a.seen'),
            current: numbers('.thumbs a[aria-current]'),
            position: deck.querySelector('[data-role=position]').textContent,
          };
        }"""
    )


def there_again(run: Launch, medium: str, at: float) -> None:
    """Until a medium stands where it stood."""
    run.page.wait_for_function(
        """([medium, at]) => {
          const sco = document.getElementById('sco').contentDocument;
          const found = sco.querySelector(medium);
          return found !== null && Math.abs(found.currentTime - at) < 0.3;
        }""",
        arg=[medium, at],
    )


def stays_done(player: Player, unit: str, record: Any) -> None:
    """Opened once more, a unit that was completed says so, and writes no status."""
    with held(player.launch(unit, record)) as again:
        again.sco.locator(".is-done [data-role=tick]").wait_for()
        assert again.sets(STATUS) == []


def goes_on_where_it_was(player: Player, unit: str) -> Any:
    """Plays some of a recording, is killed, and finds all of it again; gives what was recorded."""
    with held(player.launch(unit, clock=True)) as run:
        seek_and_play(run, 4, 3)
        run.page.clock.run_for(10_500)
        before = run.sco.locator('[data-role="progress"]').inner_text()
        at = position(run)
        record = run.record()
    assert at == pytest.approx(7, abs=1)
    with held(player.launch(unit, record, entry="")) as again:
        there_again(again, "#medium", at)
        expect(again.sco.locator('[data-role="progress"]')).to_have_text(before)
    return record


def test_killed_half_way_the_film_goes_on_where_it_was(player: Player) -> None:
    goes_on_where_it_was(player, VIDEO)


def test_killed_half_way_time_that_counts_is_not_counted_anew(player: Player) -> None:
    with held(player.launch(TIME, clock=True)) as run:
        run.page.clock.run_for(15_000)
        assert left(run) == 15
        record = run.record()
    with held(player.launch(TIME, record, entry="", clock=True)) as again:
        # What was told ten seconds ago at most is kept, in whole seconds.
        assert 15 <= left(again) <= 21
        again.page.clock.run_for(22_000)
        again.wait_for(STATUS, "completed")


def left(run: Launch) -> int:
    """The seconds that are to go, as the page says them."""
    return int(run.sco.locator('[data-role="progress"]').inner_text().split()[-4])


def seek_and_play(
    run: Launch, start: float, seconds: float, rate: float = 1, medium: str = "#medium"
) -> None:
    """Drags a film to ``start`` and plays ``seconds`` of it, by its own clock."""
    run.sco.locator(medium).evaluate(
        """(medium, [start, seconds, rate]) => new Promise((resolve) => {
          medium.muted = true;
          medium.playbackRate = rate;
          const ready = () => {
            medium.currentTime = start;
            medium.addEventListener('seeked', () => medium.play(), { once: true });
            const timer = setInterval(() => {
              if (medium.ended || medium.currentTime >= start + seconds) {
                clearInterval(timer);
                medium.pause();
                resolve();
              }
            }, 10);
          };
          if (medium.readyState > 0) ready();
          else medium.addEventListener('loadedmetadata', ready, { once: true });
        })""",
        [start, seconds, rate],
    )


def position(run: Launch) -> float:
    at: float = run.sco.locator("#medium").evaluate("m => m.currentTime")
    return at


def percent(run: Launch) -> int:
    text = run.sco.locator('[data-role="progress"]').inner_text()
    return int(text.split("%")[0].strip())


def test_dragging_to_the_last_seconds_counts_only_what_was_played(player: Player) -> None:
    with held(player.launch(VIDEO)) as run:
        length = run.sco.locator("#medium").evaluate(
            "m => m.readyState ? m.duration"
            " : new Promise(r => m.onloadedmetadata = () => r(m.duration))"
        )
        seek_and_play(run, length - 3, 4)
        run.page.wait_for_timeout(300)
        assert percent(run) == pytest.approx(100 * 3 / length, abs=2)
        assert run.value(STATUS) == "incomplete"


def test_looping_the_beginning_counts_it_once_and_speed_counts_what_was_heard(
    player: Player,
) -> None:
    with held(player.launch(VIDEO)) as run:
        for _ in range(4):
            seek_and_play(run, 0, 3, rate=2)
        run.page.wait_for_timeout(300)
        length = run.sco.locator("#medium").evaluate("m => m.duration")
        assert percent(run) == pytest.approx(100 * 3 / length, abs=3)
        assert run.value(STATUS) == "incomplete"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"mode": "review", "credit": "no-credit"}, "Review"),
        ({"mode": "browse", "credit": "no-credit"}, "Preview"),
        ({"mode": "normal", "credit": "no-credit"}, "Not for credit"),
    ],
    ids=["review", "browse", "no-credit"],
)
def test_what_is_not_for_the_record_is_not_recorded(
    options: dict[str, Any], said: str, player: Player
) -> None:
    """R09: no status and no score in review, browse and without credit; and the page says so."""
    with held(player.launch(SLIDES, **options)) as run:
        complete(SLIDES, run)
        assert said in run.sco.locator("#unit-status").inner_text()
        run.leave()
        assert run.sets(STATUS) == []
        elements = {c["args"][0] for c in run.log() if c["call"] == "LMSSetValue"}
    kept = {
        "cmi.suspend_data",
        "cmi.core.lesson_location",
        "cmi.core.exit",
        "cmi.core.session_time",
    }
    allowed = kept if options["mode"] == "normal" else {"cmi.core.session_time"}
    assert elements <= allowed


def test_hidden_means_saved(player: Player) -> None:
    """A phone that puts the browser away may never bring it back."""
    with held(player.launch(SLIDES)) as run:
        run.sco.locator('[data-action="next"]').click()
        run.sco.locator("body").evaluate(
            """() => {
              const hidden = { value: 'hidden', configurable: true };
              Object.defineProperty(document, 'visibilityState', hidden);
              document.dispatchEvent(new Event('visibilitychange'));
            }"""
        )
        assert run.record()["values"]["cmi.core.lesson_location"] == "s.2"
        assert not run.finished(), "hidden is not over"


def test_keyboard_turns_slides(player: Player) -> None:
    with held(player.launch(SLIDES)) as run:
        run.sco.locator("h1").click()
        for key, number in [
            ("ArrowRight", 2),
            ("End", 4),
            ("Home", 1),
            ("PageDown", 2),
            ("PageUp", 1),
        ]:
            run.page.keyboard.press(key)
            run.sco.locator(f"#slide-{number}:visible").wait_for()
            assert deck(run)["shown"] == [str(number)]


@pytest.mark.parametrize("sco", EVERY)
def test_scorm_again_agrees(sco: str, player: Player, node_modules: object) -> None:
    """Somebody else's data model takes every call, and what it kept is enough to resume from."""
    player.lms = "scorm-again"
    with held(player.launch(sco, clock=sco == TIME)) as run:
        complete(sco, run)
        run.page.wait_for_function(
            "window.player.snapshot().core.lesson_status === 'completed'", timeout=15_000
        )
        record = run.leave()
        assert run.finished()
    with held(player.launch(sco, record)) as again:
        again.sco.locator(".is-done").wait_for()
