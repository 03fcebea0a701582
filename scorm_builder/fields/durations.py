"""Lengths of time as people write them."""

from __future__ import annotations

import re

from scorm_builder import codes
from scorm_builder.fields import Fields

_NUMBER = r"(\d{1,6}(?:\.\d{1,3})?)"
_END = r"\.?(?![a-z])"
_WORDS = re.compile(
    rf"(?:{_NUMBER} ?h(?:(?:ou)?rs?)?{_END} ?)?"
    rf"(?:{_NUMBER} ?m(?:in(?:ute)?s?)?{_END} ?)?"
    rf"(?:{_NUMBER} ?s(?:ec(?:ond)?s?)?{_END})?"
)
_HOURS_AND_MINUTES = re.compile(rf"{_NUMBER} ?h ?([0-5]?\d)()")
_CLOCK = re.compile(r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)")
_ISO_8601 = re.compile(rf"pt(?:{_NUMBER}h)?(?:{_NUMBER}m)?(?:{_NUMBER}s)?")
_BARE = re.compile(_NUMBER)
_FORMS = (_CLOCK, _HOURS_AND_MINUTES, _ISO_8601, _WORDS)
_LETTERS = re.compile(r"\\.|\[a-z\]|[a-z]| ")


def seconds(text: str) -> float | None:
    """A length of time in seconds; a bare number is seconds. None if it is no length of time.

    >>> [seconds(text) for text in ("90", "90 s", "60 Minutes", "1h30", "1:30", "PT1H", "soon")]
    [90.0, 90.0, 3600.0, 5400.0, 90.0, 3600.0, None]
    """
    text = " ".join(text.lower().split())
    if _BARE.fullmatch(text):
        return float(text)
    for form in _FORMS:
        match = form.fullmatch(text)
        if match and any(match.groups()):
            hours, minutes, rest = (float(part or 0) for part in match.groups())
            return hours * 3600 + minutes * 60 + rest
    return None


def pattern(*, bare: bool = False) -> str:
    """What :func:`seconds` reads as a regular expression of ECMA-262, in any case; ``bare`` too."""

    def any_case(match: re.Match[str]) -> str:
        written = match[0]
        if written in (" ", "[a-z]"):
            return {" ": r"\s", "[a-z]": "[a-zA-Z]"}[written]
        return written if written.startswith("\\") else f"[{written}{written.upper()}]"

    forms = [form.pattern for form in (*_FORMS, *((_BARE,) if bare else ()))]
    every = _LETTERS.sub(any_case, "|".join(forms)).replace(r"\s?", r"\s*")
    return rf"^(?=.*\d)\s*(?:{every})\s*$"


def length(own: Fields, key: str = "duration", *, least: int = 0) -> int:
    """The length of time behind ``key`` in whole seconds; 0 if it is not said.

    A wrong one, a number that does not say of what, and less than ``least`` seconds are 0 too, with
    a finding.
    """
    written = own.text(key)
    if not written:
        return 0
    value = seconds(written)
    if value is None:
        message = f"the {key} {written!r} is no length of time: write 60 min, or 1h30"
    elif _BARE.fullmatch(written):
        message = f"a {key} of {written} what? write {written} min, or {written} s"
    elif round(value) < least:
        message = f"a {key} of {written} is over at once: write 10 min, or take {key}: out"
    else:
        return round(value)
    own.report(codes.WRONG_VALUE, own.span(key), message)
    return 0
