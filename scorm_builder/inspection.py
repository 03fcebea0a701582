"""What a package holds: its menu, what each unit opens, how large it is, what it can report.

It looks and does not judge: whether all of it is right is for the rules. Any SCORM package will do;
one of ours also has its build record told.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scorm_builder import package
from scorm_builder.fields.sizes import shown
from scorm_builder.package import Manifest, Package, UnreadableError, references
from scorm_builder.package.hrefs import is_external, readings
from scorm_builder.package.manifest import Element, child, children, text
from scorm_builder.writing import record

MOST_SCRIPT = 20 << 20
MOST_RECORD = 64 << 20
_SCRIPTS = (".html", ".htm", ".js")
# What a SCO says of a learner, by the words that it must have in its pages or scripts to do so.
REPORTS: Mapping[str, re.Pattern[bytes]] = {
    "status": re.compile(rb"cmi\.core\.lesson_status|cmi\.completion_status"),
    "score": re.compile(rb"cmi\.core\.score|cmi\.score"),
    "answers": re.compile(rb"cmi\.interactions"),
    "objectives": re.compile(rb"cmi\.objectives"),
    "time": re.compile(rb"cmi\.core\.session_time|cmi\.session_time"),
    "resume": re.compile(rb"cmi\.suspend_data"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu.

    ``kind`` is ``sco``, ``asset``, or empty where it opens nothing; ``launch`` what it opens;
    ``size`` bytes of all its files, unpacked, files that it shares with others among them;
    ``mastery`` as written.
    """

    identifier: str
    title: str
    kind: str = ""
    launch: str = ""
    size: int = 0
    mastery: str = ""
    reports: tuple[str, ...] = ()
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was seen. ``problem`` says why there is no menu; ``record`` is that of our own."""

    label: str
    title: str = ""
    version: str = ""
    files: int = 0
    size: int = 0
    entries: tuple[Entry, ...] = ()
    record: Mapping[str, Any] | None = None
    problem: str = ""

    def scos(self) -> Iterator[Entry]:
        """Every entry that opens a SCO, in the order of the menu."""
        yield from (one for one in _flat(self.entries) if one.kind == "sco")


def _flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def inspect(path: Path) -> Inspection:
    """What is in the zip or folder at ``path``. Raises ``OSError`` if nothing can be read there."""
    with package.open(path) as opened:
        sizes = {name: member.size for name, member in opened.files.items()}
        seen = Inspection(opened.label, files=len(sizes), size=sum(sizes.values()))
        if opened.contents.problem:
            return _without_menu(seen, opened.contents.problem)
        if not opened.manifest_name:
            return _without_menu(seen, "it holds no imsmanifest.xml: this is no SCORM package")
        if opened.manifest is None:
            why = opened.fault.message if opened.fault else "its document type is not to be trusted"
            return _without_menu(seen, f"its imsmanifest.xml cannot be read: {why}")
        return _Look(opened, opened.manifest, sizes).all(seen)


def _without_menu(seen: Inspection, problem: str) -> Inspection:
    return Inspection(seen.label, files=seen.files, size=seen.size, problem=problem)


class _Look:
    """One look into one package."""

    def __init__(self, opened: Package, manifest: Manifest, sizes: Mapping[str, int]) -> None:
        self._package = opened
        self._manifest = manifest
        self._sizes = sizes
        self._opens = {id(item): resource for item, resource in references.launches(manifest)}
        self._said = cache(self._said_in)
        self.record = self._read_record()
        units = (self.record or {}).get("units")
        self._recorded: dict[str, Mapping[str, Any]] = {
            str(one.get("identifier")): one
            for one in (units if isinstance(units, list) else ())
            if isinstance(one, dict)
        }

    def all(self, seen: Inspection) -> Inspection:
        root = self._manifest.root
        metadata = child(root, "metadata")
        version = text(child(metadata, "schemaversion")) if metadata is not None else ""
        organizations = list(self._manifest.all("organization"))
        chosen = root.find(".//{*}organizations")
        wanted = chosen.get("default", "") if chosen is not None else ""
        first = next((o for o in organizations if o.get("identifier") == wanted), None)
        if first is None:
            first = organizations[0] if organizations else None
        return Inspection(
            seen.label,
            title=_line(text(child(first, "title"))) if first is not None else "",
            version=_line(version),
            files=seen.files,
            size=seen.size,
            entries=tuple(self._entries(first)) if first is not None else (),
            record=self.record,
        )

    def _entries(self, above: Element) -> Iterator[Entry]:
        for item in children(above, "item"):
            resource = self._opens.get(id(item))
            files = self._files(resource) if resource is not None else []
            is_sco = resource is not None and references.is_sco(resource)
            mastery = references.adlcp(item, "masteryscore")
            yield Entry(
                identifier=item.get("identifier", ""),
                title=_line(text(child(item, "title"))),
                kind="" if resource is None else "sco" if is_sco else "asset",
                launch=resource.get("href", "") if resource is not None else "",
                size=sum(self._sizes[name] for name in files),
                mastery=_line(text(mastery[0])) if mastery else "",
                reports=self._reports(item.get("identifier", ""), files) if is_sco else (),
                children=tuple(self._entries(item)),
            )

    def _files(self, resource: Element) -> list[str]:
        """The names of the files of a resource and of those that it depends on, each once."""
        known = references.resources_of(references.owner(resource))
        found: dict[str, None] = {}
        waiting, met = [resource], set()
        while waiting:
            one = waiting.pop()
            met.add(id(one))
            hrefs = [one.get("href", ""), *(f.get("href", "") for f in children(one, "file"))]
            for href in hrefs:
                found.update(dict.fromkeys(self._names(references.base(one) + href)))
            for needed in children(one, "dependency"):
                other = known.get(needed.get("identifierref", ""))
                if other is not None and id(other) not in met:
                    waiting.append(other)
        return list(found)

    def _names(self, href: str) -> list[str]:
        """The file that an ``href`` means; none if it is not in the package."""
        names = () if is_external(href) else readings(href)
        return [name for name in names if name in self._sizes][:1]

    def _reports(self, identifier: str, files: Iterable[str]) -> tuple[str, ...]:
        if unit := self._recorded.get(identifier):
            # Our runtime can say more than a unit of ours has to say.
            return _of_record(unit)
        said = frozenset().union(*(self._said(name) for name in files))
        return tuple(word for word in REPORTS if word in said)

    def _said_in(self, name: str) -> frozenset[str]:
        if posixpath.splitext(name)[1].lower() not in _SCRIPTS:
            return frozenset()
        try:
            data = self._package.read(name, MOST_SCRIPT)
        except UnreadableError:
            return frozenset()
        return frozenset(word for word, form in REPORTS.items() if form.search(data))

    def _read_record(self) -> Mapping[str, Any] | None:
        if record.PATH not in self._sizes:
            return None
        try:
            read = json.loads(self._package.read(record.PATH, MOST_RECORD))
        except (UnreadableError, ValueError):
            return None
        return read if isinstance(read, dict) else None


def _of_record(unit: Mapping[str, Any]) -> tuple[str, ...]:
    scores = unit.get("report") != "completed"
    told = {"status", "time", "resume"}
    told |= {"score"} if scores else set()
    told |= {"answers"} if unit.get("questions") and unit.get("type") == "quiz" else set()
    return tuple(word for word in REPORTS if word in told)


def _line(text: str) -> str:
    """On one line, and nothing in it that a terminal would act on."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def as_json(seen: Inspection) -> str:
    """All of it as one JSON document."""
    return json.dumps(asdict(seen), ensure_ascii=False, indent=2)


