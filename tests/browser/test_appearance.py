"""How pages look to people who set up their screens, their letters and their colours themselves.

Every test looks at a page of each type, from left to right and from right to left. The numbers are
success criteria of WCAG 2.2.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from scorm_builder import build, registry
from tests.browser.specimens import ROOT, Specimen

pytestmark = pytest.mark.browser

# What a learner reads, is shown in full: no letter lies outside of the box that shows it, unless
# that box scrolls; and no two boxes of text that are not in one another lie over one another.
CUT_OR_COVERED = """() => {
  const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true })
    && e.getClientRects().length > 0 && !e.closest('math, video, .unseen, [aria-hidden=true]');
  const name = (e) => `<${e.tagName.toLowerCase()}> "${e.textContent.trim().slice(0, 40)}"`;
  const texts = Array.from(document.body.querySelectorAll('*')).filter((e) => shown(e)
    && Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim()));
  const found = [];
  const scrolls = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX)
    || scrolls(e.parentElement));
  const boxes = texts.map((e) => {
    const range = document.createRange();
    range.selectNodeContents(e);
    return { e, rects: Array.from(range.getClientRects()).filter((r) => r.width > 1) };
  });
  for (const { e, rects } of boxes) {
    if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && !scrolls(e)) {
      found.push(`cut: ${name(e)}`);
    }
    if (!scrolls(e) && rects.some((r) => r.left < -1 || r.right > innerWidth + 1)) {
      found.push(`outside the window: ${name(e)}`);
    }
  }
  const bar = document.getElementById('unit-status');
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      if (one.e.contains(other.e) || other.e.contains(one.e)) continue;
      // The bar stands over what is scrolled below it.
      if (bar.contains(one.e) !== bar.contains(other.e)) continue;
      if (scrolls(one.e) || scrolls(other.e)) continue;
      const over = one.rects.some((a) => other.rects.some((b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        // Lines of one paragraph may touch where letters are high and low.
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          > 0.4 * Math.min(a.height, b.height)));
      if (over) found.push(`over one another: ${name(one.e)} and ${name(other.e)}`);
    }
  }
  return found;
}"""


def show(page: Page, specimen: Specimen) -> None:
    page.goto(specimen.url)
    page.locator("html.js").wait_for(state="attached")
    page.locator("#unit-status [data-role=progress]:not(:empty)").wait_for(state="attached")


def findings(
    browser: Browser,
    looked_at: list[Specimen],
    look: Callable[[Page], list[str]],
    **settings: Any,
) -> list[str]:
    """What ``look`` finds on the pages, as somebody with these settings of the browser sees them.

    One window shows page after page: to open one takes longer than to look at what it shows.
    """
    found = []
    page = browser.new_page(**settings)
    for specimen in looked_at:
        show(page, specimen)
        found += [f"{specimen}: {line}" for line in look(page)]
    page.close()
    return found


def test_there_is_a_page_of_each_type(looked_at: list[Specimen]) -> None:
    """A new type of unit is looked at as soon as the course ``arabic/`` has one of it."""
    here = {(s.course, s.kind) for s in looked_at}
    for kind in ("page", "page-screens", "video", "slides", "document", "web"):
        assert ("tour", kind) in here
    for kind in (*registry.units(), "page-screens"):
        assert ("arabic", kind) in here


def test_nothing_scrolls_sideways_nor_is_cut_at_320_pixels(
    browser: Browser, looked_at: list[Specimen]
) -> None:
    """1.4.10: as on a small phone, or on a window of 1280 pixels at 400 %."""

    def look(page: Page) -> list[str]:
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found: list[str] = ["scrolls sideways"] if wide else []
        return found + list(page.evaluate(CUT_OR_COVERED))

    assert findings(browser, looked_at, look, viewport={"width": 320, "height": 256}) == []


WIDE = """# Wide things

<embed src="a.png" title="a"> and <object data="a.png" aria-label="a"></object>

<input size=200 aria-label="a"> and <iframe width=900 title="a" src="a.png"></iframe>

<table><tr><td>{word}</td><td>b</td></tr></table>

