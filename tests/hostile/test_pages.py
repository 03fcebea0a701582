"""Hostile pages are judged within bounds: what is asserted of them is in ``conftest.py``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.hostile.conftest import Found
from tests.hostile.pages import PAGES, made

Judged = Callable[[Sequence[bytes]], list[Found]]


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_judged_within_bounds(name: str, judged: Judged) -> None:
    (found,) = judged([made(name)])
    # Every page here lacks a viewport, and says so whatever else is in it.
    assert found
