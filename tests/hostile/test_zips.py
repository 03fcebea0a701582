"""Hostile archives are answered: each by a finding that names the attack."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.hostile.conftest import Found
from tests.hostile.zips import MANIFEST, PAGE, ZIPS, zipped

Judged = Callable[[Sequence[bytes]], list[Found]]


@pytest.mark.parametrize("name", ZIPS)
def test_a_hostile_zip_is_answered(name: str, judged: Judged) -> None:
    make, expected = ZIPS[name]
    (found,) = judged([make()])
    assert expected <= {one["code"] for one in found}


@pytest.mark.parametrize("name", [name for name in ZIPS if "bomb" in name])
def test_a_bomb_is_an_error_or_not_opened(name: str, judged: Judged) -> None:
    (found,) = judged([ZIPS[name][0]()])
    bad = [one for one in found if one["severity"] == "error" and one["code"] in ("Z18", "Z19")]
    notes = [one for one in found if one["code"] == "Z18" and "not looked into" in one["message"]]
    assert bad or notes


def test_a_zip_cut_anywhere_is_no_zip(judged: Judged) -> None:
    whole = zipped({"imsmanifest.xml": MANIFEST, "a.html": PAGE, "b.bin": bytes(range(256)) * 9})
    cuts = [*range(0, len(whole) - 200, 17), *range(len(whole) - 200, len(whole))]
    for found in judged([whole[:cut] for cut in cuts]):
        assert [one["code"] for one in found] == ["Z01"]