{word} and ${sum}$ in a line, and

$$
{sum}
$$
"""


def test_what_authors_write_as_html_fits_too(browser: Browser, tmp_path: Path) -> None:
    source = tmp_path / "wide"
    source.mkdir()
    (source / "course.yaml").write_text("title: Wide\n", "utf-8")
    shutil.copy(ROOT / "course_src/tour/pictures/from-folder-to-learner.png", source / "a.png")
    text = WIDE.format(word="word" * 40, sum=" + ".join(f"a_{n}" for n in range(40)))
    (source / "01-a.md").write_text(text, "utf-8")
    assert not build(source, tmp_path / "out", unpacked=True).report.fails()
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto((tmp_path / "out/wide/units/a/index.html").as_uri())
    page.locator("html.js").wait_for(state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


def test_in_a_low_window_the_bar_leaves_the_text_alone(
    browser: Browser, looked_at: list[Specimen]
) -> None:
    """1.4.10: at 400 % a bar that stays where it is would take half of the window."""

    def look(page: Page) -> list[str]:
        bar = page.locator("#unit-status")
        page.evaluate("document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, 0)")
        box = bar.bounding_box()
        assert box is not None
        found = [] if box["y"] > 128 else ["the bar covers the text"]
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        box = bar.bounding_box()
        assert box is not None
        return found if box["y"] + box["height"] <= 257 else [*found, "the bar is out of reach"]

    assert findings(browser, looked_at, look, viewport={"width": 320, "height": 256}) == []


@pytest.mark.parametrize("width", [1280, 640])
def test_letters_of_twice_the_size_fit(
    width: int, browser: Browser, looked_at: list[Specimen]
) -> None:
    """1.4.4: the size of letters is the browser's; every size of ours follows it."""

    def look(page: Page) -> list[str]:
        body = "parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
        before = page.evaluate(body)
        page.add_style_tag(content="html { font-size: 200% !important; }")
        found = [] if page.evaluate(body) == 2 * before else ["letters do not grow"]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return [
            *found,
            *(["scrolls sideways"] if wide else []),
            *page.evaluate(CUT_OR_COVERED),
        ]

    assert findings(browser, looked_at, look, viewport={"width": width, "height": 800}) == []


def test_wider_spaced_text_fits(browser: Browser, looked_at: list[Specimen]) -> None:
    """1.4.12: lines, paragraphs, letters and words set wider by the learner."""
    spacing = """
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
          word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }
    """

    def look(page: Page) -> list[str]:
        page.add_style_tag(content=spacing)
        return list(page.evaluate(CUT_OR_COVERED))

    assert findings(browser, looked_at, look, viewport={"width": 640, "height": 800}) == []


FORCED = """() => {
  const found = [];
  const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true });
  const style = (e, part) => getComputedStyle(e, part);
  const paper = style(document.body).backgroundColor;
  const seen = (colour) => colour !== paper && !/^rgba.*, 0\\)$/.test(colour);
  for (const button of document.querySelectorAll('button, a.button')) {
    if (!shown(button)) continue;
    const { borderTopWidth, borderTopStyle, borderTopColor, color } = style(button);
    if (parseFloat(borderTopWidth) < 1 || borderTopStyle === 'none' || !seen(borderTopColor)) {
      found.push(`a button without a border: ${button.textContent}`);
    }
    const usable = document.querySelector('button:not([aria-disabled=true])');
    if (button.ariaDisabled === 'true' && usable && color === style(usable).color) {
      found.push(`cannot be pressed and looks as if: ${button.textContent}`);
    }
  }
  for (const box of document.querySelectorAll('.task .box')) {
    const { borderTopWidth, borderTopColor } = style(box);
    if (parseFloat(borderTopWidth) < 1 || !seen(borderTopColor)) found.push('a box without lines');
    if (box.classList.contains('box-done')) {
      const tick = style(box, '::after');
      if (parseFloat(tick.borderRightWidth) < 1 || !seen(tick.borderRightColor)) {
        found.push('a tick that is not seen');
      }
    }
  }
  const current = document.querySelector('.thumbs a[aria-current]');
  if (current && style(current).outlineStyle === 'none') found.push('which slide is shown');
  const bar = document.querySelector('progress');
  if (shown(bar) && bar.getBoundingClientRect().height < 4) found.push('the progress bar');
  for (const code of document.querySelectorAll('pre')) {
    if (!seen(style(code).borderTopColor)) found.push('code without an edge');
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_nothing_is_lost(
    scheme: str, browser: Browser, looked_at: list[Specimen]
) -> None:
    """1.4.11: the learner's own few colours replace all of ours, as contrast themes do."""

    def look(page: Page) -> list[str]:
        found = list(page.evaluate(FORCED))
        for control in page.locator("main :is(a[href], button, summary):visible").all()[:3]:
            control.focus()
            page.keyboard.press("Shift")
            ring = control.evaluate("e => getComputedStyle(e).outlineStyle")
            if ring == "none":
                found.append(f"no ring around {control.inner_text()}")
        return found

    assert findings(browser, looked_at, look, forced_colors="active", color_scheme=scheme) == []


