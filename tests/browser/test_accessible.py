"""Every page of every course is held to axe-core's rules, and to what axe cannot see."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# A list of what is in it lies there for every package of the sample courses.
PACKAGES = sorted(path.stem for path in Path("tests/golden").glob("*.txt"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("package", PACKAGES)
def test_axe_finds_nothing(
    package: str,
    width: int,
    scheme: str,
    browser: Browser,
    courses: Path,
    url: str,
    node_modules: Path,
) -> None:
    axe = (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")
    with zipfile.ZipFile(courses / f"{package}.zip") as archive:
        pages = [n for n in archive.namelist() if n.endswith("/index.html")]
    found = []
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for name in pages:
        page.goto(f"{url}/package/{package}/{name}")
        page.evaluate(axe)
        result = page.evaluate("tags => axe.run(document, {runOnly: tags, iframes: false})", TAGS)
        for violation in result["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"]]
            found.append(f"{name}: {violation['id']}: {nodes}")
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        if wide:
            found.append(f"{name}: the page scrolls sideways at {width} px")
    context.close()
    assert pages
    assert found == []


def test_every_control_is_big_enough_for_a_finger(browser: Browser, url: str) -> None:
    """WCAG 2.2, 2.5.8: targets of 24 px at least."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for unit in ("deck", "clip", "deck-as-document", "done-by-hand"):
        page.goto(f"{url}/package/tour/units/{unit}/index.html")
        for control in page.locator("button:visible, a.button:visible, summary:visible").all():
            box = control.bounding_box()
            assert box is not None
            assert box["height"] >= 24
            assert box["width"] >= 24
    page.close()
