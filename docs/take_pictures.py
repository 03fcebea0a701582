"""Takes the pictures of docs/quizzes.md anew: ``make pictures``.

They show the tour's quiz of every kind on a phone: each kind of question, answered, and the result.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from scorm_builder import build
from tests.browser.quizzing import Answer, answer, group, hand_in
from tests.browser_for_tests import find
from tests.lms.serve import serving

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "pictures"
UNIT = "tour/units/quizzes-every-kind/index.html"
WIDTH = 390
# Pixels of a phone for one of CSS.
SHARPNESS = 2
MARGIN = 8
COLOURS = 32

# One question of each kind, by its words, and how it is answered for its picture.
ANSWERS: Mapping[str, Answer] = {
    "What becomes a unit?": "01-text.md",
    "Which of these does the builder leave out?": ["_making/deck.html", ".scormignore"],
    "This plan shows the way out.": "True",
    "A line of three dashes begins and ends the … of a page.": "front matter",
    "How many seconds must a page be open to be done, if nothing else is said?": "5",
    "Put these in the order in which they happen.": [
        "You write a folder",
        "The builder makes a zip",
        "The LMS shows it to learners",
    ],
    "What does each of these files become?": {
        "01-clip.mp4": "A video",
        "02-deck.pdf": "A document",
    },
    "I could write a course now.": "With the tour beside me",
}
# Chance without chance: pictures taken twice are the same.
STEADY = "Math.random = () => 0.25;"


def take(browser: Browser, folder: Path) -> list[Path]:
    """The pictures, taken of the tour as it is now and written to ``folder``."""
    with tempfile.TemporaryDirectory() as made:
        result = build(HERE.parent / "course_src" / "tour", Path(made))
        if result.report.fails():
            raise SystemExit(result.report.text())
        with serving(Path(made)) as url:
            page = browser.new_page(
                # So high that nothing has to be scrolled, and no bar lies over a question.
                viewport={"width": WIDTH, "height": 6000},
                device_scale_factor=SHARPNESS,
                color_scheme="light",
            )
            page.add_init_script(STEADY)
            page.goto(f"{url}/package/{UNIT}")
            page.locator("html.js").wait_for(state="attached")
            pictures = dict(_questions(page))
            page.close()
    folder.mkdir(exist_ok=True)
    return [_write(folder / f"{name}.png", shot) for name, shot in pictures.items()]


def _questions(page: Page) -> list[tuple[str, bytes]]:
    for name, wanted in ANSWERS.items():
        answer(page, name, wanted)
    shots = []
    for name in ANSWERS:
        question = group(page, name)
        shots.append((question.get_attribute("data-kind") or "", _shot(page, question)))
    # What is left open is pointed out first.
    for _ in range(2):
        hand_in(page).click()
    shots.append(("result", _shot(page, page.get_by_role("region", name="Result"))))
    return shots


def _shot(page: Page, part: Locator) -> bytes:
    """A part over the whole width of the phone; nothing has the focus, nor a mouse on it."""
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    box = part.evaluate("(part) => part.getBoundingClientRect().toJSON()")
    return page.screenshot(
        clip={
            "x": 0,
            "y": box["y"] - MARGIN,
            "width": WIDTH,
            "height": box["height"] + 2 * MARGIN,
        },
        animations="disabled",
    )


def _write(path: Path, shot: bytes) -> Path:
    """A few colours are enough, and nothing but the picture goes into the file."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    chromium = find()
    if not chromium:
        raise SystemExit("no Chromium, Chrome or Edge: install one, or set BROWSER_FOR_TESTS")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in take(browser, FOLDER):
            sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")
        browser.close()
