"""What a unit takes from the file that it translates, and which language it is in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorm_builder import codes, fields
from scorm_builder.course.outline import PAGE, SIDECAR
from scorm_builder.diagnostics import Diagnostic, Span
from scorm_builder.fields import Fields, frontmatter, keys
from scorm_builder.fields.wording import Wording
from scorm_builder.load.reading import Reading
from scorm_builder.model import Course, SourceTree
from scorm_builder.source import read_text

# A translation under a wrong name is there; of a file that is none no translation is missed yet.
_ENOUGH = {
    code.id
    for code in (codes.STRAY_TRANSLATION, codes.NOT_A_VIDEO, codes.NOT_A_SOUND, codes.BAD_PDF)
}


def over_original(
    tree: SourceTree, path: str, own: Fields, words: Wording, found: list[Diagnostic]
) -> Fields:
    """The keys of the file ``path`` over those of its original, which says all but the words.

    A translation that says anything else differently is a finding: ids, completion and the rest
    are the same in all languages.
    """
    original = tree.edition.originals.get(path)
    if original is None:
        return own
    is_page = path.lower().endswith(PAGE)
    # What is wrong with the original is told where it is read for itself.
    text = read_text(original, tree, lambda *_: None) or ""
    if is_page:
        text = frontmatter.split(text).front

    def locate(line: int, col: int) -> Span:
        return tree.place(original.path, line + is_page, col)

    above = fields.parse(text, locate, found, words)
    for key in own:
        if key in keys.UNIT and key not in keys.TRANSLATED and own.differs(key, above):
            name = posixpath.basename(original.path)
            message = f"{key!r} is the same in all languages: write it into {name!r} only"
            own.report(codes.NOT_TO_TRANSLATE, own.key_span(key), message)
    # The title of a page is that of its own text.
    return own.over(above.without(("language", "title") if is_page else ("language",)))


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that is not there in the language of a package: where, what, and what to do."""

    place: Span
    what: str
    cure: str


def language(reading: Reading, own: Fields, above: str) -> tuple[str, list[Lacking]]:
    """The language of a unit, and what lacks if it is not the package's.

    ``above`` is what it would be in the course's own package.
    """
    tree, path = reading.tree, reading.path
    edition = tree.edition
    if above == edition.language or edition.language == edition.main:
        return above, []
    stem = path if path in tree.folders else posixpath.splitext(path)[0]
    if _is_translated(reading, own, stem):
        return own.text("language", edition.language), []
    name, ending = posixpath.basename(stem), path.removeprefix(stem)
    meant = f"{stem}.{edition.language}{ending}".lower()
    if any(other.lower() == meant for other in (*tree.files, *tree.folders)):
        return above, []  # That file has a finding of its own.
    written = posixpath.basename(edition.written.get(path, path))
    cure = f"write {name}.{edition.language}{ending}"
    return above, [Lacking(tree.span(path), repr(written), cure)]


def _is_translated(reading: Reading, own: Fields, stem: str) -> bool:
    """Whether anything of a unit is there in the language of the package.

    That is its file or folder, its medium, its sidecar or a title in it, captions or a transcript.
    """
    edition = reading.tree.edition
    medium = reading.medium.path if reading.medium else ""
    companion = f"{stem}.{edition.language}."
    inside = f"{reading.path}/"
    return (
        bool(edition.translated & {reading.path, stem + SIDECAR, medium})
        or own.is_given_in("title", edition.language)
        or any(file.startswith(inside) for file in edition.translated)
        or any(file.startswith(companion) for file in reading.tree.files)
    )


def title(own: Fields, words: Wording, what: str) -> list[Lacking]:
    """What lacks if a title is the same in all languages, or not given in that of the package."""
    main = words.languages.main
    # A title that is none has its own finding.
    meant = own.text("title") or "title" not in own
    if words.language == main or not meant or own.is_given_in("title", words.language):
        return []
    cure = f"write title: {{{main}: ..., {words.language}: ...}}"
    return [Lacking(own.span("title"), what, cure)]


def told(
    by_language: Mapping[str, Sequence[Lacking]], main: str, found: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """What packages show in the language of the course instead of their own, each thing once.

    Where one of those ``found`` says already what is wrong with the file, it is enough.
    """
    known = {one.span for one in found if one.code in _ENOUGH}
    told = []
    languages: dict[tuple[Span, str], list[str]] = {}
    cures: dict[tuple[Span, str], str] = {}
    for language, things in by_language.items():
        for one in (one for one in things if one.place not in known):
            languages.setdefault((one.place, one.what), []).append(language)
            cures.setdefault((one.place, one.what), one.cure)
    for (place, what), tags in languages.items():
        where = " and ".join(map(repr, tags))
        message = f"{what} is not there in {where}, and is shown in {main!r}: {cures[place, what]}"
        told.append(codes.NOT_TRANSLATED.at(place, message))
    return told


def other_ids(courses: Sequence[Course]) -> Iterator[Diagnostic]:
    """Translated questions that are not known by the ids of the original's, once a unit."""
    originals = {unit.id: unit for course in courses[:1] for unit in course.units()}
    for course in courses[1:]:
        for unit in course.units():
            original = originals.get(unit.id)
            if original is None:
                continue
            theirs = [asked.id for asked in original.questions]
            strange = [asked for asked in unit.questions if asked.id not in theirs]
            if not strange:
                continue
            mine = {asked.id for asked in unit.questions}
            message = f"the question {strange[0].id!r} is none of {original.source!r}"
            lost = [name for name in theirs if name not in mine]
            if len(lost) == len(strange):
                name = lost[0]
                message += f": if it is {name!r} there, write {{#{name}}} behind its heading"
                message += f" (in a list, id: {name})"
                message += ", or have all written by scorm-builder lock --pin"
            else:
                message += ": a translation asks what the original asks"
            yield codes.OTHER_IDS.at(strange[0].span, message)
