"""Pages, style sheets, scripts and records that waste the time or memory of who reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scorm_builder.spec.namespaces import MD
from tests.hostile.manifests import course
from tests.hostile.zips import HEAD, MANIFEST, PAGE, zipped

MIB = 1 << 20
Files = Mapping[str, str]


def page(inside: str) -> Files:
    return {"a.html": PAGE.replace("<p>Hello</p>", inside)}


def script(code: str) -> Files:
    return {**page('<script src="a.js"></script>'), "a.js": code}


def sheet(rules: str) -> Files:
    return {**page('<link rel="stylesheet" href="a.css">'), "a.css": rules}


def records(count: int, record: str) -> Files:
    """A manifest that names many files of metadata."""
    named = "".join(f"<adlcp:location>{n}.xml</adlcp:location>" for n in range(count))
    head = HEAD.replace("</metadata>", f"{named}</metadata>")
    return {"imsmanifest.xml": course(head=head), **{f"{n}.xml": record for n in range(count)}}


def in_a_ring(count: int) -> Files:
    """Pages that frame each the next."""
    around = {
        f"{n}.html": PAGE.replace("<p>", f'<iframe src="{(n + 1) % count}.html"></iframe><p>')
        for n in range(count)
    }
    return {**page('<iframe src="0.html"></iframe>'), **around}


def each_with_all(count: int) -> Files:
    """Pages that all link to all."""
    links = "".join(f'<a href="{n}.html">{n}</a>' for n in range(count))
    return {**page(links), **{f"{n}.html": PAGE.replace("<p>", links) for n in range(count)}}


PAGES: Mapping[str, Callable[[], Files]] = {
    "tags that never end": lambda: page("<a " * MIB),
    "quotes that never end": lambda: page("<a href='" * (MIB // 2)),
    "two hundred thousand elements deep": lambda: page("<div>" * 200_000),
    "half a million references": lambda: page("<img src=x>" * 500_000),
    "an attribute of four megabytes": lambda: page(f'<img src="{"x" * 4 * MIB}">'),
    "a data address of four megabytes": lambda: page(f'<img src="data:,{"x" * 4 * MIB}">'),
    "a srcset of a million": lambda: page(f'<img srcset="{"a 1x," * MIB}">'),
    "comments that never end": lambda: page("<!--" * MIB),
    "entities by the million": lambda: page(f'<a href="{"&amp;" * MIB}">a</a>'),
    "control characters": lambda: page('<img src="\x1b]0;owned\x07\x9b31m.png">'),
    "frames in a ring": lambda: in_a_ring(300),
    "every page links to every page": lambda: each_with_all(300),
    "imports in a ring": lambda: {**sheet("@import 'b.css';"), "b.css": "@import 'a.css';" * 9999},
    "brackets without end": lambda: sheet("(" * 2 * MIB),
    "urls without end": lambda: sheet("url(" * MIB),
    "six hundred thousand pictures of a sheet": lambda: sheet("a{b:url(x.png)}" * 600_000),
    "escapes": lambda: sheet("\\" * 2 * MIB),
    "strings that never end": lambda: script('"' * MIB + "'" * MIB),
    "templates in templates": lambda: script("`${" * MIB),
    "regular expressions": lambda: script("/[" * MIB),
    "brackets in scripts": lambda: script("([{" * MIB),
    "calls in calls": lambda: script("a(" * MIB),
    "try in try": lambda: script("try{" * MIB),
    "listeners by the hundred thousand": lambda: script("addEventListener('unload',f);" * 100_000),
    "values by the hundred thousand": lambda: script(
        "".join(f"LMSSetValue('cmi.core.lesson_status','{n}');" for n in range(100_000))
    ),
    "records of thousands of faults": lambda: records(
        100, f'<lom xmlns="{MD}">{"<a/>" * 200_000}</lom>'
    ),
    "records of a thousand faults each": lambda: records(
        100, f'<lom xmlns="{MD}">{"<a/>" * 1_900}</lom>'
    ),
    "records with declarations": lambda: records(
        2, '<!DOCTYPE lom [<!ENTITY x SYSTEM "file:///etc/passwd">]><lom>&x;</lom>'
    ),
}


def made(name: str) -> bytes:
    """The package of that attack."""
    return zipped({"imsmanifest.xml": MANIFEST, "a.html": PAGE, **PAGES[name]()})
