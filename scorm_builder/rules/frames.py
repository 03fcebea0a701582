"""Whether a course stays where the LMS has put it: frames, windows, and ways to other units."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from scorm_builder.crawl import Kind, Reference, Script, Site, Way, javascript, scripts
from scorm_builder.crawl.javascript import Use
from scorm_builder.diagnostics import Severity
from scorm_builder.package import Package
from scorm_builder.rules import Finding, at_uses, found_at, listed, site_rule

_DEEPEST = 2
_MOST = 20
_SAME = ("", "_self")
_LEAVING = ("_top", "_parent")
_OF_THE_LMS = ("top", "window.top", "self.top", "parent.parent", "window.parent.parent")
_CALLS = frozenset(f"LMS{name}" for name in "Initialize Finish SetValue GetValue Commit".split())


@site_rule("H21-popup", Severity.WARNING)
def popup(package: Package, site: Site) -> Iterator[Finding]:
    """Pages of the course open in the course's own frame.

    ``target="_top"``, and ``_parent`` on a launch page, put a page in the place of the LMS, which
    then hears no more. A page of the package that talks to the LMS has to find it by way of
    ``opener`` if it is in a window of its own; apps and phones block such windows. Pages that do
    not talk to it, documents, and places elsewhere may have one, and so may a page that stands in
    a frame beside the link. A script that sets ``top.location``, to get out of a frame, does what
    ``_top`` does.

    Mend: leave ``target`` out; show pages in a frame of the launch page. Breaks: every LMS that
    shows courses in a frame, as most do; apps. Source: Run-Time Environment 1.2, section 3.3.6.
    """
    frames = [one for one in site.references if one.kind is Kind.FRAME]
    framed = {one.target for one in frames}
    beside = {(one.source, one.target) for one in frames}
    names = {name for page in site.pages.values() for name in page.frames}
    leaving, windows = [], []
    for one in site.references:
        if one.kind not in (Kind.LINK, Kind.FORM) or one.window in (*_SAME, *names):
            continue
        if one.way is Way.ELSE:
            continue
        if one.window == "_top" or (one.window == "_parent" and one.source not in framed):
            leaving.append(one)
        elif one.window in _LEAVING or (one.source, one.target) in beside:
            continue
        elif _talks(site, one.target):
            windows.append(one)
    if leaving:
        message = f"links that take the place of the LMS, by target: {_written(leaving)}"
        yield found_at(package, leaving[0], message, further=leaving[1:])
    if moves := [*_moves(site, framed)]:
        told = listed([*dict.fromkeys(use.name for _, use in moves)])
        yield at_uses(package, moves, f"scripts that send away the window of the LMS: {told}")
    if windows:
        message = f"pages of the course that open in a new window: {_written(windows)}"
        yield found_at(package, windows[0], message, further=windows[1:])


def _moves(site: Site, framed: Collection[str]) -> Iterator[tuple[Script, Use]]:
    """Where a script of the course sends a window that is the LMS's."""
    inner = scripts.run_by(site, framed)
    for script, reading in scripts.everywhere(site):
        for use in reading.moves:
            is_inner = not use.name.startswith(_OF_THE_LMS) and script.source in inner
            if not reading.is_library and not is_inner:
                yield script, use


def _talks(site: Site, page: str) -> bool:
    """Whether a page of the package calls the LMS."""
    if page not in site.pages:
        return False
    files = scripts.run_by(site, [page])
    own = [*site.pages[page].scripts, *(site.scripts[name] for name in files & set(site.scripts))]
    return any(_CALLS & javascript.read(script).words.keys() for script in own)


@site_rule("H22-frames-depth", Severity.WARNING)
def depth(package: Package, site: Site) -> Iterator[Finding]:
    """A launch page has frames, and these may have frames, and that is deep enough.

    Pages look for the LMS in the frames around them, and most give up after seven; the LMS itself
    has some.

    Mend: let the launch page talk to the LMS and pages in frames talk to it. Breaks: courses whose
    search counts up to seven, in LMSs that put frames into frames. Source: Run-Time Environment
    1.2, section 3.3.6.1, where the search counts up to seven.
    """
    framed: dict[str, dict[str, None]] = {}
    for one in site.references:
        if one.kind is Kind.FRAME and one.target in site.pages and one.sure:
            framed.setdefault(one.source, {})[one.target] = None
    for launch in dict.fromkeys(sco.launch for sco in site.scos):
        chain = _deepest(launch, framed)
        if len(chain) > _DEEPEST + 1:
            message = f"frames in frames, {len(chain) - 1} deep: {' > '.join(map(repr, chain))}"
            yield Finding(package.span(launch), message)


@site_rule("H29-sco-links", Severity.WARNING)
def links(package: Package, site: Site) -> Iterator[Finding]:
    """The pages of a SCO do not lead to another SCO of the package.

    Which SCO is open is for the LMS to know: what is reached by a link is reported as the SCO that
    was left.

    Mend: let the LMS's menu lead on, or make one SCO of both. Breaks: every LMS: progress is stored
    under the wrong unit. Source: Run-Time Environment 1.2, section 3.2 ("a SCO may not itself
    launch other SCOs").
    """
    launches = {sco.launch for sco in site.scos if sco.is_sco}
    ways: dict[str, list[Reference]] = {}
    for one in site.references:
        if one.kind in (Kind.LINK, Kind.REFRESH) and one.target in launches:
            ways.setdefault(one.source, []).append(one)
    led: dict[str, Reference] = {}
    for sco in site.scos if ways else ():
        for name in sco.pages if sco.is_sco else ():
            for one in ways.get(name, ()):
                if one.target != sco.launch:
                    led.setdefault(f"{sco.launch} to {one.target}", one)
    if led:
        first, *further = led.values()
        message = f"links from SCO to SCO: {listed(list(led))}"
        yield found_at(package, first, message, further=further)


def _deepest(launch: str, framed: Mapping[str, Iterable[str]]) -> list[str]:
    """The longest row of frames in frames from a launch page, by breadth, each page once."""
    rows = {launch: [launch]}
    waiting = deque([launch])
    while waiting:
        last = waiting.popleft()
        for name in framed.get(last, ()):
            if name not in rows and len(rows[last]) <= _MOST:
                rows[name] = [*rows[last], name]
                waiting.append(name)
    return max(rows.values(), key=len)


def _written(found: Sequence[Reference]) -> str:
    return listed([*dict.fromkeys(one.written for one in found)])
