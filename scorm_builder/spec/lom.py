"""The metadata record of a course: IMS LRM 1.2.1, content-aggregation profile of SCORM 1.2.

Which elements are mandatory, and in which order, is section 2.2 of the Content Aggregation Model.
A record that is there must be complete, or the conformance suite fails the package; so there is
either a whole one or none. The lengths in that section are what every reader must bear, no limits.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from scorm_builder.model import CourseInfo
from scorm_builder.spec.characters import line
from scorm_builder.spec.namespaces import MD, XML

NO_LANGUAGE = "x-none"
_NAMESPACES: Any = {None: MD}


def missing(info: CourseInfo) -> tuple[str, ...]:
    """The keys of ``course.yaml`` without which the record would not be complete."""
    return tuple(key for key in ("description", "keywords") if not getattr(info, key))


def record(info: CourseInfo, launch: str) -> Any:
    """The ``lom`` element of a course whose first page is ``launch``."""
    lom = etree.Element(_name("lom"), nsmap=_NAMESPACES)
    general = _add(lom, "general")
    _said(general, "title", info.title, info.language)
    entry = _add(general, "catalogentry")
    _add(entry, "catalog", "scorm_builder")
    _said(entry, "entry", info.id, NO_LANGUAGE)
    _add(general, "language", info.language)
    _said(general, "description", info.description, info.language)
    for keyword in info.keywords:
        _said(general, "keyword", keyword, info.language)

    lifecycle = _add(lom, "lifecycle")
    _said(lifecycle, "version", info.version, NO_LANGUAGE)
    _chosen(lifecycle, "status", "Final")
    for name in info.contributors:
        contribute = _add(lifecycle, "contribute")
        # course.yaml says who had a part in it, not which.
        _chosen(contribute, "role", "Unknown")
        _add(_add(contribute, "centity"), "vcard", _vcard(line(name)))
        _dated(contribute, info)
    if info.date and not info.contributors:
        contribute = _add(lifecycle, "contribute")
        _chosen(contribute, "role", "Unknown")
        _dated(contribute, info)

    meta = _add(lom, "metametadata")
    _add(meta, "metadatascheme", "ADL SCORM 1.2")
    _add(meta, "language", info.language)

    technical = _add(lom, "technical")
    _add(technical, "format", "text/html")
    _add(technical, "location", launch).set("type", "URI")

    if info.duration:
        hours, rest = divmod(info.duration, 3600)
        length = f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
        _add(_add(_add(lom, "educational"), "typicallearningtime"), "datetime", length)

    rights = _add(lom, "rights")
    # Both must be said, though course.yaml has no word on cost; works are protected by default.
    _chosen(rights, "cost", "no")
    _chosen(rights, "copyrightandotherrestrictions", "yes")
    if info.rights:
        _said(rights, "description", info.rights, info.language)

    classification = _add(lom, "classification")
    _chosen(classification, "purpose", "Educational Objective")
    objectives = "; ".join(info.objectives) or info.description
    _said(classification, "description", objectives, info.language)
    for keyword in info.keywords:
        _said(classification, "keyword", keyword, info.language)
    return lom


def _dated(contribute: Any, info: CourseInfo) -> None:
    if info.date:
        _add(_add(contribute, "date"), "datetime", info.date)


def _vcard(name: str) -> str:
    """A vCard 3.0 (RFC 2426): a property a line."""
    escaped = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return f"BEGIN:VCARD\nVERSION:3.0\nN:{escaped};;;;\nFN:{escaped}\nEND:VCARD"


def _name(tag: str) -> Any:
    return etree.QName(MD, tag)


def _add(parent: Any, tag: str, text: str | None = None) -> Any:
    element = etree.SubElement(parent, _name(tag))
    element.text = text
    return element


def _said(parent: Any, tag: str, text: str, language: str) -> None:
    """A ``langstring``: a text in a language."""
    said = _add(_add(parent, tag), "langstring", line(text))
    said.set(etree.QName(XML, "lang"), language)


def _chosen(parent: Any, tag: str, value: str) -> None:
    """A word of a vocabulary of LOM."""
    element = _add(parent, tag)
    _said(element, "source", "LOMv1.0", NO_LANGUAGE)
    _said(element, "value", value, NO_LANGUAGE)
