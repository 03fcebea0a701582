"""A source tree becomes a course: located, frozen, every link resolved.

Bad input never ends the reading: what can be read is read, so that one run finds every mistake.
"""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace

from scorm_builder import codes, fields, identity, links, registry
from scorm_builder.diagnostics import Code, Diagnostic, Report, Span
from scorm_builder.fields import Fields
from scorm_builder.model import Course, CourseInfo, Module, SourceTree, Unit
from scorm_builder.outline import INTRODUCTION, MODULE_FILE, TEXT_FILES, Item, Outline
from scorm_builder.source import COURSE_FILE, read_text
from scorm_builder.unitloader import Inherited, Loaded, UnitLoader

LATER_COURSE_KEYS = frozenset(
    "languages objectives passing_score attempts theme profile root shared html images budget "
    "interactions shuffle feedback".split()
)
LATER_MODULE_KEYS = frozenset("passing_score attempts feedback shuffle theme prerequisites".split())
SETTABLE = frozenset("id title language version description rights date packaging report".split())
TITLE_LENGTH = 200
DEEPEST = 3


def load(tree: SourceTree, settings: Mapping[str, str]) -> tuple[Course | None, list[Diagnostic]]:
    """The course in ``tree``; ``settings`` override keys of ``course.yaml``. None without one."""
    return _Loader(tree, settings).course()


@dataclass(slots=True)
class _Owner:
    """Who took an id, for the finding when somebody else wants it."""

    span: Span
    what: str


