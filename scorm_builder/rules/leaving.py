"""Whether what a SCO has to say arrives when the learner leaves."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder.crawl import Script, Site, scripts
from scorm_builder.crawl.javascript import Use, read
from scorm_builder.diagnostics import Severity
from scorm_builder.package import Package
from scorm_builder.rules import Finding, listed, site_rule

_OLD = ("unload", "beforeunload")
_NEW = ("pagehide", "visibilitychange")


@site_rule("H15-unload", Severity.WARNING)
def unload(package: Package, site: Site) -> Iterator[Finding]:
    """A SCO hears that it is left by ``pagehide`` or ``visibilitychange``.

    If it hears only ``unload`` or ``beforeunload``, what it saves then may be lost. Chrome gives
    ``unload`` up step by step, phones have never been sure to send it, and a page that is kept for
    the Back button gets none.

    Mend: save on ``visibilitychange`` (to hidden) and finish on ``pagehide``. Breaks: Chrome, where
    the LMS's page forbids ``unload`` (Moodle 4.5: "unload is not allowed"); Safari on iOS. Source:
    HTML, 7.4.2.4; Permissions-Policy ``unload``; exelearning issue 1831.
    """
    found: dict[tuple[Script, Use], list[str]] = {}
    for sco in site.scos:
        own = list(scripts.of(site, sco))
        heard = [(script, use) for script in own for use in read(script).listeners]
        old = [(script, use) for script, use in heard if use.name in _OLD]
        if sco.is_sco and old and not any(word in scripts.words(site, sco) for word in _NEW):
            if any(use.name in _NEW for _, use in heard):
                continue
            found.setdefault(old[0], []).append(sco.launch)
    for (script, use), launches in found.items():
        message = f"{listed([*dict.fromkeys(launches)])} hears of leaving by {use.name} only"
        span = package.span(script.source, use.line, use.column)
        yield Finding(span, f"{message}: save on 'pagehide' and 'visibilitychange'")
