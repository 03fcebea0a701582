"""What the packages of a course will be called, without reading the course."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scorm_builder import fields
from scorm_builder.course.courseinfo import course_info, edition_name
from scorm_builder.course.settings import Inherited, languages
from scorm_builder.diagnostics import Span
from scorm_builder.fields.wording import Wording
from scorm_builder.model import SourceFile, SourceTree
from scorm_builder.source import COURSE_FILE, read_text, surroundings


def package_names(
    folder: Path, label: str, settings: Mapping[str, str]
) -> tuple[tuple[str, ...], Span]:
    """The name of each package of the course in ``folder``, and where its id comes from.

    Nothing is said of what is wrong: loading says it. There are no names without a course.
    """
    tree = SourceTree(folder, label, {}, ())
    disk = folder / COURSE_FILE
    if not disk.is_file():
        return (), tree.span(COURSE_FILE)
    file = SourceFile(COURSE_FILE, disk, disk.stat().st_size)
    text = read_text(file, tree, lambda *_: None) or ""
    top = fields.parse(text, lambda line, col: tree.span(COURSE_FILE, line, col), [])
    top = top.override(settings, "--set")
    beside, _ = surroundings.defaults(tree)
    common = (read_text(beside, tree, lambda *_: None) or "") if beside else ""
    above = Inherited("en").under(fields.parse(common, lambda *_: Span(), []))
    known = languages(top, above.under(top).language)
    own = Wording(known, known.main)
    top.choose(own)
    info = course_info(top, own, False)
    return tuple(edition_name(info.id, Wording(known, tag)) for tag in known), info.span
