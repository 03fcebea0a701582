"""``course.lock``: the identifiers that learners' records hang on, as they were last released.

A lock is small, sorted YAML: made by ``scorm-builder lock``, kept in git, and read by people in a
change before it is merged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import yaml

from scorm_builder import codes
from scorm_builder.diagnostics import Diagnostic, Severity, Span
from scorm_builder.fields import yamltext
from scorm_builder.fields.forms import ID
from scorm_builder.model import Course, Module, SourceTree, Unit
from scorm_builder.source import LOCK_FILE

_HEAD = (
    """# What learners' records hang on, as it was last released. Made by "scorm-builder lock";""",
    """# keep it in git. "scorm-builder build --locked" refuses to lose any of it.""",
)
_QUESTION = re.compile(r"(?P<name>[!-~]{1,255})(?: (?P<key>[A-Za-z0-9_-]{4}))?")

Locate = Callable[[int, int], Span]


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The identifiers of one course: as the LMS knows items, and the runtime questions.

    ``units`` maps the identifier of a unit to those of its questions. ``keys`` are those of
    questions that records keep by a longer one than usual. ``places`` says where each stands that
    was read from a file. Both go by (identifier of the item, of the question or ``""``).
    """

    course: str
    units: Mapping[str, tuple[str, ...]]
    modules: tuple[str, ...]
    keys: Mapping[tuple[str, str], str] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Span] = field(default_factory=dict, compare=False)

    def questions(self) -> dict[str, dict[str, str]]:
        """Of each unit its questions, each with its longer key or nothing."""
        return {
            unit: {one: self.keys.get((unit, one), "") for one in asked}
            for unit, asked in self.units.items()
        }


def of(course: Course) -> Identifiers:
    """The identifiers of a course as it is now."""
    units: dict[str, tuple[str, ...]] = {}
    modules: list[str] = []
    keys: dict[tuple[str, str], str] = {}
    for entry in _entries(course.children):
        if isinstance(entry, Module):
            modules.append(entry.identifier)
        else:
            units[entry.identifier] = tuple(asked.identifier for asked in entry.questions)
            longer = (asked for asked in entry.questions if asked.key)
            keys |= {(entry.identifier, asked.identifier): asked.key for asked in longer}
    return Identifiers(course.info.id, units, tuple(modules), keys)


def _entries(children: tuple[Module | Unit, ...]) -> Iterator[Module | Unit]:
    for child in children:
        yield child
        if isinstance(child, Module):
            yield from _entries(child.children)


def write(locked: Identifiers) -> str:
    """The text of a lock: the same for the same identifiers, whatever their order."""
    lines = [*_HEAD, f"course: {locked.course}", "units:"]
    for unit, questions in sorted(locked.units.items()):
        if questions:
            lines.append(f"  {unit}:")
            keys = {question: locked.keys.get((unit, question), "") for question in questions}
            lines += [f"    - {one} {key}".rstrip() for one, key in sorted(keys.items())]
        else:
            lines.append(f"  {unit}: []")
    if locked.modules:
        lines += ["modules:", *(f"  - {module}" for module in sorted(locked.modules))]
    return "\n".join(lines) + "\n"


def stored(tree: SourceTree) -> tuple[Identifiers | None, list[Diagnostic]]:
    """What the lock of a course holds; None, without a finding, if there is none."""
    path = tree.root / LOCK_FILE
    if not path.exists():
        return None, []
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        message = "the lock is not UTF-8: make it anew with scorm-builder lock --drop"
        return None, [codes.BAD_LOCK.at(tree.span(LOCK_FILE), message)]
    return read(text, lambda line, col: tree.span(LOCK_FILE, line, col))


def read(text: str, locate: Locate) -> tuple[Identifiers | None, list[Diagnostic]]:
    """What a lock holds; None and a finding if it is none (a merge may have broken it)."""
    try:
        top = yamltext.compose(text)
        if top is None:
            return None, [codes.BAD_LOCK.at(locate(1, 1), f"there is nothing here: {_CURE}")]
        return _Reading(locate).identifiers(top), []
    except yamltext.UnreadableError as error:
        return None, [codes.BAD_LOCK.at(locate(error.line, error.col), f"{error}: {_CURE}")]
    except _NoLockError as error:
        return None, [codes.BAD_LOCK.at(error.span, f"{error}: {_CURE}")]


_CURE = "take back what was changed by hand, or make it anew with scorm-builder lock --drop"


_NO_IDENTIFIER = "here should be an identifier"


class _NoLockError(Exception):
    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


class _Reading:
    """One lock while it is read."""

    def __init__(self, locate: Locate) -> None:
        self._locate = locate
        self._places: dict[tuple[str, str], Span] = {}
        self._keys: dict[tuple[str, str], str] = {}

    def identifiers(self, top: yaml.Node) -> Identifiers:
        keys = dict(self._mapping(top))
        self._places.clear()
        if unknown := keys.keys() - {"course", "units", "modules"}:
            raise self._wrong(f"{min(unknown)!r} is nothing that a lock holds", top)
        for wanted in ("course", "units"):
            if wanted not in keys:
                raise self._wrong(f"the lock lacks {wanted!r}", top)
        course = self._id(keys["course"])
        self._places["", ""] = self._span(keys["course"])
        units = {}
        for name, node in self._mapping(keys["units"]):
            units[name] = tuple(self._questions(node, name))
        modules = tuple(self._modules(keys["modules"])) if "modules" in keys else ()
        return Identifiers(course, units, modules, self._keys, self._places)

    def _mapping(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self._wrong("here should be a mapping", node)
        for key, value in node.value:
            name = self._id(key)
            if (name, "") in self._places:
                raise self._wrong(f"{name!r} stands here twice", key)
            self._places[name, ""] = self._span(key)
            yield name, value

    def _questions(self, node: yaml.Node, unit: str) -> Iterator[str]:
        for entry in self._list(node):
            match = _QUESTION.fullmatch(self._scalar(entry))
            if not match:
                raise self._wrong(_NO_IDENTIFIER, entry)
            at = unit, match["name"]
            self._places[at] = self._span(entry)
            if match["key"]:
                self._keys[at] = match["key"]
            yield match["name"]

    def _modules(self, node: yaml.Node) -> Iterator[str]:
        for entry in self._list(node):
            name = self._id(entry)
            self._places[name, ""] = self._span(entry)
            yield name

    def _list(self, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._wrong("here should be a list", node)
        return list(node.value)

    def _id(self, node: yaml.Node) -> str:
        name = self._scalar(node)
        if not ID.fullmatch(name):
            raise self._wrong(_NO_IDENTIFIER, node)
        return name

    def _scalar(self, node: yaml.Node) -> str:
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def _span(self, node: yaml.Node) -> Span:
        return self._locate(node.start_mark.line + 1, node.start_mark.column + 1)

    def _wrong(self, message: str, node: yaml.Node) -> _NoLockError:
        return _NoLockError(message, self._span(node))


@dataclass(frozen=True, slots=True)
class Lost:
    """A locked identifier that the course no longer has: in words, and the way back to it."""

    span: Span
    what: str
    way_back: str

    def refused(self) -> Diagnostic:
        """The finding where it is not to go."""
        cure = f"{self.way_back}, or release without it by scorm-builder lock --drop"
        return codes.LOST_ID.at(self.span, f"{self.what}: {cure}")

    def dropped(self) -> Diagnostic:
        """The note where it goes on purpose."""
        return codes.LOST_ID.at(self.span, f"{self.what}: dropped from the lock", Severity.INFO)


def lost(locked: Identifiers, present: Identifiers) -> Iterator[Lost]:
    """Every locked identifier that the course no longer has."""
    if locked.course != present.course:
        what = f"the course was {locked.course!r} and is {present.course!r}"
        yield Lost(_place(locked), what, f"give it the line id: {locked.course}")
    new = [*(present.units.keys() - locked.units.keys())]
    for unit, questions in locked.units.items():
        if unit not in present.units:
            gone = "is a module now" if unit in present.modules else "is gone"
            what = f"the unit {unit!r} {gone}, and with it what learners did in it"
            yield Lost(_place(locked, unit), what, _way_back(unit, new))
            continue
        asked = present.units[unit]
        fresh = [question for question in asked if question not in questions]
        for question in questions:
            if question not in asked:
                near = get_close_matches(question, fresh, 1) or fresh[:1]
                heir = f"if it is {near[0]!r} now" if near else "if another is it now"
                way_back = f"{heir}, write {{was={question}}} behind its heading"
                what = f"the question {question!r} of {unit!r} is gone"
                yield Lost(_place(locked, unit, question), what, way_back)
    new_modules = [*(set(present.modules) - set(locked.modules))]
    for module in locked.modules:
        if module not in present.modules:
            gone = "is a unit now" if module in present.units else "is gone"
            what = f"the module {module!r} {gone}"
            yield Lost(_place(locked, module), what, _way_back(module, new_modules))


def _way_back(old: str, new: list[str]) -> str:
    near = get_close_matches(old, sorted(new), 1)
    if not near and len(new) == 1:
        near = new
    heir = f"if it is {near[0]!r} now, give that" if near else "give what it became"
    return f"{heir} the line was: {old}"


def unlocked(locked: Identifiers, present: Identifiers) -> list[str]:
    """What the course has and the lock does not know yet, in words."""
    units = [f"the unit {unit!r}" for unit in present.units if unit not in locked.units]
    modules = [f"the module {one!r}" for one in present.modules if one not in locked.modules]
    questions = [
        f"the question {question!r} of {unit!r}"
        for unit, asked in present.units.items()
        for question in asked
        if unit in locked.units and question not in locked.units[unit]
    ]
    return [*units, *modules, *questions]


def _place(locked: Identifiers, item: str = "", question: str = "") -> Span:
    return locked.places.get((item, question), Span())
