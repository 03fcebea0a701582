"""What a screen reader finds on a page of each type, held to a written transcript.

Read a changed transcript as somebody who does not see the page would, then keep it:

    WRITE_TRANSCRIPTS=1 python -m pytest tests/browser/test_transcripts.py

Decks and screens are told as they are after the first Next.
"""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.specimens import Specimen
from tests.browser.transcript import transcript

pytestmark = pytest.mark.browser

TRANSCRIPTS = Path(__file__).parent / "transcripts"
WRITE = os.environ.get("WRITE_TRANSCRIPTS") == "1"


def heard(browser: Browser, specimen: Specimen) -> str:
    page = browser.new_page(reduced_motion="reduce", viewport={"width": 1000, "height": 3000})
    # No time passes: how much of it has is not what is written down.
    page.clock.set_fixed_time("2026-01-01T12:00:00Z")
    # Nor is what chance makes of the order of answers.
    page.add_init_script("Math.random = () => 0.5;")
    page.goto(specimen.url)
    page.locator("#unit-status [data-role=progress]:not(:empty)").wait_for(state="attached")
    # Where a line breaks, by the fonts of the machine, Chromium's tree loses the blank.
    page.add_style_tag(content="#unit-status * { white-space: nowrap !important }")
    onward = page.locator("[data-action=next]")
    if onward.count():
        onward.click()
    # What is on the screen is known a moment later.
    page.wait_for_timeout(400)
    told = transcript(page)
    page.close()
    return told


def test_each_type_is_heard_as_written(browser: Browser, looked_at: list[Specimen]) -> None:
    changed = []
    for specimen in (s for s in looked_at if s.course == "tour"):
        path = TRANSCRIPTS / f"{specimen.kind}.txt"
        told = heard(browser, specimen)
        if WRITE:
            path.write_text(told, "utf-8")
        if not path.exists() or path.read_text("utf-8") != told:
            changed.append(f"{path.name} is now:\n{told}")
    assert not changed, "\n".join([*changed, "If that is right: WRITE_TRANSCRIPTS=1"])


@pytest.mark.parametrize("path", sorted(TRANSCRIPTS.glob("*.txt")), ids=lambda p: p.stem)
def test_a_transcript_makes_sense(path: Path) -> None:
    """What must be true of every page, whatever it says."""
    lines = path.read_text("utf-8").splitlines()
    levels = [int(m[1]) for line in lines if (m := re.search(r"^ *heading .*level (\d)", line))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for one, other in itertools.pairwise(levels):
        assert other <= one + 1, f"from heading {one} to {other}"
    told = [line.strip() for line in lines]
    for role in (
        "button",
        "link",
        "image",
        "progressbar",
        "Iframe",
        "region",
        "navigation",
        "slider",
    ):
        for line in told:
            assert line != role, f"{role} without a name"
    outer = [line for line in lines if line.startswith("  ") and line[2] != " "]
    assert [line.split()[0] for line in outer] == ["banner", "main", "contentinfo"]
    assert any(line.startswith("To complete") for line in told), "what counts is said"
    assert any(line.startswith("status") for line in told), "there is a place for announcements"
