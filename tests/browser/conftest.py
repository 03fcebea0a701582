"""A real Chromium, and a guard on every page: what no learner should ever meet fails the test."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.guard import Guard
from tests.browser.quizzing import build_quizzes
from tests.browser.specimens import Specimen, build_arabic, specimens
from tests.lms.player import Player
from tests.lms.serve import serving

# Without these a stock Chromium looks for its maker's servers at every start.
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--autoplay-policy=no-user-gesture-required",
]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def guard() -> Iterator[Guard]:
    watching = Guard()
    yield watching
    watching.check()


@pytest.fixture
def context(browser: Browser, guard: Guard) -> Iterator[BrowserContext]:
    fresh = browser.new_context(viewport={"width": 1280, "height": 800})
    guard.watch(fresh)
    yield fresh
    fresh.close()


@pytest.fixture(scope="session")
def url(courses: Path) -> Iterator[str]:
    """The address of a server that serves every built course."""
    with serving(courses) as address:
        yield address


@pytest.fixture
def player(browser: Browser, url: str, guard: Guard) -> Player:
    return Player(browser, url, guard)


@pytest.fixture(scope="session")
def unpacked(courses: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every built course as a folder, for pages opened without a server."""
    out = tmp_path_factory.mktemp("unpacked")
    for zipped in courses.glob("*.zip"):
        with zipfile.ZipFile(zipped) as archive:
            archive.extractall(out / zipped.stem)
    return out


@pytest.fixture(scope="session")
def looked_at(courses: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Specimen]]:
    """A page of each type, once as the tour has it and once in Arabic, on a server of their own."""
    folder = tmp_path_factory.mktemp("looked-at")
    packages = folder / "packages"
    packages.mkdir()
    shutil.copy(courses / "tour.zip", packages)
    shutil.copy(build_arabic(folder), packages)
    with serving(packages) as address:
        yield specimens(packages, address)


@pytest.fixture(scope="session")
def quizzes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has the course ``quizzes/``."""
    with serving(build_quizzes(tmp_path_factory.mktemp("quizzes"))) as address:
        yield address


@pytest.fixture
def quiz_player(browser: Browser, quizzes: str, guard: Guard) -> Player:
    return Player(browser, quizzes, guard)
