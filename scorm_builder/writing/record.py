"""The build record: what made a package and of what, to hold a later version against it.

It lies in the package as ``scorm-builder/record.json``. It holds no path, no name of a person or
machine and no time: the same source gives the same record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Any

from scorm_builder import __version__
from scorm_builder.model import Course, Module, Output, Rendered, SourceFile, Unit

PATH = "scorm-builder/record.json"
FORMAT = 1
# What has a say in the bytes of a package; pinned in pyproject.toml.
ENGINES = (
    "Pygments",
    "deflate",
    "latex2mathml",
    "markdown-it-py",
    "mdit-py-plugins",
    "nh3",
    "pillow",
    "pypdfium2",
)
_BLOCK = 1 << 20


def record(course: Course, rendered: Iterable[Rendered]) -> Output:
    """The record of a course about to be packed, as a file of the package."""
    states = {one.unit: one.state for one in rendered}
    info = course.info
    names = {unit.id: unit.identifier for unit in course.units()}
    facts = {
        "format": FORMAT,
        "tool": {"name": "scorm-builder", "version": __version__},
        "engines": {name: version(name) for name in ENGINES},
        "course": {"id": info.id, "version": info.version, "language": info.language},
        "modules": [module.identifier for module in _modules(course.children)],
        "units": [_unit(unit, states[unit.id], names) for unit in course.units()],
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    return Output(PATH, f"{text}\n".encode(), info.span)


def _modules(children: Iterable[Module | Unit]) -> Iterator[Module]:
    for child in children:
        if isinstance(child, Module):
            yield child
            yield from _modules(child.children)


def _unit(unit: Unit, state: int, names: Mapping[str, str]) -> Mapping[str, Any]:
    """``names`` has the identifier of each unit by its id."""
    return {
        "id": unit.id,
        "identifier": unit.identifier,
        "type": unit.type,
        "completion": unit.completion.rule,
        "report": unit.report,
        "passing": unit.passing,
        "prerequisites": [names[one] for one in unit.needs],
        "state": state,
        "source": digest(unit.files),
        "questions": [
            {"id": one.id, "identifier": one.identifier, "signature": one.signature}
            for one in unit.questions
        ],
    }


def digest(files: Iterable[SourceFile]) -> str:
    """16 hex digits of SHA-256 over the contents of files, whatever they are called.

    Contents are taken in the order of their own digests, so that a renamed file changes nothing.
    """
    each = sorted({_of_one(file) for file in files})
    return hashlib.sha256(b"".join(each)).hexdigest()[:16]


def _of_one(file: SourceFile) -> bytes:
    whole = hashlib.sha256()
    with file.disk.open("rb") as stream:
        while block := stream.read(_BLOCK):
            whole.update(block)
    return whole.digest()
