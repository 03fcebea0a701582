"""Texts that a YAML file gives once a language: ``title: {en: Fire safety, de: Brandschutz}``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from scorm_builder.fields import keys
from scorm_builder.fields.languages import Languages, is_language

KEYS = frozenset(
    name
    for table in (keys.COURSE, keys.MODULE, keys.UNIT)
    for name, key in table.items()
    if key.worded
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Which of the texts counts: that of ``language``, else that of the course's own."""

    languages: Languages
    language: str

    def own(self) -> Wording:
        """The wording in the language of the course."""
        return Wording(self.languages, self.languages.main)


def by_language(key: str, node: yaml.Node) -> bool:
    """Whether a value is a text once a language, and not something that went wrong."""
    return (
        key in KEYS
        and isinstance(node, yaml.MappingNode)
        and bool(node.value)
        and all(isinstance(k, yaml.ScalarNode) and is_language(k.value) for k, _ in node.value)
    )


def chosen(node: yaml.Node, language: str) -> yaml.Node | None:
    """The text of one language; None if it is not there, or empty."""
    for tag, value in node.value:
        empty = isinstance(value, yaml.ScalarNode) and not str(value.value).strip()
        if tag.value == language and not empty:
            return value if isinstance(value, yaml.Node) else None
    return None


def problems(key: str, node: yaml.Node, languages: Languages) -> Iterator[tuple[yaml.Node, str]]:
    """What is wrong with such a value, each with the node that it is about."""
    seen = set()
    for tag, _ in node.value:
        if tag.value not in languages:
            message = f"languages: does not name {tag.value!r}: add it there, or take this out"
            yield tag, message
        elif tag.value in seen:
            yield tag, f"the {key} in {tag.value!r} is given twice: keep one of them"
        seen.add(tag.value)
    if chosen(node, languages.main) is None:
        yield node, f"{key!r} needs a text in {languages.main!r}, the language of the course"
