"""Located YAML: every key and value knows its file, line and column.

A :class:`Fields` wraps one mapping. Its getters give the value in the type that was asked for, or
the default and a finding; what nobody asked for is reported by :meth:`Fields.finish`.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from scorm_builder import codes
from scorm_builder.diagnostics import Code, Diagnostic, Severity, Span
from scorm_builder.fields import wording, yamltext
from scorm_builder.fields.values import Locate as Locate
from scorm_builder.fields.values import Value
from scorm_builder.fields.wording import Wording

_TAG = "tag:yaml.org,2002:"
_KINDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "timestamp": "a date",
    "seq": "a list",
    "map": "a mapping",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """``" (did you mean 'x'?)"`` for the known word that looks most like ``word``, else nothing."""
    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.62)
    return f" (did you mean {found[0]!r}?)" if found else ""


def parse(
    text: str, locate: Locate, found: list[Diagnostic], words: Wording | None = None
) -> Fields:
    """The mapping in ``text``; empty text is an empty mapping.

    ``locate`` turns line and column of ``text``, from 1, into a place. Findings go to ``found``,
    now and while the fields are read. Unreadable YAML gives one and an empty mapping. ``words``
    says which text counts where one is given in several languages.
    """
    try:
        node = yamltext.compose(text)
    except yamltext.UnreadableError as error:
        found.append(codes.YAML.at(locate(error.line, error.col), f"{error}"))
        node = None
    if node is not None and not isinstance(node, yaml.MappingNode):
        message = "this must be a list of keys with values, as in 'title: Safety'"
        found.append(codes.WRONG_TYPE.at(locate(1, 1), message))
        node = None
    return Fields(_slots(node, locate, found), locate(1, 1), found, words)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One key with its value; ``locate`` places what stands inside the value."""

    key: Span
    value: yaml.Node
    locate: Locate

    def place(self, node: yaml.Node | None = None) -> Span:
        mark = (node or self.value).start_mark
        return self.locate(mark.line + 1, mark.column + 1)


def _slots(
    node: yaml.MappingNode | None, locate: Locate, found: list[Diagnostic]
) -> dict[str, _Slot]:
    slots: dict[str, _Slot] = {}
    for key, value in node.value if node else ():
        place = locate(key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode):
            found.append(codes.WRONG_TYPE.at(place, "a key must be a word, as in 'title: Safety'"))
        elif key.value in slots:
            line = slots[key.value].key.line
            message = f"the key {key.value!r} was given on line {line} already: keep one of them"
            found.append(codes.DUPLICATE_KEY.at(place, message))
        else:
            slots[key.value] = _Slot(place, value, locate)
    return slots


