"""Lengths of time as people write them."""

from __future__ import annotations

import re

import pytest

from scorm_builder.fields.durations import pattern, seconds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90", 90),
        ("90s", 90),
        ("1.5 min", 90),
        ("60 Minutes", 3600),
        ("1h30", 5400),
        ("1 h 30 min", 5400),
        ("1h", 3600),
        ("2 hours", 7200),
        ("1:30", 90),
        ("1:30:00", 5400),
        ("PT1H30M", 5400),
        ("5m 10s", 310),
    ],
)
def test_lengths_of_time(text: str, expected: float) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "h", "P", "1:99", "-5", "5 parsecs", "P1D"])
def test_what_is_no_length_of_time(text: str) -> None:
    assert seconds(text) is None


@pytest.mark.parametrize(
    "text",
    "20 min/60 Minutes/1h30/1 h  30 MIN./2 hours/1:30:00/pt1h30m/5m 10s"
    "//soon/h/pt/1:99/-5 s/5 parsecs/P1D/5 mins x/1h 2h".split("/"),
)
def test_editors_take_the_same_lengths_of_time(text: str) -> None:
    assert bool(re.search(pattern(), text)) is (seconds(text) is not None)


def test_a_bare_number_is_a_length_only_where_seconds_are_meant() -> None:
    assert not re.search(pattern(), "90")
    assert re.search(pattern(bare=True), "90")
