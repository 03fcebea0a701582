"""Looks into a package: the menu that an LMS would show, and our build record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from scorm_builder import package
from scorm_builder.inspection import Entry, Inspection
from scorm_builder.inspection.files import REPORTS, Files, named
from scorm_builder.package import Manifest, Package, UnreadableError, references
from scorm_builder.package.manifest import Element, text
from scorm_builder.spec.namespaces import MANIFEST
from scorm_builder.writing import record

MOST_RECORD = 8 << 20
# A record has facts of units in a list of units, and facts of questions in a list of theirs.
_DEEPEST_RECORD = 6
_LONGEST = 250


def inspect(path: Path) -> Inspection:
    """What is in the zip or folder at ``path``. Raises ``OSError`` if nothing can be read there."""
    with package.open(path) as opened:
        sizes = {name: member.size for name, member in opened.files.items()}
        if opened.manifest is not None and not opened.root:
            return _Look(opened, opened.manifest, sizes).all()
        problem = _problem(opened)
        size = sum(sizes.values())
        return Inspection(opened.label, files=len(sizes), size=size, problem=problem)


def _problem(opened: Package) -> str:
    """Why there is no menu."""
    if opened.contents.problem:
        return opened.contents.problem
    if opened.manifest_name and not opened.root:
        why = opened.fault.message if opened.fault else "its document type is not to be trusted"
        return f"its {MANIFEST} cannot be read: {why}"
    problem = f"it holds no {MANIFEST}: this is no SCORM package"
    if opened.root:
        folder = line(opened.root.rstrip("/"))
        problem += f" (what lies in {folder!r} may be one: its files belong at the top)"
    return problem


class _Look:
    """One look into one package."""

    def __init__(self, opened: Package, manifest: Manifest, sizes: Mapping[str, int]) -> None:
        self._package = opened
        self._root = manifest.root
        self._sizes = sizes
        self._files = Files(opened, sizes)
        self._record = self._read_record()
        units = (self._record or {}).get("units")
        self._recorded: dict[str, Mapping[str, Any]] = {
            str(one.get("identifier")): one
            for one in (units if isinstance(units, list) else ())
            if isinstance(one, dict)
        }

    def all(self) -> Inspection:
        chosen, *others = self._menus() or [None]
        entries = tuple(self._entries(chosen)) if chosen is not None else ()
        return Inspection(
            self._package.label,
            title=_title(chosen) if chosen is not None else "",
            version=line(_below(self._root, "metadata", "schemaversion")),
            files=len(self._sizes),
            size=sum(self._sizes.values()),
            entries=entries,
            others=tuple(_title(other) for other in others),
            partly=self._files.partly,
            record=self._record,
        )

    def _menus(self) -> list[Element]:
        """The organizations, that first which an LMS takes."""
        found: list[Element] = []
        for holder in named(self._root, "organizations"):
            wanted = holder.get("default", "")
            menus = named(holder, "organization")
            found += sorted(menus, key=lambda one: one.get("identifier", "") != wanted)
        return found

    def _entries(self, above: Element) -> Iterator[Entry]:
        for item in named(above, "item"):
            known = self._files.resources(references.owner(item))
            resource = known.get(item.get("identifierref", ""))
            identifier = line(item.get("identifier", ""))
            entry = Entry(identifier, _title(item), mastery=_mastery(item))
            yield self._opening(entry, resource, tuple(self._entries(item)))

    def _opening(
        self, entry: Entry, resource: Element | None, children: tuple[Entry, ...]
    ) -> Entry:
        """The entry with what it opens, if it opens something, and what lies below it."""
        if resource is None:
            return replace(entry, children=children)
        needed = self._files.of(resource)
        is_sco = references.is_sco(resource)
        said: frozenset[str] = frozenset()
        if unit := self._recorded.get(entry.identifier):
            # Our runtime can say more than a unit of ours has to say.
            said = _of_record(unit)
        elif is_sco:
            said = self._files.reports(needed)
        return replace(
            entry,
            kind="sco" if is_sco else "asset",
            launch=line(resource.get("href", "")),
            size=self._files.size(needed),
            reports=tuple(word for word in REPORTS if word in said),
            children=children,
        )

    def _read_record(self) -> Mapping[str, Any] | None:
        if record.PATH not in self._sizes:
            return None
        try:
            read = json.loads(self._package.read(record.PATH, MOST_RECORD))
        except (UnreadableError, ValueError, RecursionError):
            return None
        return read if isinstance(read, dict) and _is_shallow(read, _DEEPEST_RECORD) else None


def _is_shallow(value: object, depth: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth > 0 and all(_is_shallow(one, depth - 1) for one in inside)


def _of_record(unit: Mapping[str, Any]) -> frozenset[str]:
    told = {"status", "time", "resume"}
    told |= {"score"} if unit.get("report") != "completed" else set()
    told |= {"answers"} if unit.get("questions") and unit.get("type") == "quiz" else set()
    return frozenset(told)


def _below(element: Element, *names: str) -> str:
    """The text of the first element on this way down; empty if there is none."""
    for name in names:
        found = named(element, name)
        if not found:
            return ""
        element = found[0]
    return text(element)


def _title(element: Element) -> str:
    return line(_below(element, "title"))


def _mastery(item: Element) -> str:
    found = references.adlcp(item, "masteryscore")
    return line(text(found[0])) if found else ""


def line(text: str) -> str:
    """On one line, not too long for one, and nothing in it that a terminal would act on."""
    seen = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"
