"""Whether resources say what they are, what opens them, and what they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from scorm_builder.crawl.addresses import Names
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.circles import circles
from scorm_builder.package.hrefs import readings
from scorm_builder.package.manifest import Element, Manifest, children, text
from scorm_builder.package.references import (
    files,
    is_sco,
    launches,
    owner,
    resources_of,
    scormtype,
    submanifests_of,
)
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec import namespaces as ns

_BASE = f"{{{ns.XML}}}base"
_NO_BASE = ("", ".", "./")


@manifest_rule("M24-resource-type", Severity.ERROR)
def resource_type(manifest: Manifest) -> Iterator[Finding]:
    """A resource's ``type`` is ``webcontent``.

    Mend: write ``type="webcontent"``. Breaks: wagtail-lms finds nothing to launch; ADL's
    conformance suite. Source: Content Aggregation Model 1.2, section 2.3.4.
    """
    for resource in manifest.all("resource"):
        found = resource.get("type")
        if found != "webcontent":
            shown = "no type" if found is None else f"the type {quoted(found)}"
            yield at(
                manifest, resource, f"{_named(resource)} has {shown}: it has to be 'webcontent'"
            )


@manifest_rule("M25-scormtype", Severity.ERROR)
def scorm_type(manifest: Manifest) -> Iterator[Finding]:
    """A resource says ``adlcp:scormtype="sco"`` or ``"asset"``, all in lower case.

    A SCO is given the LMS's API, an asset is only shown. (``scormType`` is the spelling of 2004.)

    Mend: add the attribute. Breaks: Moodle takes it for an asset and nothing is tracked; OpenOLAT
    refuses. Source: Content Aggregation Model 1.2, section 2.3.2.5.
    """
    for resource in manifest.all("resource"):
        found = scormtype(resource)
        if found is None:
            message = f'{_named(resource)} does not say adlcp:scormtype="sco" or "asset"'
        elif not found.name.startswith("{"):
            message = f"{_named(resource)} has scormtype without the prefix: write adlcp:scormtype"
        elif not found.name.endswith("}scormtype"):
            written = found.name.rpartition("}")[2]
            message = f"{_named(resource)} has adlcp:{written}; SCORM 1.2 has adlcp:scormtype"
        elif found.value not in ("sco", "asset"):
            shown = quoted(found.value)
            message = f"{_named(resource)} has the scormtype {shown}, not 'sco' or 'asset'"
        else:
            continue
        yield at(manifest, resource, message)


@manifest_rule("M26-sco-href", Severity.ERROR)
def launchable(manifest: Manifest) -> Iterator[Finding]:
    """A SCO has an ``href``, and so has every asset that an item opens.

    Mend: name the page that is to be opened. Breaks: the entry in the menu opens nothing. Source:
    Content Aggregation Model 1.2, section 2.3.4.
    """
    opened = {resource for _, resource in launches(manifest)}
    for resource in manifest.all("resource"):
        if not resource.get("href", "").strip() and (is_sco(resource) or resource in opened):
            why = "is a SCO" if is_sco(resource) else "is opened by an item"
            yield at(manifest, resource, f"{_named(resource)} {why} and has no href to open")


@manifest_rule("M27-first-resource", Severity.WARNING)
def first_resource(manifest: Manifest) -> Iterator[Finding]:
    """The first resource with an ``href`` is what the menu begins with, or its first SCO.

    Open edX and wagtail-lms do not read the menu: they launch the first resource they meet. That
    assets further down, which no item opens, have an ``href`` is a note: one may come to the top.

    Mend: move the resource of the first entry to the top; take ``href`` from assets that are only
    depended on. Breaks: Open edX, wagtail-lms open another page. Source: their code.
    """
    opened = dict.fromkeys(resource for _, resource in launches(manifest))
    scos = [resource for resource in opened if is_sco(resource)]
    with_href = [one for one in manifest.all("resource") if one.get("href")]
    begins = scos[0] if scos and _is_first_opened(manifest, scos[0]) else None
    if begins is not None and with_href[0] not in (next(iter(opened)), begins):
        message = f"{_named(with_href[0])} stands first, and not {_named(begins)}, which the menu"
        yield at(manifest, with_href[0], f"{message} begins with; Open edX launches the first")
    idle = [one for one in with_href[1:] if not is_sco(one) and one not in opened]
    if idle:
        names = listed([one.get("identifier", "") for one in idle])
        message = f"assets that no item opens have an href: {names}"
        yield at(manifest, idle[0], message, Severity.INFO)


@manifest_rule("M28-launch-in-files", Severity.WARNING)
def launch_is_listed(manifest: Manifest) -> Iterator[Finding]:
    """The page that a resource opens is one of its files, or of those it depends on.

    Of a page that is not in the package other rules tell.

    Mend: add ``<file href="..."/>`` for it. Breaks: ADL's conformance suite; tools that copy what
    is listed. Source: Content Aggregation Model 1.2, section 2.3.4.
    """
    for resource, _ in unlisted_pages(manifest):
        href = quoted(resource.get("href", ""))
        message = f"{_named(resource)} opens {href}, which is not among its files"
        yield at(manifest, resource, message)


@manifest_rule("M29-dependency", Severity.WARNING)
def dependency(manifest: Manifest) -> Iterator[Finding]:
    """A ``dependency`` names another resource of the manifest, holds nothing, and makes no circle.

    One that holds something is an error, as the schema says no. That it names a SCO is a note: what
    several SCOs share belongs into an asset.

    Mend: write the identifier of an asset resource. Breaks: ADL's conformance suite; tools that
    copy what is needed. No LMS studied reads it. Source: Content Packaging 1.1.2, section 3.5.
    """
    resources, submanifests = cache(resources_of), cache(submanifests_of)
    for resource in manifest.all("resource"):
        known, nested = resources(owner(resource)), submanifests(owner(resource))
        for one in children(resource, "dependency"):
            reference = one.get("identifierref")
            if children(one) or text(one).strip():
                yield at(manifest, one, "a dependency has to be empty", Severity.ERROR)
            if reference is None:
                continue  # as M11 tells
            if reference == resource.get("identifier"):
                yield at(manifest, one, f"{_named(resource)} depends on itself")
            elif reference not in known and reference not in nested:
                yield at(manifest, one, f"there is no resource {quoted(reference)}")
            elif reference in known and is_sco(known[reference]):
                message = f"{_named(resource)} depends on the SCO {quoted(reference)}"
                yield at(manifest, one, f"{message}: share an asset instead", Severity.INFO)
    needs = {
        one: needed
        for one in manifest.all("resource")
        if (needed := _needs(one, resources(owner(one))))
    }
    for circle in circles(needs):
        yield at(manifest, circle[0], f"{_named(circle[0])} depends on itself by way of others")


@manifest_rule("M30-unused-resource", Severity.WARNING)
def used(manifest: Manifest) -> Iterator[Finding]:
    """Every resource is opened by an item, or another resource depends on it.

    One that lists a metadata record which ``adlcp:location`` names is of use, too.

    Mend: take it out, or say what needs it. Breaks: nothing; it is weight, or a link forgotten.
    Source: Content Aggregation Model 1.2, section 2.3.1.
    """
    resources = cache(resources_of)
    reached: set[Element] = set()
    waiting = [resource for _, resource in launches(manifest)]
    while waiting:
        resource = waiting.pop()
        if resource not in reached:
            reached.add(resource)
            waiting += _needs(resource, resources(owner(resource)))
    # What a nested manifest holds may be used as a whole; M42 has told of it.
    own = resources(manifest.root).values()
    named = _located(manifest)
    orphans = [one for one in own if one not in reached and not named & _listed_by(one)]
    # A reference that leads nowhere may mean one of them: M21 and M29 tell of it.
    if _leads_nowhere(manifest):
        return
    if orphans and next(manifest.all("item"), None) is not None:
        names = listed([one.get("identifier", "") for one in orphans])
        yield at(manifest, orphans[0], f"resources that nothing uses: {names}")


def _located(manifest: Manifest) -> set[str]:
    """The files that the manifest's ``adlcp:location`` name."""
    found = (one for one in manifest.elements() if one.tag == f"{{{ns.ADLCP}}}location")
    return {name for one in found for name in readings(text(one).strip())}


