"""What a rule is, and how rules are run.

A rule is one function in a module of this folder (or of one offered under the entry point group
``scorm_builder.rules``), made a value by :func:`rule`, :func:`manifest_rule` or :func:`site_rule`.
Its docstring is its documentation page: what is asked, why, who breaks, how to mend it, the source.
It yields :class:`Finding` values; that a package is hostile is no reason to raise.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice

from scorm_builder import registry
from scorm_builder.crawl import Reference, Script, Site, walk
from scorm_builder.crawl.javascript import Use
from scorm_builder.diagnostics import Diagnostic, Severity, Span, quoted, visible
from scorm_builder.package import Manifest, Package
from scorm_builder.package.manifest import Element

# What kind of thing it is, then archive, manifest, metadata, files, HTML and run time: each trusts
# what those before it have seen.
FAMILIES = "KZMDFHR"
MOST_FINDINGS = 25
"""Of one rule on one package; what goes beyond is counted, so that nobody drowns."""
MOST_PLACES = 100
"""Further places of one finding."""
_ROOM = 20_000
"""Characters of the names of files that are further places."""
MOST_WORDS = 1500
"""Characters of a message, since what it tells of may hold a name of a megabyte."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule saw: where, in words that name the thing and the cure, and how bad.

    ``severity`` is None where the rule's own applies; ``pointer`` is the way to an element.
    ``places`` are further ones, of which the finding tells beside ``span``.
    """

    span: Span
    message: str
    severity: Severity | None = None
    pointer: str = ""
    places: tuple[Span, ...] = ()


Check = Callable[[Package], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``id`` as in ``Z01``, ``name`` in a few words, its usual severity, its check.

    Where a ``fatal`` rule finds an error, no rule of a later family is run: it would only repeat
    that the package cannot be read, or read what is not to be. A ``quiet`` rule is about some LMSs
    only, and is run where a profile asks for it.
    """

    id: str
    name: str
    severity: Severity
    documentation: str
    check: Check
    fatal: bool = False
    quiet: bool = False

    @property
    def order(self) -> tuple[int, str]:
        """Archive first, then the manifest, then what it names; families of others last."""
        family = FAMILIES.find(self.id[:1])
        return (family if family >= 0 else len(FAMILIES), self.id)


def rule(name: str, severity: Severity, *, fatal: bool = False) -> Callable[[Check], Rule]:
    """Makes a rule of a function that judges a package; ``name`` is as in ``"Z01-not-zip"``."""
    code, _, title = name.partition("-")

    def made(check: Check) -> Rule:
        return Rule(code, title, severity, inspect.getdoc(check) or "", check, fatal)

    return made


def manifest_rule(
    name: str, severity: Severity, *, any_root: bool = False, quiet: bool = False
) -> Callable[[Callable[[Manifest], Iterable[Finding]]], Rule]:
    """Makes a rule of a function that judges a manifest that could be parsed.

    Where none could, rules M01 to M05 have said why, and the rule finds nothing; likewise where the
    root is not that of SCORM 1.2 (M06), unless the rule takes ``any_root``.
    """
    code, _, title = name.partition("-")

    def made(check: Callable[[Manifest], Iterable[Finding]]) -> Rule:
        def judge(package: Package) -> Iterable[Finding]:
            manifest = package.manifest
            if manifest is None or not (any_root or manifest.is_content_packaging):
                return ()
            return check(manifest)

        return Rule(code, title, severity, inspect.getdoc(check) or "", judge, quiet=quiet)

    return made