def as_text(seen: Inspection) -> str:
    """The same for people: a head, the menu as a tree with a table beside it, the build record."""
    lines = [seen.label, _head(seen)]
    if seen.problem:
        return "\n".join([*lines, seen.problem])
    rows = list(_rows(seen.entries, ""))
    if rows:
        lines += ["", seen.title or "(without title)", *_table(rows)]
    if seen.record is not None:
        lines += ["", *_told(seen.record)]
    return "\n".join(lines)


def _head(seen: Inspection) -> str:
    scos = len(list(seen.scos()))
    standard = f"SCORM {seen.version}, " if seen.version else ""
    units = f"{scos} SCO{'' if scos == 1 else 's'}, " if not seen.problem else ""
    return f"{standard}{units}{seen.files} files, {shown(seen.size)} unpacked"


def _rows(entries: Sequence[Entry], indent: str) -> Iterator[tuple[str, ...]]:
    """Name, kind, size, what is reported, identifier; one row an entry, children below it."""
    for number, entry in enumerate(entries, 1):
        last = number == len(entries)
        reports = ", ".join(entry.reports)
        if entry.mastery:
            reports += f"; passed from {entry.mastery}"
        size = shown(entry.size) if entry.kind else ""
        name = f"{indent}{'└─' if last else '├─'} {entry.title or '(without title)'}"
        yield name, entry.kind, size, reports, entry.identifier
        yield from _rows(entry.children, indent + ("   " if last else "│  "))


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _told(made: Mapping[str, Any]) -> Iterator[str]:
    tool, engines = made.get("tool"), made.get("engines")
    if isinstance(tool, dict):
        yield f"made by {tool.get('name')} {tool.get('version')}"
    if isinstance(engines, dict):
        yield "with " + ", ".join(f"{name} {version}" for name, version in engines.items())
    units = made.get("units")
    for unit in units if isinstance(units, list) else ():
        if isinstance(unit, dict) and unit.get("questions"):
            ids = ", ".join(str(one.get("id")) for one in unit["questions"])
            yield f"questions of {unit.get('id')}: {ids}"
