"""Whether the archive holds what does not belong in it, or files with nothing in them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.rules import Finding, at_files, listed, rule
from scorm_builder.spec.filenames import is_junk, is_of_systems, meant
from scorm_builder.spec.namespaces import MANIFEST
from scorm_builder.spec.standards import aicc_courses

_SHOWN = frozenset(
    ".html .htm .xhtml .mp4 .m4v .webm .ogv .mp3 .m4a .aac .ogg .oga .wav .jpg .jpeg .png .gif "
    ".svg .webp .avif .bmp .pdf .swf .woff .woff2".split()
)
_SCRIPTS = frozenset((".js", ".mjs", ".json"))
_OTHER_MANIFESTS = {"tincan.xml": "xAPI", "cmi5.xml": "cmi5"}


@rule("Z21-junk", Severity.WARNING)
def junk(package: Package) -> Iterator[Finding]:
    """Nothing is in the archive that systems and editors strew about.

    Left by macOS (``__MACOSX/``, ``._name``, ``.DS_Store``, ``.fseventsd/``), Windows
    (``Thumbs.db``, ``desktop.ini``), disk stations (``@eaDir/``), version control (``.git/``,
    ``.svn/``, ``CVS/``) or editors (``name~``, ``~$name``). It makes the zip larger, shows learners
    what was meant for nobody, and LMSs that look for the manifest may take
    ``__MACOSX/._imsmanifest.xml`` for one. What package managers, editors and designers leave
    (``node_modules/``, ``*.bak``, ``*.orig``, ``*.tmp``, ``*.psd``) is told too, but pages load
    such files now and then: look before you leave them out.

    Mend: leave it out (``zip -X -r course.zip . -x '.*' '*/.*' '__MACOSX/*' '*/__MACOSX/*'``).
    Breaks: LMSs that search for the manifest in all folders. Source: names by the systems' own
    documentation.
    """
    found = [member.name for member in package.members if is_junk(member.name)]
    sure = [name for name in found if is_of_systems(name)]
    if sure:
        message = f"left behind by systems or editors: {listed(sure)}: leave that out"
        yield at_files(package, sure, message)
    if others := [name for name in found if not is_of_systems(name)]:
        message = f"seems left behind by tools: {listed(others)}: leave out what no page loads"
        yield at_files(package, others, message)


@rule("Z22-nested-manifest", Severity.WARNING)
def nested_manifest(package: Package) -> Iterator[Finding]:
    """There is one ``imsmanifest.xml``, that in the root.

    A package that lies unpacked within a package is not seen by an LMS that reads the root's
    manifest, and is taken for the course by one that searches, if it stands before the course's own
    in the zip. Where it stands behind it, or is written in capitals, a note.

    Mend: take it out, or import it as a course of its own. Breaks: Open edX takes the first one in
    the zip; Chamilo takes the shallowest. Source: openedx-scorm-xblock 19.0.5, scormxblock.py; IMS
    Content Packaging 1.1.2, section 4.
    """
    # Where the root has none, Z03 tells of the wrapper folder.
    if not package.manifest_name:
        return
    names = (one.name for one in package.members if one.name.lower().endswith(MANIFEST))
    paths = {meant(name): name for name in names if not is_junk(name)}
    found = [path for path in paths if posixpath.basename(path).lower() == MANIFEST]
    course = package.root + package.manifest_name
    nested = [path for path in found if "/" in path and path != course]
    before = [one for one in found[: found.index(course)] if posixpath.basename(one) == MANIFEST]
    if first := [paths[path] for path in nested if path in before]:
        message = (
            f"manifests in folders stand in the zip before that of the course: {listed(first)}"
        )
        yield at_files(package, first, f"{message}: LMSs that search take the first")
    if others := [paths[path] for path in nested if path not in before]:
        message = f"further manifests in folders: {listed(others)}: only one can be meant"
        yield at_files(package, others, message, Severity.INFO)


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
        yield at_files(package, shown, f"there is nothing in these files: {listed(shown)}")
    if scripts:
        message = f"there is nothing in these scripts: {listed(scripts)}"
        yield at_files(package, scripts, message, Severity.INFO)


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
    for names in aicc_courses(package.files):
        message = f"a course of AICC is in it too: {listed(names)}: which one is meant?"
        yield at_files(package, names, message)