def site_rule(
    name: str, severity: Severity
) -> Callable[[Callable[[Package, Site], Iterable[Finding]]], Rule]:
    """Makes a rule of a function that judges what the pages of a package load and call.

    They are found by way of the manifest: where there is none of SCORM 1.2, the rule finds nothing.
    """
    code, _, title = name.partition("-")

    def made(check: Callable[[Package, Site], Iterable[Finding]]) -> Rule:
        def judge(package: Package) -> Iterable[Finding]:
            manifest = package.manifest
            if manifest is None or not manifest.is_content_packaging:
                return ()
            return check(package, walk.site(package))

        return Rule(code, title, severity, inspect.getdoc(check) or "", judge)

    return made


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, in the order in which they are run."""
    found = {
        value.id: value
        for module in registry.modules("rules").values()
        for value in vars(module).values()
        if isinstance(value, Rule)
    }
    return tuple(sorted(found.values(), key=lambda one: one.order))


def check(
    package: Package, select: Iterable[str] = (), loud: Container[str] = ()
) -> list[Diagnostic]:
    """What the rules find in ``package``, in the order of the rules.

    ``select`` holds prefixes of ids (``"Z"``, ``"M0"``, ``"F05"``); empty means all. ``loud`` has
    the ids of quiet rules that are to be run.
    """
    chosen = tuple(select)
    found: list[Diagnostic] = []
    stopped = ""
    for one in all_rules():
        if stopped and one.id[:1] != stopped:
            break
        wanted = not chosen or one.id.startswith(chosen)
        wanted = wanted and (not one.quiet or one.id in loud)
        if not wanted and not one.fatal:
            continue
        findings = list(_run(one, package))
        if one.fatal and any(finding.severity is Severity.ERROR for finding in findings):
            stopped = one.id[:1]
        if wanted:
            found += findings
    return found


def _run(one: Rule, package: Package) -> Iterator[Diagnostic]:
    findings = iter(one.check(package))
    last = Span(package.label)
    for finding in islice(findings, MOST_FINDINGS):
        last = max(last, finding.span)
        severity = finding.severity or one.severity
        message = visible(finding.message, MOST_WORDS)
        pointer = visible(finding.pointer, MOST_WORDS)
        places = _further(finding.places, finding.span)
        yield Diagnostic(one.id, severity, message, finding.span, pointer, places)
    rest: Counter[Severity] = Counter()
    others: dict[Span, None] = {}
    for finding in findings:
        rest[finding.severity or one.severity] += 1
        if len(others) < MOST_PLACES:
            others[finding.span] = None
    if rest:
        worst = next(severity for severity in Severity if severity in rest)
        message = f"and {rest.total()} more of {one.id}, {one.name}"
        # At the last place that was shown, so that it is read after what it is more of.
        yield Diagnostic(one.id, worst, message, last, places=_further(others, last))


def _further(places: Iterable[Span], first: Span) -> tuple[Span, ...]:
    """The places beside the first one, each once, and not too many."""
    further = (place for place in dict.fromkeys(places) if place != first)
    return tuple(islice(further, MOST_PLACES))


def at(
    manifest: Manifest, element: Element, message: str, severity: Severity | None = None
) -> Finding:
    """A finding at an element of the manifest."""
    return Finding(manifest.span(element), message, severity, manifest.pointer(element))


def found_at(
    package: Package,
    reference: Reference,
    message: str,
    severity: Severity | None = None,
    further: Iterable[Reference] = (),
) -> Finding:
    """A finding at what a page, a style sheet or a script refers to, and at ``further`` ones."""
    span, *places = (
        package.span(one.source, one.line, one.column)
        for one in islice((reference, *further), 1 + MOST_PLACES)
    )
    return Finding(span, message, severity, places=tuple(places))


def at_uses(
    package: Package,
    uses: Sequence[tuple[Script, Use]],
    message: str,
    severity: Severity | None = None,
) -> Finding:
    """A finding at the first of what scripts use or call, with the others as further places."""
    first, *others = (
        package.span(script.source, use.line, use.column) for script, use in uses[: MOST_PLACES + 1]
    )
    return Finding(first, message, severity, places=tuple(others))


def at_files(
    package: Package, names: Sequence[str], message: str, severity: Severity | None = None
) -> Finding:
    """A finding on files of the package: at the first of them, the others as further places."""
    others = names[1 : MOST_PLACES + 1]
    # Names may be of 65,535 bytes each.
    lengths = accumulate(map(len, others))
    places = (package.span(name) for name, end in zip(others, lengths, strict=True) if end < _ROOM)
    return Finding(package.span(names[0]), message, severity, places=tuple(places))


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names for a message: the first few, and how many there are besides."""
    shown = ", ".join(quoted(name) for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
