"""Whether what pages, style sheets and scripts refer to is there, and is where they say."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from scorm_builder.crawl import LOADED, Kind, Reference, Site, Way, addresses
from scorm_builder.crawl.addresses import LOCALHOST
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.package.hrefs import without_query
from scorm_builder.rules import Finding, found_at, listed, site_rule

_Key = TypeVar("_Key")


@site_rule("H01-ref-missing", Severity.ERROR)
def missing(package: Package, site: Site) -> Iterator[Finding]:
    """What a page loads or links to is in the package.

    An error is what a page is not whole without, and a link that leads nowhere. A font or an image
    of a style sheet, for which there is something in its stead, and what only a script asks for are
    warnings; a missing icon is a note. Texts in scripts that merely look like paths are left alone,
    and so is a font in a form of old that has a sister in a newer one.

    Mend: add the file, or take the reference out. Breaks: every LMS answers 404; a missing script
    often is a course that never completes. Source: HTML, 4.1.5 (what a fetch that fails does).
    """
    stems = {_stem(name) for name in package.files}
    folders = {posixpath.dirname(name) for name in package.files}
    gone = (
        ((name, _weight(site, one)), one)
        for one in _sure(site, Way.FILE)
        if not one.target
        and (name := addresses.of(one).names[0])
        and not (one.kind is Kind.FONT and _stem(name) in stems)
        and not (one.kind is Kind.FETCH and not _ending(name))
    )
    for (name, weight), places in _grouped(gone):
        message = f"{quoted(name)} is not in the package{_more(site, places)}"
        if name in folders:
            message = f"{quoted(name)} is a folder, and LMSs look for no index page in it: name "
            message += f"the page{_more(site, places)}"
        elif package.known.is_left_out(name, places[0].source):
            message += "; it is left out, by its name or by .scormignore: rename it"
        yield found_at(package, places[0], message, weight, places[1:])


@site_rule("H02-ref-case", Severity.ERROR)
def case(package: Package, site: Site) -> Iterator[Finding]:
    """References are written with the capitals that the files have.

    On Windows, and so on the author's machine, they are found regardless; on servers they are not.
    An accent can be written as one character or as two, and counts likewise. A text in a script
    that looks like a path, and is one but for its capitals, is a warning.

    Mend: write the file's name as it is. Breaks: every LMS on Linux or S3: 404. Source: URIs tell
    capitals apart, RFC 3986, section 6.2.2.1.
    """
    other = (
        ((_name(one), one.target, _weight(site, one) if one.sure else Severity.WARNING), one)
        for one in site.references
        if one.target and not one.is_exact and one.kind is not Kind.HINT
        if one.way in (Way.FILE, Way.ROOT) or not one.sure
    )
    for (name, target, weight), places in _grouped(other):
        message = f"{quoted(name)} is {quoted(target)} in the package: capitals count"
        yield found_at(package, places[0], message + _more(site, places), weight, places[1:])


@site_rule("H03-abs-path", Severity.ERROR)
def absolute(package: Package, site: Site) -> Iterator[Finding]:
    """No reference begins with ``/``, and neither does a ``<base href>``.

    Such an address counts from the root of the LMS's server, while a package lies somewhere below
    it. Links are a warning, since they may be meant to lead there.

    Mend: write the path relative to the page; of a ``<base href="/">`` make ``./``. Breaks: every
    LMS: 404. Source: URL Standard, "path-absolute-URL string".
    """
    by_base: dict[str, list[Reference]] = {}
    by_name: dict[str, list[Reference]] = {}
    links = []
    for one in _sure(site, Way.ROOT):
        if addresses.read(one.written, one.source).way is not Way.ROOT:
            by_base.setdefault(one.base, []).append(one)
        elif one.kind in LOADED:
            by_name.setdefault(addresses.of(one).names[0], []).append(one)
        else:
            links.append(one)
    for base, places in by_base.items():
        message = f"<base href={quoted(base)}> makes addresses count from the root of the server"
        message += f": write ./, or take it out{_more(site, places)}"
        yield _at_base(package, site, places[0], message)
    for places in by_name.values():
        first = places[0]
        written = f"{quoted(first.written)} begins with /, the root of the LMS's server: write "
        message = written + (quoted(_relative(first)) if first.target else "a path from the page")
        message += _more(site, places)
        yield found_at(package, first, message, _weight(site, first), places[1:])
    if links:
        names = listed([*dict.fromkeys(one.written for one in links)])
        message = f"links that begin with /, the root of the LMS's server: {names}"
        yield found_at(package, links[0], message, Severity.WARNING, links[1:])


@site_rule("H04-backslash-drive", Severity.ERROR)
def of_a_disk(package: Package, site: Site) -> Iterator[Finding]:
    r"""No reference leads to somebody's own machine, and folders in it are parted by ``/``.

    A drive letter, ``file:``, ``\\server`` and ``localhost`` mean another place on each machine.
    Backslashes are a warning: browsers take them for ``/``, but programs that copy packages or
    check their links do not.

    Mend: put the file into the package and write its path relative to the page. Breaks: everywhere
    but on the author's machine. Source: URL Standard, "path state".
    """
    own = ((one.written, one) for one in _sure(site, Way.DISK, Way.HOST) if _is_own(one))
    for written, places in _grouped(own):
        message = f"{quoted(written)} is a place on somebody's own machine{_more(site, places)}"
        yield found_at(package, places[0], message, further=places[1:])
    slashed = [one for one in _sure(site, Way.FILE, Way.ROOT) if _slashed(one)]
    if slashed:
        message = f"{quoted(slashed[0].written)} has a backslash: write /{_more(site, slashed)}"
        yield found_at(package, slashed[0], message, Severity.WARNING, slashed[1:])


@site_rule("H07-escape", Severity.ERROR)
def escapes(package: Package, site: Site) -> Iterator[Finding]:
    """No relative reference leads above the root of the package.

    What lies there in an LMS is not the author's.

    Mend: count the ``../``; put the file into the package. Breaks: every LMS: 404, or a file of
    another course. Source: IMS Content Packaging 1.1.2, section 3.5.
    """
    above = ((_weight(site, one), one) for one in _sure(site, Way.ABOVE))
    for weight, places in _grouped(above):
        names = listed([*dict.fromkeys(one.written for one in places)])
        yield found_at(package, places[0], f"lead out of the package: {names}", weight, places[1:])


def _at_base(package: Package, site: Site, one: Reference, message: str) -> Finding:
    """A finding at the ``<base href>`` from which a reference counts."""
    name = one.page or one.source
    if page := site.pages.get(name):
        return Finding(package.span(name, *page.base_at), message)
    return found_at(package, one, message)


def _sure(site: Site, *ways: Way) -> Iterator[Reference]:
    for one in site.references:
        if one.way in ways and one.sure and one.kind is not Kind.HINT:
            yield one


def _weight(site: Site, one: Reference) -> Severity:
    """How bad it is that what is referred to cannot be had."""
    if one.kind is Kind.ICON:
        return Severity.INFO
    if one.kind is Kind.LINK and not _ending(without_query(one.written)):
        # Perhaps a folder, or a view that a script shows.
        return Severity.WARNING
    in_script = one.source in site.scripts or one.kind is Kind.FORM
    in_script |= one.by_script and one.kind not in (Kind.LINK, Kind.REFRESH)
    instead = one.kind is Kind.FONT or (one.kind is Kind.IMAGE and one.source in site.sheets)
    if instead or (in_script and one.kind is not Kind.MODULE):
        return Severity.WARNING
    return Severity.ERROR


def _grouped(found: Iterable[tuple[_Key, Reference]]) -> Iterator[tuple[_Key, list[Reference]]]:
    """The references of each key, in the order met: a fault of a hundred pages is said once."""
    groups: dict[_Key, list[Reference]] = {}
    for key, one in found:
        groups.setdefault(key, []).append(one)
    yield from groups.items()


def _name(one: Reference) -> str:
    """The name that a reference says; a text in a script may count from anywhere."""
    return addresses.of(one).names[0] if one.sure else one.written


def _stem(name: str) -> str:
    return posixpath.splitext(name)[0]


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1]


def _more(site: Site, places: Sequence[Reference]) -> str:
    number = len(places) - 1
    least = "at least " if site.partly else ""
    return f" ({least}{number} more {'place' if number == 1 else 'places'})" if number else ""


def _relative(one: Reference) -> str:
    return posixpath.relpath(one.target, posixpath.dirname(one.page or one.source))


def _is_own(one: Reference) -> bool:
    return one.way is Way.DISK or addresses.of(one).host.partition(":")[0] in LOCALHOST


def _slashed(one: Reference) -> bool:
    return "\\" in without_query(one.written)
