"""A source tree becomes a course: located, frozen, every link resolved.

Bad input never ends the reading: what can be read is read, so that one run finds every mistake.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from scorm_builder import codes, fields, registry
from scorm_builder.course import identity, links, mastery, objectives, prerequisites, translations
from scorm_builder.course.claims import Claims, Owner, pinned
from scorm_builder.course.courseinfo import budget, course_info
from scorm_builder.course.extras import extras
from scorm_builder.course.leftovers import leftovers
from scorm_builder.course.outline import INTRODUCTION, PAGE, SIDECAR, WEB_PAGE, Item, Outline
from scorm_builder.course.settings import Inherited
from scorm_builder.course.settings import languages as further_languages
from scorm_builder.course.themes import Themes
from scorm_builder.course.titles import check_title, words
from scorm_builder.diagnostics import Code, Diagnostic, Report, Span
from scorm_builder.fields import Fields
from scorm_builder.fields.keys import COURSE, DEFAULTS, LATER_COURSE, LATER_MODULE, UNIT, later
from scorm_builder.fields.wording import Wording
from scorm_builder.load import translated
from scorm_builder.load.linking import Linking
from scorm_builder.load.unitloader import TAKEN_IN, Loaded, UnitLoader
from scorm_builder.load.unittype import DECK
from scorm_builder.model import Course, Module, SourceTree, Unit
from scorm_builder.source import COURSE_FILE, MODULE_FILE, read_text
from scorm_builder.source.paths import Paths
from scorm_builder.source.surroundings import DEFAULTS_FILE

DEEPEST = 3
Children = tuple[Module | Unit, ...]


def editions(
    tree: SourceTree, settings: Mapping[str, str], *, drafts: bool = False
) -> tuple[tuple[Course, ...], list[Diagnostic]]:
    """The course in ``tree`` once a language, its own first; none without ``course.yaml``.

    ``settings`` override keys of ``course.yaml``; ``drafts`` takes in units and modules that say
    ``draft: true``. Findings are told once, however many languages share them.
    """
    found: list[Diagnostic] = []
    if COURSE_FILE not in tree.files:
        # A course.yml has earned its finding from the scan.
        if not any(name.lower() in ("course.yml", COURSE_FILE) for name in tree.files):
            where = tree.span(COURSE_FILE)
            found.append(codes.NO_COURSE.at(where, "there is no course.yaml here"))
        return (), found
    first = _Loader(tree, settings, drafts)
    others = [_Loader(tree, settings, drafts, tag) for tag in first.words.languages.others]
    loaders = [first, *others]
    courses = tuple(loader.course() for loader in loaders)
    lacking = {loader.words.language: loader.units.untranslated for loader in others}
    first.found += translated.told(lacking, first.words.language, first.found)
    first.found += chain(translated.other_ids(courses), objectives.told(courses))
    if all(loader.is_whole for loader in loaders):
        first.check_leftovers(loaders)
    return courses, list(dict.fromkeys(one for loader in loaders for one in loader.found))


class _Loader:
    """Reads one course in one language, its own if none is said; lives as long as the reading.

    ``is_whole``: it is known of everything whether it is used.
    """

    def __init__(
        self,
        tree: SourceTree,
        settings: Mapping[str, str],
        with_drafts: bool,
        language: str = "",
    ) -> None:
        self.tree = tree
        self.found: list[Diagnostic] = []
        self.settings = settings
        self.with_drafts = with_drafts
        written = self.yaml(COURSE_FILE)
        # Of a file that cannot be read it is not known what it lacks, nor what it lists.
        self.readable = not self.found or bool([*written])
        self.top = written.override(settings, "--set")
        defaults = self.defaults()
        self.inherited = Inherited("en").under(defaults).under(self.top)
        languages = further_languages(self.top, self.inherited.language)
        self.words = Wording(languages, language or languages.main)
        self.top.choose(self.words)
        types = registry.units()
        endings = {ending for kind in types.values() for ending in kind.EXTENSIONS}
        sorted_out = translations.sort_out(tree, languages, endings)
        self.tree = translations.in_language(sorted_out, self.words.language)
        self.paths = Paths(self.tree, self.report)
        for path, finding in translations.check(sorted_out, {*endings, SIDECAR}):
            self.found.append(finding)
            self.paths.meant.add(path)
        self.outline = Outline(self.paths, endings)
        self.themes = Themes(self.paths)
        self.inherited = self.themes.of_course(self.inherited, defaults, self.top)
        self.claims = Claims(self.report)
        html = self.top.choice("html", COURSE["html"].choices, "keep")
        self.units = UnitLoader(
            self.paths,
            self.outline,
            types,
            self.themes,
            self.claims,
            self.words,
            self.found,
            sanitized=html == "sanitize",
            with_drafts=with_drafts,
        )
        self.is_whole = False
        self.loaded: list[Loaded] = []
        self.named: dict[str, Span] = {}
        self.listing: list[str] = []

    def report(self, code: Code, span: Span, message: str) -> None:
        self.found.append(code.at(span, message))

    def yaml(self, path: str) -> Fields:
        """The mapping in a YAML file of the tree; an empty one if it is not there."""
        file = self.tree.files.get(path)
        if file is None:
            return Fields.none(self.tree.span(posixpath.dirname(path)), self.found)
        text = read_text(file, self.tree, self.report) or ""
        words = self.words if path != COURSE_FILE else None
        return fields.parse(
            text, lambda line, col: self.tree.span(path, line, col), self.found, words
        )

    def defaults(self) -> Fields:
        """What the courses that lie beside each other have in common."""
        file = self.tree.defaults
        if file is None:
            return Fields.none(self.tree.span(""), self.found)
        text = read_text(file, self.tree, self.report) or ""
        own = fields.parse(text, lambda line, col: self.tree.span(file.path, line, col), self.found)
        not_yet = later(DEFAULTS)
        elsewhere = (COURSE.keys() | UNIT.keys()) - DEFAULTS.keys()
        own.finish("the defaults of courses", DEFAULTS.keys() - not_yet.keys(), not_yet, elsewhere)
        return own

    def course(self) -> Course:
        top, content = self.top, self.tree.content
        info = course_info(top, self.words, self.readable)
        self.units.untranslated += translated.title(top, self.words, "the title of the course")
        contents = self.contents(top)
        there = posixpath.normpath(top.text("root", ".")) == "." or bool(content)
        named = top.items("resources") if there else ()
        resources = extras(self.paths, COURSE_FILE, named)
        most = budget(top)
        self.check_later()
        before = len(self.found)
        items = self.items(content, COURSE_FILE, contents)
        children = self.children(items, self.inherited, 1, ())
        if not children and self.readable and there and not self.fails(before):
            message = "this course has no unit: number a file, as in 01-welcome.md"
            if contents is not None:
                message = "this course has no unit: list a file in contents:"
            if items:
                message = "every unit of this course is a draft: take 'draft: true' out of one"
            self.report(codes.EMPTY_MODULE, self.tree.span(COURSE_FILE), message)
        units = self.resolved()
        self.claims.check_former()
        failed = self.units.failed or self.outline.failed
        if not failed:
            mastery.check(top, info.mastery_score, units.values())
        self.is_whole = self.readable and there and not failed
        children = self.put(children, units)
        if not failed:
            drafts = {identity.file_id(self.tree.inner(path)) for path in self.units.drafts}
            waits = self.units.prerequisites
            children = prerequisites.resolved(children, waits, drafts, self.report)
            prerequisites.check(waits, info.packaging, self.report)
        return Course(info, children, resources, most)

    def fails(self, before: int) -> bool:
        """Whether there were errors since ``before``."""
        return Report.of(self.found[before:]).fails()

    def check_later(self) -> None:
        """Keys and files of the course that this version does not act on."""
        top = self.top
        self.check_early()
        top.finish("a course", ("languages", "resources"), LATER_COURSE)

    def check_early(self) -> None:
        """What the scan read of ``course.yaml``, before anything could override it."""
        self.top.items("shared")
        for key in ("root", "shared"):
            if key in self.settings:
                message = f"{key!r} says what is read at all: write it into course.yaml"
                self.report(codes.WRONG_VALUE, self.top.span(key), message)

    def contents(self, own: Fields) -> list[Fields] | None:
        """What ``contents:`` lists; of a list that is none it is not known what it leaves out."""
        before = len(self.found)
        contents = own.entries("contents")
        self.readable &= not self.fails(before)
        return contents

    def items(self, folder: str, base: str, contents: list[Fields] | None) -> Sequence[Item]:
        """What a folder holds, by the ``contents:`` of the file ``base``, else by its numbers."""
        if contents is None:
            return self.outline.numbered(folder)
        self.listing.append(folder)
        return self.outline.listed(folder, base, contents)

    def children(
        self, items: Iterable[Item], inherited: Inherited, depth: int, above: tuple[str, ...]
    ) -> Children:
        """``above`` are the titles of the modules without folder that these lie in."""
        out: list[Module | Unit] = []
        for item in items:
            if item.children is None and not self.is_first(item):
                continue
            if item.is_folder and not self.is_unit(item):
                module = self.module(item, inherited, depth, above)
                out += [module] if module else []
            elif (one := self.units.load(item, inherited)) is not None:
                self.loaded.append(one)
                out.append(one.unit)
        return tuple(out)

    def is_unit(self, item: Item) -> bool:
        """Whether a folder is a unit: somebody's pages, or a deck of images."""
        if item.children is not None or self.outline.is_web(item.path):
            return item.children is None
        file = self.tree.files.get(posixpath.join(item.path, MODULE_FILE))
        if file is None:
            return False
        # What is wrong with the file is told when it is read as what it is.
        text = read_text(file, self.tree, lambda *_: None) or ""
        own = fields.parse(text, lambda line, col: self.tree.span(file.path, line, col), [])
        return own.text("type") == DECK

    def is_first(self, item: Item) -> bool:
        """Whether nothing else has put this file or folder into the course yet."""
        first = self.named.setdefault(item.path, item.where)
        if first is item.where:
            return True
        message = f"{item.path!r} is in the course already ({first}): list it once"
        self.report(codes.LISTED_TWICE, item.where, message)
        return False

    def module(
        self, item: Item, inherited: Inherited, depth: int, above: tuple[str, ...]
    ) -> Module | None:
        """The module that an item makes; None if nothing of it is to be seen."""
        before = len(self.found)
        own = self.module_fields(item)
        if own is None:
            return None
        if own.boolean("draft"):
            if not self.with_drafts:
                self.leave_out(item)
                return None
            self.report(codes.DRAFT, own.span("draft"), TAKEN_IN)
        is_folder = item.children is None
        where = self.tree.span(item.path) if is_folder else item.where
        title, description = own.text("title"), own.text("description")
        above = () if is_folder else (*above, own.original("title"))
        what = f"the module {item.path if is_folder else title!r}"
        owner = Owner(
            what, item.path if is_folder else "", own.span("id") if "id" in own else where
        )
        module_id, identifier = self.identify(own, owner, item.path, above)
        base = posixpath.join(item.path, MODULE_FILE)
        self.units.prerequisites[module_id] = own.items(prerequisites.KEY)
        here, contents = self.themes.under(inherited.under(own), own, base), self.contents(own)
        own.finish("a module", (), LATER_MODULE, UNIT)
        self.units.failed |= self.fails(before)
        if depth == DEEPEST + 1:
            message = "modules are nested more than three deep: LMS menus rarely show that"
            self.report(codes.DEEP_MODULE, where, message)
        items = self.items(item.path, base, contents) if is_folder else item.children or ()
        children = self.children(items, here, depth + 1, above)
        if not items and not self.fails(before):
            cure = "number a file in it, or take its number off"
            if contents is not None or not is_folder:
                cure = "list one"
            elif item.where.line:
                cure = f"list its files in contents: of its {MODULE_FILE}"
            if is_folder and (page := self.outline.nearly_web(item.path)):
                cure = f"rename {page!r} to {WEB_PAGE!r} to make it a web unit"
            self.report(codes.EMPTY_MODULE, where, f"{what} has no unit: {cure}")
        if not children:
            return None
        introduced = posixpath.join(item.path, INTRODUCTION) in self.tree.files
        if title or not introduced:
            self.units.untranslated += translated.title(own, self.words, f"the title of {what}")
        title = title or self.title_of(item.path, children)
        check_title(title, own.span("title") if "title" in own else where, self.report)
        return Module(module_id, identifier, title, description, where, children)

    def identify(
        self, own: Fields, owner: Owner, folder: str, above: tuple[str, ...]
    ) -> tuple[str, str]:
        """The id of a module, and what LMSs know it by."""
        made = identity.folder_id(self.tree.inner(folder), above)
        module_id = pinned(own, self.report) or made
        self.claims.take(module_id, owner)
        former = self.claims.former(own, owner)
        return module_id, former[-1] if former else module_id

    def module_fields(self, item: Item) -> Fields | None:
        """The keys of a module; None if its folder is something that this version cannot show."""
        if item.children is not None:
            return item.entry
        written = self.yaml(posixpath.join(item.path, MODULE_FILE))
        own = self.units.with_entry(item.entry, written, "module")
        if kind := own.text("type"):
            message = f"a folder has no type {kind!r}: it is a module, or a deck by 'type: slides'"
            self.report(codes.WRONG_VALUE, own.span("type"), message)
            self.units.failed = True
            return None
        return own

    def title_of(self, folder: str, children: Children) -> str:
        """The title of a module that has none: its introduction's, else words of its name."""
        own = posixpath.join(folder, INTRODUCTION)
        for child in children:
            if isinstance(child, Unit) and child.source == own:
                return child.title
        return words(posixpath.basename(folder))

    def leave_out(self, item: Item) -> None:
        """A draft, and all that lies in it."""
        for child in item.children or ():
            self.leave_out(child)
        if item.children is None:
            inside = f"{item.path}/"
            self.units.drafts |= {item.path}
            self.units.drafts |= {path for path in self.tree.files if path.startswith(inside)}

    def resolved(self) -> dict[str, Unit]:
        """Every unit with the meaning of all its links, by its source path."""
        places = {path: links.Place("", "", frozenset()) for path in self.units.drafts}
        for one in self.loaded:
            # A link to a medium is one to the file, also where it is a unit by itself.
            if one.unit.source.lower().endswith((PAGE, SIDECAR)):
                anchors = [d.anchors() for d in one.documents if d.path == one.unit.source]
                place = links.Place(one.unit.id, one.unit.title, frozenset().union(*anchors))
                places[one.unit.source] = place
            elif one.unit.source in self.tree.folders:
                place = links.Place(one.unit.id, one.unit.title, frozenset())
                places[one.unit.source] = place
                if self.outline.is_web(one.unit.source):
                    places[posixpath.join(one.unit.source, WEB_PAGE)] = place
        media = {one.medium.path for one in self.loaded if one.medium}
        linking = Linking(self.paths, places, media, self.found)
        return {one.unit.source: linking.linked(one) for one in self.loaded}

    def put(self, children: Children, units: Mapping[str, Unit]) -> Children:
        return tuple(
            units[child.source]
            if isinstance(child, Unit)
            else replace(child, children=self.put(child.children, units))
            for child in children
        )

    def check_leftovers(self, loaders: Iterable[_Loader]) -> None:
        """What is used in no language."""
        used = set().union(*(loader.used() for loader in loaders))
        for span, path in dict.fromkeys(d for loader in loaders for d in loader.paths.downloads):
            message = f"{path!r} is no unit, and learners get its Markdown: number it to make it a"
            self.report(codes.LOOKS_LIKE_CONTENT, span, f"{message} page")
        defaults = posixpath.join(self.tree.content, DEFAULTS_FILE)
        if defaults in self.tree.files and defaults not in used:
            used.add(defaults)
            message = f"{DEFAULTS_FILE!r} is read beside the course folder, for all courses there:"
            message += " move it, or write its keys into course.yaml"
            self.report(codes.UNREAD_FILE, self.tree.span(defaults), message)
        for folder in self.listing:
            for path in self.outline.left_out(folder):
                if path not in used:
                    used |= {path, *(p for p in self.tree.files if p.startswith(f"{path}/"))}
                    message = f"{path!r} is left out: contents: does not list it"
                    self.report(codes.NOT_LISTED, self.tree.span(path), message)
        content = {self.tree.content, *self.named}
        self.found += leftovers(self.tree, used, content)

    def used(self) -> set[str]:
        """Files and folders that are in the course, or were meant to be, or left out on purpose."""
        used = {*self.named, *self.paths.meant, *self.units.drafts}
        # A folder is used if something in it is.
        return used | {path[:at] for path in self.named for at, c in enumerate(path) if c == "/"}
