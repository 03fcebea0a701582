"""Finds the names that files have in the copy, and the files that have no place in it."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Mapping

from scorm_builder.diagnostics import quoted
from scorm_builder.mending import Mend, RefusedError, Wanted, accents, codepages
from scorm_builder.mending.mentioned import mentioned
from scorm_builder.package import Package
from scorm_builder.rules import listed
from scorm_builder.spec.filenames import is_junk, is_of_systems, meant
from scorm_builder.spec.namespaces import MANIFEST


def renamed(package: Package, wanted: Wanted) -> tuple[dict[str, str], list[Mend]]:
    """The new name of each file by its old one, and what was done.

    Raises :class:`RefusedError` where two files would have one name, and where a copy would do
    more than is wanted: its names have no backslashes and no parts that say nothing, and its
    manifest lies in its root.
    """
    if not package.manifest_name:
        raise RefusedError("there are manifests in several folders: which one is meant?")
    if package.manifest_name != MANIFEST:
        _refuse_several(package)
    slashed = [path for path, one in package.files.items() if "\\" in one.name]
    dotted = [
        path
        for path, one in package.files.items()
        if one.name.replace("\\", "/") != package.root + path
    ]
    for rule, found in (("Z09", slashed), ("Z17", dotted), ("Z03", package.root)):
        if found and not wanted(rule):
            raise RefusedError(f"no copy would keep what {rule} finds, and it is not to be mended")
    names = {path: path for path in package.files}
    mends = []
    if package.root:
        mends.append(_unwrapped(package))
    if wanted("Z04") and package.manifest_name not in ("", MANIFEST):
        old = package.manifest_name
        mends.append(Mend("Z04", f"{quoted(old)} was named '{MANIFEST}'", MANIFEST))
        names[old] = MANIFEST
    if wanted("Z14"):
        spelled, done = codepages.spelled(package)
        names.update(spelled)
        mends += done
    if wanted("Z16") and (composed := accents.composed(package, names)):
        names.update(composed)
        new = tuple(composed.values())
        said = f"each letter is one with its accent: {listed(new)}"
        mends.append(Mend("Z16", said, names=new))
    for rule, found, what in (("Z17", dotted, "plainly"), ("Z09", slashed, "with '/'")):
        if found:
            new = tuple(names[path] for path in found)
            mends.insert(0, Mend(rule, f"names are written {what}: {listed(new)}", names=new))
    if mends:
        _refuse_meeting(names)
    return names, mends


def junk(package: Package) -> tuple[list[str], list[str]]:
    """The files that systems and editors left behind, and those that may be used all the same.

    What systems write for themselves is never a course's. What else is called as if it had been
    left behind (``node_modules/``, ``.bak``, ``.tmp``) is only taken for that where no text of the
    package, the manifest too, holds as much as that part of its name. Nothing is where the
    manifest, which may list it, cannot be read.
    """
    if package.manifest is None or package.xml is None or package.xml.undecodable is not None:
        return [], []
    found = {name: _signs(name) for name in package.files if is_junk(name)}
    used = mentioned(package, {sign for signs in found.values() for sign in signs})
    gone = [name for name, signs in found.items() if used.isdisjoint(signs)]
    return gone, [name for name, signs in found.items() if not used.isdisjoint(signs)]


def _signs(name: str) -> list[bytes]:
    """What makes a name that of something left behind, if pages may be in need of it all the same:
    the name of a folder, or how that of the file ends.
    """
    if is_of_systems(name):
        return []
    *folders, file = name.lower().split("/")
    signs = [one for one in folders if is_junk(f"{one}/")]
    if is_junk(file):
        signs.append(posixpath.splitext(file)[1] or file)
    return [sign.encode("utf-8", "replace") for sign in signs]


def outside(package: Package) -> list[str]:
    """The files that lie outside of the folder in which the manifest is: no copy has them."""
    return [
        member.name
        for member in package.members
        if not member.is_folder and not meant(member.name).startswith(package.root)
    ]


def _unwrapped(package: Package) -> Mend:
    done = f"what is in the folder {quoted(package.root)} was put into the root"
    left = tuple(name for name in outside(package) if not is_junk(name))
    if left:
        done += f"; left out is what lies outside of it: {listed(left)}"
    return Mend("Z03", done, names=left)


def _refuse_several(package: Package) -> None:
    """Refuses two manifests whose names differ in capitals, none of which is the right one."""
    found = [name for name in package.files if name.lower() == MANIFEST]
    if len(found) > 1:
        raise RefusedError(f"there are several manifests: {listed(found)}: which one is meant?")


def _refuse_meeting(names: Mapping[str, str]) -> None:
    before: dict[str, str] = {}
    for old, new in names.items():
        if new in before:
            message = f"{quoted(before[new])} and {quoted(old)} would both be named {quoted(new)}"
            raise RefusedError(f"{message}: which one is meant?")
        before[new] = old
    names_now = sorted(before)
    for new, old in before.items():
        after = bisect_left(names_now, f"{new}/")
        if after < len(names_now) and names_now[after].startswith(f"{new}/"):
            inside = before[names_now[after]]
            message = f"{quoted(old)} would be a file and a folder, for {quoted(inside)}"
            raise RefusedError(f"{message}: rename one")
