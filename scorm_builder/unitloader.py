"""One file of the source becomes one unit: front matter or sidecar, text, medium, companions."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from scorm_builder import codes, fields, identity, links, markdown
from scorm_builder.diagnostics import Code, Diagnostic, Severity, Span
from scorm_builder.fields import Fields
from scorm_builder.markdown import Document
from scorm_builder.model import NOWHERE, Completion, SourceFile, SourceTree, Unit
from scorm_builder.outline import INTRODUCTION, Item
from scorm_builder.source import read_text
from scorm_builder.units import UnitType

REPORTS = ("completed", "passed", "passed-failed", "completed-graded")
RULES = ("end", "time", "watched", "all-slides", "opened", "submitted", "passed", "manual")
LATER_KEYS = frozenset(
    "prerequisites passing_score attempts shuffle draw feedback show_answers retry score paging "
    "time_limit points_wrong graded questions objectives theme".split()
)
LATER_TYPES = frozenset(("quiz", "audio", "web"))


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a unit takes from module and course unless it says otherwise."""

    language: str
    completion: tuple[str, str] | None = None
    completion_span: Span = NOWHERE
    report: str = "completed"

    @classmethod
    def from_fields(cls, own: Fields, above: Inherited) -> Inherited:
        """What ``own`` says, over what was said ``above``."""
        pair = own.pair("completion")
        report = own.choice("report", REPORTS, above.report)
        if report != "completed" and "report" in own:
            message = f"report: {report} is for graded units, which this version does not have"
            own.report(codes.NOT_YET, own.span("report"), message)
        return cls(
            language=own.text("language", above.language),
            completion=pair or above.completion,
            completion_span=own.span("completion") if pair else above.completion_span,
            report=report,
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """A unit before its links are resolved, and what the course must still check of it."""

    unit: Unit
    documents: tuple[Document, ...]
    medium: SourceFile | None
    former: tuple[str, ...]
    pinned: bool
    id_span: Span


@dataclass(slots=True)
class _Context:
    """What a unit type sees while it reads its unit; see ``units.ParseContext``."""

    tree: SourceTree
    path: str
    medium: SourceFile | None
    text: str
    text_line: int
    language: str
    found: list[Diagnostic]
    read_paths: set[str]
    documents: list[Document] = field(default_factory=list)

    def report(self, code: Code, span: Span, message: str) -> None:
        self.found.append(code.at(span, message))

    def asset(self, target: str, span: Span) -> SourceFile | None:
        return links.locate(self.tree, self.path, target, span, self.report)

    def beside(self, suffix: str) -> SourceFile | None:
        stem = posixpath.splitext(self.medium.path if self.medium else self.path)[0]
        return self.tree.files.get(stem + suffix)

    def markdown(self, text: str, path: str, line: int) -> Document:
        document, found = markdown.parse(
            text, path, line, lambda at, col: self.tree.span(path, at, col)
        )
        self.found += found
        self.documents.append(document)
        return document

    def read(self, file: SourceFile) -> str | None:
        self.read_paths.add(file.path)
        return read_text(file, self.tree, self.report)


class UnitLoader:
    """Loads the units of one tree; ``read`` collects the text files that were used."""

    def __init__(
        self, tree: SourceTree, types: Mapping[str, UnitType], found: list[Diagnostic]
    ) -> None:
        self.tree = tree
        self.types = types
        self.found = found
        self.read: set[str] = set()
        self.media: dict[str, str] = {}

    def report(self, code: Code, span: Span, message: str) -> None:
        self.found.append(code.at(span, message))

    def load(self, item: Item, inherited: Inherited) -> Loaded | None:
        """The unit that the file ``item.path`` makes; None where it makes none."""
        path = item.path
        ending = posixpath.splitext(path)[1].lower()
        file = self.tree.files[path]
        text, line = "", 1
        medium: SourceFile | None = None
        if ending == ".md":
            whole = read_text(file, self.tree, self.report)
            if whole is None:
                return None
            split = self.split(whole)
            if split is None:
                message = "the front matter that begins here is not closed by a line ---"
                self.report(codes.UNCLOSED_FRONT_MATTER, self.tree.span(path, 1, 1), message)
                return None
            front, text, line = split
            own = self.fields(path, front, 2)
        elif ending == ".yaml":
            if self.is_sidecar(path):
                return None
            own = self.fields(path, read_text(file, self.tree, self.report) or "", 1)
            if "type" not in own and not any(d.code == codes.YAML.id for d in self.found):
                message = "this file goes with no medium of its name, so it must say its type:"
                self.report(codes.LONELY_SIDECAR, self.tree.span(path), message)
                return None
        else:
            medium = file
            sidecar = posixpath.splitext(path)[0] + ".yaml"
            beside = self.tree.files.get(sidecar)
            said = read_text(beside, self.tree, self.report) if beside else ""
            own = self.fields(sidecar if beside else path, said or "", 1)
            page = self.tree.files.get(posixpath.splitext(path)[0] + ".md")
            if page is not None and page.path != path:
                self.check_beside_page(page, file)
                return None
        return self.unit(item, own, inherited, medium, text, line)

    def check_beside_page(self, page: SourceFile, file: SourceFile) -> None:
        """A page and a medium of one stem: fine if the page says that it is the medium's unit."""
        whole = read_text(page, self.tree, lambda *_: None) or ""
        front, _, _ = self.split(whole) or ("", "", 1)
        name = posixpath.basename(file.path)
        if f"source: {name}" not in front:
            message = (
                f"{page.path!r} and {name!r} have the same stem: write 'source: {name}' in the "
                "page if it is the unit of the medium, else rename one"
            )
            self.report(codes.SAME_STEM, self.tree.span(page.path), message)

    def is_sidecar(self, path: str) -> bool:
        stem = posixpath.splitext(path)[0]
        endings = {e for kind in self.types.values() for e in kind.EXTENSIONS} - {".md"}
        return any(
            posixpath.splitext(other)[0] == stem and posixpath.splitext(other)[1].lower() in endings
            for other in self.tree.files
        )

    def fields(self, path: str, text: str, first: int) -> Fields:
        return fields.parse(
            text, lambda at, col: self.tree.span(path, at + first - 1, col), self.found
        )

    def split(self, text: str) -> tuple[str, str, int] | None:
        """Front matter, the text below it, the text's first line in the file; None if not closed."""
        lines = text.split("\n")
        if lines[0].rstrip() != "---":
            return "", text, 1
        for at, line in enumerate(lines[1:], 1):
            if line.rstrip() in ("---", "..."):
                return "\n".join(lines[1:at]), "\n".join(lines[at + 1 :]), at + 2
        return None

    def unit(
        self,
        item: Item,
        own: Fields,
        inherited: Inherited,
        medium: SourceFile | None,
        text: str,
        line: int,
    ) -> Loaded | None:
        path = item.path
        where = self.tree.span(path)
        here = Inherited.from_fields(own, inherited)
        context = _Context(
            self.tree, path, medium, text, line, here.language, self.found, self.read
        )
        if source := own.text("source"):
            context.medium = context.asset(source, own.span("source"))
            if context.medium is None:
                return None
        name = self.type_of(own, path, context.medium, where)
        if name is None:
            return None
        kind = self.types[name]
        draft = own.boolean("draft")
        optional = own.boolean("optional")
        pinned = own.text("id")
        former = own.strings("was")
        title = own.text("title", longest=200)
        duration = own.text("duration")
        length = fields.seconds(duration) if duration else 0
        if length is None:
            message = f"the duration {duration!r} is no length of time: write 5 min, or 1:30"
            self.report(codes.WRONG_VALUE, own.span("duration"), message)
        completion = self.completion(kind, name, own, here)
        if item.entry is not None:
            title = item.entry.text("title", longest=200) or title
            entry_id = item.entry.text("id")
            id_span = item.entry.span("id") if entry_id else own.span("id")
            pinned = entry_id or pinned
            item.entry.finish(("path",), LATER_KEYS)
        else:
            id_span = own.span("id") if pinned else where
        for old in former:
            if not identity.ID.fullmatch(old):
                message = f"was: {old!r} is no id: write the id that was published"
                self.report(codes.BAD_ID, own.span("was"), message)
        if draft:
            return None
        body = kind.parse(own, context)
        own.finish(kind.KEYS, LATER_KEYS)
        if body is None:
            return None
        unit_id = pinned or self.default_id(path)
        unit = Unit(
            id=unit_id,
            identifier=former[-1] if former else unit_id,
            title=title or self.title(path, name, context),
            type=name,
            source=path,
            span=where,
            completion=completion,
            report=here.report,
            language=here.language,
            body=body,
            optional=optional,
            duration=round(length or 0),
        )
        return Loaded(unit, tuple(context.documents), context.medium, former, bool(pinned), id_span)

    def type_of(self, own: Fields, path: str, medium: SourceFile | None, where: Span) -> str | None:
        """The type: as said, else by the ending of the medium, else by that of the file."""
        said = own.text("type")
        if said in LATER_TYPES:
            message = f"units of type {said!r} are not supported by this version"
            self.report(codes.NOT_YET, own.span("type"), message)
            return None
        if said and said not in self.types:
            message = f"there is no unit type {said!r}{fields.nearest(said, self.types)}"
            self.report(codes.WRONG_VALUE, own.span("type"), message)
            return None
        if said:
            return said
        ending = posixpath.splitext(medium.path if medium else path)[1].lower()
        for name, kind in self.types.items():
            if ending in kind.EXTENSIONS:
                return name
        message = f"a {ending} is no medium of any unit type"
        self.report(codes.UNSUPPORTED_FILE, own.span("source") if medium else where, message)
        return None

    def completion(self, kind: UnitType, name: str, own: Fields, here: Inherited) -> Completion:
        """The rule, its amount checked; an inherited rule that does not fit gives way."""
        if here.completion is None:
            return kind.DEFAULT_COMPLETION
        rule, written = here.completion
        span = here.completion_span
        if rule not in RULES:
            message = f"there is no completion rule {rule!r}{fields.nearest(rule, RULES)}"
            self.report(codes.WRONG_VALUE, span, message)
            return kind.DEFAULT_COMPLETION
        if rule not in kind.COMPLETIONS:
            if "completion" in own:
                fit = ", ".join(kind.COMPLETIONS)
                message = f"a {name} cannot be done by {rule!r}: choose among {fit}"
                self.report(codes.UNFIT_COMPLETION, span, message)
            return kind.DEFAULT_COMPLETION
        return Completion(rule, self.amount(rule, written, kind.DEFAULT_COMPLETION, span))

    def amount(self, rule: str, written: str, default: Completion, span: Span) -> float:
        if rule in ("end", "time"):
            if not written and rule == "end":
                return default.amount if default.rule == "end" else 5.0
            value = fields.seconds(written)
            if value is None or not 0 <= value <= 86400:
                message = f"{rule!r} needs a length of time, as in {{{rule}: 90s}}"
                self.report(codes.WRONG_VALUE, span, message)
                return 0.0
            return value
        if rule == "watched":
            percent = written.removesuffix("%").strip() if written else "90"
            if not percent.replace(".", "", 1).isdigit() or not 0 < float(percent) <= 100:
                message = "'watched' needs a share of the whole, as in {watched: 90%}"
                self.report(codes.WRONG_VALUE, span, message)
                return 0.9
            return float(percent) / 100
        if written:
            message = f"{rule!r} takes no value: write completion: {rule}"
            self.report(codes.WRONG_VALUE, span, message)
        return 0.0

    def default_id(self, path: str) -> str:
        if posixpath.basename(path) != INTRODUCTION:
            return identity.path_id(path)
        folder = posixpath.dirname(path)
        return identity.join_id([identity.path_id(f"{folder}.x"), "intro"]) if folder else "intro"

    def title(self, path: str, name: str, context: _Context) -> str:
        """The first heading of level 1, else words made of the file's name, and a finding."""
        own = next((d for d in context.documents if d.path == path), None)
        if own and own.title:
            return own.title[:200]
        stem = identity.split_number(posixpath.splitext(posixpath.basename(path))[0])[1]
        words = identity.slug(stem).replace("-", " ")
        words = words[:1].upper() + words[1:]
        severity = codes.GUESSED_TITLE.severity if name == "page" else Severity.INFO
        message = f"this {name} has no title: it is called {words!r} now; give it a title:"
        if name == "page":
            message = f"this page has no title: it is called {words!r} now; begin it with # Title"
        self.found.append(codes.GUESSED_TITLE.at(self.tree.span(path), message, severity))
        return words
