"""Whether prerequisites can be read, and ever be met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.circles import circles
from scorm_builder.package.manifest import Element, Manifest, text
from scorm_builder.package.references import adlcp, is_sco, launches
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec.aicc_script import Script, ScriptError, parse
from scorm_builder.spec.namespaces import CP


@dataclass(frozen=True, slots=True)
class _Lock:
    """A script, the element that holds it, its item, and the items that it may name."""

    element: Element
    item: Element
    script: Script
    items: Mapping[str, Element]


@manifest_rule("M40-prereq-grammar", Severity.ERROR)
def grammar(manifest: Manifest) -> Iterator[Finding]:
    """``prerequisites`` follows the grammar, names items of the same course, and makes no circle.

    ``A``, ``A&B``, ``(A&B)|C``, ``~A``, ``2*{A,B,C}``, ``A=passed``. A script that cannot be met
    locks its item for ever. A warning: ``&`` (ILIAS keeps only what stands behind ``&amp;``).

    Mend: name items by their ``identifier``. Breaks: Moodle takes what it cannot read for "not
    yet". Source: Content Aggregation Model 1.2, section 2.3.2.5.1; ILIAS's and Moodle's code.
    """
    locks = []
    for found in _scripts(manifest):
        if isinstance(found, Finding):
            yield found
            continue
        locks.append(found)
        own = found.item.get("identifier")
        unknown = [one for one in found.script.ids if one not in found.items]
        if unknown:
            message = f"prerequisites names items that are not there: {listed(unknown)}"
            yield at(manifest, found.element, message)
        if own in found.script.ids:
            yield at(manifest, found.element, f"item {quoted(own)} waits for itself")
        if "&" in text(found.element):
            message = "of prerequisites with '&' ILIAS keeps the end only: one identifier is safe"
            yield at(manifest, found.element, message, Severity.WARNING)
    # Where a script leaves a choice, a circle may have a way out.
    strict = {lock.item: lock for lock in locks if lock.script.needs_all}
    needs = {
        item: [lock.items[one] for one in lock.script.ids if one in lock.items]
        for item, lock in strict.items()
    }
    for circle in circles(needs):
        message = f"item {quoted(circle[0].get('identifier'))} waits for items that wait for it"
        yield at(manifest, strict[circle[0]].element, message)


@manifest_rule("M41-prereq-target", Severity.WARNING)
def targets(manifest: Manifest) -> Iterator[Finding]:
    """``prerequisites`` names items that open a SCO, and is written so that all LMSs read the same.

    Items that open nothing or an asset never become complete. No blank in ``{ }``; brackets where
    ``&`` and ``|`` meet.

    Mend: name the SCOs themselves; write ``(A&amp;B)|C``. Breaks: in Moodle the item stays locked.
    Source: Moodle's code; AICC CMI001 leaves the precedence open.
    """
    scos = {item for item, resource in launches(manifest) if is_sco(resource)}
    for found in _scripts(manifest):
        if isinstance(found, Finding):
            continue
        named = [found.items[one] for one in found.script.ids if one in found.items]
        idle = [one.get("identifier", "") for one in named if one not in scos]
        if idle:
            message = f"prerequisites names items that open no SCO: {listed(idle)}"
            yield at(manifest, found.element, message)
        if found.script.blank_in_set:
            message = "prerequisites has a blank in { }, where Moodle finds no item"
            yield at(manifest, found.element, message)
        if found.script.mixes:
            message = "prerequisites mixes & and |: say by brackets which comes first"
            yield at(manifest, found.element, message)


def _scripts(manifest: Manifest) -> Iterator[_Lock | Finding]:
    """Every script that can be read, and a finding for every other. Empty ones say nothing."""
    items: dict[Element, dict[str, Element]] = {}
    for item in manifest.all("item"):
        organization = next(item.iterancestors(f"{{{CP}}}organization"), None)
        if organization is not None:
            items.setdefault(organization, {}).setdefault(item.get("identifier", ""), item)
    for known in items.values():
        for item in known.values():
            for element in adlcp(item, "prerequisites"):
                written = text(element).strip()
                if not written:
                    continue
                try:
                    yield _Lock(element, item, parse(written), known)
                except ScriptError as error:
                    message = f"prerequisites {quoted(written)} cannot be read: {error}"
                    yield at(manifest, element, message)
