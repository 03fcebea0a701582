"""A theme in a browser: it is applied in the light and in the dark, under the policy of pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, Route

from scorm_builder import build
from tests.browser.guard import Guard
from tests.lms.serve import serving

pytestmark = pytest.mark.browser

POLICY = {"Content-Security-Policy": "default-src 'self'"}
# The accent of the theme, and of our own dark.
LIGHT, DARK, OUR_DARK = "rgb(138, 44, 79)", "rgb(242, 163, 191)", "rgb(124, 192, 236)"
ACCENT = "getComputedStyle(document.querySelector('#unit-body a')).color"


def load(page: Page, address: str) -> list[str]:
    """Opens a page as a server with the strictest policy sends it; what was loaded with it."""
    loaded = []

    def seen(response: Response) -> None:
        assert response.ok, response.url
        loaded.append(response.url.rpartition("/package/")[2])

    def strict(route: Route) -> None:
        fetched = route.fetch()
        route.fulfill(response=fetched, headers={**fetched.headers, **POLICY})

    page.on("response", seen)
    page.route("**/*", strict)
    page.goto(address)
    page.locator("[data-role=requirement]").wait_for()
    return loaded


@pytest.mark.parametrize(
    ("scheme", "width", "accent", "logo"),
    [("light", 1280, LIGHT, "logo.svg"), ("dark", 390, DARK, "logo-dark.svg")],
)
def test_a_theme_is_applied_and_its_policy_holds(
    scheme: str,
    width: int,
    accent: str,
    logo: str,
    browser: Browser,
    url: str,
    guard: Guard,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    guard.watch(context)
    page = context.new_page()
    loaded = load(page, f"{url}/package/themed/units/look/index.html")
    assert f"themed/theme/theme/{logo}" in loaded
    assert "themed/theme/theme/pictures/ribbon.svg" in loaded
    alert = "getComputedStyle(document.querySelector('.alert-title')).color"
    assert page.evaluate(alert) == accent
    assert page.get_by_role("img", name="A course in its own look").is_visible()
    assert page.evaluate("document.querySelector('.logo img').naturalWidth") == 120
    assert page.locator(".imprint").inner_text() == "A course in its own look · 1.0"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_a_colour_for_the_light_is_not_one_for_the_dark(
    browser: Browser, tmp_path: Path, guard: Guard
) -> None:
    """One who sets the accent alone keeps a legible page in the dark: ours."""
    course = tmp_path / "course"
    (course / "theme").mkdir(parents=True)
    (course / "course.yaml").write_text("title: Half\n", "utf-8")
    (course / "01-a.md").write_text("# A\n\n[the rules](https://example.org/)\n", "utf-8")
    (course / "theme" / "theme.css").write_text(":root { --accent: #8a2c4f }\n", "utf-8")
    assert build(course, tmp_path / "dist").packages
    shutil.rmtree(course)
    with serving(tmp_path / "dist") as address:
        for scheme, colour in (("light", LIGHT), ("dark", OUR_DARK)):
            context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
            guard.watch(context)
            page = context.new_page()
            page.goto(f"{address}/package/half/units/a/index.html")
            assert page.evaluate(ACCENT) == colour
            context.close()
