"""Numbers as answers: ``60 ± 1 m``, ``3.5 +- 2 %``, ``20 to 25 °C``."""

from __future__ import annotations

import math
import re
import unicodedata

from scorm_builder.quiz import Number

_NUMBER = r"[-\u2212+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-\u2212+]?\d+)?"
_ANSWER = re.compile(
    rf"(?P<value>{_NUMBER})"
    rf"(?:\s*(?:±|\+/?[-\u2212])\s*(?P<within>{_NUMBER})(?P<share>\s*%)?"
    rf"|\s+to\s+(?P<to>{_NUMBER}))?"
    r"(?:(?P<apart>\s*)(?P<unit>(?!to\b)[^\s\d.,+±\-\u2012-\u2015\u2212…][^±]*))?"
)
_RANGE = re.compile(rf"{_NUMBER}\s*(?:-|–|—|\.\.+|…|bis|until|and|or)\s*{_NUMBER}.*")
# What stands behind a number and makes another one of it: 3/4, 2^10, 6 × 10^23, 12:30, 1_000.
_SUM = re.compile(r"[^\w\s]\s*\d.*|_.*|[xX]\s*\d.*")
_OF_OTHER_BASE = re.compile(r"[xX][\da-fA-F]+|[oO][0-7]+|[bB][01]+")
# What a unit without a blank before it begins with, besides letters.
_UNIT_SIGNS = "°′″%‰€£$¥"
_UNIT_LENGTH = 40


class NumberError(ValueError):
    """Says why a number cannot be read, and what to write."""


def read(text: str) -> Number:
    """The numbers that ``text`` accepts.

    >>> read("60 ± 1 m")
    Number(low=59.0, high=61.0, value=60.0, unit='m')
    """
    text = " ".join(text.split())
    match = _ANSWER.fullmatch(text)
    if not match:
        raise NumberError(_why(text))
    unit = match["unit"] or ""
    if unit and not _is_unit(unit, apart=bool(match["apart"])):
        raise NumberError(
            f"{text!r} would be read as {match['value']}: write plain digits, as in 1200, 0.75 or"
            " 6.02e23, and a blank before a unit"
        )
    if len(unit) > _UNIT_LENGTH:
        raise NumberError("a unit is short: put the rest into the question")
    value = _number(match["value"])
    if match["to"]:
        high = _number(match["to"])
        if high < value:
            raise NumberError(f"the smaller number comes first: {match['to']} to {match['value']}")
        return Number(value, high, None, unit)
    within = _number(match["within"] or "0")
    if within < 0:
        raise NumberError("what a number may differ by is not below 0")
    if match["share"]:
        if not value:
            share = match["within"]
            raise NumberError(f"{share} % of 0 is 0: say how much it may differ, as in 0 ± 0.1")
        within = abs(value) * within / 100
    return Number(_tidy(value - within), _tidy(value + within), value, unit)


def _is_unit(text: str, *, apart: bool) -> bool:
    """Whether what follows a number is a unit, and no part of a number that is written otherwise.

    >>> _is_unit("m/s²", apart=False), _is_unit("/4", apart=False), _is_unit("⁵", apart=False)
    (True, False, False)
    """
    if _SUM.fullmatch(text) or unicodedata.category(text[0]) == "No":
        return False
    if apart:
        return True
    return text[0] in _UNIT_SIGNS or (text[0].isalpha() and not _OF_OTHER_BASE.fullmatch(text))


def _number(text: str) -> float:
    value = float(text.replace("\N{MINUS SIGN}", "-"))
    if not math.isfinite(value):
        raise NumberError(f"{text!r} is too large for a browser to count with")
    return value


def _tidy(value: float) -> float:
    """Without the noise of binary fractions: 0.3 - 0.1 is 0.2."""
    return float(f"{value:.15g}")


def _why(text: str) -> str:
    if re.search(r"\d,\d", text):
        return f"{text!r} has a comma: write 3.14 and 1200, learners may type a comma"
    if _RANGE.fullmatch(text):
        return f"{text!r} is no number: write two numbers as 20 to 25"
    if re.match(r"\s*(?:to|±|\+/?-)", text) or not re.match(r"[-+\u2212.]?\d", text):
        return f"{text!r} does not begin with a number: write 60, 60 ± 1 m or 20 to 25"
    return f"{text!r} is no number: write 60, 60 ± 1 m, 60 ± 2 % or 20 to 25, a unit last"
