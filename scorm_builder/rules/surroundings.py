"""Whether scripts do what frames, other origins and policies allow wherever a course is shown.

What stands in libraries and bundles is told in one note a rule: nobody mends it there by hand, and
much of it is never reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from scorm_builder.crawl import Script, Site, scripts
from scorm_builder.crawl.javascript import Reading, Use
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.rules import Finding, at_uses, listed, site_rule

_DIALOGS = ("alert", "confirm", "prompt")
_MAKING = ("eval", "Function", "new Function")
_TIMERS = ("setTimeout", "setInterval")
_WRITING = ("document.write", "document.writeln", "window.document.write")


@site_rule("H16-sync-xhr", Severity.WARNING)
def synchronous(package: Package, site: Site) -> Iterator[Finding]:
    """Scripts wait for no request: no ``open(..., false)``, no ``async: false``.

    The page stands still until the server answers, and while it is being left the request is
    refused outright. (What an LMS does inside its own API is its affair.)

    Mend: use ``fetch``, with ``keepalive`` while leaving, or ``navigator.sendBeacon``. Breaks:
    Chrome 80 and later, on leaving. Source: XMLHttpRequest, ``open``; chromestatus
    4664843055398912.
    """
    yield from _told(
        package, site, lambda _script, reading: reading.synchronous, "waits for a server by"
    )


@site_rule("H17-dialogs", Severity.WARNING)
def dialogs(package: Package, site: Site) -> Iterator[Finding]:
    """Scripts open no dialogs of the browser, and hold nobody back who leaves.

    Browsers ignore ``alert``, ``confirm``, ``prompt`` and what ``beforeunload`` asks in frames of
    another origin, which is how many LMSs show courses, and the first three while a page is being
    left; ``confirm`` then is a no. A function of the course's own by such a name is none of them.

    Mend: show a ``<dialog>`` of the page, or a line of text. Breaks: Chrome 92 and later, Safari,
    apps, where course and LMS have different hosts. Source: HTML, 8.8.1 ("cannot show simple
    dialogs"); chromestatus 5148698084376576.
    """
    own = scripts.own(site)

    def opened(_script: Script, reading: Reading) -> Iterator[Use]:
        for use in reading.calls:
            is_own = use.word in reading.own or use.word in own
            if use.word in _DIALOGS and use.is_global and not is_own:
                yield use
        yield from reading.asks

    yield from _told(package, site, opened, "opens a dialog by")


@site_rule("H18-parent-access", Severity.WARNING)
def above(package: Package, site: Site) -> Iterator[Finding]:
    """Scripts reach into the page of the LMS, or its opener, only inside a ``try``.

    If the LMS shows the course from another host, as Canvas and many others do, reading
    ``parent.document`` throws, and the script ends there. Comparing windows, sending messages and
    looking for ``API`` are fine, and so are frames among the package's own pages.

    Mend: put it into ``try { ... } catch { ... }``, or use ``postMessage``. Breaks: LMSs that serve
    content from a host of its own; apps. Source: HTML, 7.2.1.3.1 (what another origin may use).
    """
    framed = scripts.framed(site)
    in_frames = scripts.run_by(site, framed)
    launched = {sco.launch for sco in site.scos} - framed
    outside = scripts.run_by(site, launched)

    def reached(script: Script, reading: Reading) -> Iterator[Use]:
        for use in reading.above:
            first, second = use.name.split(".")[:2]
            is_inner = first == "parent" and second not in ("parent", "top", "opener")
            if first == "opener":
                is_inner = script.source not in outside
            elif is_inner:
                is_inner = script.source in in_frames
            if not use.guarded and not is_inner:
                yield use

    yield from _told(package, site, reached, "reaches, outside a try, for")


@site_rule("H19-storage", Severity.INFO)
def storage(package: Package, site: Site) -> Iterator[Finding]:
    """What scripts keep in the browser, they keep inside a ``try``.

    ``localStorage``, ``sessionStorage``, ``indexedDB`` and cookies are refused to frames of another
    origin in private windows, and always in sandboxed ones: reading the very name throws. What is
    kept there belongs to all courses of the host.

    Mend: put it into ``try { ... } catch { ... }``, and keep progress in ``cmi.suspend_data``.
    Breaks: Safari and Firefox with strict protection, where the LMS shows courses from another
    host. Source: HTML, 12.2.3 (``localStorage`` throws a SecurityError).
    """
    found = [
        (script, use)
        for script, reading in scripts.everywhere(site)
        for use in reading.stores
        if not use.guarded
    ]
    yield from _noted(package, found, "kept in the browser, outside a try")


@site_rule("H20-eval-inline", Severity.INFO)
def inline(package: Package, site: Site) -> Iterator[Finding]:
    """Pages have no scripts in attributes, and scripts make none of texts.

    ``onclick="..."``, ``eval``, ``new Function`` and ``document.write`` are what a
    Content-Security-Policy forbids first.

    Mend: listen with ``addEventListener``; make elements with ``createElement``. Breaks: LMSs that
    send such a policy; nothing elsewhere. Source: CSP Level 3, ``unsafe-inline``, ``unsafe-eval``.
    """
    handlers = [script for page in site.pages.values() for script in page.scripts if script.handler]
    if handlers:
        first = handlers[0]
        names = listed([*dict.fromkeys(script.source for script in handlers)])
        many = f"{len(handlers)} scripts in attributes, such as {first.handler},"
        message = many if len(handlers) > 1 else f"a script in an attribute, {first.handler},"
        span, *places = (package.span(one.source, one.line, one.column) for one in handlers)
        yield Finding(span, f"{message} of {names}", places=tuple(places))
    read = scripts.everywhere(site)
    made = [(script, use) for script, reading in read for use in reading.calls if _makes(use)]
    yield from _noted(package, made, "scripts made of texts")
    written = [
        (script, use) for script, reading in read for use in reading.calls if use.name in _WRITING
    ]
    yield from _noted(package, written, "pages written by scripts")


def _makes(use: Use) -> bool:
    """Whether a call makes a script of a text, where nothing catches that it may not."""
    if use.guarded or not use.is_global:
        return False
    if use.word in _TIMERS:
        return bool(use.arguments) and use.arguments[0] is not None
    return use.word in _MAKING and bool(use.arguments)


def _told(
    package: Package,
    site: Site,
    uses: Callable[[Script, Reading], Iterable[Use]],
    does: str,
) -> Iterator[Finding]:
    """One finding for each file of the course's own, and one note for all libraries."""
    own: dict[str, list[tuple[Script, Use]]] = {}
    others: list[tuple[Script, Use]] = []
    for script, reading in scripts.everywhere(site):
        found = [(script, use) for use in uses(script, reading)]
        if reading.is_library:
            others += found
        elif found:
            own.setdefault(script.source, []).extend(found)
    for source, places in own.items():
        names = listed([*dict.fromkeys(use.name for _, use in places)])
        yield at_uses(package, places, f"{quoted(source)} {does} {names}")
    if others:
        files = listed([*dict.fromkeys(script.source for script, _ in others)])
        names = listed([*dict.fromkeys(use.name for _, use in others)], most=3)
        message = f"a library {does} {names}, perhaps never here: {files}"
        yield at_uses(package, others, message, Severity.INFO)


def _noted(package: Package, found: list[tuple[Script, Use]], what: str) -> Iterator[Finding]:
    """One note for all that was found."""
    if found:
        names = listed([*dict.fromkeys(use.name for _, use in found)])
        files = listed([*dict.fromkeys(script.source for script, _ in found)])
        yield at_uses(package, found, f"{what}: {names}, in {files}")