class _Loader:
    """Reads one course; lives as long as the reading."""

    def __init__(self, tree: SourceTree, settings: Mapping[str, str]) -> None:
        self.tree = tree
        self.settings = settings
        self.found: list[Diagnostic] = []
        self.types = registry.units()
        endings = {ending for kind in self.types.values() for ending in kind.EXTENSIONS}
        self.outline = Outline(tree, endings, self.report)
        self.units = UnitLoader(tree, self.types, self.found)
        self.loaded: list[Loaded] = []
        self.ids: dict[str, _Owner] = {}

    def report(self, code: Code, span: Span, message: str) -> None:
        self.found.append(code.at(span, message))

    def yaml(self, path: str) -> Fields:
        """The mapping in a YAML file of the tree; an empty one if it is not there."""
        file = self.tree.files.get(path)
        text = read_text(file, self.tree, self.report) if file else ""
        return fields.parse(
            text or "", lambda line, col: self.tree.span(path, line, col), self.found
        )

    def course(self) -> tuple[Course | None, list[Diagnostic]]:
        if COURSE_FILE not in self.tree.files:
            if not any(name.lower().startswith("course.y") for name in self.tree.files):
                message = "there is no course.yaml here"
                self.report(codes.NO_COURSE, self.tree.span(COURSE_FILE), message)
            return None, self.found
        top = self.yaml(COURSE_FILE)
        broken = Report.of(self.found).fails()
        info = self.info(top)
        inherited = Inherited.from_fields(top, Inherited(language=info.language))
        contents = top.entries("contents")
        resources = tuple(
            file
            for path, span in top.items("resources")
            if (file := links.locate(self.tree, COURSE_FILE, path, span, self.report))
        )
        top.finish((), LATER_COURSE_KEYS)
        items = self.items("", contents)
        children = self.children(items, inherited, 1)
        if not children and not broken and not Report.of(self.found).fails():
            message = "this course has no unit: number a file, as in 01-welcome.md"
            self.report(codes.EMPTY_MODULE, self.tree.span(COURSE_FILE), message)
        units = self.resolved()
        self.check_former_ids()
        self.check_leftovers()
        return Course(info, self.put(children, units), resources), self.found

    def info(self, top: Fields) -> CourseInfo:
        """The facts of ``course.yaml``, with the overrides of the command line on top."""
        for key in self.settings:
            if key not in SETTABLE:
                message = f"--set cannot change {key!r}{fields.nearest(key, SETTABLE)}"
                self.report(codes.BAD_SETTING, self.tree.span(COURSE_FILE), message)

        def text(key: str, default: str = "") -> str:
            written = top.text(key, default)
            return self.settings.get(key, written)

        title = text("title")
        if not title and ("title" in top or not Report.of(self.found).fails()):
            message = "the course needs a title, as in 'title: Fire safety'"
            self.report(codes.MISSING_TITLE, top.key_span("title"), message)
        self.check_title(title or "course", top.span("title"))
        date = text("date")
        if date and not _is_date(date):
            message = f"the date {date!r} must be written as 2026-11-24"
            self.report(codes.WRONG_VALUE, top.span("date"), message)
        duration = top.text("duration")
        length = fields.seconds(duration) if duration else 0
        if length is None:
            message = f"the duration {duration!r} is no length of time: write 60 min, or 1h30"
            self.report(codes.WRONG_VALUE, top.span("duration"), message)
        packaging = text("packaging", "units")
        if packaging != "units":
            message = f"packaging {packaging!r} is not supported by this version: write units"
            self.report(codes.NOT_YET, top.span("packaging"), message)
        if "mastery_score" in top:
            top.text("mastery_score")
            message = "'mastery_score' would override what ungraded units report: take it out"
            self.report(codes.MASTERY, top.key_span("mastery_score"), message)
        self.language(text("language", "en"), top.span("language"))
        identifier = text("id") or identity.join_id([identity.slug(title)])
        self.take_id(identifier, top.span("id"), "the course", "id" in top or "id" in self.settings)
        return CourseInfo(
            id=identifier,
            title=title,
            language=text("language", "en"),
            span=top.span("title"),
            version=text("version", "1.0"),
            description=text("description"),
            keywords=top.strings("keywords"),
            rights=text("rights"),
            date=date,
            duration=round(length or 0),
            contributors=top.strings("contributors"),
            exit_when_done=top.choice("exit_when_done", ("suspend", "normal"), "suspend"),
        )

    def language(self, tag: str, span: Span) -> None:
        if not fields.LANGUAGE.fullmatch(tag):
            message = f"{tag!r} is no language tag: write en, de, pt-BR ..."
            self.report(codes.WRONG_VALUE, span, message)

    def items(self, folder: str, contents: list[Fields] | None) -> tuple[Item, ...]:
        if contents is None:
            return self.outline.numbered(folder)
        items = self.outline.listed(folder, contents)
        for path in self.outline.unlisted(folder, items):
            message = f"{path!r} is numbered, but contents: does not list it: it is left out"
            self.report(codes.NOT_LISTED, self.tree.span(path), message)
        return items

    def children(
        self, items: tuple[Item, ...], inherited: Inherited, depth: int
    ) -> tuple[Module | Unit, ...]:
        out: list[Module | Unit] = []
        loaded: list[Loaded] = []
        for item in items:
            if item.is_folder:
                module = self.module(item, inherited, depth)
                if module is not None:
                    out.append(module)
            elif (one := self.units.load(item, inherited)) is not None:
                loaded.append(one)
                self.take_id(one.unit.id, one.id_span, f"the unit {one.unit.source!r}", one.pinned)
                out.append(one.unit)
        self.loaded += loaded
        return tuple(out)

    def module(self, item: Item, inherited: Inherited, depth: int) -> Module | None:
        folder = item.path
        where = self.tree.span(folder)
        virtual = item.children is not None
        own = self.yaml("" if virtual else f"{folder}/{MODULE_FILE}")
        own_path = f"{folder}/{MODULE_FILE}"
        if not virtual and f"{folder}/index.html" in self.tree.files:
            message = "folders of HTML (web units) are not supported by this version"
            self.report(codes.NOT_YET, where, message)
            return None
        if own.text("type"):
            message = f"a folder with type: {own.text('type')} is not supported by this version"
            self.report(codes.NOT_YET, own.span("type"), message)
            return None
        entry = item.entry if item.entry is not None else own
        here = Inherited.from_fields(own, inherited)
        draft = own.boolean("draft")
        description = own.text("description")
        contents = own.entries("contents")
        title = entry.text("title") or own.text("title")
        pinned = entry.text("id") or own.text("id")
        source = entry if entry.text("id") else own
        former = own.strings("was")
        own.finish((), LATER_MODULE_KEYS)
        if item.entry is not None:
            item.entry.finish(("path", "contents"))
        if draft:
            return None
        if depth == DEEPEST + 1:
            message = "modules are nested more than three deep: LMS menus rarely show that"
            self.report(codes.DEEP_MODULE, where, message)
        items = item.children if item.children is not None else self.items(folder, contents)
        before = len(self.found)
        children = self.children(items, here, depth + 1)
        if not children and not Report.of(self.found[before:]).fails():
            message = (
                f"the module {folder!r} has no unit: number a file in it, or take its number off"
            )
            self.report(codes.EMPTY_MODULE, where, message)
        if not title:
            title = self.introduction_title(folder, children) or _words(folder)
        span = self.tree.span(own_path) if own_path in self.tree.files else where
        self.check_title(title, entry.span("title") if "title" in entry else span)
        module_id = pinned or (
            identity.join_id([identity.path_id(f"{folder}.x"), identity.slug(title)])
            if virtual
            else identity.path_id(f"{folder}.x")
        )
        self.take_id(
            module_id,
            source.span("id") if pinned else where,
            f"the module {folder!r}",
            bool(pinned),
        )
        identifier = former[-1] if former else module_id
        return Module(module_id, identifier, title, description, span, children)

    def introduction_title(self, folder: str, children: tuple[Module | Unit, ...]) -> str:
        first = children[0] if children else None
        own = f"{folder}/{INTRODUCTION}"
        return first.title if isinstance(first, Unit) and first.source == own else ""

    def check_title(self, title: str, span: Span) -> None:
        if len(title) > TITLE_LENGTH:
            message = f"the title has {len(title)} characters; the standard allows {TITLE_LENGTH}"
            self.report(codes.TOO_LONG, span, message)
        elif title == "0":
            self.report(codes.BAD_TITLE, span, "Moodle drops the title '0': say more")

    def take_id(self, wanted: str, span: Span, what: str, pinned: bool) -> None:
        """Claims an id for the whole course, units and modules alike."""
        if pinned and not identity.ID.fullmatch(wanted):
            message = (
                f"the id {wanted!r} must be small letters, digits and '-', begin with a letter, "
                "and have at most 64 characters"
            )
            self.report(codes.BAD_ID, span, message)
            return
        owner = self.ids.setdefault(wanted, _Owner(span, what))
        if owner.span != span or owner.what != what:
            message = f"the id {wanted!r} of {what} is taken by {owner.what} ({owner.span})"
            self.report(codes.SAME_ID, span, f"{message}: give one of them another id:")

    def check_former_ids(self) -> None:
        for one in self.loaded:
            for old in one.former:
                owner = self.ids.get(old)
                if owner is not None and old != one.unit.id:
                    message = f"was: {old!r} is the id of {owner.what} now ({owner.span})"
                    self.report(codes.WAS_IN_USE, one.id_span, message)

    def resolved(self) -> dict[str, Unit]:
        """Every unit with the meaning of all its links, by its source path."""
        places: dict[str, links.Place] = {}
        for one in self.loaded:
            anchors = frozenset[str]()
            for document in one.documents:
                if document.path == one.unit.source:
                    anchors |= document.anchors()
            place = links.Place(one.unit.id, one.unit.title, anchors)
            places[one.unit.source] = place
            if one.medium is not None:
                places.setdefault(one.medium.path, place)
        units = {}
        for one in self.loaded:
            table = {}
            for document in one.documents:
                for reference in document.references:
                    link = links.resolve(self.tree, places, document, reference, self.report)
                    if link is not None:
                        table[document.path, reference.target] = link
            units[one.unit.source] = replace(one.unit, links=table)
        return units

    def put(
        self, children: tuple[Module | Unit, ...], units: Mapping[str, Unit]
    ) -> tuple[Module | Unit, ...]:
        return tuple(
            units[child.source]
            if isinstance(child, Unit)
            else replace(child, children=self.put(child.children, units))
            for child in children
        )

    def check_leftovers(self) -> None:
        """An unnumbered page that nothing uses was probably meant to be content."""
        used = {one.unit.source for one in self.loaded} | self.units.read
        for one in self.loaded:
            for document in one.documents:
                for reference in document.references:
                    used.add(
                        posixpath.normpath(
                            posixpath.join(posixpath.dirname(document.path), reference.target)
                        ).partition("#")[0]
                    )
        for path in self.tree.files:
            stem, ending = posixpath.splitext(posixpath.basename(path))
            if ending != ".md" or path in used or identity.split_number(stem)[0] is not None:
                continue
            if stem.lower() not in TEXT_FILES and posixpath.basename(path) != INTRODUCTION:
                message = f"{path!r} is not numbered and nothing links to it: is it a page?"
                self.report(codes.LOOKS_LIKE_CONTENT, self.tree.span(path), message)


def _words(path: str) -> str:
    """A title made of a file name: ``02-fire-doors`` becomes ``Fire doors``."""
    stem = identity.split_number(posixpath.basename(path))[1]
    return identity.slug(stem).replace("-", " ").capitalize()


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
