"""Holds a course against its ``course.lock``, and makes the lock anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scorm_builder import codes, load, source
from scorm_builder.course import lockfile, pinning
from scorm_builder.diagnostics import Diagnostic, Report, Span
from scorm_builder.fields import frontmatter
from scorm_builder.model import Course, SourceTree
from scorm_builder.quiz import gift
from scorm_builder.writing import textfile


@dataclass(frozen=True, slots=True)
class Locked:
    """The locks that were written or were right already, and what was found on the way."""

    paths: tuple[Path, ...]
    report: Report


def check(tree: SourceTree, courses: Sequence[Course]) -> list[Diagnostic]:
    """What a release would lose of what ``course.lock`` says was released before it."""
    if not courses:
        return []
    locked, found = lockfile.stored(tree)
    if locked is None:
        if not found:
            message = f"there is no {source.LOCK_FILE} here: make it by scorm-builder lock"
            found = [codes.NO_LOCK.at(tree.span(source.COURSE_FILE), message)]
        return found
    present = lockfile.of(courses[0])
    found += (one.refused() for one in lockfile.lost(locked, present))
    if new := lockfile.unlocked(locked, present):
        message = f"the lock does not know {new[0]}"
        message += f" and {len(new) - 1} more" if len(new) > 1 else ""
        span = tree.span(source.LOCK_FILE)
        found.append(codes.STALE_LOCK.at(span, f"{message}: run scorm-builder lock"))
    return found


def lock(folder: Path, *, drop: bool = False, pin: bool = False) -> Locked:
    """Writes ``course.lock`` of the course in ``folder``, or of every course right in it.

    ``drop`` lets identifiers go that were released; without it they are findings, and the old lock
    stays. ``pin`` first writes the ids of questions where these stand. Raises ``OSError``.
    """
    folders, found = source.find_courses(folder)
    if not folders:
        message = "no course here: a course is a folder with a course.yaml"
        found.append(codes.NO_COURSE.at(Span(folder.as_posix()), message))
    written = []
    for one in folders:
        more = _lock(one, drop, pin)
        found += more
        if not Report.of(more).fails():
            written.append(one / source.LOCK_FILE)
    return Locked(tuple(written), Report.of(found))


def _lock(folder: Path, drop: bool, pin: bool) -> list[Diagnostic]:
    tree, courses, found = _load(folder)
    if Report.of(found).fails() or not courses:
        return found
    present = lockfile.of(courses[0])
    old, problems = lockfile.stored(tree)
    if problems and not drop:
        return [*found, *problems]
    gone = list(lockfile.lost(old, present)) if old else []
    if gone and not drop:
        return [*found, *(one.refused() for one in gone)]
    if pin and _pin(courses):
        # What was said of the files before is not what they say now.
        _, courses, found = _load(folder)
        found = [one for one in found if one.code != codes.UNPINNED.id]
        found += _not_pinned(courses)
    textfile.replace(folder / source.LOCK_FILE, lockfile.write(present))
    return [*found, *(one.dropped() for one in gone)]


def _load(folder: Path) -> tuple[SourceTree, tuple[Course, ...], list[Diagnostic]]:
    tree, found = source.scan(folder, folder.as_posix())
    courses, more = load.editions(tree, {})
    return tree, courses, [*found, *more]


def _pin(courses: Sequence[Course]) -> bool:
    """Whether there was something to pin."""
    ids: dict[tuple[Path, str], dict[pinning.Place, str]] = {}
    for course in courses:
        for span, wanted in _to_pin(course, courses[0]):
            # A link stays one: what it leads to is changed.
            shown = Path(span.path)
            places = ids.setdefault((shown.resolve(), shown.suffix.lower()), {})
            places.setdefault((span.line, span.col), wanted)
    for (path, ending), places in ids.items():
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        textfile.replace(path, _pinned(ending, text, places))
    return bool(ids)


def _pinned(ending: str, text: str, places: Mapping[pinning.Place, str]) -> str:
    if ending == gift.ENDING:
        return pinning.pin_bank(text, places)
    first = sys.maxsize if ending == ".yaml" else _first_line(text)
    return pinning.pin(text, places, first=first)


def _to_pin(course: Course, original: Course) -> Iterator[tuple[Span, str]]:
    """Where an id lacks, and which. Translated questions get the ids of the original's."""
    originals = {unit.id: unit.questions for unit in original.units()}
    for unit in course.units():
        model = originals.get(unit.id, ())
        if len(model) != len(unit.questions):
            model = unit.questions
        for asked, same in zip(unit.questions, model, strict=True):
            if not asked.pinned:
                yield asked.span, same.id


def _not_pinned(courses: Sequence[Course]) -> Iterator[Diagnostic]:
    """The questions that have no id even now."""
    left = {at: own for course in courses for at, own in _to_pin(course, courses[0])}
    for span, own in left.items():
        is_list = span.path.lower().endswith(".yaml")
        cure = f"id: {own} into it" if is_list else f"{{#{own}}} behind its heading"
        message = f"lock --pin finds no place for the id of this question: write {cure} yourself"
        yield codes.UNPINNED.at(span, message)


def _first_line(page: str) -> int:
    """The first line below the front matter of a page."""
    return frontmatter.split(page.removeprefix("\ufeff").replace("\r\n", "\n")).line
