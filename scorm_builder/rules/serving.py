"""Whether servers and browsers of today can do with the kinds of files that pages load."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from scorm_builder.crawl import LOADED, Kind, Reference, Site, Way, addresses, scripts
from scorm_builder.crawl.leads import SERVICE_WORKER
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.package.hrefs import without_query
from scorm_builder.rules import Finding, found_at, listed, site_rule

# Browsers run these only if they come by their own type, which servers know since a few years.
_STRICT = (".mjs", ".wasm")
# IIS answers 404 for endings that it has no type for, whatever a browser would do.
_UNKNOWN = (
    ".json .jsonld .webmanifest .vtt .woff2 .webp .avif .jxl .opus .glb .gltf .bin .data "
    ".dat .unityweb .br .bundle .atlas .fnt .lottie .rive .riv .m3u8 .mpd .ts .srt .hdr .ktx2"
).split()
_PLUGINS = (".swf", ".dcr", ".dir", ".class", ".jar", ".xap", ".unity3d", ".ocx")


@site_rule("F08-mime", Severity.WARNING)
def mime(package: Package, site: Site) -> Iterator[Finding]:
    """What pages load has an ending that servers know.

    ``.mjs`` and ``.wasm`` are run only if the server says what they are. Others (``.json``,
    ``.vtt``, ``.webp``, fonts and more) are a note: any type will do for them, but IIS sends no
    file whose ending it does not know. Only what is loaded counts: by ``src`` or ``href``,
    by a style sheet's ``url()``, by a script's ``fetch``, ``XMLHttpRequest``, ``import`` or
    ``Worker``; a link does not.

    Mend: call modules ``.js``; ask who runs the server for the type. Breaks: LMSs on IIS; Moodle on
    servers with an old list of types. Source: HTML, 8.1.3.5 (JavaScript modules); WebAssembly Web
    API, section 3.
    """
    loaded: dict[str, Reference] = {}
    for one in site.references:
        if one.target and one.sure and one.kind in LOADED:
            loaded.setdefault(one.target, one)
    for endings, severity, what in (
        (_STRICT, None, "run only where the server knows their type"),
        (_UNKNOWN, Severity.INFO, "not sent by servers that do not know their type"),
    ):
        found = [name for name in loaded if _ending(name) in endings]
        if found:
            message = f"{what}: {listed(found)}"
            first, *further = (loaded[name] for name in found)
            yield found_at(package, first, message, severity, further)


@site_rule("H23-service-worker", Severity.WARNING)
def service_worker(package: Package, site: Site) -> Iterator[Finding]:
    """No page registers a service worker.

    It would answer for everything below its folder, also when the LMS has a new version of the
    course; where the LMS shows courses from its own host, for what the LMS puts there. An app's
    manifest is a note: a course is not installed.

    Mend: take the registration out; bundlers have a switch for it. Breaks: learners go on seeing
    the old course after an update; browsers that part storage of frames refuse. Source: Service
    Workers, section 3.4.3 (scope).
    """
    for script, reading in scripts.everywhere(site):
        for use in reading.calls:
            if use.name.endswith(SERVICE_WORKER):
                span = package.span(script.source, use.line, use.column)
                yield Finding(span, "a service worker, which outlives the course: do without")
    for one in site.references:
        if one.kind is Kind.HINT and _ending(one.target) == ".webmanifest":
            message = f"{quoted(one.written)} is for apps that are installed, which a course is not"
            yield found_at(package, one, message, Severity.INFO)
            return


@site_rule("H25-modules", Severity.INFO)
def modules(package: Package, site: Site) -> Iterator[Finding]:
    """Scripts are classic ones, which run from anywhere.

    ``<script type="module">`` and import maps do not run from a disk, and not where the server
    sends scripts as plain text.

    Mend: let the bundler make one classic script (IIFE). Breaks: trying the course by opening its
    file; some LMSs' apps. Source: HTML, 8.1.3.5.
    """
    found = [one for one in site.references if one.kind is Kind.MODULE]
    inline = [script for page in site.pages.values() for script in page.scripts if script.is_module]
    if found:
        names = listed([*dict.fromkeys(one.written for one in found)])
        message = f"modules, which do not run from a disk: {names}"
        yield found_at(package, found[0], message, further=found[1:])
    elif inline:
        span, *places = (package.span(one.source, one.line, one.column) for one in inline)
        message = "a module, which does not run from a disk"
        yield Finding(span, message, places=tuple(places))


@site_rule("H26-plugins", Severity.WARNING)
def plugins(package: Package, site: Site) -> Iterator[Finding]:
    """Nothing needs a plug-in: no Flash, Java applet, Shockwave, Silverlight or ActiveX.

    No browser runs them since 2021.

    Mend: publish again as HTML5; turn films into MP4. Breaks: every browser: an empty place.
    Source: HTML, 4.8.6 and 4.8.7, which know no plug-ins any more.
    """
    found: dict[str, Reference] = {}
    for one in site.references:
        if one.kind in (Kind.OBJECT, Kind.FRAME, Kind.LINK):
            is_control = one.way is Way.ELSE and addresses.of(one).scheme in ("clsid", "java")
            if is_control or _ending(without_query(one.written)) in _PLUGINS:
                found.setdefault(one.written, one)
    if found:
        first, *further = found.values()
        message = f"plug-ins that no browser has: {listed(list(found))}"
        yield found_at(package, first, message, further=further)


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].lower()
