"""One file of the source becomes one unit: front matter or sidecar, text, medium, companions."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scorm_builder import codes, fields
from scorm_builder.course import identity, lockfile, prerequisites
from scorm_builder.course.claims import Claims, Owner, pinned
from scorm_builder.course.grading import graded_report, ungraded_report
from scorm_builder.course.outline import INTRODUCTION, PAGE, SIDECAR, WEB_PAGE, Item, Outline
from scorm_builder.course.settings import Inherited
from scorm_builder.course.themes import Themes
from scorm_builder.course.titles import check_title, words
from scorm_builder.diagnostics import Code, Diagnostic, Severity, Span
from scorm_builder.fields import Fields, frontmatter, keys
from scorm_builder.fields.durations import length
from scorm_builder.fields.wording import Wording
from scorm_builder.load import translated
from scorm_builder.load.reading import Reading
from scorm_builder.load.unittype import QUIZ, UnitTypes, noun
from scorm_builder.markdown import Document
from scorm_builder.model import Completion, SourceFile, SourceTree, Unit
from scorm_builder.source import MODULE_FILE, read_text
from scorm_builder.source.paths import Paths
from scorm_builder.units import UnitType

TAKEN_IN = "this draft is in the package: build without --drafts to publish"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A unit before its links are resolved, the documents that they stand in, and its medium."""

    unit: Unit
    documents: tuple[Document, ...]
    medium: SourceFile | None = None


@dataclass(frozen=True, slots=True)
class _Written:
    """What an author wrote for one unit: its keys, its text and the text's first line."""

    own: Fields
    text: str = ""
    line: int = 1
    medium: SourceFile | None = None


