"""SCORM 1.2: one ``imsmanifest.xml`` for the course, and every file where it says.

The shape of the manifest follows the Content Aggregation Model, section 2.3, and what real LMSs
read of it: unprefixed elements, the literal prefix ``adlcp:``, no ``xml:base``, the first SCO first
among the resources, shared files in resources without ``href``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from scorm_builder import codes
from scorm_builder.course.identity import package_name
from scorm_builder.course.mastery import mastery_score
from scorm_builder.diagnostics import Diagnostic, Severity, Span
from scorm_builder.model import Course, CourseInfo, Module, Output, Plan, Rendered, Unit
from scorm_builder.spec import lom, schema
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.characters import ILLEGAL, line, shows
from scorm_builder.writing import fitting
from scorm_builder.writing.packed import packed
from scorm_builder.writing.record import record

_NAMESPACES: Any = {None: ns.CP, "adlcp": ns.ADLCP, "xsi": ns.XSI}
MOST_STATE = 4000
MUCH_STATE = 3500

Children = Sequence[Module | Unit]


def plan(
    course: Course, rendered: Sequence[Rendered], shared: Sequence[Output]
) -> tuple[Plan, list[Diagnostic]]:
    """The package of one course: every unit a SCO, in the order of the menu."""
    info = course.info
    pages = {one.unit: one for one in rendered}
    # No page needs the record; but what no resource uses looks like a mistake.
    first = pages[next(course.units()).id]
    made = record(course, rendered)
    pages[first.unit] = replace(first, outputs=(*first.outputs, made))
    scos = [(unit, pages[unit.id]) for unit in course.units()]
    common = [
        *shared,
        *(Output(f"assets/{package_name(f.path)}", packed(f), info.span) for f in course.resources),
    ]
    manifest = Output(ns.MANIFEST, _manifest(course, scos, common))
    outputs = [
        manifest,
        *(Output(name, data) for name, data in schema.control_documents().items()),
        *common,
        *(output for _, page in scos for output in page.outputs),
    ]
    found = [*_texts(course), *_waits(course), *_states(scos)]
    found += [*fitting.meetings(outputs), *fitting.limits(outputs, info.span)]
    if missing := lom.missing(info):
        message = f"no metadata record is written: course.yaml lacks {' and '.join(missing)}"
        found.append(codes.NO_METADATA.at(info.span, message))
    return Plan(info.name or info.id, {output.path: output for output in outputs}), found


def _texts(course: Course) -> Iterator[Diagnostic]:
    """Titles that an LMS cannot show, and text that the manifest cannot hold."""
    info = course.info
    yield from _title(info.title, info.span)
    for entry in _entries(course.children):
        yield from _title(entry.title, entry.span)
    if len(info.version) > ns.VERSION:
        message = (
            f"the version has {len(info.version)} characters; the standard allows {ns.VERSION}"
        )
        yield codes.TOO_LONG.at(info.span, message)
    said: tuple[str, ...] = (info.version, info.description, info.rights)
    said += (*info.keywords, *info.contributors, *info.objectives)
    for text in said:
        yield from _characters(text, info.span)


def _entries(children: Children) -> Iterator[Module | Unit]:
    for child in children:
        yield child
        if isinstance(child, Module):
            yield from _entries(child.children)


def _waits(course: Course) -> Iterator[Diagnostic]:
    """Prerequisites that do not fit: the schema allows 200 characters."""
    names = _identifiers(course)
    for unit in course.units():
        length = len(_script(unit, names))
        if length > ns.PREREQUISITES:
            message = f"its {len(unit.needs)} prerequisites take {length} of {ns.PREREQUISITES}"
            cure = "characters: name fewer, such as a unit that waits for the others"
            yield codes.MANY_PREREQUISITES.at(unit.span, f"{message} {cure}")


def _identifiers(course: Course) -> dict[str, str]:
    return {unit.id: unit.identifier for unit in course.units()}


def _title(text: str, span: Span) -> Iterator[Diagnostic]:
    yield from _characters(text, span)
    title = line(text)
    if not shows(title):
        yield codes.BAD_TITLE.at(span, f"the title {text!r} shows nothing: say what this is about")
    elif title == "0":
        yield codes.BAD_TITLE.at(span, "Moodle drops the title '0': say more")
    elif len(title) > ns.TITLE:
        message = f"the title has {len(title)} characters; the standard allows {ns.TITLE}"
        yield codes.TOO_LONG.at(span, message)


def _characters(text: str, span: Span) -> Iterator[Diagnostic]:
    if bad := ILLEGAL.search(text):
        message = f"{text[:60]!r} holds U+{ord(bad[0]):04X}, which no manifest can: delete it"
        yield codes.BAD_CHARACTER.at(span, message)


def _states(scos: Iterable[tuple[Unit, Rendered]]) -> Iterator[Diagnostic]:
    """The longest ``cmi.suspend_data`` of each SCO: SCORM 1.2 promises 4,096 characters."""
    for unit, page in scos:
        longest = 1 + page.state
        if longest >= MUCH_STATE:
            message = f"its progress may take {longest} of {MOST_STATE} characters: split the unit"
            severity = Severity.ERROR if longest > MOST_STATE else Severity.WARNING
            yield codes.STATE_TOO_LARGE.at(unit.span, message, severity)


def _manifest(
    course: Course, scos: Sequence[tuple[Unit, Rendered]], common: Iterable[Output]
) -> bytes:
    info = course.info
    root = etree.Element(_name("manifest"), nsmap=_NAMESPACES)
    root.set("identifier", f"{info.id}_m")
    root.set("version", line(info.version)[: ns.VERSION] or "1.0")
    pairs = (f"{uri} {ns.CONTROL_DOCUMENTS[uri]}" for uri in (ns.CP, ns.MD, ns.ADLCP))
    root.set(etree.QName(ns.XSI, "schemaLocation"), " ".join(pairs))
    metadata = _add(root, "metadata")
    _add(metadata, "schema").text = ns.SCHEMA
    _add(metadata, "schemaversion").text = ns.SCHEMA_VERSION
    if not lom.missing(info):
        metadata.append(lom.record(info, scos[0][1].launch))
    _organizations(root, course)
    _resources(root, scos, common)
    return _bytes(root)


def _organizations(parent: Any, course: Course) -> None:
    info = course.info
    identifier = f"{info.id}_o"
    organizations = _add(parent, "organizations", default=identifier)
    organization = _add(organizations, "organization", identifier=identifier)
    _add(organization, "title").text = line(info.title)
    _items(organization, course.children, info, _identifiers(course))


def _items(parent: Any, children: Children, info: CourseInfo, names: Mapping[str, str]) -> None:
    """``names`` has the identifier of each unit by its id."""
    for child in children:
        item = _add(parent, "item", identifier=child.identifier)
        if isinstance(child, Unit):
            item.set("identifierref", f"{child.identifier}_r")
        item.set("isvisible", "true")
        _add(item, "title").text = line(child.title)
        if isinstance(child, Module):
            _items(item, child.children, info, names)
            continue
        if child.needs:
            script = etree.SubElement(item, etree.QName(ns.ADLCP, "prerequisites"))
            script.set("type", "aicc_script")
            script.text = _script(child, names)
        if info.mastery_score and (mark := mastery_score(child)):
            etree.SubElement(item, etree.QName(ns.ADLCP, "masteryscore")).text = mark


def _script(unit: Unit, names: Mapping[str, str]) -> str:
    """What a unit waits for in the words of Content Aggregation Model, section 2.3.2.5.1."""
    return "&".join(names[one] for one in unit.needs)


def _resources(
    parent: Any, scos: Sequence[tuple[Unit, Rendered]], common: Iterable[Output]
) -> None:
    """SCOs first, in menu order: Open edX and wagtail-lms launch the first resource they meet.

    A file that one SCO alone uses is its own; those that the same SCOs use make up an asset.
    """
    resources = _add(parent, "resources")
    together = _by_users([page for _, page in scos], common)
    own = {unit.id: together.pop((unit.id,), []) for unit, _ in scos}
    assets = [(f"_a{n}", users, paths) for n, (users, paths) in enumerate(together.items(), 1)]
    for unit, page in scos:
        sco = _resource(resources, f"{unit.identifier}_r", "sco")
        sco.set("href", page.launch)
        for path in (page.launch, *(path for path in own[unit.id] if path != page.launch)):
            _add(sco, "file", href=path)
        for identifier, users, _ in assets:
            if unit.id in users:
                _add(sco, "dependency", identifierref=identifier)
    for identifier, _, paths in assets:
        asset = _resource(resources, identifier, "asset")
        for path in paths:
            _add(asset, "file", href=path)


def _by_users(
    pages: Sequence[Rendered], common: Iterable[Output]
) -> dict[tuple[str, ...], list[str]]:
    """The paths that each set of units uses, sorted; units in menu order."""
    users: Mapping[str, dict[str, None]] = defaultdict(dict)
    for page in pages:
        for output in (*page.outputs, *common):
            users[output.path][page.unit] = None
    together: dict[tuple[str, ...], list[str]] = {}
    for path, units in sorted(users.items()):
        together.setdefault(tuple(units), []).append(path)
    return together


def _resource(parent: Any, identifier: str, kind: str) -> Any:
    resource = _add(parent, "resource", identifier=identifier, type="webcontent")
    resource.set(etree.QName(ns.ADLCP, "scormtype"), kind)
    return resource


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, _name(tag), attributes)


def _name(tag: str) -> Any:
    return etree.QName(ns.CP, tag)


def _bytes(root: Any) -> bytes:
    """Indented, raw UTF-8: Moodle shows ``&#233;`` as it stands here."""
    etree.indent(root, "  ")
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"
