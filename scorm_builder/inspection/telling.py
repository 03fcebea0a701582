"""Tells what was seen of a package: to people as a tree, to programs as JSON.

A package may be anybody's: whatever of it a terminal would act on is not printed as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from scorm_builder import diagnostics
from scorm_builder.fields.sizes import shown
from scorm_builder.inspection import Entry, Inspection

_PARTLY = "(There is too much in it to look into all: some sizes and reports say too little.)"
_WIDEST = 80


def as_json(seen: Inspection) -> str:
    """All of it as one JSON document."""
    # A copy of a large record would be a waste.
    told = asdict(replace(seen, record=None)) | {"record": seen.record}
    return diagnostics.as_json(told)


def as_text(seen: Inspection) -> str:
    """The same for people: a head, the menu as a tree with a table beside it, the build record."""
    return "\n".join(map(_visible, _lines(seen)))


def _visible(line: str) -> str:
    return line if line.isprintable() else "".join(c if c.isprintable() else " " for c in line)


def _lines(seen: Inspection) -> Iterator[str]:
    yield diagnostics.shown_path(seen.label)
    yield _head(seen)
    if seen.problem:
        yield seen.problem
        return
    yield ""
    yield seen.title or "(without title)" if seen.entries else "(its menu is empty)"
    yield from _table(list(_rows(seen.entries, "")))
    if seen.others:
        yield ""
        yield f"not shown, since an LMS takes the first: {', '.join(seen.others)}"
    if seen.partly:
        yield ""
        yield _PARTLY
    if seen.record is not None:
        yield ""
        yield from _told(seen.record)


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
            reports += f"; passed from {_cut(entry.mastery)}"
        size = shown(entry.size) if entry.kind else ""
        name = f"{indent}{'└─' if last else '├─'} {_cut(entry.title) or '(without title)'}"
        yield name, entry.kind, size, reports, _cut(entry.identifier)
        yield from _rows(entry.children, indent + ("   " if last else "│  "))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _told(made: Mapping[str, Any]) -> Iterator[str]:
    tool, engines = made.get("tool"), made.get("engines")
    if isinstance(tool, dict):
        yield f"made by {tool.get('name')} {tool.get('version')}"
    if isinstance(engines, dict):
        yield "with " + ", ".join(f"{name} {version}" for name, version in engines.items())
    for unit in _dicts(made.get("units")):
        if ids := [str(one.get("id")) for one in _dicts(unit.get("questions"))]:
            yield f"questions of {unit.get('id')}: {', '.join(ids)}"


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
