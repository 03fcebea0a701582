"""What refers to what in a manifest: items to resources, resources to files and to each other.

Names are looked up leniently (another prefix, another case of ``scormtype``): whether they are
written as they should be is for other rules, and one mistake shall not bring forth ten findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from scorm_builder.package.hrefs import is_external
from scorm_builder.package.manifest import (
    LONGEST_BASE,
    Element,
    Manifest,
    children,
    local,
    namespace,
)
from scorm_builder.spec import namespaces as ns

_BASE = f"{{{ns.XML}}}base"
_SCORMTYPE = f"{{{ns.ADLCP}}}scormtype"
_STRANGERS = frozenset((ns.CP, ns.MD))


@dataclass(frozen=True, slots=True)
class ScormType:
    """The attribute ``adlcp:scormtype`` as written: its full name and its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FileReference:
    """An element that names a file: its ``href``, and ``target`` with ``xml:base`` before it."""

    element: Element
    href: str
    target: str

    @property
    def is_of_resource(self) -> bool:
        """Whether it is what a resource opens, and not one of its files."""
        return local(self.element) == "resource"

    @property
    def is_local(self) -> bool:
        """Whether it leads to a place in the package."""
        return not is_external(self.target)


def files(manifest: Manifest) -> Iterator[FileReference]:
    """All that resources open and list, in the order of the manifest; empty hrefs left out."""
    for element in manifest.all("resource", "file"):
        if href := element.get("href", "").strip():
            resource = element if local(element) == "resource" else element.getparent()
            before = "" if is_external(href) else base(resource)
            yield FileReference(element, href, before + href)


def scormtype(resource: Element) -> ScormType | None:
    """The resource's ``scormtype``, in whatever namespace and case; the right one of several."""
    written = resource.get(_SCORMTYPE)
    if written is not None:
        return ScormType(_SCORMTYPE, written)
    for name, value in resource.attrib.items():
        if name.rpartition("}")[2].lower() == "scormtype":
            return ScormType(name, value)
    return None


def is_sco(resource: Element) -> bool:
    """Whether the resource talks to the LMS."""
    found = scormtype(resource)
    return found is not None and found.value.strip().lower() == "sco"


def owner(element: Element) -> Element:
    """The manifest that an element belongs to: with submanifests, the nearest one around it."""
    while local(element) != "manifest" and (parent := element.getparent()) is not None:
        element = parent
    return element


def resources_of(manifest: Element) -> Mapping[str, Element]:
    """The resources of one manifest element by identifier, the first of each."""
    found: dict[str, Element] = {}
    for holder in children(manifest, "resources"):
        for resource in children(holder, "resource"):
            found.setdefault(resource.get("identifier", ""), resource)
    return found


def submanifests_of(manifest: Element) -> frozenset[str]:
    """The identifiers of the manifests nested in a manifest element."""
    nested = manifest.iterdescendants(f"{{{ns.CP}}}manifest")
    return frozenset(one.get("identifier", "") for one in nested)


def launches(manifest: Manifest) -> Iterator[tuple[Element, Element]]:
    """Items with the resources that they open, in the order of the menu."""
    known = cache(resources_of)
    for item in manifest.all("item"):
        resource = known(owner(item)).get(item.get("identifierref", ""))
        if resource is not None:
            yield item, resource


def base(resource: Element) -> str:
    """What ``xml:base`` on the resource and around it puts before its hrefs; usually nothing.

    What is longer than any path is left out, since it would be put before thousands of them.
    """
    chain = [resource.get(_BASE, "")]
    chain += [one.get(_BASE, "") for one in resource.iterancestors()]
    return "".join(reversed(chain)) if sum(map(len, chain)) <= LONGEST_BASE else ""


def adlcp(item: Element, name: str) -> list[Element]:
    """The item's children of this name that are ADL's, under whatever namespace they go."""
    return [
        one for one in children(item) if local(one) == name and namespace(one) not in _STRANGERS
    ]
