"""Whether scripts can be run at all, and what they give away."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scorm_builder.crawl import Kind, Site, scripts
from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.rules import Finding, listed, site_rule

_IS_PAGE = re.compile(r"\s*<(?!!--)")
_LOGS = ("console.log", "console.debug", "console.info")
_FLOOD = 20
_SHOWN = 6


@site_rule("H27-js-syntax", Severity.ERROR)
def syntax(package: Package, site: Site) -> Iterator[Finding]:
    """Scripts are whole: every bracket, string, template, comment and regular expression ends.

    This reads tokens, not the whole grammar: what it finds no browser runs, and it does not find
    all that no browser runs. A file that begins as a page does is none either: it often is the
    answer of a server that did not have the script. Nor may a script ``import`` or ``export`` whose
    tag does not say that it is a module.

    Mend: put back what is missing; ``node --check FILE`` tells more. Breaks: every browser: not one
    line of the script is run. Source: ECMA-262, clause 12.
    """
    classic = _classic(site)
    for script, reading in scripts.everywhere(site):
        use = reading.of_module
        if not script.is_inline and _IS_PAGE.match(script.code):
            message = f"{quoted(script.source)} is a page, not a script"
            yield Finding(package.span(script.source, 1, 1), message)
        elif fault := reading.fault:
            message = f"this script cannot run: {fault.name}"
            yield Finding(package.span(script.source, fault.line, fault.column), message)
        elif use and (script.is_inline or script.source in classic):
            message = f'this script cannot run: only modules may {use.name}; add type="module"'
            yield Finding(package.span(script.source, use.line, use.column), message)


def _classic(site: Site) -> frozenset[str]:
    """The scripts that tags load, and load as classic ones everywhere."""
    tags = {one.target for one in site.references if one.kind is Kind.SCRIPT and one.sure}
    others = {one.target for one in site.references if one.kind is Kind.MODULE or one.by_script}
    return frozenset(tags - others)


@site_rule("H28-secrets", Severity.INFO)
def secrets(package: Package, site: Site) -> Iterator[Finding]:
    """Scripts hold no keys of services, and do not show how they were made.

    Whoever takes the course can read every file of it. A warning is what has the form of a key that
    is meant to be secret; notes are a map of the sources that lies in the package, and many lines
    for the console.

    Mend: take the key back where it was given out, and call the service from a server; leave maps
    and ``console.log`` out when publishing. Breaks: nothing; others use the key at your cost.
    Source: OWASP Top 10, A02:2021; the forms of keys as their services document them.
    """
    read = scripts.everywhere(site)
    for script, reading in read:
        for use in reading.keys[:1]:
            shown = f"{use.name[:_SHOWN]}..."
            message = (
                f"this has the form of a secret key: {quoted(shown)}; every learner can read it"
            )
            span = package.span(script.source, use.line, use.column)
            yield Finding(span, message, Severity.WARNING)
    maps = [
        script.source
        for script, reading in read
        if reading.source_map
        if reading.source_map.startswith("data:")
        or posixpath.join(posixpath.dirname(script.source), reading.source_map) in package.files
    ]
    if maps:
        yield Finding(package.span(maps[0]), f"a map of the sources comes with {listed(maps)}")
    chatty = [
        script.source
        for script, reading in read
        if not reading.is_library and sum(use.name in _LOGS for use in reading.calls) >= _FLOOD
    ]
    if chatty:
        names = listed([*dict.fromkeys(chatty)])
        yield Finding(package.span(chatty[0]), f"many lines for the console from {names}")
