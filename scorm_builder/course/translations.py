"""A course in several languages: which file stands for which in the package of one of them.

``stem.LANG.ext`` is ``stem.ext`` in LANG, where LANG is a language of the course. What there is in
one language becomes a tree of plain names, so that the loader never sees a language in a name:
ids, links and ``contents:`` are the same in all. Files of a web unit keep their names; its folder
as a whole may be translated, as in ``04-app.de``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from scorm_builder import codes
from scorm_builder.course.identity import split_number, split_stem, stem_and_tag
from scorm_builder.course.outline import INTRODUCTION, PAGE, SIDECAR, WEB_PAGE
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.fields.languages import Languages
from scorm_builder.model import Edition, SourceFile, SourceTree
from scorm_builder.source import is_structure

_CAPTIONS = ".vtt"
_TRANSCRIPTS = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Translations:
    """All files of a tree by their plain names, and by language below: ``""`` where none is said.

    ``content`` are plain names of translated files that numbers, or their place, make content.
    """

    tree: SourceTree
    languages: Languages
    files: Mapping[str, Mapping[str, str]]
    folders: Mapping[str, Mapping[str, str]]
    content: frozenset[str]


def sort_out(tree: SourceTree, languages: Languages, endings: Collection[str]) -> Translations:
    """``endings`` are those that make a numbered file a unit."""
    media = {ending for ending in endings if ending != PAGE}
    web = _web_folders(tree)
    folders: dict[str, dict[str, str]] = {}
    for path in web:
        above, name = posixpath.split(path)
        stem, _, last = name.rpartition(".")
        tagged = bool(stem) and last in languages
        plain = posixpath.join(above, stem) if tagged else path
        folders.setdefault(plain, {})[last if tagged else ""] = path
    with_medium = set()
    for path in tree.files:
        if posixpath.splitext(path)[1].lower() in media:
            folder, name = posixpath.split(path)
            with_medium.add(posixpath.join(folder, split_stem(name, languages)[0]))
    files: dict[str, dict[str, str]] = {}
    content = set()
    for path in tree.files:
        if _is_in(path, web):
            continue
        folder, name = posixpath.split(path)
        ending = posixpath.splitext(name)[1].lower()
        stem, tag = split_stem(name, languages)
        whole = posixpath.join(folder, stem)
        stays = not tag or is_structure(stem + ending)
        if stays or _is_companion(tree, whole, ending, with_medium):
            files.setdefault(path, {})[""] = path
            continue
        plain = whole + posixpath.splitext(name)[1]
        files.setdefault(plain, {})[tag] = path
        if posixpath.basename(plain) == INTRODUCTION or _is_content(
            plain, ending, {*media, PAGE}, {*with_medium, *folders}
        ):
            content.add(plain)
    return Translations(tree, languages, files, folders, frozenset(content))


def _web_folders(tree: SourceTree) -> list[str]:
    """The outermost folders with an ``index.html`` and no introduction of ours."""
    found: list[str] = []
    for path in sorted(tree.folders):
        pages = [posixpath.join(path, name) in tree.files for name in (WEB_PAGE, INTRODUCTION)]
        if pages == [True, False] and not _is_in(path, found):
            found.append(path)
    return found


def _is_in(path: str, folders: Collection[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)


def _is_companion(tree: SourceTree, stem: str, ending: str, with_medium: Collection[str]) -> bool:
    """Captions and transcripts carry their language in their names also within one package."""
    if ending == _CAPTIONS:
        return True
    # Beside a page of a film, what looks like a transcript is the page's translation.
    return ending in _TRANSCRIPTS and stem in with_medium and stem + PAGE not in tree.files


def _is_content(
    plain: str, ending: str, endings: Collection[str], with_medium: Collection[str]
) -> bool:
    numbered = split_number(posixpath.basename(plain))[0] is not None
    alone = ending == SIDECAR and posixpath.splitext(plain)[0] not in with_medium
    return numbered and (ending in endings or alone)


def in_language(sorted_out: Translations, language: str) -> SourceTree:
    """The tree of one language: its own file for every name, else that of the course's language.

    What is there only in another language is no part of it.
    """
    tree, main = sorted_out.tree, sorted_out.languages.main
    order = (language, "", main) if language != main else (main, "")
    files: dict[str, SourceFile] = {}
    written: dict[str, str] = {}
    originals: dict[str, SourceFile] = {}
    aside: dict[str, SourceFile] = {}
    translated = set()

    def take(plain: str, path: str) -> None:
        files[plain] = replace(tree.files[path], path=plain)
        if plain != path:
            written[plain] = path
            aside[path] = files[plain]

    for plain, versions in sorted_out.files.items():
        first = versions.get("", versions.get(main))
        picked = next((versions[tag] for tag in order if tag in versions), None)
        if first is None and plain in sorted_out.content:
            continue
        if picked is not None:
            take(plain, picked)
            if language != main and picked == versions.get(language):
                translated.add(plain)
                if first is not None:
                    originals[plain] = tree.files[first]
        for path in versions.values():
            if path not in aside and path != plain:
                page = plain.endswith(PAGE) and plain in files
                aside[path] = files[plain] if page else tree.files[path]

    hidden: list[str] = []
    moved: dict[str, str] = {}
    for plain, versions in sorted_out.folders.items():
        picked = next((versions[tag] for tag in order if tag in versions), None)
        hidden += [path for path in versions.values() if path != picked]
        if picked is None:
            continue
        if picked != plain:
            moved[picked] = plain
            written[plain] = picked
        if language != main and picked == versions.get(language):
            translated.add(plain)
        for path in tree.files:
            if path.startswith(f"{picked}/"):
                take(plain + path.removeprefix(picked), path)
    folders = {_moved(path, moved) for path in tree.folders if not _hidden(path, hidden)}
    edition = Edition(language, main, written, frozenset(translated), originals, aside)
    return replace(
        tree,
        files=dict(sorted(files.items())),
        folders=tuple(sorted(folders)),
        edition=edition,
    )


def _hidden(path: str, folders: Collection[str]) -> bool:
    return path in folders or _is_in(path, folders)


def _moved(path: str, moved: Mapping[str, str]) -> str:
    for old, new in moved.items():
        if path == old or path.startswith(f"{old}/"):
            return new + path.removeprefix(old)
    return path


def check(sorted_out: Translations, known: Collection[str]) -> Iterator[tuple[str, Diagnostic]]:
    """Findings on names: two files for one language, translations of nothing or to nowhere.

    Each with the path of the file that it is about. ``known`` are the endings of everything that
    may be content.
    """
    tree, languages = sorted_out.tree, sorted_out.languages
    main = languages.main
    for plain, versions in sorted_out.files.items():
        folder, name = posixpath.split(plain)
        if plain in sorted_out.content and "" in versions and main in versions:
            one, two = posixpath.basename(versions[main]), posixpath.basename(versions[""])
            message = f"{one!r} and {two!r} are both the one for {main!r}: keep one of them"
            yield versions[""], codes.SAME_STEM.at(tree.span(versions[""]), message)
        elif plain in sorted_out.content and not {"", main} & {*versions}:
            for path in versions.values():
                message = (
                    f"{posixpath.basename(path)!r} translates nothing: there is no {name!r} "
                    f"beside it, which would be the one in {main!r}"
                )
                yield path, codes.NO_ORIGINAL.at(tree.span(path), message)
        elif "" in versions and (found := _stray(name, languages)):
            stem, tag = found
            if is_structure(stem):
                right = f"{posixpath.splitext(stem)[0]}.yaml"
                message = (
                    f"{name!r} is not read: write 'title: {{{main}: ..., {tag}: ...}}' into {right}"
                )
                yield plain, codes.FILE_NAME.at(tree.span(plain), message)
            elif (
                (posixpath.join(folder, stem) in sorted_out.files or tag in languages)
                and posixpath.splitext(stem)[1].lower() in known
                and (split_number(stem)[0] is not None or stem == INTRODUCTION)
            ):
                plain_stem, ending = posixpath.splitext(stem)
                cure = f": write {plain_stem}.{tag}{ending}"
                if tag not in languages:
                    cure = f", but languages: does not name {tag!r}: add it there, or rename the"
                    cure += " file"
                elif tag != main and posixpath.join(folder, stem) not in sorted_out.files:
                    cure += f", and put {stem!r} in {main!r} beside it"
                message = f"{name!r} looks like {stem!r} in {tag!r}{cure}"
                yield plain, codes.STRAY_TRANSLATION.at(tree.span(plain), message)
    for path in tree.folders:
        above, name = posixpath.split(path)
        stem, tag = stem_and_tag(name)
        if not tag or split_number(name)[0] is None or _is_in(path, sorted_out.folders):
            continue
        tag = _own(tag, languages) or tag
        web = posixpath.join(above, stem) in sorted_out.folders
        is_right = web and name == f"{stem}.{tag}" and tag in languages
        if posixpath.join(above, stem) in tree.folders and not is_right:
            cure = f"translate the files in {stem!r} one by one"
            if web:
                cure = f"add {tag!r} to languages:, or rename the folder"
            if web and tag in languages:
                cure = f"rename the folder to {stem}.{tag}"
            message = f"{name!r} looks like {stem!r} in {tag!r}, but is no translation: {cure}"
            yield path, codes.STRAY_TRANSLATION.at(tree.span(path), message)


def _own(tag: str, languages: Languages) -> str:
    """The tag as the course writes it, whatever its capitals are; empty if it is none of them."""
    return next((own for own in languages if own.lower() == tag.lower()), "")


def _stray(name: str, languages: Languages) -> tuple[str, str] | None:
    """Plain name and tag of a name that ends in a language, though none of the course.

    One of the course in other capitals is given as the course writes it.
    """
    whole, ending = posixpath.splitext(name)
    stem, _, last = whole.rpartition(".")
    own = _own(last, languages) if stem else ""
    stem, tag = (stem, own) if own else stem_and_tag(whole)
    if not tag or ending.lower() == _CAPTIONS:
        return None
    if last in languages and not is_structure(stem + ending):
        return None
    return stem + ending, tag