class Fields:
    """One mapping. Getters never raise for what an author wrote."""

    def __init__(
        self,
        slots: Mapping[str, _Slot],
        first: Span,
        found: list[Diagnostic],
        words: Wording | None = None,
    ) -> None:
        self._slots = slots
        self._first = first
        self._found = found
        self._words = words
        self._used: set[str] = set()

    @classmethod
    def none(cls, where: Span, found: list[Diagnostic]) -> Fields:
        """A mapping without keys; ``where`` stands for the place of keys that are not there."""
        return cls({}, where, found)

    def __contains__(self, key: str) -> bool:
        return key in self._slots

    def is_empty(self, key: str) -> bool:
        """Whether the key is not there, or has nothing behind it, which ``~`` says too."""
        slot = self._slots.get(key)
        return slot is None or _is_null(slot.value) or _is_blank(slot.value)

    def is_misspelt(self, key: str, known: Collection[str]) -> bool:
        """Whether a key that is not ``known`` looks like this one: a finding of its own."""
        others = self._slots.keys() - set(known)
        return key not in self._slots and any(nearest(other, [key]) for other in others)

    def __iter__(self) -> Iterator[str]:
        return iter(self._slots)

    def key_span(self, key: str) -> Span:
        """Where the key stands; the first line if it is not there."""
        return self._slots[key].key if key in self._slots else self._first

    def span(self, key: str) -> Span:
        """Where the value of ``key`` stands; the first line if it is not there."""
        return self._slots[key].place() if key in self._slots else self._first

    def over(self, below: Fields) -> Fields:
        """Both mappings in one; where both have a key, this one's value counts."""
        return Fields({**below._slots, **self._slots}, below._first, below._found, below._words)

    def without(self, keys: Iterable[str]) -> Fields:
        """The same mapping without ``keys``."""
        gone = set(keys)
        kept = {key: slot for key, slot in self._slots.items() if key not in gone}
        return Fields(kept, self._first, self._found, self._words)

    def choose(self, words: Wording) -> None:
        """From now on ``words`` says which text counts: it is known only once this was read."""
        self._words = words

    def original(self, key: str) -> str:
        """The text in the language of the course, whatever that of the package is."""
        words = self._words.own() if self._words else None
        return Fields(self._slots, self._first, [], words).text(key)

    def is_given_in(self, key: str, language: str) -> bool:
        """Whether this text is given once a language, and in this one too."""
        slot = self._slots.get(key)
        return (
            slot is not None
            and wording.by_language(key, slot.value)
            and wording.chosen(slot.value, language) is not None
        )

    def differs(self, key: str, other: Fields) -> bool:
        """Whether this mapping gives a key another value than the other does, or it does not."""
        one, two = self._slots.get(key), other._slots.get(key)
        return one is not None and (two is None or _plain(one.value) != _plain(two.value))

    def override(self, settings: Mapping[str, str], prefix: str) -> Fields:
        """The mapping with values from elsewhere; findings show ``prefix key`` as their place."""
        slots = dict(self._slots)
        for key, text in settings.items():
            where = Span(f"{prefix} {key}")
            try:
                slots[key] = _Slot(where, yamltext.value(text), _at(where))
            except yamltext.UnreadableError as error:
                self.report(codes.YAML, where, f"{error} ({text.strip()!r})")
        return Fields(slots, self._first, self._found, self._words)

    def report(self, code: Code, span: Span, message: str, weight: Severity | None = None) -> None:
        self._found.append(code.at(span, message, weight))

    def _take(self, key: str) -> _Slot | None:
        self._used.add(key)
        slot = self._slots.get(key)
        if slot is not None and self._words and wording.by_language(key, slot.value):
            slot = self._chosen(key, slot, self._words)
        return None if slot is None or _is_null(slot.value) else slot

    def _chosen(self, key: str, slot: _Slot, words: Wording) -> _Slot | None:
        """The text of the package's language, else of the course's."""
        for node, message in wording.problems(key, slot.value, words.languages):
            finding = codes.WRONG_VALUE.at(slot.place(node), message)
            if finding not in self._found:
                self._found.append(finding)
        value = wording.chosen(slot.value, words.language)
        value = value or wording.chosen(slot.value, words.languages.main)
        return None if value is None else _Slot(slot.key, value, slot.locate)

    def _wrong(self, key: str, slot: _Slot, node: yaml.Node, wanted: str) -> None:
        got = _KINDS.get(node.tag.removeprefix(_TAG), "something else")
        if _is_null(node):
            got = "empty"
        message = f"{key!r} must be {wanted}, but this is {got}"
        self.report(codes.WRONG_TYPE, slot.place(node), message)

    def text(self, key: str, default: str = "", *, longest: int = 0) -> str:
        """Plain text on one line. Numbers and dates are taken as they were written."""
        slot = self._take(key)
        if slot is None:
            return default
        if not isinstance(slot.value, yaml.ScalarNode):
            self._wrong(key, slot, slot.value, "text")
            return default
        value = " ".join(str(slot.value.value).split())
        if longest and len(value) > longest:
            message = f"{key!r} has {len(value)} characters; at most {longest} fit"
            self.report(codes.TOO_LONG, slot.place(), message)
            return value[:longest]
        return value

    def boolean(self, key: str, default: bool = False) -> bool:
        slot = self._take(key)
        if slot is None:
            return default
        node = slot.value
        if isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG}bool":
            return str(node.value).lower() in ("true", "yes", "on")
        self._wrong(key, slot, node, "true or false")
        return default

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        """One of ``choices``; else the default and a finding that lists them."""
        slot = self._take(key)
        if slot is None:
            return default
        value = self.text(key, default)
        allowed = list(choices)
        if value in allowed:
            return value
        if isinstance(slot.value, yaml.ScalarNode):
            message = f"{key!r} cannot be {value!r}{nearest(value, allowed)}: {_or(allowed)}"
            self.report(codes.WRONG_VALUE, slot.place(), message)
        return default

    def items(self, key: str) -> list[tuple[str, Span]]:
        """A list of texts, or one text as a list of one, each with its place."""
        slot = self._take(key)
        if slot is None:
            return []
        node = slot.value
        if isinstance(node, yaml.ScalarNode):
            return [(str(node.value), slot.place())]
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(key, slot, node, "a list")
            return []
        out = []
        for entry in node.value:
            if isinstance(entry, yaml.ScalarNode) and not _is_null(entry):
                out.append((str(entry.value), slot.place(entry)))
            else:
                self._wrong(key, slot, entry, "a list of texts")
        return out

    def strings(self, key: str) -> tuple[str, ...]:
        return tuple(" ".join(text.split()) for text, _ in self.items(key))

    def entries(self, key: str) -> list[Fields] | None:
        """Mappings of a list; an entry that is text stands for ``{path: text}``. None if absent."""
        slot = self._take(key)
        if slot is None:
            return None
        node = slot.value
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(key, slot, node, "a list")
            return []
        out: list[Fields] = []
        for entry in node.value:
            where = slot.place(entry)
            if isinstance(entry, yaml.MappingNode):
                inner = _slots(entry, slot.locate, self._found)
                out.append(Fields(inner, where, self._found, self._words))
            elif isinstance(entry, yaml.ScalarNode) and not _is_null(entry):
                path = {"path": _Slot(where, entry, slot.locate)}
                out.append(Fields(path, where, self._found))
            else:
                self._wrong(key, slot, entry, "a list of paths")
        return out

    def value(self, key: str) -> Value | None:
        """The value as it was written, whatever it is; None if there is none."""
        slot = self._take(key)
        return Value(slot.value, slot.locate) if slot else None

    def inside(self, value: Value) -> Fields | None:
        """The mapping that a value is, its findings among those of this one; None if it is none."""
        if not isinstance(value.node, yaml.MappingNode):
            return None
        slots = _slots(value.node, value.locate, self._found)
        return Fields(slots, value.span, self._found, self._words)

    def pair(self, key: str) -> tuple[str, str] | None:
        """A word, or a mapping of one word to one text: ``end`` or ``{watched: 90%}``."""
        slot = self._take(key)
        if slot is None:
            return None
        node = slot.value
        if isinstance(node, yaml.ScalarNode):
            return str(node.value).strip(), ""
        if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
            left, right = node.value[0]
            if isinstance(left, yaml.ScalarNode) and isinstance(right, yaml.ScalarNode):
                return str(left.value), "" if _is_null(right) else str(right.value).strip()
        self._wrong(key, slot, node, "one word, or one word with a value")
        return None

    def counts(self, key: str) -> list[tuple[str, str, Span]]:
        """A text, with the word "", or a mapping of words to texts: (word, text, place)."""
        slot = self._take(key)
        if slot is None:
            return []
        node = slot.value
        if isinstance(node, yaml.ScalarNode):
            return [("", str(node.value).strip(), slot.place())]
        if isinstance(node, yaml.MappingNode) and all(
            isinstance(part, yaml.ScalarNode) for pair in node.value for part in pair
        ):
            return [
                (str(left.value), str(right.value).strip(), slot.place(left))
                for left, right in node.value
            ]
        self._wrong(key, slot, node, "a number, or names with numbers")
        return []

    def finish(
        self,
        what: str,
        known: Iterable[str] = (),
        later: Mapping[str, Severity] | None = None,
        elsewhere: Iterable[str] = (),
    ) -> None:
        """Reports every key of ``what`` that is neither ``known`` nor was asked for.

        ``later`` are keys of the source format that this version does not act on, and how much
        that weighs; ``elsewhere`` are keys that mean something, but not here.
        """
        later = later or {}
        known = self._used | set(known)
        told = {finding.span for finding in self._found}
        for key, slot in self._slots.items():
            if key in known:
                # Who writes ~ means it.
                if _is_blank(slot.value) and not told & {slot.key, slot.place()}:
                    message = f"{key!r} has nothing behind it: give it a value, or take it out"
                    self.report(codes.EMPTY_KEY, slot.key, message)
                continue
            if key in later:
                cure = "take it out to build"
                if later[key] is not Severity.ERROR:
                    cure = "it changes nothing"
                message = f"{key!r} is not supported by this version: {cure}"
                self.report(codes.NOT_YET, slot.key, message, later[key])
            elif key in elsewhere:
                message = f"{key!r} means nothing for {what}: take it out"
                self.report(codes.UNKNOWN_KEY, slot.key, message)
            else:
                hint = nearest(key, {*known, *later})
                self.report(codes.UNKNOWN_KEY, slot.key, f"unknown key {key!r}{hint}")


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == f"{_TAG}null")


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not str(node.value).strip()


def _plain(node: yaml.Node) -> object:
    """A value without its places, to compare."""
    if isinstance(node, yaml.CollectionNode):
        return [
            tuple(map(_plain, entry)) if isinstance(entry, tuple) else _plain(entry)
            for entry in node.value
        ]
    return node.value


def _at(where: Span) -> Locate:
    """Everything stands at ``where``."""
    return lambda line, col: where


def _or(words: list[str]) -> str:
    return f"write {', '.join(words[:-1])} or {words[-1]}"
