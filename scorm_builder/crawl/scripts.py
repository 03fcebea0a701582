"""The scripts of a package: those of a SCO, of a window, and what they say together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from scorm_builder.crawl import Kind, Sco, Script, Site
from scorm_builder.crawl.javascript import Reading, Use, read

_LOADS = (Kind.SCRIPT, Kind.MODULE)


def of(site: Site, sco: Sco) -> Iterator[Script]:
    """The scripts of a SCO: those in its pages, and its files of scripts."""
    for name in sco.pages:
        yield from site.pages[name].scripts
    for name in sco.scripts:
        yield site.scripts[name]


def everywhere(site: Site) -> list[tuple[Script, Reading]]:
    """Every script that anything opens, read."""
    found = [script for page in site.pages.values() for script in page.scripts]
    return [(script, read(script)) for script in (*found, *site.scripts.values())]


def words(site: Site, sco: Sco) -> dict[str, tuple[Script, Use]]:
    """What the scripts of a SCO mention, and where first."""
    found: dict[str, tuple[Script, Use]] = {}
    for script in of(site, sco):
        for word, use in read(script).words.items():
            found.setdefault(word, (script, use))
    return found


def own(site: Site) -> frozenset[str]:
    """The names that scripts written for this course give a meaning of their own."""
    return frozenset(
        name for _, reading in everywhere(site) if not reading.is_library for name in reading.own
    )


def run_by(site: Site, pages: Iterable[str]) -> frozenset[str]:
    """These pages and the files of scripts that they run."""
    loads: dict[str, list[str]] = {}
    for one in site.references:
        if one.kind in _LOADS and one.target:
            loads.setdefault(one.source, []).append(one.target)
    met = dict.fromkeys(pages)
    waiting = deque(met)
    while waiting:
        for name in loads.get(waiting.popleft(), ()):
            if name not in met:
                met[name] = None
                waiting.append(name)
    return frozenset(met)


def framed(site: Site) -> frozenset[str]:
    """The pages that a page of the package shows in a frame."""
    return frozenset(
        one.target for one in site.references if one.kind is Kind.FRAME and one.target in site.pages
    )
