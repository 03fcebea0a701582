"""Whether the archive holds what does not belong in it, or files with nothing in them."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.rules import Finding, listed, rule
from scorm_builder.spec.filenames import is_junk
from scorm_builder.spec.namespaces import MANIFEST

_SHOWN = frozenset(
    ".html .htm .xhtml .mp4 .webm .mp3 .m4a .ogg .wav .jpg .jpeg .png .gif .svg .webp .pdf .swf "
    ".woff .woff2".split()
)
_SCRIPTS = frozenset((".js", ".mjs", ".json"))
_AICC = (".crs", ".des", ".au", ".cst")
_OTHER_MANIFESTS = {"tincan.xml": "xAPI", "cmi5.xml": "cmi5"}


@rule("Z21-junk", Severity.WARNING)
def junk(package: Package) -> Iterator[Finding]:
    """Nothing is in the archive that systems and editors strew about.

    Left by macOS (``__MACOSX/``, ``._name``, ``.DS_Store``), Windows (``Thumbs.db``,
    ``desktop.ini``), version control (``.git/``, ``.svn/``), editors (``name~``, ``*.bak``,
    ``~$name``) or package managers (``node_modules/``). It makes the zip larger, shows learners
    what was meant for nobody, and LMSs that look for the manifest may take
    ``__MACOSX/._imsmanifest.xml`` for one.

    Mend: leave it out (``zip -X -r course.zip . -x '.*' '__MACOSX/*'``). Breaks: LMSs that search
    for the manifest in all folders. Source: names by the systems' own documentation.
    """
    found = [member.name for member in package.members if is_junk(member.name)]
    if found:
        message = f"left behind by systems or editors: {listed(found)}: leave that out"
        yield Finding(package.span(found[0]), message)


@rule("Z22-nested-manifest", Severity.WARNING)
def nested_manifest(package: Package) -> Iterator[Finding]:
    """There is one ``imsmanifest.xml``, that in the root.

    A package that lies unpacked within a package is not seen by an LMS that reads the root's
    manifest, and may be taken for the course by one that searches.

    Mend: take it out, or import it as a course of its own. Breaks: Open edX and Chamilo take the
    shallowest, others the first they find. Source: IMS Content Packaging 1.1.2, section 4.
    """
    found = [
        name
        for name in package.files
        if posixpath.basename(name).lower() == MANIFEST and "/" in name and not is_junk(name)
    ]
    # Where the root has none, Z03 tells of the wrapper folder.
    if found and package.manifest_name:
        message = f"further manifests in folders: {listed(found)}: only one can be meant"
        yield Finding(package.span(found[0]), message)


@rule("Z27-empty", Severity.WARNING)
def empty(package: Package) -> Iterator[Finding]:
    """No page, picture or recording is an empty file.

    An empty page is blank, an empty picture broken. It comes of a full disk, or of a copy that was
    broken off. Notes: scripts, some of which tools leave empty on purpose.

    Mend: put the file there anew. Breaks: what the learner should see. Source: none of these
    formats has a file of no bytes.
    """
    shown, scripts = [], []
    for name, member in package.files.items():
        if member.size or is_junk(name):
            continue
        suffix = posixpath.splitext(name)[1].lower()
        if suffix in _SHOWN:
            shown.append(name)
        elif suffix in _SCRIPTS:
            scripts.append(name)
    if shown:
        yield Finding(package.span(shown[0]), f"there is nothing in these files: {listed(shown)}")
    if scripts:
        message = f"there is nothing in these scripts: {listed(scripts)}"
        yield Finding(package.span(scripts[0]), message, Severity.INFO)


@rule("Z30-aicc-mix", Severity.WARNING)
def other_standards(package: Package) -> Iterator[Finding]:
    """The package is of one standard.

    Files of AICC (``.crs``, ``.des``, ``.au``, ``.cst`` of one name), xAPI (``tincan.xml``) or cmi5
    (``cmi5.xml``) beside the manifest let an LMS import it as something else than SCORM 1.2, with
    other scores in other places.

    Mend: publish for SCORM 1.2 alone. Breaks: Rustici's engine (SCORM Cloud, Canvas, Blackboard)
    chooses one of them; Moodle takes ``.cst`` for AICC where it finds no manifest. Source: their
    import.
    """
    if not package.manifest_name:
        return
    for name in package.files:
        if standard := _OTHER_MANIFESTS.get(name.lower()):
            message = f"{quoted(name)} makes it a package of {standard} too: which one is meant?"
            yield Finding(package.span(name), message)
    for names in _aicc(package.files):
        message = f"a course of AICC is in it too: {listed(names)}: which one is meant?"
        yield Finding(package.span(names[0]), message)


def _aicc(names: Iterable[str]) -> Iterator[list[str]]:
    """Files that make a course: two kinds or more of one name, since ``.au`` alone is sound."""
    courses: dict[str, list[str]] = defaultdict(list)
    for name in names:
        stem, suffix = posixpath.splitext(name.lower())
        if suffix in _AICC:
            courses[stem].append(name)
    return (found for found in courses.values() if len(found) > 1)
