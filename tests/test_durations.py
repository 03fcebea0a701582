"""Lengths of time as people write them."""

from __future__ import annotations

import pytest

from scorm_builder.fields.durations import seconds


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
