"""Whether a SCO talks to the LMS, in the words of SCORM 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scorm_builder.crawl import Kind, Sco, Script, Site, Way, addresses, scripts
from scorm_builder.crawl.expressions import HOLE
from scorm_builder.crawl.javascript import Reading, Use
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package, UnreadableError
from scorm_builder.rules import Finding, at_uses, listed, site_rule
from scorm_builder.spec import cmi

_START, _END = "LMSInitialize", "LMSFinish"
_NEW_API = "API_1484_11"
_NEW_ELEMENTS = (
    "cmi.completion_status", "cmi.success_status", "cmi.score.scaled", "cmi.score.raw",
    "cmi.location", "cmi.learner_id", "cmi.learner_name", "cmi.progress_measure",
    "cmi.scaled_passing_score", "cmi.total_time", "cmi.session_time", "cmi.exit",
    "adl.nav.request",
)  # fmt: skip
_OLD_ELEMENTS = ("cmi.core", "lesson_status")
_TAKING = ("LMSSetValue", "LMSGetValue")
_SETTING = re.compile("set|put|store|save|write|update|report", re.IGNORECASE)

# What Open edX looks into for what it looks for (openedx-scorm-xblock 19, scormxblock.py).
_SCANNED = (".js", ".mjs", ".htm", ".html", ".xhtml", ".xml", ".json", ".txt")
_SIGNALS = re.compile(rb"lesson_status|completion_status|progress_measure")
_MOST_SCANNED = 20 << 20
_MOST_SEARCHED = 32 << 20
_CODE = (".js", ".mjs", ".htm", ".html")
_RUNNING = (Kind.SCRIPT, Kind.MODULE, Kind.FRAME)
_LEADING = (*_RUNNING, Kind.REFRESH)


@site_rule("H10-api-present", Severity.ERROR)
def api_present(package: Package, site: Site) -> Iterator[Finding]:
    """A SCO begins with ``LMSInitialize`` and ends with ``LMSFinish``.

    That is the least that makes a SCO: what never calls them is an asset. Looked for in all that
    the launch page loads and leads to, frames included; comments, and sentences in texts, are left
    out. A warning where the calls may be out of sight: in a script of another host, in a file that
    is not there or could not be read, or in one that nothing seems to load.

    Mend: declare the resource as ``adlcp:scormtype="asset"``, or add a script that finds the API
    and calls it. Breaks: Moodle and most LMSs: the unit is never completed; the ADL Conformance
    Test Suite fails it (SCO-RTE1). Source: Run-Time Environment 1.2, section 3.3.1.
    """
    lacking: dict[tuple[str, str], list[Sco]] = {}
    elsewhere = _Elsewhere(package, site)
    for sco in site.scos:
        if sco.is_sco:
            words = scripts.words(site, sco)
            missing = [word for word in (_START, _END) if word not in words]
            # Where it only speaks SCORM 2004, H12 says so.
            if missing and not (_NEW_API in words and _START not in words):
                doubt = elsewhere.doubt(sco, missing[0])
                if doubt is not None:
                    lacking.setdefault((" and ".join(missing), doubt), []).append(sco)
    for (calls, doubt), scos in lacking.items():
        names = listed([*dict.fromkeys(sco.launch for sco in scos)])
        message = f"no {calls} in anything that {names} loads"
        cure = "call them, or declare the resource as an asset"
        severity = Severity.WARNING if doubt else None
        yield Finding(package.span(scos[0].launch), f"{message}: {doubt or cure}", severity)


@site_rule("H11-status-literal", Severity.WARNING)
def status_literal(package: Package, site: Site) -> Iterator[Finding]:
    """The name ``lesson_status`` stands somewhere in a script or a page.

    Scripts that put the name together of pieces, or that are packed, hide it. Open edX looks for it
    when a package is uploaded, and tells the author that the course never reports completion. Of a
    course that does not talk to the LMS at all H10 tells.

    Mend: write ``cmi.core.lesson_status`` in one piece. Breaks: Open edX: a warning to the author.
    Source: openedx-scorm-xblock 19, ``COMPLETION_SIGNAL_ELEMENTS``.
    """
    names = [name for name in package.files if name.lower().endswith(_SCANNED)]
    talks = any(sco.is_sco and _START in scripts.words(site, sco) for sco in site.scos)
    if talks and not any(_having(package, _SIGNALS, names, _MOST_SCANNED)):
        message = "'lesson_status' stands in no script and no page: nothing seems to be completed"
        yield Finding(package.span(), message)


@site_rule("H12-2004-calls", Severity.ERROR)
def new_calls(package: Package, site: Site) -> Iterator[Finding]:
    """A SCO of SCORM 1.2 talks as SCORM 1.2 does.

    ``API_1484_11``, ``cmi.completion_status`` and the like are of SCORM 2004: an LMS offers them to
    packages of 2004 only. Scripts that can do both are fine; a call of SCORM 1.2 with an element of
    2004 beside others that it has is a warning.

    Mend: publish for SCORM 1.2, or take ``schemaversion`` and namespaces of SCORM 2004. Breaks:
    every LMS: nothing is tracked. Source: Run-Time Environment 1.2, sections 3.3 and 3.4.
    """
    yield from _misnamed(package, site)
    told: dict[str, list[tuple[Sco, Script, Use]]] = {}
    for sco in site.scos:
        words = scripts.words(site, sco) if sco.is_sco else {}
        new = next((word for word in _NEW_ELEMENTS if word in words), "")
        if _NEW_API in words and _START not in words:
            told.setdefault(_NEW_API, []).append((sco, *words[_NEW_API]))
        elif new and not any(word in words for word in _OLD_ELEMENTS):
            told.setdefault(new, []).append((sco, *words[new]))
    for new, found in told.items():
        _, script, use = found[0]
        names = listed([*dict.fromkeys(sco.launch for sco, _, _ in found)])
        lacking = "never calls LMSInitialize" if new == _NEW_API else "sets none of SCORM 1.2"
        message = f"{names} uses {new}, which is of SCORM 2004, and {lacking}"
        yield Finding(package.span(script.source, use.line, use.column), message)


@site_rule("H13-set-vocab", Severity.WARNING)
def vocabulary(package: Package, site: Site) -> Iterator[Finding]:
    """Values that scripts set are such as SCORM 1.2 knows, and elements such as may be set.

    ``Completed``, ``not attempted``, ``normal`` for ``cmi.core.exit`` and ``incorrect`` for the
    result of an interaction are refused, and what stood there before stays. Judged are calls that
    set an element to a fixed value, by any function whose name tells so; in scripts that speak
    SCORM 2004 too, only elements that it does not have.

    Mend: write the value of the table. Breaks: Moodle, ILIAS and all that check: error 405, the
    status is not kept. Source: Run-Time Environment 1.2, section 3.4.
    """
    for script, reading in scripts.everywhere(site):
        wrong = [use for use in reading.calls if _is_refused(use, speaks_new=_speaks_new(reading))]
        if wrong:
            pairs = [*dict.fromkeys(_pair(use) for use in wrong)]
            message = f"values that SCORM 1.2 does not have: {listed(pairs)}"
            yield at_uses(package, [(script, use) for use in wrong], message)


@site_rule("H14-commit-present", Severity.WARNING)
def commit(package: Package, site: Site) -> Iterator[Finding]:
    """What a SCO sets it also saves, by ``LMSCommit``.

    Until then, or until ``LMSFinish``, an LMS may keep it in the page. A browser that crashes, or
    that gives no time for leaving, takes it along.

    Mend: call ``LMSCommit("")`` after what matters. Breaks: every LMS that saves on commit, Moodle
    among them, in the browsers of phones above all. Source: Run-Time Environment 1.2, section
    3.3.2.5.
    """
    found: dict[tuple[str, int, int], list[Sco]] = {}
    for sco in site.scos:
        words = scripts.words(site, sco) if sco.is_sco else {}
        if "LMSSetValue" in words and "LMSCommit" not in words:
            script, use = words["LMSSetValue"]
            found.setdefault((script.source, use.line, use.column), []).append(sco)
    for place, scos in found.items():
        names = listed([*dict.fromkeys(sco.launch for sco in scos)])
        yield Finding(package.span(*place), f"{names} sets values and never calls LMSCommit")


def _misnamed(package: Package, site: Site) -> Iterator[Finding]:
    """Calls by the names of SCORM 1.2 with elements of 2004, in scripts that know both."""
    for script, reading in scripts.everywhere(site):
        if any(word in reading.words for word in _OLD_ELEMENTS):
            calls = [use for use in reading.calls if use.word in _TAKING and use.arguments]
            wrong = [use for use in calls if use.arguments[0] in _NEW_ELEMENTS]
            if wrong:
                names = listed([*dict.fromkeys(use.arguments[0] or "" for use in wrong)])
                message = f"elements of SCORM 2004 in calls of 1.2: {names}"
                yield at_uses(package, [(script, use) for use in wrong], message, Severity.WARNING)


def _speaks_new(reading: Reading) -> bool:
    return any(word in reading.words for word in (_NEW_API, *_NEW_ELEMENTS))


def _is_refused(use: Use, *, speaks_new: bool) -> bool:
    """Whether a call sets an element to what it cannot be."""
    if len(use.arguments) < 2 or not _SETTING.search(use.word):
        return False
    name, value = use.arguments[0] or "", use.arguments[1]
    element = cmi.find(name.replace(HOLE, "0"))
    if element is None or (speaks_new and not name.startswith("cmi.core.")):
        return False
    if "w" not in element.access:
        return True
    return value is not None and HOLE not in value and not cmi.valid(name.replace(HOLE, "0"), value)


def _pair(use: Use) -> str:
    name, value = (use.arguments[0] or "").replace(HOLE, "n"), use.arguments[1]
    return name if value is None or HOLE in value else f"{name} = {value}"


class _Elsewhere:
    """Looks for what no page of a SCO seems to have where nobody looked before."""

    def __init__(self, package: Package, site: Site) -> None:
        self._package = package
        self._site = site
        self._unread = [
            name
            for name in package.files
            if name.lower().endswith(_CODE) and name not in site.pages and name not in site.scripts
        ]
        self._hosts: dict[str, str] = {}
        self._gone: dict[str, str] = {}
        self._leads: dict[str, list[str]] = {}
        for one in site.references:
            if not one.sure and one.target:
                self._leads.setdefault(one.source, []).append(one.target)
            elif one.kind in _RUNNING and (found := addresses.of(one)).way is Way.HOST:
                self._hosts[one.source] = found.host
            elif one.kind in _LEADING and one.sure and one.way is Way.FILE:
                if one.target in site.unread:
                    self._gone[one.source] = f"{quoted(one.target)}, which could not be read"
                elif not one.target:
                    self._gone[one.source] = f"{quoted(one.written)}, which is not in the package"
        self._having: dict[str, frozenset[str]] = {}

    def doubt(self, sco: Sco, word: str) -> str | None:
        """Why the SCO may call it all the same; "" if there is no doubt, None if it does."""
        sources = (*sco.pages, *sco.scripts)
        having = self._files_with(word)
        if any(name in having for source in sources for name in self._leads.get(source, ())):
            return None
        if hosts := [self._hosts[source] for source in sources if source in self._hosts]:
            return f"perhaps a script of {listed([*dict.fromkeys(hosts)])} does, if it can be had"
        if sco.launch in self._site.unread:
            return f"{quoted(sco.launch)} could not be read"
        if gone := next((self._gone[source] for source in sources if source in self._gone), ""):
            return f"perhaps {gone}, does"
        if self._site.partly:
            return "perhaps in what was too large or too much to read"
        unread = next((name for name in self._unread if name in having), "")
        if unread and sources:
            return f"{quoted(unread)} has it, but nothing seems to load that"
        return ""

    def _files_with(self, word: str) -> frozenset[str]:
        """The files that scripts may load, or that nothing loads, that have a word."""
        if word not in self._having:
            leads = {name for names in self._leads.values() for name in names}
            names = [*self._unread, *sorted(leads.difference(self._unread))]
            pattern = re.compile(word.encode())
            self._having[word] = frozenset(_having(self._package, pattern, names, _MOST_SEARCHED))
        return self._having[word]


def _having(
    package: Package, pattern: re.Pattern[bytes], names: Iterable[str], most: int
) -> Iterator[str]:
    """Those of these files that have the pattern, as far as ``most`` bytes go."""
    for name in names:
        try:
            data = package.read(name, most)
        except UnreadableError:
            continue
        if pattern.search(data):
            yield name
        most -= len(data)
        if most <= 0:
            return
