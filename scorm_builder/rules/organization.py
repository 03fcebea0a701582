"""Whether the menu is one that LMSs show, and every entry opens something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.manifest import Element, Manifest, child, children
from scorm_builder.package.references import (
    is_sco,
    launches,
    owner,
    resources_of,
    submanifests_of,
)
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec import namespaces as ns

_PAIRS = re.compile(r"[?&]?[^=&?#\s]+=[^&?#\s]*(&[^=&?#\s]+=[^&?#\s]*)*(#[^#\s]*)?")
_FRAGMENT = re.compile(r"#[^#\s]+")
_BOOLEANS = ("true", "false", "1", "0")
_ESCAPED = re.compile(r"&(amp|lt|gt|quot|apos);")


@manifest_rule("M16-default-org", Severity.ERROR)
def default_organization(manifest: Manifest) -> Iterator[Finding]:
    """``organizations`` names its default, and that organization is there.

    Without the attribute (a warning) most LMSs take the first.

    Mend: ``<organizations default="...">`` with the identifier of an organization. Breaks: Chamilo
    ends with an error if the name leads nowhere; ILIAS warns if it is missing. Source: Content
    Aggregation Model 1.2, section 2.3.4.
    """
    for holder in manifest.all("organizations"):
        default, found = holder.get("default"), children(holder, "organization")
        if default is None and found:
            message = "organizations has no attribute 'default' that names one of them"
            yield at(manifest, holder, message, Severity.WARNING)
        elif found and default not in {one.get("identifier") for one in found}:
            yield at(manifest, holder, f"there is no organization {quoted(default)}, the default")


@manifest_rule("M17-orgs-count", Severity.WARNING)
def one_organization(manifest: Manifest) -> Iterator[Finding]:
    """There is exactly one organization; none at all is an error.

    A package without an organization carries resources, not a course.

    Mend: keep one; several courses are several packages. Breaks: Chamilo makes a course of each,
    Open edX and scormhost take the first, Moodle the default; without any, Chamilo and OpenOLAT
    have nothing to show, and Moodle makes an entry of each resource. Source: Content Aggregation
    Model 1.2, section 2.3.1.
    """
    holder = child(manifest.root, "organizations")
    found = [] if holder is None else children(holder, "organization")
    if not found:
        message = "there is no organization: these are resources, not a course"
        place = manifest.root if holder is None else holder
        yield at(manifest, place, message, Severity.ERROR)
    elif len(found) > 1:
        message = f"there are {len(found)} organizations; LMSs differ in which one they show"
        yield at(manifest, found[1], f"{message}: keep one")


@manifest_rule("M21-item-ref", Severity.ERROR)
def item_reference(manifest: Manifest) -> Iterator[Finding]:
    """An item's ``identifierref`` is the identifier of a resource of the same manifest.

    Capitals count.

    Mend: write the resource's identifier; take the item out if the resource is gone. Breaks:
    OpenOLAT refuses, Open edX cannot open the package, Moodle shows an entry that opens nothing.
    Source: Content Aggregation Model 1.2, section 2.3.4.
    """
    targets = cache(_targets)
    for item in manifest.all("item"):
        reference = item.get("identifierref")
        known = targets(owner(item))
        if not reference or reference in known:
            continue
        message = f"there is no resource {quoted(reference)}, which {_named(item)} opens"
        twin = next((one for one in known if one.lower() == reference.lower()), None)
        yield at(manifest, item, f"{message}; {quoted(twin)} is meant?" if twin else message)


@manifest_rule("M22-leaf-ref", Severity.ERROR)
def leaf_reference(manifest: Manifest) -> Iterator[Finding]:
    """An item without items in it opens a resource; one that holds others opens none.

    The latter is a warning: it is allowed, and many players hide what such an item opens.

    Mend: give the item an ``identifierref``, or take it out; put what a folder opens into a first
    item of its own. Breaks: entries in the menu that do nothing. Source: Content Aggregation Model
    1.2, section 2.3.4.
    """
    for item in manifest.all("item"):
        is_leaf = not children(item, "item")
        opens = bool(item.get("identifierref"))
        if is_leaf and not opens:
            yield at(manifest, item, f"{_named(item)} opens nothing: it has no identifierref")
        elif not is_leaf and opens:
            message = f"{_named(item)} holds items and opens a resource too, which players may hide"
            yield at(manifest, item, message, Severity.WARNING)


@manifest_rule("M23-launch-exists", Severity.ERROR)
def something_to_launch(manifest: Manifest) -> Iterator[Finding]:
    """The organization that is shown has items, and at least one of them opens a SCO.

    Some LMSs show the default, some the first. Without a SCO nothing is tracked. If items open
    assets only, this is a note: it may be meant so.

    Mend: declare the resource that talks to the LMS as ``adlcp:scormtype="sco"``. Breaks: OpenOLAT
    refuses a package that launches nothing. Source: Content Aggregation Model 1.2, section 2.1.
    """
    holder = child(manifest.root, "organizations")
    organizations = [] if holder is None else children(holder, "organization")
    if not organizations:
        return
    opened = [resource for _, resource in launches(manifest)]
    # Items that open nothing have findings of their own (M21, M22).
    default = None if holder is None else holder.get("default")
    shown = [one for one in organizations if one.get("identifier") == default][:1]
    empty = [one for one in dict.fromkeys([organizations[0], *shown]) if not children(one, "item")]
    for one in empty:
        message = "the organization has no item: there is nothing to launch"
        if len(organizations) > 1:
            which = "the default" if one in shown else "the first"
            message = f"{which} organization has no item: LMSs that show it show an empty course"
        yield at(manifest, one, message)
    if opened and not any(is_sco(resource) for resource in opened):
        message = "no item opens a SCO, so that nothing is tracked"
        yield at(manifest, organizations[0], message, Severity.INFO)


@manifest_rule("M32-isvisible", Severity.WARNING)
def visibility(manifest: Manifest) -> Iterator[Finding]:
    """``isvisible`` is ``true`` or ``false``, in these letters, and written out on nested items.

    ``1`` and ``0``, and blanks around it all, mean the same to the schema, not to LMSs. Other
    words, and a menu in which every item is hidden, are errors. That a nested item leaves it out is
    a note: it then is visible, but not in the menu that Open edX can be told to show.

    Mend: write ``isvisible="true"``. Breaks: Moodle hides items with ``1``; Open edX lists items,
    those at the top too, only if they say ``true``. Source: seen in Moodle; Open edX's code; ADL's
    vocabulary.
    """
    items = list(manifest.all("item"))
    silent = []
    for item in items:
        value = item.get("isvisible")
        if value is None:
            if _is_nested(item):
                silent.append(item)
        elif value not in ("true", "false"):
            severity = None if value.strip() in _BOOLEANS else Severity.ERROR
            message = f"isvisible is {quoted(value)}: write 'true' or 'false'"
            yield at(manifest, item, message, severity)
    if silent:
        names = listed([item.get("identifier", "") for item in silent])
        message = f'nested items without isvisible="true", which Open edX leaves out: {names}'
        yield at(manifest, silent[0], message, Severity.INFO)
    if items and all(item.get("isvisible") in ("false", "0") for item in items):
        yield at(manifest, items[0], "every item is hidden: nobody can open any", Severity.ERROR)


@manifest_rule("M33-parameters", Severity.WARNING)
def parameters(manifest: Manifest) -> Iterator[Finding]:
    """``parameters`` is ``name=value`` pairs joined by ``&``, or ``#`` and a fragment.

    The LMS puts it behind the resource's ``href``: there shall be one ``?`` and one ``#`` in the
    result, and no blank. (Moodle mends a second ``?``, others do not.) More than 1,000 characters
    are an error.

    Mend: write ``?a=1&amp;b=2``; percent-encode values. Breaks: the page is opened without its
    parameters, or not at all. Source: Content Aggregation Model 1.2, section 2.3.4; Moodle's code.
    """
    opened = dict(launches(manifest))
    for item in manifest.all("item"):
        value = item.get("parameters")
        if not value:
            continue
        if len(value) > ns.PARAMETERS:
            message = f"parameters has {len(value)} characters, more than {ns.PARAMETERS}"
            yield at(manifest, item, message, Severity.ERROR)
            continue
        href = opened[item].get("href", "") if item in opened else ""
        if problem := _misfit(value, href):
            yield at(manifest, item, f"parameters {quoted(value)} {problem}")


def _misfit(value: str, href: str) -> str:
    """Why parameters do not fit behind an ``href``; "" if they do."""
    if re.search(r"[\t\r\n]", value):
        return "holds a line break or a tab: take it out"
    if re.search(r"\s", value):
        return "holds a blank: write %20"
    if entity := _ESCAPED.search(value):
        return f"holds {entity[0]}, escaped twice: unescape it"
    if not (_FRAGMENT.fullmatch(value) or _PAIRS.fullmatch(value)):
        return "is neither name=value pairs joined by & nor # and a fragment"
    if "#" in href:
        return f"is put behind {quoted(href)}, which has a # already"
    if "?" in href and value.startswith("?"):
        return f"is put behind {quoted(href)}, which has a ? already: begin it with &"
    return ""


def _targets(manifest: Element) -> frozenset[str]:
    return frozenset(resources_of(manifest)) | submanifests_of(manifest)


def _is_nested(item: Element) -> bool:
    parent = item.getparent()
    return parent is not None and parent.tag == item.tag


def _named(item: Element) -> str:
    return f"item {quoted(item.get('identifier', ''))}"
