"""Whether prerequisites can be read, and ever be met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.circles import circles
from scorm_builder.package.gates import Gates
from scorm_builder.package.manifest import Element, Manifest, children, text
from scorm_builder.package.references import adlcp, is_sco, launches
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec.aicc_script import (
    DONE,
    NOT_ATTEMPTED,
    Condition,
    ItemTest,
    Script,
    ScriptError,
    parse,
)
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
    """``prerequisites`` follows the grammar, names items of the same course, and can be met.

    ``A``, ``A&B``, ``(A&B)|C``, ``~A``, ``2*{A,B,C}``, ``A=passed``. An item is never opened if it
    waits for itself, for items that wait for it, for more items than there are in ``{ }``, or for
    one that is never opened. An item that is opened may get any status; a folder is done once all
    in it are. A note: ``&`` (ILIAS keeps only what stands behind ``&amp;``, but locks nothing).

    Mend: name items by their ``identifier``; leave one item of a circle open. Breaks: LMSs that
    lock items; Moodle takes what it cannot read for "not yet". Source: Content Aggregation Model
    1.2, section 2.3.2.5.1; ILIAS's and Moodle's code.
    """
    locks = []
    for found in _scripts(manifest):
        if isinstance(found, Finding):
            yield found
            continue
        locks.append(found)
        unknown = [one for one in found.script.ids if one not in found.items]
        if unknown:
            message = f"prerequisites names items that are not there: {listed(unknown)}"
            yield at(manifest, found.element, message)
        if "&" in text(found.element):
            message = "of prerequisites with '&' ILIAS keeps the end only: one identifier is safe"
            yield at(manifest, found.element, message, Severity.INFO)
    yield from _shut(manifest, locks)


def _shut(manifest: Manifest, locks: Sequence[_Lock]) -> Iterator[Finding]:
    """The items that nothing a learner does can open, each with the reason; a circle once."""
    course = _Course(manifest, locks)
    shut = {lock.item: lock for lock in locks if lock.item in course.shut}
    waits = {
        item: [lock.items[name] for name in lock.script.ids if lock.items.get(name) in course.idle]
        for item, lock in shut.items()
    }
    needs = {
        folder: [one for one in inner if one in course.idle]
        for folder, inner in course.folders.items()
        if folder in course.idle
    }
    in_circles = set()
    for circle in circles({**needs, **waits}):
        in_circles.update(circle)
        names = listed([one.get("identifier", "") for one in circle])
        lock = next(shut[one] for one in circle if one in shut)
        message = f"items {names} wait for each other, so that none of them is ever opened or done"
        yield at(manifest, lock.element, message)
    for item, others in waits.items():
        if item in in_circles:
            continue
        never = f"item {quoted(item.get('identifier', ''))} can never be opened"
        if item in others:
            why = "it waits for itself"
        elif others:
            why = f"it waits for {quoted(others[0].get('identifier', ''))}, which is never done"
        else:
            why = f"whatever is done, {quoted(text(shut[item].element).strip())} is not met"
        yield at(manifest, shut[item].element, f"{never}: {why}")


class _Course:
    """What of a course can be opened and done, whatever learners do.

    Where it is open what an LMS makes of a script (one that cannot be read, a name that leads
    nowhere, the lock of a folder for what is in it), the item counts as one that can be opened.
    """

    folders: Mapping[Element, Sequence[Element]]
    shut: frozenset[Element]
    """Items that nothing opens."""
    idle: frozenset[Element]
    """Those, and folders of which some item is never done."""

    def __init__(self, manifest: Manifest, locks: Sequence[_Lock]) -> None:
        items = list(manifest.all("item"))
        inner = {item: children(item, "item") for item in items if not item.get("identifierref")}
        self.folders = {folder: found for folder, found in inner.items() if found}
        self._gates = gates = Gates()
        self._free = gates.add(0)
        locked = {lock.item for lock in locks}
        opened = {item: gates.add(1 if item in locked else 0) for item in items}
        self._begun = opened | {folder: gates.add(1) for folder in self.folders}
        self._done = opened | {
            folder: gates.add(len(found)) for folder, found in self.folders.items()
        }
        for folder, found in self.folders.items():
            for one in found:
                gates.link(self._begun[folder], waits_for=self._begun[one])
                gates.link(self._done[folder], waits_for=self._done[one])
        for lock in locks:
            gate = self._gate(lock.script.condition, lock.items)
            gates.link(opened[lock.item], waits_for=gate)
        reached = gates.opened()
        self.shut = frozenset(item for item in items if opened[item] not in reached)
        self.idle = frozenset(item for item in items if self._done[item] not in reached)

    def _gate(self, condition: Condition, items: Mapping[str, Element]) -> int:
        """The gate that opens once a condition can be met."""
        if isinstance(condition, ItemTest):
            item = items.get(condition.id)
            if item is None or NOT_ATTEMPTED in condition.statuses:
                return self._free
            return (self._done if condition.statuses <= DONE else self._begun)[item]
        gate = self._gates.add(condition.needs)
        for part in condition.of:
            self._gates.link(gate, waits_for=self._gate(part, items))
        return gate


@manifest_rule("M41-prereq-target", Severity.WARNING)
def targets(manifest: Manifest) -> Iterator[Finding]:
    """``prerequisites`` names items that open a SCO, and is written so that all LMSs read the same.

    Items that open nothing or an asset never become complete. A set has no blank, neither around
    ``*`` nor in ``{ }``, and a number in the digits 0 to 9; brackets stand where ``&`` and ``|``
    meet.

    Mend: name the SCOs themselves; write ``2*{A,B,C}``, ``(A&amp;B)|C``. Breaks: in Moodle the item
    stays locked. Source: Moodle's code; AICC CMI001 leaves the precedence open.
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
        if found.script.odd_set:
            message = "prerequisites has a set that Moodle does not read: write it as 2*{A,B}"
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
