"""What units take from their module and course unless they say otherwise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from scorm_builder import codes
from scorm_builder.course.grading import KEYS, UNGRADED, Grading
from scorm_builder.fields import Fields, nearest
from scorm_builder.fields.durations import seconds
from scorm_builder.fields.forms import DEFAULT_AMOUNTS, SHARE, TIMED, TIMES
from scorm_builder.fields.keys import COURSE, RULES
from scorm_builder.fields.languages import Languages, is_language
from scorm_builder.model import Completion, Theme


@dataclass(frozen=True, slots=True)
class Inherited:
    """The keys that go down from course to module to unit.

    ``own_completion``: the rule was given on this very level. ``theme`` is found by
    ``course.themes``, since it is a folder.
    """

    language: str
    completion: Completion | None = None
    own_completion: bool = False
    report: str = ""
    grading: Grading = UNGRADED
    theme: Theme | None = None

    def under(self, own: Fields, graded: Collection[str] = KEYS) -> Inherited:
        """What ``own`` says, over what was said above; of what grades, only ``graded`` is read."""
        completion = _completion(own)
        return Inherited(
            language=_language(own, self.language),
            completion=completion or self.completion,
            own_completion=completion is not None,
            report=own.choice("report", COURSE["report"].choices, self.report),
            grading=self.grading.under(own, graded),
            theme=self.theme,
        )


def _language(own: Fields, above: str) -> str:
    tag = own.text("language")
    if not tag or is_language(tag):
        return tag or above
    own.report(codes.WRONG_VALUE, own.span("language"), _no_tag(tag))
    return above


def _no_tag(tag: str) -> str:
    return f"{tag!r} is no language tag: write en, de, pt-BR ..."


def languages(top: Fields, main: str) -> Languages:
    """The language of a course, and the further ones that ``course.yaml`` names."""
    others: list[str] = []
    for tag, span in top.items("languages"):
        if not is_language(tag):
            top.report(codes.WRONG_VALUE, span, _no_tag(tag))
        elif tag.lower() == main.lower():
            message = f"{tag!r} is the language of the course itself: name further ones only"
            top.report(codes.SAME_LANGUAGE, span, message)
        elif tag.lower() in map(str.lower, others):
            top.report(codes.SAME_LANGUAGE, span, f"{tag!r} is named twice: keep one of them")
        else:
            others.append(tag)
    return Languages(main, tuple(others))


def _completion(own: Fields) -> Completion | None:
    """The rule that ``own`` gives; None if it gives none, or a wrong one, with a finding."""
    pair = own.pair("completion")
    if pair is None:
        return None
    rule, written = pair
    if rule not in RULES:
        message = f"there is no completion rule {rule!r}{nearest(rule, RULES)}"
        if seconds(rule) is not None:
            message += f": write {{time: {rule}}}"
        elif SHARE.fullmatch(rule):
            message += f": write {{watched: {rule}}}"
        own.report(codes.WRONG_VALUE, own.span("completion"), message)
        return None
    amount, problem = _amount(rule, written)
    if problem:
        own.report(codes.WRONG_VALUE, own.span("completion"), problem)
        return None
    return Completion(rule, amount)


def _amount(rule: str, written: str) -> tuple[float, str]:
    """The amount, and what is wrong with it, if something is."""
    if not written and rule in DEFAULT_AMOUNTS:
        return DEFAULT_AMOUNTS[rule], ""
    if rule in TIMED:
        value = seconds(written)
        # At 0 a unit would be done by being opened.
        if value is None or not TIMES[0] <= value <= TIMES[1]:
            return 0.0, f"{rule!r} needs a time from 1 s to 24 h, as in {{{rule}: 90s}}"
        return value, ""
    if rule == "watched":
        match = SHARE.fullmatch(written)
        if match is None:
            return 0.0, "'watched' needs a share from 1% to 100%, as in {watched: 90%}"
        return float(match[1]) / 100, ""
    if written:
        return 0.0, f"{rule!r} takes no value: write completion: {rule}"
    return 0.0, ""
