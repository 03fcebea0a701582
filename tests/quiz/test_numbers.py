"""Numbers as answers, as teachers write them."""

from __future__ import annotations

import pytest

from scorm_builder.quiz.numbers import NumberError, read


@pytest.mark.parametrize(
    ("written", "low", "high", "value", "unit"),
    [
        ("3.14", 3.14, 3.14, 3.14, ""),
        ("3.14 ± 0.01", 3.13, 3.15, 3.14, ""),
        ("3.14 +- 0.01", 3.13, 3.15, 3.14, ""),
        ("3.14 +/- 0.01", 3.13, 3.15, 3.14, ""),
        ("3.14±0.01", 3.13, 3.15, 3.14, ""),
        ("60 ± 1 m", 59, 61, 60, "m"),
        ("60 ± 2 %", 58.8, 61.2, 60, ""),
        ("60 ± 2 % m", 58.8, 61.2, 60, "m"),
        ("-60 ± 10%", -66, -54, -60, ""),
        ("20 to 25", 20, 25, None, ""),
        ("-5 to -2 °C", -5, -2, None, "°C"),
        ("20 to 20", 20, 20, None, ""),
        ("60 %", 60, 60, 60, "%"),
        ("60m", 60, 60, 60, "m"),
        ("5 m/s²", 5, 5, 5, "m/s²"),
        ("12 km per hour", 12, 12, 12, "km per hour"),
        ("3 tons", 3, 3, 3, "tons"),
        ("\u22125", -5, -5, -5, ""),
        ("+5", 5, 5, 5, ""),
        (".5", 0.5, 0.5, 0.5, ""),
        ("1e3", 1000, 1000, 1000, ""),
        ("6.022e23", 6.022e23, 6.022e23, 6.022e23, ""),
        ("1.6e-19 ± 1e-20 C", 1.5e-19, 1.7e-19, 1.6e-19, "C"),
        ("0.3 ± 0.1", 0.2, 0.4, 0.3, ""),
        ("5 eggs", 5, 5, 5, "eggs"),
        ("5Ω", 5, 5, 5, "Ω"),
        ("21°C", 21, 21, 21, "°C"),
        ("60%", 60, 60, 60, "%"),
        ("5 x", 5, 5, 5, "x"),
        ("12 /min", 12, 12, 12, "/min"),
        ("0 \u00b1 2", -2, 2, 0, ""),
    ],
)
def test_numbers(written: str, low: float, high: float, value: float | None, unit: str) -> None:
    made = read(written)
    assert (made.low, made.high, made.value, made.unit) == (low, high, value, unit)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "begin with a number"),
        ("about 60", "begin with a number"),
        ("± 5", "begin with a number"),
        ("3,14", "comma"),
        ("1,200", "comma"),
        ("1.200,5", "comma"),
        ("60 ± 0,5", "comma"),
        ("20-25", "20 to 25"),
        ("20 \u2013 25", "20 to 25"),
        ("25 to 20", "smaller"),
        ("60 ± -1", "below 0"),
        ("60 ±", "no number"),
        ("60 to", "no number"),
        ("60 to m", "no number"),
        ("60 1", "no number"),
        ("60 ± 1 ± 2", "no number"),
        ("60 m ± 1", "a unit last"),
        ("1e400", "too large"),
        (f"60 {'m' * 41}", "short"),
        ("1_000", "plain digits"),
        ("1'000", "plain digits"),
        ("1\u2019000", "plain digits"),
        ("3/4", "plain digits"),
        ("3 / 4", "plain digits"),
        ("2^10", "plain digits"),
        ("6 \u00d7 10^23", "plain digits"),
        ("6 x 10^23", "plain digits"),
        ("12:30", "plain digits"),
        ("0x10", "plain digits"),
        ("0xFF", "plain digits"),
        ("10⁵", "plain digits"),
        ("2½", "plain digits"),
        ("0 \u00b1 2 %", "of 0 is 0"),
    ],
)
def test_what_is_no_number(written: str, said: str) -> None:
    with pytest.raises(NumberError, match=said):
        read(written)
