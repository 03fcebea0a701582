"""Titles that every LMS can show."""

from __future__ import annotations

import re

from scorm_builder import codes
from scorm_builder.course.identity import split_number
from scorm_builder.diagnostics import Span
from scorm_builder.fields.keys import TITLE_LENGTH
from scorm_builder.source.paths import Report
from scorm_builder.spec.characters import MARKUP


def check_title(title: str, span: Span, report: Report) -> None:
    """A finding for a title that is too long, or that an LMS would drop or spoil."""
    if len(title) > TITLE_LENGTH:
        message = f"this title has {len(title)} characters; at most {TITLE_LENGTH} fit: shorten it"
        report(codes.TOO_LONG, span, message)
    elif title == "0":
        report(codes.BAD_TITLE, span, "Moodle drops the title '0': say more")
    elif MARKUP.search(title):
        problem = "holds markup, which menus show as it is, or lose: write it without < >"
        report(codes.BAD_TITLE, span, f"the title {title!r} {problem}")


def words(name: str) -> str:
    """A title made of a name: ``02-fire-doors`` becomes ``Fire doors``."""
    text = " ".join(re.split(r"[-_\s]+", split_number(name)[1])).strip()
    return text[:1].upper() + text[1:] or name
