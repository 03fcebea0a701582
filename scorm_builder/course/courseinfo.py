"""What ``course.yaml`` says of the course as a whole."""

from __future__ import annotations

import datetime

from scorm_builder import codes
from scorm_builder.course import identity, objectives
from scorm_builder.course.claims import pinned
from scorm_builder.course.titles import check_title
from scorm_builder.diagnostics import Code, Severity, Span
from scorm_builder.fields import Fields, sizes
from scorm_builder.fields.durations import length
from scorm_builder.fields.keys import COURSE
from scorm_builder.fields.wording import Wording
from scorm_builder.model import Budget, CourseInfo


def course_info(top: Fields, words: Wording, readable: bool) -> CourseInfo:
    """The facts of ``course.yaml`` in the language of one package.

    ``readable``: whether the file could be read; if not, it lacks nothing.
    """

    def report(code: Code, span: Span, message: str) -> None:
        top.report(code, span, message)

    title = top.text("title")
    aims = objectives.read(top)
    if title:
        check_title(title, top.span("title"), report)
    elif readable and top.is_empty("title") and not top.is_misspelt("title", COURSE):
        message = "the course needs a title, as in 'title: Fire safety'"
        report(codes.MISSING_TITLE, top.key_span("title"), message)
    # The id is the same in every language.
    course_id = pinned(top, report) or identity.join_id([identity.slug(top.original("title"))])
    return CourseInfo(
        id=course_id,
        name=edition_name(course_id, words),
        title=title,
        language=words.language,
        span=top.span("title"),
        version=top.text("version", "1.0", longest=COURSE["version"].longest),
        description=top.text("description", longest=COURSE["description"].longest),
        keywords=_keywords(top),
        rights=top.text("rights", longest=COURSE["rights"].longest),
        date=_date(top),
        duration=length(top),
        contributors=top.strings("contributors"),
        objectives=aims.texts,
        objective_ids=aims.ids,
        packaging=_packaging(top),
        exit_when_done=top.choice("exit_when_done", COURSE["exit_when_done"].choices, "suspend"),
        interactions=top.choice("interactions", COURSE["interactions"].choices, "journal"),
        mastery_score=top.boolean("mastery_score", True),
    )


def budget(top: Fields) -> Budget | None:
    """What ``budget:`` says; None if it says nothing, or something wrong, with a finding."""
    written = top.text("budget")
    if not written:
        return None
    most = sizes.size(written)
    if most:
        return Budget(most, top.span("budget"))
    message = f"the budget {written!r} is no size: write 50 MB, or 800 kB"
    if sizes.is_bare(written):
        message = f"a budget of {written} what? write {written} MB, or {written} kB"
    top.report(codes.WRONG_VALUE, top.span("budget"), message)
    return None


def edition_name(course_id: str, words: Wording) -> str:
    """What a package is called: like its course, and by its language where that is another."""
    is_own = words.language == words.languages.main
    return course_id if is_own else f"{course_id}-{words.language}"


def _keywords(top: Fields) -> tuple[str, ...]:
    words = top.strings("keywords")
    if len(words) == 1 and "," in words[0]:
        message = f"this is one keyword: write [{words[0]}] for a list"
        top.report(codes.WRONG_VALUE, top.span("keywords"), message, Severity.WARNING)
    return words


def _packaging(top: Fields) -> str:
    wanted = top.choice("packaging", COURSE["packaging"].choices, "units")
    if wanted not in ("units", "packages"):
        message = f"packaging {wanted!r} is not supported by this version: write units or packages"
        top.report(codes.NOT_YET, top.span("packaging"), message)
    return wanted


def _date(top: Fields) -> str:
    written = top.text("date")
    if not written or _is_date(written):
        return written
    message = f"the date {written!r} must be year, month and day, as in 2026-11-24"
    top.report(codes.WRONG_VALUE, top.span("date"), message)
    return ""


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
