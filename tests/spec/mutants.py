"""Manifests with one fault each, or none: what a sound one becomes by one change somewhere.

Elements and attributes come where they may or may not stand, are left out, doubled or filled; by
this what M11 leaves to other rules is held against what those tell.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from scorm_builder.spec import namespaces as ns

ADDED = (
    "x",
    *(
        f"{{{uri}}}{name}"
        for uri, names in (
            (
                ns.CP,
                "metadata schema schemaversion organizations organization title item resources",
            ),
            (ns.CP, "resource file dependency manifest foo"),
            (
                ns.ADLCP,
                "location prerequisites masteryscore timelimitaction schema schemaversion foo",
            ),
            (ns.MD, "lom langstring title foo"),
            ("urn:v", "x"),
        )
        for name in names.split()
    ),
)
NAMED = (
    "foo type href identifier identifierref default isvisible parameters structure version".split()
    + [f"{{{ns.ADLCP}}}{name}" for name in ("scormtype", "scormType", "foo")]
    + [f"{{{ns.XML}}}lang", f"{{{ns.XML}}}base", f"{{{ns.XSI}}}type", f"{{{ns.XSI}}}nil"]
    + ["{urn:v}foo"]
)
VALUES = ("", "a b", " x ", "1", "\u00e9", "true", "sco", "alarm", "x" * 2100)
TEXTS = ("", "text", " 80 ", " exit,message", "x" * 300, "01:00:00      ")
# What makes an element sound wherever it may stand.
_NEEDS = {
    "manifest": {"identifier": "new"},
    "organization": {"identifier": "new"},
    "item": {"identifier": "new"},
    "resource": {"identifier": "new", "type": "webcontent"},
    "file": {"href": "alarm.html"},
    "dependency": {"identifierref": "shared"},
    "prerequisites": {"type": "aicc_script"},
}


@dataclass(frozen=True)
class Mutant:
    """A manifest, and the change that made it."""

    change: str
    xml: bytes


def sample(sound: bytes, count: int, seed: int) -> Iterator[Mutant]:
    """So many mutants of a manifest; the same for the same seed."""
    chance = random.Random(seed)
    original = etree.fromstring(sound)
    changes: list[Callable[[Any, random.Random], str]] = [
        _with_child, _with_child, _with_attribute, _with_attribute, _without_attribute,
        _without, _doubled, _moved, _filled, _commented,
    ]  # fmt: skip
    for _ in range(count):
        root = deepcopy(original)
        element = chance.choice(list(root.iter(etree.Element)))
        name = etree.QName(element).localname
        change = chance.choice(changes)(element, chance)
        xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        yield Mutant(f"<{name}> {change}", xml)


def _with_child(element: Any, chance: random.Random) -> str:
    tag = chance.choice(ADDED)
    new = etree.Element(tag, _NEEDS.get(etree.QName(tag).localname, {}))
    new.text = chance.choice(("", "", "80", "alarm"))
    at = chance.randint(0, len(element))
    element.insert(at, new)
    return f"with {tag} at {at}"


def _with_attribute(element: Any, chance: random.Random) -> str:
    name, value = chance.choice(NAMED), chance.choice(VALUES)
    element.set(name, value)
    return f"with {name}={value[:9]!r}"


def _without_attribute(element: Any, chance: random.Random) -> str:
    if not element.attrib:
        return "as it is"
    name = chance.choice(sorted(element.attrib))
    del element.attrib[name]
    return f"without {name}"


def _without(element: Any, chance: random.Random) -> str:
    parent = element.getparent()
    if parent is None:
        return "as it is"
    parent.remove(element)
    return "left out"


def _doubled(element: Any, chance: random.Random) -> str:
    if element.getparent() is None:
        return "as it is"
    element.addnext(deepcopy(element))
    return "twice"


def _moved(element: Any, chance: random.Random) -> str:
    parent = element.getparent()
    if parent is None:
        return "as it is"
    parent.insert(chance.randrange(len(parent)), element)
    return "moved"


def _filled(element: Any, chance: random.Random) -> str:
    element.text = chance.choice(TEXTS)
    return f"holds {element.text[:9]!r}"


def _commented(element: Any, chance: random.Random) -> str:
    comment = etree.Comment("c")
    comment.tail, element.text = element.text, None
    element.insert(0, comment)
    return "with a comment"