def _listed_by(resource: Element) -> set[str]:
    hrefs = (one.get("href", "").strip() for one in children(resource, "file"))
    return {name for href in hrefs for name in readings(href)}


@manifest_rule("M31-xml-base", Severity.WARNING)
def no_base(manifest: Manifest) -> Iterator[Finding]:
    """Nothing has ``xml:base``: hrefs count from the package's root.

    One that is empty or ``./`` changes nothing, and is left alone.

    Mend: write the folder into each ``href`` and take the attribute out. Breaks: Moodle honours it
    on ``resource`` only, and ILIAS, Open edX, scormhost, OpenOLAT not at all: 404. Source: seen in
    Moodle; their code.
    """
    found = [one for one in manifest.elements() if one.get(_BASE, "").strip() not in _NO_BASE]
    if found:
        message = "xml:base is read by few LMSs: write whole paths into the hrefs instead"
        yield at(manifest, found[0], message)


def unlisted_pages(manifest: Manifest) -> Iterator[tuple[Element, str]]:
    """Resources with the file that each opens, where neither it lists that nor what it needs."""
    resources, names = cache(resources_of), Names(manifest.names)
    meant = {
        one.element: names.find(readings(one.target)) for one in files(manifest) if one.is_local
    }
    for resource in manifest.all("resource"):
        if page := meant.get(resource, ""):
            holders = (resource, *_needs(resource, resources(owner(resource))))
            listed_there = (one for holder in holders for one in children(holder, "file"))
            if all(meant.get(one) != page for one in listed_there):
                yield resource, page


def _is_first_opened(manifest: Manifest, sco: Element) -> bool:
    """Whether no item that stands before those of a SCO, nor they, lead nowhere (M21, M26)."""
    opened = dict(launches(manifest))
    for item in manifest.all("item"):
        if item in opened and opened[item] is sco:
            return bool(sco.get("href"))
        if item not in opened and item.get("identifierref"):
            break
    return False


def _leads_nowhere(manifest: Manifest) -> bool:
    """Whether an item or a dependency names what is no resource of its manifest."""
    resources, submanifests = cache(resources_of), cache(submanifests_of)
    for one in manifest.all("item", "dependency"):
        name, around = one.get("identifierref"), owner(one)
        if name and name not in resources(around) and name not in submanifests(around):
            return True
    return False


def _needs(resource: Element, known: Mapping[str, Element]) -> list[Element]:
    references = (one.get("identifierref", "") for one in children(resource, "dependency"))
    return [known[reference] for reference in references if reference in known]


def _named(resource: Element) -> str:
    return f"resource {quoted(resource.get('identifier', ''))}"
