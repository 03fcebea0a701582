"""SCORM 1.2: one ``imsmanifest.xml`` for the course, and every file where it says.

The shape of the manifest follows the Content Aggregation Model, section 2.3, and what real LMSs
read of it: unprefixed elements, the literal prefix ``adlcp:``, no ``xml:base``, the first SCO first
among the resources, shared files in resources without ``href``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from scorm_builder import codes, zipwriter
from scorm_builder.diagnostics import Diagnostic, Severity
from scorm_builder.identity import package_name
from scorm_builder.model import Course, Module, Output, Plan, Rendered, Unit
from scorm_builder.spec import lom, schema
from scorm_builder.spec import namespaces as ns

_NAMESPACES: Any = {None: ns.CP, "adlcp": ns.ADLCP, "xsi": ns.XSI}
MOST_ENTRIES = 65_535
MOST_BYTES = 0xFFFF_FFFF
MOST_STATE = 4000
MUCH_STATE = 3500


def plan(
    course: Course, rendered: Sequence[Rendered], shared: Sequence[Output]
) -> tuple[Plan, list[Diagnostic]]:
    """The package of one course: every unit a SCO, in the order of the menu."""
    extra = [_resource_output(file.path, file.disk, course) for file in course.resources]
    control = [Output(name, data) for name, data in schema.control_documents().items()]
    everything = [*(o for one in rendered for o in one.outputs), *shared, *extra]
    found = list(_meetings([*everything, *control]))
    found += _limits([*everything, *control])
    found += _states(course, rendered)
    own, groups = _groups(rendered, [*shared, *extra])
    manifest = Output(ns.MANIFEST, _manifest(course, rendered, own, groups))
    outputs = {output.path: output for output in (*everything, *control, manifest)}
    if course.info.packaging == "units" and (missing := lom.missing(course.info)):
        message = f"no metadata record is written: course.yaml lacks {' and '.join(missing)}"
        found.append(codes.NO_METADATA.at(course.info.span, message))
    return Plan(course.info.id, outputs), found


def _resource_output(path: str, disk: Path, course: Course) -> Output:
    return Output(f"assets/{package_name(path)}", disk, course.info.span)


def _meetings(outputs: Iterable[Output]) -> Iterator[Diagnostic]:
    """Two files that would have one name, or names that differ only in case."""
    first: dict[str, Output] = {}
    for output in outputs:
        other = first.setdefault(output.path.casefold(), output)
        if other.data != output.data or other.path != output.path:
            both = f"{_origin(output)} and {_origin(other)}"
            message = f"{both} would both be {output.path!r}: rename one"
            yield codes.NAMES_MEET.at(output.origin, message)


def _origin(output: Output) -> str:
    return repr(output.data.name) if isinstance(output.data, Path) else repr(output.path)


def _limits(outputs: Sequence[Output]) -> Iterator[Diagnostic]:
    names = {output.path for output in outputs}
    if len(names) >= MOST_ENTRIES:
        message = f"the package would have {len(names) + 1} files; a zip holds {MOST_ENTRIES}"
        yield codes.TOO_MANY_FILES.at(outputs[0].origin, f"{message}: split the course")
    total = sum(zipwriter.size_of(output) + 200 for output in outputs)
    if total > MOST_BYTES:
        message = f"the package would have {total / 1e9:.1f} GB; a zip holds 4.2: split the course"
        yield codes.TOO_MANY_FILES.at(outputs[0].origin, message)


def _states(course: Course, rendered: Sequence[Rendered]) -> Iterator[Diagnostic]:
    """The longest ``cmi.suspend_data`` of each SCO: SCORM 1.2 promises 4,096 characters."""
    spans = {unit.id: unit.span for unit in course.units()}
    for one in rendered:
        longest = 1 + one.state
        if longest >= MUCH_STATE:
            message = f"its progress may take {longest} of {MOST_STATE} characters: split the unit"
            severity = Severity.ERROR if longest > MOST_STATE else Severity.WARNING
            yield codes.STATE_TOO_LARGE.at(spans[one.unit], message, severity)


@dataclass(frozen=True, slots=True)
class _Group:
    """Files that the same units use: those of one unit are its own, others an asset resource."""

    units: tuple[str, ...]
    paths: tuple[str, ...]


def _groups(
    rendered: Sequence[Rendered], shared: Iterable[Output]
) -> tuple[dict[str, tuple[str, ...]], list[_Group]]:
    """What each unit has for itself, and what several or all of them share, in menu order."""
    users: dict[str, list[str]] = defaultdict(list)
    for one in rendered:
        for path in sorted({output.path for output in one.outputs}):
            users[path].append(one.unit)
    own: dict[str, tuple[str, ...]] = {one.unit: () for one in rendered}
    several: dict[tuple[str, ...], set[str]] = defaultdict(set)
    several[tuple(one.unit for one in rendered)].update(output.path for output in shared)
    for path, who in sorted(users.items()):
        if len(who) == 1:
            own[who[0]] += (path,)
        else:
            several[tuple(who)].add(path)
    return own, [_Group(who, tuple(sorted(paths))) for who, paths in several.items()]


def _manifest(
    course: Course,
    rendered: Sequence[Rendered],
    own: Mapping[str, tuple[str, ...]],
    groups: Sequence[_Group],
) -> bytes:
    info = course.info
    root = etree.Element(
        etree.QName(ns.CP, "manifest"),
        {"identifier": f"{info.id}_m", "version": (info.version or "1.0")[: ns.VERSION]},
        nsmap=_NAMESPACES,
    )
    pairs = (f"{uri} {ns.CONTROL_DOCUMENTS[uri]}" for uri in (ns.CP, ns.MD, ns.ADLCP))
    root.set(etree.QName(ns.XSI, "schemaLocation"), " ".join(pairs))
    metadata = _add(root, "metadata")
    _add(metadata, "schema").text = ns.SCHEMA
    _add(metadata, "schemaversion").text = ns.SCHEMA_VERSION
    if not lom.missing(info):
        metadata.append(lom.record(info, rendered[0].launch))
    organizations = _add(root, "organizations", default=f"{info.id}_o")
    organization = _add(organizations, "organization", identifier=f"{info.id}_o")
    _add(organization, "title").text = info.title
    _items(organization, course.children)
    _resources(_add(root, "resources"), course, rendered, own, groups)
    return _bytes(root)


def _items(parent: Any, children: Sequence[Module | Unit]) -> None:
    for child in children:
        attributes = {"identifier": child.identifier}
        if isinstance(child, Unit):
            attributes["identifierref"] = f"{child.identifier}_r"
        item = _add(parent, "item", **attributes, isvisible="true")
        _add(item, "title").text = child.title
        if isinstance(child, Module):
            _items(item, child.children)


def _resources(
    parent: Any,
    course: Course,
    rendered: Sequence[Rendered],
    own: Mapping[str, tuple[str, ...]],
    groups: Sequence[_Group],
) -> None:
    """SCOs first, in menu order: Open edX and wagtail-lms launch the first resource they meet."""
    identifiers = {unit.id: unit.identifier for unit in course.units()}
    for one in rendered:
        resource = _resource(parent, f"{identifiers[one.unit]}_r", "sco")
        resource.set("href", one.launch)
        for path in (one.launch, *(p for p in own[one.unit] if p != one.launch)):
            _add(resource, "file", href=path)
        for number, group in enumerate(groups, 1):
            if one.unit in group.units:
                _add(resource, "dependency", identifierref=f"_a{number}")
    for number, group in enumerate(groups, 1):
        resource = _resource(parent, f"_a{number}", "asset")
        for path in group.paths:
            _add(resource, "file", href=path)


def _resource(parent: Any, identifier: str, kind: str) -> Any:
    resource = _add(parent, "resource", identifier=identifier, type="webcontent")
    resource.set(etree.QName(ns.ADLCP, "scormtype"), kind)
    return resource


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, etree.QName(ns.CP, tag), attributes)


def _bytes(root: Any) -> bytes:
    """Indented, raw UTF-8, a text on one line: ILIAS glues lines, Moodle shows ``&#233;``."""
    etree.indent(root, "  ")
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"
