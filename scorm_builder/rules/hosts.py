"""Whether a package stands by itself: what its pages load from other servers, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scorm_builder.crawl import LOADED, Kind, Reference, Site, Way, addresses
from scorm_builder.crawl.addresses import LOCALHOST, Address
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.rules import Finding, found_at, listed, site_rule

# Browsers try these over https by themselves (Mixed Content, 4.1), and show nothing if that fails.
_UPGRADED = frozenset((Kind.IMAGE, Kind.MEDIA, Kind.ICON))
_SAME_WINDOW = ("", "_self")


@site_rule("H05-external", Severity.WARNING)
def external(package: Package, site: Site) -> Iterator[Finding]:
    """Scripts, style sheets, fonts, images, media and frames come from the package.

    What comes from elsewhere is not there without the network, behind a firewall, in an LMS's app
    or once that server is gone; and it is told who learns what. Said once, with all hosts.

    Mend: put a copy into the package; leave films on a server, but say so to those who buy the
    course. Breaks: LMSs with a Content-Security-Policy, offline apps, privacy. Source: CSP Level 3,
    ``default-src``.
    """
    found = [pair for pair in _elsewhere(site) if pair[0].kind in LOADED and pair[1].host]
    if found:
        kinds: dict[str, dict[str, None]] = defaultdict(dict)
        for one, address in found:
            kinds[address.host][one.kind.value] = None
        hosts = listed([f"{host} ({', '.join(what)})" for host, what in kinds.items()], 10)
        first, *further = (one for one, _ in found)
        yield found_at(package, first, f"loaded from other servers: {hosts}", further=further)


@site_rule("H06-mixed", Severity.ERROR)
def mixed(package: Package, site: Site) -> Iterator[Finding]:
    """Nothing is loaded by ``http:``.

    LMSs are served by ``https:``, and browsers load no script, style sheet, font or frame into such
    a page by ``http:``. Images and media they ask for by ``https:``, and show nothing where that is
    not answered; a link that opens inside the course's frame shows nothing either. These are
    warnings.

    Mend: write ``https:``, or put the file into the package; give a link ``target="_blank"``.
    Breaks: every browser in an LMS with ``https:``; Docebo says so. Source: Mixed Content, sections
    4.1 and 5.1.
    """
    open_ = [one for one, address in _elsewhere(site) if address.scheme in ("http", "ws")]
    for upgraded, weight in ((False, Severity.ERROR), (True, Severity.WARNING)):
        found = [one for one in open_ if one.kind in LOADED and (one.kind in _UPGRADED) is upgraded]
        if found:
            names = listed([*dict.fromkeys(one.written for one in found)])
            what = "tried by https: only" if upgraded else "blocked"
            message = f"loaded by http:, which in an LMS with https: is {what}: {names}"
            yield found_at(package, found[0], message, weight, found[1:])
    going = (Kind.LINK, Kind.REFRESH)
    links = [one for one in open_ if one.kind in going and one.window in _SAME_WINDOW]
    if links:
        names = listed([*dict.fromkeys(one.written for one in links)])
        message = (
            f"links to http: that open in the course's frame, where browsers block it: {names}"
        )
        yield found_at(package, links[0], message, Severity.WARNING, links[1:])


@site_rule("H24-form-nav", Severity.INFO)
def leaves(package: Package, site: Site) -> Iterator[Finding]:
    """No form, refresh, script or ``<base href>`` leads to another server.

    The learner is then out of the course, in the frame in which it was.

    Mend: open it in a new window, from a link. Breaks: nothing is said to the LMS when the page
    goes. Source: Run-Time Environment 1.2, section 3.3.
    """
    found: dict[str, Reference] = {}
    for one in site.references:
        if one.kind in (Kind.FORM, Kind.REFRESH) and one.sure and _leads_out(one):
            found.setdefault(one.written, one)
    if found:
        first, *further = found.values()
        message = f"forms, refreshes or scripts that lead out of the course: {listed(list(found))}"
        yield found_at(package, first, message, further=further)
    for page in site.pages.values():
        if page.base and addresses.read(page.base, page.name).way is Way.HOST:
            written = page.base
            message = (
                f"<base href={quoted(written)}> makes all addresses of the page those of a server"
            )
            yield Finding(package.span(page.name, *page.base_at), message)


def _leads_out(one: Reference) -> bool:
    return one.way is Way.HOST or addresses.of(one).scheme == "mailto"


def _elsewhere(site: Site) -> Iterator[tuple[Reference, Address]]:
    """References to hosts, those to the author's own machine left out, which H04 tells."""
    for one in site.references:
        if one.way is Way.HOST and one.sure:
            address = addresses.of(one)
            if address.host.partition(":")[0] not in LOCALHOST:
                yield one, address
