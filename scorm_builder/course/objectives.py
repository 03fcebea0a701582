"""What learners can do after a course: texts, of which some have ids that questions name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorm_builder import codes
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.fields import Fields, nearest
from scorm_builder.fields.forms import ID
from scorm_builder.fields.values import Value
from scorm_builder.model import Course

KEY = "objectives"


@dataclass(frozen=True, slots=True)
class Objectives:
    """What ``course.yaml`` says: all texts, and the ids of those that have one."""

    texts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def read(top: Fields) -> Objectives:
    """The objectives, each a text or a mapping of an id to one; one text is a list of one."""
    value = top.value(KEY)
    if value is None:
        return Objectives()
    if (alone := value.text()) is not None:
        return Objectives((_on_one_line(alone),))
    entries = value.entries()
    if entries is None:
        message = f"{KEY!r} must be a list of texts, each behind a -"
        top.report(codes.WRONG_TYPE, value.span, message)
    texts: list[str] = []
    ids: list[str] = []
    for entry in entries or []:
        text, name = _one(entry, top, ids)
        texts += [text] if text else []
        ids += [name] if name else []
    return Objectives(tuple(texts), tuple(ids))


def _one(entry: Value, top: Fields, before: Sequence[str]) -> tuple[str, str]:
    """The text of an objective, and its id if it has one."""
    if (text := entry.text()) is not None:
        return _on_one_line(text), ""
    inside = top.inside(entry)
    names = [*inside] if inside else []
    if inside is None or len(names) != 1:
        message = "an objective is a text, or an id with one: write - leave: Leave by the next door"
        top.report(codes.WRONG_TYPE, entry.span, message)
        return "", ""
    (name,) = names
    if not ID.fullmatch(name):
        message = f"the id {name!r} must be small letters, digits and '-', a letter first"
        top.report(codes.BAD_ID, inside.key_span(name), message)
    elif name in before:
        message = f"the objective {name!r} stands here twice: keep one of them"
        top.report(codes.WRONG_VALUE, inside.key_span(name), message)
    return inside.text(name), name


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def told(courses: Sequence[Course]) -> Iterator[Diagnostic]:
    """Questions about objectives that the course does not have; those of all languages alike."""
    for course in courses:
        known = course.info.objective_ids
        for unit in course.units():
            for asked in unit.questions:
                if asked.objective and asked.objective not in known:
                    message = f"the course has no objective {asked.objective!r}"
                    cure = f"{nearest(asked.objective, known)}: it has {', '.join(known)}"
                    if not known:
                        of_it = (
                            "give one of them that id" if course.info.objectives else "write one"
                        )
                        cure = (
                            f": {of_it} in course.yaml, objectives: [{asked.objective}: What it is]"
                        )
                    yield codes.NO_OBJECTIVE.at(asked.span, message + cure)
