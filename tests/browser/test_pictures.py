"""Pictures in docs/quizzes.md: each kind of question has one, each is shown and told in words."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image
from playwright.sync_api import Browser

from docs import take_pictures as pictures
from scorm_builder.quiz import Kind

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "quizzes.md").read_text("utf-8")
SHOWN = dict(re.findall(r'<img src="pictures/(\S+)\.png" width="390" alt="([^"]+)">', PAGE))
NAMES = sorted([*get_args(Kind), "result"])
MOST_BYTES = 25_000


def test_each_kind_has_a_picture_and_each_picture_is_shown() -> None:
    assert sorted(path.stem for path in pictures.FOLDER.iterdir()) == NAMES
    assert sorted(SHOWN) == NAMES
    assert PAGE.count("<img") == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_is_to_be_seen(name: str) -> None:
    words = html.unescape(SHOWN[name]).split()
    assert 8 <= len(words) <= 60
    assert len(set(SHOWN.values())) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_small_and_holds_nothing_but_itself(name: str) -> None:
    file = pictures.FOLDER / f"{name}.png"
    assert file.stat().st_size <= MOST_BYTES
    with Image.open(file) as picture:
        assert picture.width == pictures.WIDTH * pictures.SHARPNESS
        assert not picture.info, "neither a place, nor a time, nor a program"


@pytest.mark.browser
def test_they_can_be_taken_anew(browser: Browser, tmp_path: Path) -> None:
    made = pictures.take(browser, tmp_path)
    assert sorted(path.stem for path in made) == NAMES
    for path in made:
        with Image.open(path) as new, Image.open(pictures.FOLDER / path.name) as old:
            assert new.width == old.width
            # Other letters may break a line elsewhere; another question is not of this height.
            assert abs(new.height - old.height) <= 0.25 * old.height, path.name
