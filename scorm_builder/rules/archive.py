"""Whether the container is a zip that LMSs open, with a manifest where they look for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scorm_builder.diagnostics import Severity, quoted
from scorm_builder.package import Package
from scorm_builder.package.ziparchive import DEFLATED, ENCRYPTED, STORED
from scorm_builder.rules import Finding, at_files, listed, rule
from scorm_builder.spec.filenames import is_junk
from scorm_builder.spec.namespaces import MANIFEST

_STRONG_ENCRYPTION = 0x40
_AES = 99
_ZIP64 = 45
_READ = (".txt", ".md", ".pdf", ".doc", ".docx", ".rtf")
_METHODS = {
    1: "shrunk",
    6: "imploded",
    9: "deflate64",
    12: "bzip2",
    14: "LZMA",
    93: "Zstandard",
    95: "XZ",
    98: "PPMd",
}


@rule("Z01-not-zip", Severity.ERROR, fatal=True)
def not_zip(package: Package) -> Iterator[Finding]:
    """The file is a zip that can be opened.

    A SCORM package travels as a PKZip archive. A file that is cut short, of another kind, or whose
    directory is damaged is refused by every LMS, often with no more than "upload failed".

    Mend: make the zip again; if it came over the network, fetch it again in binary mode.
    Breaks: every LMS. Source: SCORM 1.2 Content Aggregation Model, package interchange file.
    """
    if package.contents.problem and not package.contents.split:
        problem = package.contents.problem
        yield Finding(package.span(), f"this cannot be opened as a zip: {problem}")


@rule("Z02-no-manifest", Severity.ERROR, fatal=True)
def no_manifest(package: Package) -> Iterator[Finding]:
    """The archive has an ``imsmanifest.xml`` in its root.

    The manifest is how an LMS knows that this is a course, what is in it and what to launch. Where
    nothing but a zip is in the zip, that one is the package.

    Mend: publish as "SCORM 1.2" (not "web" or "HTML5") in the authoring tool, or add the manifest.
    Breaks: Moodle ("nomanifest"), TalentLMS ("not a valid SCORM file"), ILIAS, wagtail-lms,
    scormhost. Source: IMS Content Packaging 1.1.2, section 4.
    """
    if package.contents.problem or package.manifest_name or _manifests(package):
        return
    message = f"there is no {MANIFEST}: "
    if not (inside := _boxed(package)):
        yield Finding(package.span(), f"{message}this is not a SCORM package")
    elif len(inside) == 1:
        message += f"the package seems to be {listed(inside)} inside: upload that"
        yield at_files(package, inside, message)
    else:
        message += f"packages seem to be inside, {listed(inside)}: upload each by itself"
        yield at_files(package, inside, message)


@rule("Z03-wrapper-folder", Severity.ERROR)
def wrapper_folder(package: Package) -> Iterator[Finding]:
    """The manifest is in the root, not in a folder that wraps everything.

    It comes of zipping the folder instead of what is in it. Open edX (which takes the first
    manifest in the zip, at whatever depth), Chamilo and OpenOLAT look further; others do not. What
    is in the folder is judged as if it were the package; what lies outside of it is not.

    Mend: open the folder, select all that is in it, and zip that.
    Breaks: Moodle ("badimsmanifestlocation"), Docebo, TalentLMS, ILIAS. Source: IMS Content
    Packaging 1.1.2, section 4.
    """
    if package.root:
        folder = quoted(package.root.rstrip("/"))
        message = f"the manifest is in the folder {folder}: zip what is in it, not the folder"
        yield Finding(package.span(package.manifest_name), message)
    elif not package.manifest_name and (found := _manifests(package)):
        folders = [name.rpartition("/")[0] for name in found]
        message = f"there are manifests in several folders, {listed(folders)}: zip what is in one"
        yield Finding(package.span(found[0]), message)


@rule("Z04-manifest-case", Severity.ERROR)
def manifest_case(package: Package) -> Iterator[Finding]:
    """The manifest's name is ``imsmanifest.xml``, in lower case.

    Where file names tell capitals apart (every Linux server, every zip library) another spelling
    is another file.

    Mend: rename it; of several keep the one that is meant. Breaks: Moodle, ILIAS, scormhost,
    wagtail-lms: "no manifest". Source: IMS Content Packaging 1.1.2, section 4.
    """
    name = package.manifest_name
    if name and name != MANIFEST:
        message = f"{quoted(name)} has to be named '{MANIFEST}', in lower case"
        others = [one for one in package.files if one.lower() == MANIFEST and one != name]
        if others:
            message += f", and {listed(others)} would be another: which one is meant?"
        yield Finding(package.span(name), message)


@rule("Z05-encrypted", Severity.ERROR, fatal=True)
def encrypted(package: Package) -> Iterator[Finding]:
    """No file of the archive is encrypted.

    No LMS asks for a password: what is encrypted cannot be unpacked.

    Mend: zip again without a password. Breaks: every LMS. Source: PKZip 2.04g, to which SCORM's
    interchange file is bound.
    """
    secret = [
        member.name
        for member in package.members
        if member.flags & (ENCRYPTED | _STRONG_ENCRYPTION) or member.method == _AES
    ]
    if secret:
        message = f"encrypted: {listed(secret)}: zip again without a password"
        yield at_files(package, secret, message)


@rule("Z06-method", Severity.ERROR)
def method(package: Package) -> Iterator[Finding]:
    """Files are stored or deflated, nothing else.

    PKZip 2.04g knows these two. What LMSs unpack with (PHP's ZipArchive, Java) lacks the newer
    methods in many installations.

    Mend: choose "Deflate" in the zip program (7-Zip: not LZMA; Windows: files above 2 GB become
    deflate64). Breaks: many PHP and Java servers. Source: PKZip 2.04g; APPNOTE 4.4.5.
    """
    packed: dict[int, list[str]] = defaultdict(list)
    for member in package.members:
        if member.method not in (STORED, DEFLATED, _AES):
            packed[member.method].append(member.name)
    for number, names in packed.items():
        how = _METHODS.get(number, f"method {number}")
        message = f"packed by {how}: {listed(names)}; LMSs unpack deflate and store only"
        yield at_files(package, names, message)


@rule("Z07-zip64-split", Severity.WARNING, fatal=True)
def zip64_or_split(package: Package) -> Iterator[Finding]:
    """The archive is one plain zip: no zip64, not split over several files.

    Zip64 is for archives above 4 GiB or 65,535 files and is younger than the format that SCORM
    names; some servers unpack nothing, some half of it. An error: one part of a zip that was split
    (``name.z01``, ``name.zip``), which holds no whole course and cannot be opened alone.

    Mend: fewer files; media streamed from a media server; zip in one piece (``zip -s 0 split.zip
    --out whole.zip`` joins the parts). Breaks: older unpackers; Moodle's repair of file names; one
    part alone, every LMS. Source: PKZip 2.04g; APPNOTE 4.3.14, 8.
    """
    contents = package.contents
    if contents.split:
        message = f"{contents.problem}, which no LMS joins: make it in one piece"
        yield Finding(package.span(), message, Severity.ERROR)
    wide = [member.name for member in package.members if member.zip64 or member.needed == _ZIP64]
    if contents.zip64 or wide:
        why = f", as for {listed(wide)}" if wide else ""
        yield Finding(package.span(), f"the zip uses zip64{why}: older unpackers cannot read it")


@rule("Z10-symlink", Severity.ERROR)
def symlink(package: Package) -> Iterator[Finding]:
    """The archive holds files and folders only: no links, no devices.

    A link is unpacked as a link by some and as a text file by others; one that leads out of the
    folder is an attack.

    Mend: put a copy of the file where the link is (``zip`` does without ``-y``). Breaks: scormhost
    refuses; Moodle writes a text file. Source: PKZip 2.04g knows no links.
    """
    found = [member.name for member in package.members if member.is_special]
    if found:
        message = f"links or devices, not files: {listed(found)}: put the files there"
        yield at_files(package, found, message)


def _boxed(package: Package) -> list[str]:
    """The zips in the package, if there is nothing else in it but what one reads."""
    names = [name for name in package.files if not is_junk(name)]
    zips = [name for name in names if name.lower().endswith((".zip", ".pif"))]
    others = (name for name in names if name not in zips)
    return zips if all(name.lower().endswith(_READ) for name in others) else []


def _manifests(package: Package) -> list[str]:
    """Manifests that lie in folders, the shallowest first; what macOS strews about left out."""
    found = [
        name
        for name in package.files
        if name.lower().endswith(f"/{MANIFEST}") and not name.startswith("__MACOSX/")
    ]
    return sorted(found, key=lambda name: (name.count("/"), name))
