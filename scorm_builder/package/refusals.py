"""What the schema of SCORM 1.2 refuses in a manifest, one fault not hidden by another.

libxml2 judges no child behind one that it did not expect. So it is given a copy of the manifest, in
which the children of each element stand in order, and ADL's elements outside of their homes are
gone: of both, rules of their own tell. What it then does not expect is taken out, and it looks
again.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from scorm_builder.package.manifest import Element, Manifest, children, local, namespace
from scorm_builder.spec import namespaces as ns
from scorm_builder.spec.plainwords import MESSAGE
from scorm_builder.spec.schema import schema
from scorm_builder.spec.structure import CHILDREN, misplaced, ranks

HOMES = dict.fromkeys(
    ("prerequisites", "maxtimeallowed", "timelimitaction", "datafromlms", "masteryscore"), "item"
) | {"location": "metadata"}
"""Where ADL's elements belong; M34 judges that."""

LOOKS = 10
"""How often libxml2 looks: as many children without a place may hide each other."""
_MOST = 5_000
_MOST_COPIED = 20_000
"""Elements: a larger manifest is judged as it is, in one look, since memory is bounded."""
UNEXPECTED = "SCHEMAV_ELEMENT_CONTENT"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fault: an element of the manifest, the full name of its attribute or "", what libxml2 calls
    the kind of fault, and its words.
    """

    element: Element
    attribute: str
    kind: str
    message: str


def refusals(manifest: Manifest) -> Iterator[Refusal]:
    """Every fault by the schema but those of order; some of them twice."""
    judge = schema()
    if judge.validate(manifest.root):
        return
    is_copied = len(manifest) <= _MOST_COPIED
    root = deepcopy(manifest.root) if is_copied else manifest.root
    originals: dict[Element, Element] = {}
    if is_copied:
        originals.update(zip(root.iter(etree.Element), manifest.elements(), strict=True))
        _put_in_order(root)
    for _ in range(LOOKS):
        judge.validate(root)
        log: Any = judge.error_log
        strangers = []
        for error in islice(log, _MOST):
            place = _place(root, error.path or "")
            found = MESSAGE.match(error.message)
            attribute = found["attribute"] or "" if found else ""
            yield Refusal(originals.get(place, place), attribute, error.type_name, error.message)
            if error.type_name == UNEXPECTED and "not expected" in error.message:
                strangers.append(place)
        if len(log) > _MOST:
            yield Refusal(manifest.root, "", "", f"there are {len(log):,} faults by the schema")
        if not strangers or not is_copied:
            return
        for stranger in strangers:
            stranger.getparent().remove(stranger)


def named(element: Element) -> str:
    """What a child is in the order of its parent: the local name of an IMS element, "" for others.

    Those of ADL's whose place M34 judges have a name that belongs nowhere.
    """
    if namespace(element) == ns.CP:
        return local(element)
    home = HOMES.get(local(element)) if namespace(element) == ns.ADLCP else None
    judged = home == "item" or (home is not None and not _is_at_home(element))
    return f"adlcp:{local(element)}" if judged else ""


def _is_at_home(element: Element) -> bool:
    return bool(element.getparent().tag == f"{{{ns.CP}}}{HOMES[local(element)]}")


def _put_in_order(root: Element) -> None:
    for element in list(root.iter(*(f"{{{ns.ADLCP}}}{name}" for name in HOMES))):
        if not _is_at_home(element):
            element.getparent().remove(element)
    for parent in root.iter(*(f"{{{ns.CP}}}{name}" for name in CHILDREN)):
        found = children(parent)
        names = [named(one) if namespace(one) == ns.CP else "" for one in found]
        if misplaced(local(parent), names):
            order = sorted(zip(ranks(local(parent), names), range(len(found)), strict=True))
            parent[:] = [found[position] for _, position in order]


def _place(root: Element, path: str) -> Element:
    """The element at a path of libxml2's, which has prefixes as they are written.

    Where a name is too long for such a path, it ends at the parent.
    """
    element = root
    for step in path.split("/")[2:]:
        name, _, number = step.partition("[")
        same = (one for one in children(element) if name in ("*", _written(one)))
        found = next(islice(same, int(number.rstrip("]") or 1) - 1, None), None)
        if found is None:
            break
        element = found
    return element


def _written(element: Element) -> str:
    return f"{element.prefix}:{local(element)}" if element.prefix else local(element)