def test_with_reduced_motion_nothing_moves(browser: Browser, looked_at: list[Specimen]) -> None:
    """2.3.3: also not while a screen or a slide is turned, or a link followed."""

    def look(page: Page) -> list[str]:
        moving = "document.getAnimations().length"
        smooth = "getComputedStyle(document.documentElement).scrollBehavior === 'smooth'"
        found = ["scrolls smoothly"] if page.evaluate(smooth) else []
        for control in page.locator("main :is([data-action=next], summary):visible").all():
            control.click()
            if page.evaluate(moving):
                found.append("moves when something is pressed")
        return [*found, "moves by itself"] if page.evaluate(moving) else found

    assert findings(browser, looked_at, look, reduced_motion="reduce") == []


# Whether everything a page says is on the sheet, nothing is that can only be pressed, and the ink
# is dark on white, whatever the screen looked like.
PAPER = """() => {
  const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true });
  const found = [];
  const pressed = 'button, progress, .button, nav, iframe, video, audio';
  for (const e of document.querySelectorAll(pressed)) {
    if (shown(e)) found.push(`cannot be used on paper: <${e.tagName.toLowerCase()}>`);
  }
  const spoken = 'h1, h2, h3, p, li, dt, dd, td, th, pre, figcaption, .slide > img, math';
  for (const e of document.querySelectorAll(`main :is(${spoken})`)) {
    if (e.closest('nav, .hint, video, audio, mrow, annotation')) continue;
    // What a quiz may say, and does not say yet.
    const unsaid = '.quiz [hidden], .question [hidden], .question-how, .needs-script, .hand-in';
    if (e.closest(unsaid)) continue;
    if (e.querySelector('.button')) continue;
    if (!shown(e)) found.push(`not on paper: ${e.textContent.trim().slice(0, 40) || e.outerHTML}`);
  }
  const light = (colour) => colour.match(/\\d+/g).slice(0, 3).map(Number)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  if (light(getComputedStyle(document.body).backgroundColor) < 250) found.push('dark paper');
  const inked = 'main :is(h1, h2, h3, p, li, span, a, code)';
  for (const e of document.querySelectorAll(inked)) {
    if (shown(e) && light(getComputedStyle(e).color) > 130) {
      found.push(`pale ink: ${e.textContent.trim().slice(0, 40)}`);
    }
  }
  const { body } = document;
  if (body.offsetHeight > Math.max(...Array.from(body.children, (e) =>
    e.getBoundingClientRect().bottom + scrollY)) + 1) found.push('an empty sheet');
  const said = document.querySelector('main').innerText.trim();
  if (!said.includes('\\n')) found.push('nothing but the title');
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_everything_is_there_and_nothing_to_press(
    scheme: Literal["light", "dark"], browser: Browser, looked_at: list[Specimen]
) -> None:
    def look(page: Page) -> list[str]:
        page.emulate_media(media="print", color_scheme=scheme)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        found = list(page.evaluate(PAPER))
        page.emulate_media(media="screen")
        return found

    assert findings(browser, looked_at, look) == []
