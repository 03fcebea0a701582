"""Whether ADL's extensions stand where LMSs read them, with values that they understand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package.manifest import Element, Manifest, children, local, namespace, text
from scorm_builder.package.references import adlcp, is_sco, launches
from scorm_builder.rules import Finding, at, listed, manifest_rule
from scorm_builder.spec import namespaces as ns

_OF_ITEMS = frozenset(
    ("prerequisites", "maxtimeallowed", "timelimitaction", "datafromlms", "masteryscore")
)
_TIMESPAN = re.compile(r"\d{2,4}:(\d\d):[0-5]\d(\.\d{1,2})?", re.ASCII)
_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_ACTIONS = ("exit,message", "exit,no message", "continue,message", "continue,no message")


@manifest_rule("M34-adlcp-place", Severity.ERROR)
def place(manifest: Manifest) -> Iterator[Finding]:
    """ADL's elements are children of an item, behind all items in it, each at most once.

    ``adlcp:location`` belongs into ``metadata``, and may be there several times.

    Mend: move them to the end of the item. Breaks: the schema; elsewhere no LMS reads them, and
    which of two counts differs. Source: Content Aggregation Model 1.2, section 2.3.2.5.
    """
    for element in manifest.elements():
        parent = element.getparent()
        if namespace(element) != ns.ADLCP or parent is None:
            continue
        name = local(element)
        home = "item" if name in _OF_ITEMS else "metadata" if name == "location" else ""
        if home and (namespace(parent), local(parent)) != (ns.CP, home):
            message = f"<adlcp:{name}> belongs into <{home}>, not into <{local(parent)}>"
            yield at(manifest, element, message)
    for item in manifest.all("item"):
        yield from _in_item(manifest, item)


def _in_item(manifest: Manifest, item: Element) -> Iterator[Finding]:
    found = children(item)
    last = max((n for n, one in enumerate(found) if namespace(one) == ns.CP), default=-1)
    counts: Counter[str] = Counter()
    for position, element in enumerate(found):
        name = local(element)
        if namespace(element) != ns.ADLCP or name not in _OF_ITEMS:
            continue
        counts[name] += 1
        if counts[name] > 1:
            yield at(manifest, element, f"<adlcp:{name}> is there more than once: keep one")
        elif position < last:
            before = local(found[last])
            yield at(manifest, element, f"<adlcp:{name}> has to stand behind <{before}>")


@manifest_rule("M35-mastery", Severity.ERROR)
def mastery(manifest: Manifest) -> Iterator[Finding]:
    """``masteryscore`` is a number from 0 to 100, with a dot, on an item that opens a SCO.

    Its digits are 0 to 9. Warnings: it is empty, or on another item. A note: it is 0.

    Mend: write ``80`` or ``80.5``; leave it out where nothing is graded. Breaks: LMSs compare it
    with the score as a number; Moodle drops 0. Source: Runtime Environment 1.2,
    ``cmi.student_data.mastery_score``.
    """
    for element, value, tracked in _values(manifest, "masteryscore"):
        if not value:
            yield at(manifest, element, "masteryscore is empty: leave it out", Severity.WARNING)
        elif not _DECIMAL.fullmatch(value) or not 0 <= float(value) <= 100:
            message = f"masteryscore {quoted(value)} is not a number from 0 to 100"
            yield at(manifest, element, message)
        elif not tracked:
            message = "masteryscore is on an item that opens no SCO: nothing is scored there"
            yield at(manifest, element, message, Severity.WARNING)
        elif float(value) == 0:
            yield at(manifest, element, "masteryscore 0 is dropped by Moodle", Severity.INFO)


@manifest_rule("M36-maxtime", Severity.ERROR)
def longest_time(manifest: Manifest) -> Iterator[Finding]:
    """``maxtimeallowed`` is ``HHHH:MM:SS.SS``: two to four digits of hours, minutes, seconds.

    Warnings: it is empty; it has 60 minutes or more, which ADL's conformance suite takes and
    programs that count in hours may not.

    Mend: write ``01:30:00``. Breaks: ADL's conformance suite; LMSs hand it to the SCO as it is.
    Source: Runtime Environment 1.2, CMITimespan.
    """
    for element, value, _ in _values(manifest, "maxtimeallowed"):
        if not value:
            yield at(manifest, element, "maxtimeallowed is empty: leave it out", Severity.WARNING)
        elif not (found := _TIMESPAN.fullmatch(value)):
            message = f"maxtimeallowed {quoted(value)} is not of the form HH:MM:SS"
            yield at(manifest, element, message)
        elif int(found[1]) > 59:
            message = f"maxtimeallowed {quoted(value)} has {found[1]} minutes: carry the hours over"
            yield at(manifest, element, message, Severity.WARNING)


@manifest_rule("M37-timelimit", Severity.ERROR)
def time_limit(manifest: Manifest) -> Iterator[Finding]:
    """``timelimitaction`` is one of four literals, beside a ``maxtimeallowed``.

    ``exit,message``, ``exit,no message``, ``continue,message``, ``continue,no message``: with no
    blank behind the comma, nor around it all. Without a time limit it says nothing: a warning.
    Where it is left out, it means ``continue,no message``.

    Mend: write one of the four. Breaks: the schema; LMSs hand it to the SCO as it is. Source:
    Runtime Environment 1.2, ``cmi.student_data.time_limit_action``.
    """
    for element, _, _ in _values(manifest, "timelimitaction"):
        # The schema takes it to the letter, blanks around it included.
        if (said := text(element)) not in _ACTIONS:
            message = f"timelimitaction {quoted(said)} is none of {listed(_ACTIONS)}"
            yield at(manifest, element, message)
        elif not adlcp(element.getparent(), "maxtimeallowed"):
            message = "timelimitaction has no maxtimeallowed beside it: there is no limit"
            yield at(manifest, element, message, Severity.WARNING)


@manifest_rule("M38-datafromlms", Severity.ERROR)
def launch_data(manifest: Manifest) -> Iterator[Finding]:
    """``datafromlms`` has at most 255 characters; best on one line, without markup.

    At run time 4,096 are allowed, but not in the manifest. Line breaks and markup are a warning.

    Mend: shorten, or let the SCO bring its settings. Breaks: the schema; ILIAS loses what stands
    before an entity. Source: the XSD's maxLength; ILIAS's code.
    """
    for element, value, _ in _values(manifest, "datafromlms"):
        if len(text(element)) > ns.DATA_FROM_LMS:
            message = f"datafromlms has {len(text(element))} characters, more than "
            yield at(manifest, element, f"{message}{ns.DATA_FROM_LMS}")
        elif children(element) or re.search(r"[\r\n<>&]", value):
            message = "datafromlms holds a line break or markup, which ILIAS spoils"
            yield at(manifest, element, message, Severity.WARNING)


@manifest_rule("M39-prereq-type", Severity.ERROR)
def prerequisites_type(manifest: Manifest) -> Iterator[Finding]:
    """``prerequisites`` says ``type="aicc_script"`` and has at most 200 characters.

    Mend: add the attribute; shorten the identifiers. Breaks: the schema; LMSs that look for the
    type do not lock anything. Source: Content Aggregation Model 1.2, section 2.3.2.5.1.
    """
    for element, _, _ in _values(manifest, "prerequisites"):
        found = element.get("type")
        if found != "aicc_script":
            shown = "no type" if found is None else f"the type {quoted(found)}"
            message = f"prerequisites has {shown}: it has to be 'aicc_script'"
            yield at(manifest, element, message)
        if len(text(element)) > ns.PREREQUISITES:
            message = f"prerequisites has {len(text(element))} characters, more than "
            yield at(manifest, element, f"{message}{ns.PREREQUISITES}")


def _values(manifest: Manifest, name: str) -> Iterator[tuple[Element, str, bool]]:
    """ADL's elements of this name on items: element, trimmed value, whether a SCO is opened."""
    opened = dict(launches(manifest))
    for item in manifest.all("item"):
        for element in adlcp(item, name):
            yield element, text(element).strip(), item in opened and is_sco(opened[item])
