"""Mends values of a manifest that can mean one thing only."""

from __future__ import annotations

import re

from scorm_builder.diagnostics import quoted
from scorm_builder.mending import edits
from scorm_builder.mending.edits import Change
from scorm_builder.package.manifest import Element, Manifest, child, children, namespace, text
from scorm_builder.package.references import scormtype
from scorm_builder.rules import listed
from scorm_builder.spec import namespaces as ns

_SPACES = re.compile(r"\s+")
_VISIBLE = {"1": "true", "0": "false", "true": "true", "false": "false"}
_SAID = (("schema", ns.SCHEMA), ("schemaversion", ns.SCHEMA_VERSION))
_VERSION = "1.0"


def version(manifest: Manifest) -> Change:
    """``schema`` and ``schemaversion`` are written to the letter (M10)."""
    metadata = child(manifest.root, "metadata")
    changes, done = [], []
    for name, expected in _SAID:
        element = None if metadata is None else child(metadata, name)
        if element is None or children(element):
            continue
        found = text(element)
        if found != expected and _squeezed(found) == _squeezed(expected):
            changes.append(edits.content(manifest, element, expected))
            done.append(f"<{name}> is {quoted(expected)}")
    return Change(changes, " and ".join(done))


def metadata(manifest: Manifest) -> Change:
    """``schema`` and ``schemaversion`` are said where nothing speaks against them (D01).

    That it is SCORM 1.2 is clear where the root is of 1.2, ADL's names are those of 1.2, and
    nothing is of another version.
    """
    if not _clearly_12(manifest):
        return Change()
    root = manifest.root
    holder = child(root, "metadata")
    given = {} if holder is None else {name: child(holder, name) for name, _ in _SAID}
    if any(one is not None and _squeezed(text(one)) != _squeezed(_expected(name))
           for name, one in given.items()):  # fmt: skip
        return Change()
    missing = [name for name, _ in _SAID if given.get(name) is None]
    if not missing:
        return Change()
    done = "it says " + " and ".join(f"<{name}>{_expected(name)}</{name}>" for name in missing)
    prefix = f"{root.prefix}:" if root.prefix else ""
    written = [f"<{prefix}{name}>{_expected(name)}</{prefix}{name}>" for name in missing]
    if holder is None:
        whole = f"<{prefix}metadata>{''.join(written)}</{prefix}metadata>"
        return Change([edits.insert(manifest, root, None, [whole])], done)
    before = given["schema"] if "schemaversion" in missing else None
    return Change([edits.insert(manifest, holder, before, written)], done)


def version_attribute(manifest: Manifest) -> Change:
    """The manifest says a version of its own (M46)."""
    if manifest.root.get("version", "").strip():
        return Change()
    opening = edits.tag(manifest, manifest.root)
    done = f'<manifest> says version="{_VERSION}"'
    return Change([edits.put(opening, "version", _VERSION)], done)


def scorm_type(manifest: Manifest) -> Change:
    """``adlcp:scormtype`` is written so, and says ``sco`` or ``asset`` in lower case (M25)."""
    changes, done = [], []
    if manifest.root.nsmap.get("adlcp") != ns.ADLCP:
        return Change()
    for resource in manifest.all("resource"):
        found = scormtype(resource)
        if found is None:
            continue
        value = found.value.strip().lower()
        right = f"{{{ns.ADLCP}}}scormtype"
        if value not in ("sco", "asset") or (found.name, found.value) == (right, value):
            continue
        if found.name.lower() not in ("scormtype", right.lower()):
            continue
        opening = edits.tag(manifest, resource)
        written = [one for one in opening.attributes if _is_scormtype(one.name)]
        if len(written) != 1:
            continue
        (one,) = written
        if found.name != right:
            changes.append(edits.rename(one, "adlcp:scormtype"))
        if found.value != value:
            changes.append(edits.put(opening, one.name, value))
        done.append(resource.get("identifier", ""))
    return Change(changes, f"adlcp:scormtype is written so on {listed(done)}")


def visibility(manifest: Manifest) -> Change:
    """``isvisible`` is ``true`` or ``false``, in these letters (M32).

    Where it is missing on a nested item it is written out on all: Open edX lists no other.
    """
    items = list(manifest.all("item"))
    silent = any(one.get("isvisible") is None and _is_nested(one) for one in items)
    changes, done = [], []
    for item in items:
        value = item.get("isvisible")
        silently = "true" if silent else None
        meant = silently if value is None else _VISIBLE.get(value.strip().lower())
        if meant not in (None, value):
            changes.append(edits.put(edits.tag(manifest, item), "isvisible", meant))
            done.append(item.get("identifier", ""))
    return Change(changes, f"isvisible is written out on {listed(done)}")


def _is_nested(item: Element) -> bool:
    parent = item.getparent()
    return parent is not None and parent.tag == item.tag


def _clearly_12(manifest: Manifest) -> bool:
    used = {namespace(one) for one in manifest.elements()}
    for element in manifest.elements():
        used.update(name[1:].partition("}")[0] for name in element.attrib if name[:1] == "{")
    return ns.ADLCP in used and used.isdisjoint(ns.FOREIGN_STANDARDS)


def _expected(name: str) -> str:
    return dict(_SAID)[name]


def _squeezed(said: str) -> str:
    """What is said, without regard to white space and capitals."""
    return _SPACES.sub("", said).lower()


def _is_scormtype(name: str) -> bool:
    return name.rpartition(":")[2].lower() == "scormtype"