class UnitLoader:
    """Loads the units of one tree.

    ``drafts`` are files that were left out on purpose; ``failed`` says whether one could not be
    loaded, so that it is not known what belongs to it. ``untranslated`` is what is shown
    in another language than the package's; ``prerequisites`` what units and modules name, by id.
    """

    def __init__(
        self,
        paths: Paths,
        outline: Outline,
        types: Mapping[str, UnitType],
        themes: Themes,
        claims: Claims,
        words: Wording,
        found: list[Diagnostic],
        *,
        sanitized: bool,
        with_drafts: bool,
    ) -> None:
        self._paths = paths
        self._outline = outline
        self._types = types
        self._chosen = UnitTypes(paths.tree, outline, types, self._report)
        self._themes = themes
        self._claims = claims
        self._words = words
        self._found = found
        self._sanitized = sanitized
        self._with_drafts = with_drafts
        self.drafts: set[str] = set()
        self.failed = False
        self.untranslated: list[translated.Lacking] = []
        self.prerequisites: dict[str, prerequisites.Named] = {}

    @property
    def _tree(self) -> SourceTree:
        return self._paths.tree

    @cached_property
    def _released(self) -> Mapping[str, Mapping[str, str]]:
        # A lock that cannot be read is told where a course is held against it.
        locked, _ = lockfile.stored(self._tree)
        return locked.questions() if locked else {}

    def _report(self, code: Code, span: Span, message: str) -> None:
        self._found.append(code.at(span, message))

    def load(self, item: Item, inherited: Inherited) -> Loaded | None:
        """The unit that the file or web folder ``item.path`` makes; None where it makes none."""
        self._paths.meant.add(item.path)
        if item.is_folder:
            return self._folder(item, inherited)
        ending = posixpath.splitext(item.path)[1].lower()
        if ending not in (PAGE, SIDECAR) and self._is_told_by_a_page(item.path):
            return None
        read = {PAGE: self._page, SIDECAR: self._yaml}.get(ending, self._medium)
        written = read(item.path)
        loaded = self._unit(item, written, inherited) if written else None
        self.failed |= loaded is None and item.path not in self.drafts
        return loaded

    def _folder(self, item: Item, inherited: Inherited) -> Loaded | None:
        """Somebody's pages, all of which are used; or a deck of the numbered images in a folder."""
        path = item.path
        inside = {file for file in self._tree.files if file.startswith(f"{path}/")}
        if self._outline.is_web(path):
            self._paths.meant |= inside
            written = None if self._is_module_too(path) else self._medium(path)
        else:
            self._paths.meant |= {f"{path}/{name}" for name in self._outline.numbers_in(path)}
            written = self._yaml(posixpath.join(path, MODULE_FILE))
        loaded = self._unit(item, written, inherited) if written else None
        if path in self.drafts:
            self.drafts |= inside
        self.failed |= loaded is None and path not in self.drafts
        return loaded

    def _is_module_too(self, path: str) -> bool:
        """Whether something in a web unit speaks against its being one; with a finding."""
        numbered = self._outline.numbers_in(path)
        if not numbered and MODULE_FILE not in self._outline.files(path):
            return False
        what = repr(numbered[0]) if numbered else repr(MODULE_FILE)
        cure = "take its number off" if numbered else "take it out"
        message = f"{WEB_PAGE!r} makes this folder a web unit, {what} a module: {cure}, or"
        message += " put the web unit into a folder of its own"
        self._report(codes.TWO_THINGS, self._tree.span(path), message)
        return True

    def _page(self, path: str) -> _Written | None:
        whole = read_text(self._tree.files[path], self._tree, self._report)
        if whole is None:
            return None
        split = frontmatter.split(whole)
        if split.problem:
            self._report(codes.BAD_FRONT_MATTER, self._tree.span(path, 1, 1), split.problem)
            return None
        own = self._fields(path, split.front, 2, self._found)
        return _Written(own, split.text, split.line)

    def _yaml(self, path: str) -> _Written | None:
        text = read_text(self._tree.files[path], self._tree, self._report)
        before = len(self._found)
        own = self._fields(path, text or "", 1, self._found)
        if text is None or len(self._found) > before:
            return None
        if "type" not in own:
            message = "this file goes with no medium of its name, so it must say its type:"
            if (folder := posixpath.splitext(path)[0]) in self._tree.folders:
                message = f"the keys of a module are read from {folder}/{MODULE_FILE}: move them"
            self._report(codes.LONELY_SIDECAR, self._tree.span(path), message)
            return None
        return _Written(own)

    def _medium(self, path: str) -> _Written | None:
        sidecar = self._outline.beside(path, SIDECAR)
        own = Fields.none(self._tree.span(path), self._found)
        if sidecar:
            self._paths.meant.add(sidecar)
            before = len(self._found)
            text = read_text(self._tree.files[sidecar], self._tree, self._report)
            own = self._fields(sidecar, text or "", 1, self._found)
            if len(self._found) > before and not [*own]:
                # What it lacks, and whether it is a draft, is not known.
                return None
            if "source" in own:
                message = f"this file goes with {posixpath.basename(path)!r}: take out source:"
                self._report(codes.WRONG_VALUE, own.key_span("source"), message)
                own = own.without(["source"])
        return _Written(own, medium=self._tree.files.get(path))

    def _fields(self, path: str, text: str, first: int, found: list[Diagnostic]) -> Fields:
        def locate(at: int, col: int) -> Span:
            return self._tree.span(path, at + first - 1, col)

        own = fields.parse(text, locate, found, self._words)
        return translated.over_original(self._tree, path, own, self._words, found)

    def _is_told_by_a_page(self, path: str) -> bool:
        """Whether a page of the same stem has this medium as its ``source:``."""
        page = self._outline.beside(path, PAGE)
        if not page:
            return False
        whole = read_text(self._tree.files[page], self._tree, lambda *_: None) or ""
        own = self._fields(page, frontmatter.split(whole).front, 2, [])
        quiet = Paths(self._tree, lambda *_: None)
        named = quiet.whole(page, own.text("source"), own.span("source"))
        if not own.text("source") or named != path:
            return False
        sidecar = self._outline.beside(path, SIDECAR)
        if sidecar:
            self._paths.meant.add(sidecar)
            names = posixpath.basename(sidecar), posixpath.basename(page)
            message = f"{names[0]!r} is not read: {names[1]!r} says all of this medium; take it out"
            self._report(codes.SAME_STEM, self._tree.span(sidecar), message)
        return True

    def _unit(self, item: Item, written: _Written, inherited: Inherited) -> Loaded | None:
        path, where = item.path, self._tree.span(item.path)
        own = self.with_entry(item.entry, written.own)
        if own.boolean("draft"):
            if not self._with_drafts:
                stem = path if item.is_folder else posixpath.splitext(path)[0]
                self._paths.meant |= {f for f in self._tree.files if f.startswith(f"{stem}.")}
                self.drafts.add(path)
                return None
            self._report(codes.DRAFT, own.span("draft"), TAKEN_IN)
        is_deck = item.is_folder and not self._outline.is_web(path)
        base = posixpath.join(path, MODULE_FILE) if is_deck else path
        here = self._themes.under(inherited.under(own, ()), own, base)
        reading = Reading(
            self._tree,
            self._paths,
            path,
            written.medium,
            written.text,
            written.line,
            here.language,
            self._found,
            self._sanitized,
        )
        reading.completion = here.completion if here.own_completion else None
        name = self._chosen.type_of(own, path, reading)
        reading.language, lacking = translated.language(reading, own, here.language)
        self.untranslated += lacking
        title = own.text("title")
        owner = Owner(f"the unit {path!r}", path, own.span("id") if "id" in own else where)
        wanted = pinned(own, self._report)
        former = self._claims.former(own, owner)
        optional, duration = own.boolean("optional"), length(own)
        waits_for = own.items(prerequisites.KEY)
        if name is None:
            return None
        kind = self._types[name]
        grading = here.grading.under(own, kind.KEYS)
        reading.grading = here.grading
        unit_id = wanted or self._default_id(path)
        if not self._claims.take(unit_id, owner):
            return None
        identifier = former[-1] if former else unit_id
        self.prerequisites[unit_id] = waits_for
        reading.released = lambda: self._released.get(identifier, {})
        # With a key that was meant as source: the type would only miss its medium.
        known = not own.is_misspelt("source", keys.UNIT)
        body = kind.parse(own, reading) if known else None
        own.finish(f"a {noun(name)}", kind.KEYS, keys.LATER_UNIT, keys.UNIT)
        if body is None:
            return None
        scored = kind.scores(body)
        passing = grading.passing_score if scored else None
        completion = self._completion(kind, name, own, here, passing)
        report = ungraded_report(own, here.report, noun(name)) if not scored else ""
        if scored:
            report, passing = graded_report(own, here.report, passing, completion, noun(name))
        # A title that was meant and went wrong has its own finding.
        told = own.is_misspelt("title", keys.UNIT) or not own.is_empty("title")
        unit = Unit(
            id=unit_id,
            identifier=identifier,
            title=title or self._title(path, name, reading, told),
            type=name,
            source=path,
            span=where,
            completion=completion,
            report=report,
            passing=passing,
            language=reading.language,
            body=body,
            optional=optional,
            duration=duration,
            theme=here.theme,
            questions=tuple(reading.questions),
            files=reading.files(),
        )
        check_title(unit.title, self._title_span(own, reading), self._report)
        return Loaded(unit, tuple(reading.documents), reading.medium)

    def with_entry(self, entry: Fields, own: Fields, what: str = "unit") -> Fields:
        """The keys of a unit or module with those of its entry in ``contents:``, first."""
        for key in keys.PATHS:
            if key in entry:
                message = f"{key!r} is a path from the {what}'s own file: write it there"
                self._report(codes.UNKNOWN_KEY, entry.key_span(key), message)
        return entry.without(keys.PATHS).over(own)

    def _completion(
        self, kind: UnitType, name: str, own: Fields, here: Inherited, passing: float | None
    ) -> Completion:
        """The rule; an inherited one that the type cannot have gives way to the type's own."""
        rule = here.completion
        usual = kind.DEFAULT_COMPLETION if passing is None else Completion("passed")
        if rule is None:
            return usual
        asked = here.own_completion or rule.rule not in getattr(kind, "ASKED_FOR", ())
        if rule.rule in kind.COMPLETIONS and asked:
            return rule
        if here.own_completion:
            fit = ", ".join(kind.COMPLETIONS)
            message = f"a {noun(name)} cannot be done by {rule.rule!r}: choose among {fit}"
            self._report(codes.UNFIT_COMPLETION, own.span("completion"), message)
        return usual

    def _default_id(self, path: str) -> str:
        inner = self._tree.inner(path)
        if path in self._tree.folders:
            return identity.folder_id(inner)
        if posixpath.basename(path) != INTRODUCTION:
            return identity.file_id(inner)
        return identity.join_id([identity.folder_id(posixpath.dirname(inner)), "intro"])

    def _title_span(self, own: Fields, reading: Reading) -> Span:
        if own.text("title"):
            return own.span("title")
        document = reading.own_document()
        line = document.headings[0].line if document and document.title else 0
        return self._tree.span(reading.path, line, min(line, 1))

    def _title(self, path: str, name: str, reading: Reading, told: bool) -> str:
        """The first heading of level 1, else words made of the file's name, and a finding."""
        own = reading.own_document()
        if own and own.title:
            return own.title
        if reading.name:
            return reading.name
        folder, base = posixpath.split(path)
        stem = posixpath.splitext(base)[0]
        if path in self._tree.folders:
            stem = base
        if base == INTRODUCTION:
            stem = posixpath.basename(folder) or "introduction"
        made = words(stem)
        is_page = path.lower().endswith(PAGE)
        cure = "begin it with # Title" if is_page else "give it a title:"
        message = f"this {noun(name)} has no title and is called {made!r}: {cure}"
        severity = codes.GUESSED_TITLE.severity if is_page or name == QUIZ else Severity.INFO
        if not told:
            self._found.append(codes.GUESSED_TITLE.at(self._tree.span(path), message, severity))
        return made
